"""The answers shown in docs/queries.md are those of today: every question, asked of the bundled notices."""

import pytest

from tests.docs.test_docs import ROOT, _module


@pytest.mark.server
@pytest.mark.slow
def test_the_answers_on_the_bundled_notices_are_fresh(cache_home):
    kept = (ROOT / "docs" / "answers.json").read_text(encoding="utf-8")

    assert _module().demo_answers() == kept, "run: python docs/make.py answers"
