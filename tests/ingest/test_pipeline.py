"""One bad document never ends a run."""

from ingest import pipeline


def test_a_text_that_breaks_the_reader_is_told_and_the_rest_go_on(tmp_path, monkeypatch):
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text(f"{name}:云岭大学与青禾集团签约。", encoding="utf-8")
    extract = pipeline.extract

    def breaks(document, **more):
        if document.text.startswith("b"):
            raise KeyError("that")
        return extract(document, **more)

    monkeypatch.setattr(pipeline, "extract", breaks)

    first, second, third = pipeline.ingest([tmp_path], reader="rules")

    assert first.readings
    assert third.readings
    assert second.skipped.endswith("b.txt: breaks the reader (KeyError: 'that'). Please report it with the file.")
