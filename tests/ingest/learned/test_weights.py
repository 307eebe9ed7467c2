"""Weight files: the same arrays are the same bytes, and whatever lies in the folder, a line says what is wrong."""

import json
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from graph.errors import InnonetError
from ingest.learned import weights
from ingest.learned.weights import Missing, compact, load, npz, pack, save, strings_of, words

# 1.4 is the largest of each row, so a step is .1, on which all three fall.
ROW = np.resize(np.array([1.4, -0.1, 0.5], np.float32), 128)
STATE = {
    "enc.layers.0.q.weight": np.stack([ROW, 0 * ROW] * 64),
    "enc.layers.0.q.bias": np.array([0.5, 0.25], np.float32),
    "T": np.eye(2, dtype=np.float32),
}


@pytest.fixture
def kept(tmp_path):
    save(tmp_path, "tagger", compact(STATE), "dev-a", "2026-11-26")
    return tmp_path


def test_weights_come_back_as_float32_matrices_within_half_a_step(kept):
    read = load("tagger", kept)
    assert sorted(read) == sorted(STATE)
    assert {array.dtype for array in read.values()} == {np.dtype(np.float32)}
    np.testing.assert_allclose(read["enc.layers.0.q.weight"], STATE["enc.layers.0.q.weight"], atol=1e-7)
    np.testing.assert_array_equal(read["T"], STATE["T"])


def test_large_matrices_take_little_room(kept):
    assert (kept / "tagger.npz").stat().st_size < STATE["enc.layers.0.q.weight"].size / 2


def test_same_arrays_are_same_bytes_in_whatever_order_they_come():
    turned = dict(reversed(STATE.items()))
    assert npz(STATE) == npz(turned)
    assert npz(STATE) != npz({**STATE, "T": 2 * STATE["T"]})


def test_a_file_is_a_plain_npz_without_a_date(kept):
    with zipfile.ZipFile(kept / "tagger.npz") as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.compress_type for info in archive.infolist()} <= {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def test_the_manifest_says_what_a_file_was_trained_on(kept):
    save(kept, "scorer", {"a": np.zeros(3)}, "dev-a to dev-s", "2026-11-27")
    manifest = json.loads((kept / weights.MANIFEST).read_text(encoding="utf-8"))
    assert manifest["format"] == weights.FORMAT
    assert {name: (file["trained_on"], file["date"]) for name, file in manifest["files"].items()} == {
        "tagger": ("dev-a", "2026-11-26"),
        "scorer": ("dev-a to dev-s", "2026-11-27"),
    }


def test_saving_twice_changes_no_byte(kept):
    before = {path.name: path.read_bytes() for path in kept.iterdir()}
    save(kept, "tagger", compact(STATE), "dev-a", "2026-11-26")
    assert {path.name: path.read_bytes() for path in kept.iterdir()} == before


def _cut(folder):
    (folder / "tagger.npz").write_bytes((folder / "tagger.npz").read_bytes()[:-20])


def _other(folder):
    (folder / "tagger.npz").write_bytes(b"no archive")


def _unlisted(folder):
    (folder / weights.MANIFEST).write_text(json.dumps({"format": weights.FORMAT, "files": {}}), encoding="utf-8")


def _newer(folder):
    (folder / weights.MANIFEST).write_text('{"format": 99, "files": {}}', encoding="utf-8")


def _broken(folder):
    (folder / weights.MANIFEST).write_bytes(b'\xff{"format"')


def _deep(folder):
    (folder / weights.MANIFEST).write_text("[" * 5000, encoding="utf-8")


def _odd(folder):
    (folder / weights.MANIFEST).write_text(
        json.dumps({"format": weights.FORMAT, "files": {"tagger": 3}}), encoding="utf-8"
    )


def _listed_but_no_archive(folder):
    _other(folder)
    digest = weights.hashlib.sha256(b"no archive").hexdigest()
    files = {"tagger": {"sha256": digest}}
    (folder / weights.MANIFEST).write_text(json.dumps({"format": weights.FORMAT, "files": files}), encoding="utf-8")


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (lambda folder: (folder / "tagger.npz").unlink(), "is not there"),
        (lambda folder: (folder / weights.MANIFEST).unlink(), "is not there"),
        (_unlisted, "is not there"),
        (_cut, "not those that the manifest states"),
        (_other, "not those that the manifest states"),
        (_newer, "format 99"),
        (_broken, "cannot be read"),
        (_deep, "cannot be read"),
        (_odd, "cannot be read"),
        (_listed_but_no_archive, "cannot be read"),
    ],
)
def test_missing_or_damaged_weights_give_one_line(kept, harm, why):
    harm(kept)
    missing = load("tagger", kept)
    assert isinstance(missing, Missing)
    assert missing.name == "tagger"
    assert why in missing.reason
    assert "innonet train" in missing.reason
    assert "\n" not in missing.reason


def test_weights_that_do_not_come_with_the_package_are_missing():
    assert isinstance(load("no-such-weights"), Missing)


def test_objects_are_not_kept():
    with pytest.raises(InnonetError, match="objects"):
        npz({"a": np.array([object()])})


@settings(deadline=None)
@given(
    arrays.arrays(np.float32, arrays.array_shapes(min_dims=2, max_dims=2), elements=st.floats(-1000, 1000, width=32))
)
def test_packed_values_lie_within_half_a_step_of_their_row(matrix):
    whole, scale = pack(matrix)
    largest = np.abs(matrix).max(1)
    np.testing.assert_allclose(scale * weights.STEPS, largest, rtol=1e-6, atol=1e-42)
    assert (np.abs(whole * scale[:, None] - matrix) <= 0.501 * scale[:, None] + 1e-42).all()


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n")), min_size=1))
def test_strings_come_back(strings):
    assert strings_of(words(strings)) == tuple(strings)
