"""Words that speak of claims and statuses, found in one pass."""

from hypothesis import given

from ingest.extract.found import Found
from ingest.extract.knowledge import load_knowledge
from ingest.learned.candidates import KINDS
from ingest.learned.cues import FLAGS, STATUSES, cuebook, lowered
from tests.ingest.learned.texts import TEXTS

BOOK = cuebook(load_knowledge())


def told(text, *names):
    cues = BOOK.find(text, names)
    return {
        text[a:b]: (
            {KINDS[k] for k in kinds.nonzero()[0]}
            | {STATUSES[s] for s in statuses.nonzero()[0]}
            | {FLAGS[f] for f in flags.nonzero()[0]}
        )
        for a, b, kinds, statuses, flags in zip(
            cues.start, cues.end, cues.kinds, cues.statuses, cues.flags, strict=True
        )
    }


def test_a_cue_tells_claims_statuses_and_flags():
    found = told("双方拟共建研究院,校长出席,并未签约")

    assert "CO_BUILDS" in found["共建"]
    assert "planned" in found["拟"]
    assert "title" in found["校长"]
    assert "denial" in found["并未"]
    assert {"COOPERATES_WITH", "signed"} <= found["签约"]


def test_a_word_that_only_holds_a_cue_says_nothing():
    assert told("将军到会")["将军"] == set()
    assert "in" not in told("a building")


def test_cues_inside_names_are_left_out():
    text = "合作银行与大学合作"

    assert [span for span in BOOK.find(text, [Found(0, 4, "Enterprise")]).start.tolist() if span < 4] == []


def test_a_word_of_a_folder_of_ones_own_speaks_at_once(tmp_path):
    (tmp_path / "mine.toml").write_text('[trigger.CO_BUILDS]\nwords = "喜结连理"\n', encoding="utf-8")
    cues = cuebook(load_knowledge(tmp_path)).find("两校喜结连理", [])

    assert cues.kinds[:, KINDS.index("CO_BUILDS")].any()


@given(TEXTS)
def test_cues_stand_in_order_without_overlap_on_any_text(text):
    cues = BOOK.find(text, [])

    assert (cues.end[:-1] <= cues.start[1:]).all()
    assert len(lowered(text)) == len(text)
