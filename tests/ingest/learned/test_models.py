"""Which weight files there are decides what reads, and what is not there is said in one line."""

import shutil
from importlib import resources
from pathlib import Path

import pytest

from graph.errors import UsageError
from ingest.extract.knowledge import load_knowledge
from ingest.extraction import models_of
from ingest.learned.models import loaded
from ingest.learned.weights import load, save, words

SHIPPED = Path(str(resources.files("ingest.learned") / "weights"))


@pytest.mark.parametrize(
    ("gone", "reads", "left"),
    [
        (("scorer_en",), "models-zh@", "the encoder reads Chinese only"),
        (("scorer_zh",), "models-en@", "the encoder reads English only"),
        (("tagger_zh", "scorer_en"), "fast@", "the encoder is left out"),
        (("trunk_en",), "models-zh@", "the encoder reads Chinese only"),
        (("confidence",), "fast@", "the encoder is left out"),
        (("crf", "pairs"), "rules@", "the rules alone read on"),
        (("quantities",), "models@", "rules read the numbers"),
    ],
)
def test_what_is_left_reads_on_and_one_line_says_what_is_not_there(tmp_path, gone, reads, left):
    folder = shutil.copytree(SHIPPED, tmp_path / "weights")
    for name in gone:
        (folder / f"{name}.npz").unlink()

    found = loaded(load_knowledge(), "default", folder)

    (line,) = found.missing
    assert found.name.startswith(reads)
    assert line.startswith(f"Weights {', '.join(gone)} cannot be used, so {left}: {gone[0]}.npz is not there")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "lost", "reads", "left"),
    [
        ("crf", "labels", "rules@", "the rules alone read on"),
        pytest.param("pairs", "priors", "rules@", "the rules alone read on", marks=pytest.mark.slow),
        ("quantities", "columns", "models@", "rules read the numbers"),
        pytest.param("confidence", "features", "fast@", "the encoder is left out", marks=pytest.mark.slow),
    ],
)
def test_a_whole_file_of_another_version_is_said_too(tmp_path, name, lost, reads, left):
    folder = shutil.copytree(SHIPPED, tmp_path / "weights")
    arrays = dict(load(name, folder))
    arrays[lost] = words(["other"])
    save(folder, name, arrays, "a test", "2026-01-01")

    found = loaded(load_knowledge(), "default", folder)

    (line,) = found.missing
    assert found.name.startswith(reads)
    assert line.startswith(f"Weights {name} cannot be used, so {left}: {name}.npz does not fit this reader (")


def test_the_shipped_weights_are_whole():
    assert loaded(load_knowledge()).missing == ()


def test_a_folder_that_holds_no_models_is_wrong_use(tmp_path):
    with pytest.raises(UsageError, match="holds no models"):
        models_of(weights=tmp_path)
