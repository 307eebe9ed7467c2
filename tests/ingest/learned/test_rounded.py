"""The encoder in whole numbers says nearly what the plain one says, and twice the same."""

import sys

import numpy as np
import pytest

from graph.errors import InnonetError
from ingest.extract.passage import from_passage
from ingest.extraction import check_reader, extract
from ingest.learned.rounded import RoundedStack
from ingest.learned.weights import STEPS, pack
from tests.ingest.learned.test_encoder import PIECES, WIDTH, a_window, made_up, trunk

NOTICE = "云岭大学与青禾集团有限公司签署合作协议,共建草业创新中心。投入2亿元。"


def packed():
    """Return made-up weights that packing leaves as they are, as those of a weight file are."""
    state = made_up()
    for name, array in state.items():
        if name.endswith(".weight") and name.startswith("layers.") and array.ndim == 2:
            whole, scale = pack(array)
            state[name] = whole.astype(np.float32) * scale[:, None]
    return state


def test_packed_weights_are_packed_again_as_they_were():
    whole, scale = pack(np.random.default_rng(0).standard_normal((6, 40)).astype(np.float32))

    again, same = pack(whole.astype(np.float32) * scale[:, None])
    assert np.abs(whole).max() == STEPS
    np.testing.assert_array_equal(again, whole)
    np.testing.assert_allclose(same, scale, rtol=1e-6)


def test_hidden_states_are_nearly_the_plain_ones():
    state = packed()
    windows = [np.random.default_rng(n).integers(0, PIECES, n) for n in (3, 17, 40)]
    cut = [a_window(ids) for ids in windows]
    plain, rounded = (trunk(state, build).read(cut, np.zeros(40, np.int64)) for build in (None, RoundedStack))

    for one, other in zip(plain, rounded, strict=True):
        assert other.shape == one.shape == (len(one), WIDTH)
        assert 0 < np.abs(one - other).max() < 0.2
        assert np.corrcoef(one.ravel(), other.ravel())[0, 1] > 0.999


def test_the_same_windows_give_the_same_bits():
    windows = [a_window(np.arange(7)), a_window(np.arange(20))]
    first, second = (trunk(packed(), RoundedStack).read(windows, np.zeros(20, np.int64)) for _ in range(2))

    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_notice_is_read_and_says_by_what():
    reading = extract(from_passage({"id": "a", "text": NOTICE}), reader="onnx")

    assert {"云岭大学", "青禾集团有限公司", "草业创新中心"} <= {mention.surface for mention in reading.mentions}
    assert reading.extractor.startswith("onnx@")
    assert reading == extract(from_passage({"id": "a", "text": NOTICE}), reader="onnx")


@pytest.mark.parametrize("library", ["onnx", "onnxruntime"])
def test_without_its_libraries_it_says_what_is_missing(monkeypatch, library):
    monkeypatch.setitem(sys.modules, library, None)

    with pytest.raises(InnonetError, match=rf"The reader onnx needs {library}, which is not installed\. Install"):
        check_reader("onnx")
    check_reader("default")
