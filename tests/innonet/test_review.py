"""Review of claims: what waits in which order, verdicts, corrections that are undone, newer readers, other ledgers."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from graph.claim import Claim, Participant, Quantity, claim_id
from graph.document import Document, document_id
from graph.errors import JudgementError, UsageError
from graph.ledger import Ledger
from graph.reading import Reading
from ingest import evaluation
from ingest.training.passages import folder
from innonet import review
from innonet.project import Project

TEXT = "青禾集团与云岭大学签约。青禾集团牵头草业中心。青禾集团位于青城市。青禾集团与云岭大学深度合作。岭盾重工旁观。"
KINDS = {"青禾集团": "Enterprise", "云岭大学": "University", "草业中心": "Platform", "青城市": "Region"}


def a_claim(sentence, kind, confidence, status="operating", **roles):
    start = TEXT.index(sentence)
    at = {name: start + sentence.index(name) for name in roles.values()}
    people = tuple(
        Participant(role.rstrip("_"), name, KINDS[name], at[name], at[name] + len(name)) for role, name in roles.items()
    )
    end = start + len(sentence)
    id = claim_id("d", kind, people, status, start, end, None)
    return Claim(id, "d", kind, people, status, start, end, sentence, confidence=confidence, pattern="rule")


SURE = a_claim("青禾集团与云岭大学签约", "COOPERATES_WITH", 0.9, "signed", partner="青禾集团", partner_="云岭大学")
KNOWN = a_claim("青禾集团与云岭大学深度合作", "COOPERATES_WITH", 0.75, partner="青禾集团", partner_="云岭大学")
PLACE = a_claim("青禾集团位于青城市", "LOCATED_IN", 0.78, located="青禾集团", place="青城市")
LEADS = a_claim("青禾集团牵头草业中心", "LEADS", 0.72, leader="青禾集团", led="草业中心")
HOSTS = a_claim("青禾集团牵头草业中心", "HOSTS", 0.2, host="青禾集团", hosted="草业中心")


def a_reading(*claims, extractor="rules@1"):
    sha = "0" * 64
    document = Document(
        document_id(sha), sha, "a.txt", None, "青城市科技局", None, None, "zh", "text/plain", "utf-8", TEXT, "text@1"
    )
    own = tuple(
        replace(
            c,
            document=document.id,
            id=claim_id(document.id, c.kind, c.participants, c.status, c.start, c.end, c.when),
        )
        for c in claims
    )
    return Reading(document, extractor, claims=own)


@pytest.fixture
def project(tmp_path):
    """Return a project with one document that says five things, four of them unsure."""
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        ledger.add(a_reading(SURE, KNOWN, PLACE, LEADS, HOSTS))
    return Project(tmp_path / "a.db")


def waiting(project, **more):
    return [(item.claim.kind, item.claim.confidence, item.verdict) for item in project.claims(**more)]


def shown(project):
    return sorted((c.kind, c.status, c.quote) for c in project.network().claims)


def one(project, kind):
    return next(item.claim for item in project.claims(all=True) if item.claim.kind == kind).id


def test_near_the_cut_comes_first_then_new_ties_of_named_actors_then_collaboration(project):
    # Three lie within .1 of the cut: LEADS adds a tie; of those that add none, cooperation stands before a place.
    assert waiting(project) == [
        ("LEADS", 0.72, ""),
        ("COOPERATES_WITH", 0.75, ""),
        ("LOCATED_IN", 0.78, ""),
        ("HOSTS", 0.2, ""),
    ]
    assert waiting(project, sure=0.1) == []
    assert waiting(project, all=True)[-1] == ("COOPERATES_WITH", 0.9, "")


def test_what_is_accepted_is_shown_and_what_is_rejected_waits_no_more(project):
    accepted, rejected = project.accept(one(project, "LEADS"), why="原文"), project.reject(one(project, "HOSTS"))

    assert [kind for kind, _, _ in waiting(project)] == ["COOPERATES_WITH", "LOCATED_IN"]
    assert [kind for kind, _, _ in shown(project)] == ["COOPERATES_WITH", "LEADS"]
    assert {v for _, _, v in waiting(project, all=True)} == {"", "accepted", "rejected"}

    project.undo(accepted[0].id)
    project.undo(rejected[0].id)

    assert len(waiting(project)) == 4


def test_of_several_ids_all_are_judged_or_none(project):
    ids = [one(project, kind) for kind in ("LEADS", "HOSTS")]
    with pytest.raises(JudgementError, match="c0: no such claim or figure was read"):
        project.reject(ids[0], "c0")
    assert project.log() == []

    assert [j.about for j in project.reject(*ids, ids[0])] == [(ids[0],), (ids[1],)]


def test_who_judges_otherwise_is_told_whose_judgement_stands(project):
    leads = one(project, "LEADS")
    (judged,) = project.accept(leads, who="li")

    with pytest.raises(JudgementError, match=f"li judged otherwise. First: innonet review undo {judged.id}"):
        project.reject(leads)


def test_a_correction_stands_in_place_of_the_wrong_claim_until_it_is_undone(project):
    leads = one(project, "LEADS")
    judged = project.correct(leads, kind="HOSTS", roles={"host": ["青禾集团"], "hosted": ["草业中心"]},
                             status="building", why="承建", who="li")  # fmt: skip

    assert ("HOSTS", "building", "青禾集团牵头草业中心") in shown(project)
    assert (judged.who, judged.why, project.corrections()) == ("li", "承建", {judged.about[0]: leads})
    verdicts = {item.claim.id: item.verdict for item in project.claims(all=True)}
    assert (verdicts[leads], verdicts[judged.about[0]]) == ("corrected", "accepted")
    assert project.verify() == []

    project.undo(judged.id)

    assert [kind for kind, _, _ in shown(project)] == ["COOPERATES_WITH"]
    assert [kind for kind, _, _ in waiting(project)] == ["LEADS", "COOPERATES_WITH", "LOCATED_IN", "HOSTS"]

    project.correct(leads, kind="HOSTS", roles={"host": ["青禾集团"], "hosted": ["草业中心"]}, status="building")
    assert ("HOSTS", "building", "青禾集团牵头草业中心") in shown(project)


def test_nothing_of_a_correction_is_lost(project):
    project.correct(one(project, "LEADS"), status="ended")
    project.correct(one(project, "LOCATED_IN"), status="planned")

    with Ledger.open(project.path) as ledger:
        (reading,) = ledger.readings()
        assert (reading.extractor, len(reading.claims)) == ("rules@1+review2", 7)
        assert ledger.has(reading.document.id, "rules@1")


def test_a_correction_can_be_corrected_and_the_former_cannot_twice(project):
    leads = one(project, "LEADS")
    first = project.correct(leads, status="ended")
    project.correct(first.about[0], status="signed")

    assert [s for k, s, _ in shown(project) if k == "LEADS"] == ["signed"]
    with pytest.raises(JudgementError, match="was corrected"):
        project.correct(leads, status="planned")
    with pytest.raises(JudgementError, match="was corrected"):
        project.accept(leads)


def test_a_correction_that_was_taken_back_is_not_corrected(project):
    leads = one(project, "LEADS")
    first = project.correct(leads, status="building")
    second = project.correct(first.about[0], status="signed")
    project.undo(second.id)
    project.undo(first.id)

    with pytest.raises(JudgementError, match="was taken back"):
        project.correct(second.about[0], status="building")


def test_a_correction_that_the_document_says_already_is_refused(project):
    known = next(item.claim.id for item in project.claims() if item.claim.kind == "COOPERATES_WITH")
    other = project.correct(known, status="signed").about[0]

    with pytest.raises(JudgementError, match=f"{known} of the same document says that already"):
        project.correct(other, status="operating")


def test_corrections_outlive_a_newer_reader(project):
    judged = project.correct(one(project, "LEADS"), status="ended", why="已撤")
    newer = a_reading(SURE, LEADS, extractor="models@1")

    with Ledger.open(project.path) as ledger:
        assert review.add(ledger, newer)
        assert not review.add(ledger, newer)
        (reading,) = ledger.readings()

    assert reading.extractor == "models@1+review"
    assert [(k, s) for k, s, _ in shown(project)] == [("COOPERATES_WITH", "signed"), ("LEADS", "ended")]
    project.undo(judged.id)
    assert waiting(project) == [("LEADS", 0.72, "")]


def longer(claim):
    """Return a claim of the same quote and the full stop behind it, as another reader may draw it."""
    return replace(claim, end=claim.end + 1, quote=TEXT[claim.start : claim.end + 1])


def surely(claim):
    """Return a claim that is shown without anybody's accepting it."""
    return replace(claim, confidence=0.9)


def test_a_claim_is_reviewed_in_its_whole_sentence(project):
    (leads,) = [item for item in project.claims() if item.claim.kind == "LEADS"]
    part = replace(leads, claim=replace(leads.claim, start=leads.claim.start + 4, quote="牵头草业中心"))

    assert leads.sentence == "青禾集团牵头草业中心"
    assert part.sentence == "青禾集团【牵头草业中心】。"


def test_a_figure_is_reviewed_in_its_whole_sentence(project):
    with Ledger.open(project.path) as ledger:
        document = replace(next(ledger.readings()).document, text="会议召开。平台达到6家，后撤销。")
    figure = Quantity("q1", document.id, "平台", 6, 6, "家", "equal", "achieved", None, 5, 11, "平台达到6家")

    assert review.ReviewedFigure(figure, document, "").sentence == "【平台达到6家】，后撤销。"


def test_verdicts_go_over_to_a_newer_reader_that_quotes_otherwise(project):
    project.accept(one(project, "LEADS"), why="见公告")
    project.reject(one(project, "LOCATED_IN"), why="在外地")
    newer = a_reading(SURE, longer(LEADS), longer(PLACE), extractor="models@1")

    with Ledger.open(project.path) as ledger:
        review.add(ledger, newer)
        (reading,) = ledger.readings()

    assert reading.extractor == "models@1"
    assert [(k, s) for k, s, _ in shown(project)] == [("COOPERATES_WITH", "signed"), ("LEADS", "operating")]
    assert waiting(project) == []
    assert sorted(j.why for j in project.log()) == ["在外地", "在外地", "见公告", "见公告"]


def corrected_claims(project):
    """Return kind and quote of the claims in whose place a correction stands."""
    return [(i.claim.kind, i.claim.quote) for i in project.claims(all=True) if i.verdict == "corrected"]


def leading(project):
    return [status for kind, status, _ in shown(project) if kind == "LEADS"]


def newest(project, *claims):
    with Ledger.open(project.path) as ledger:
        review.add(ledger, a_reading(*claims, extractor=f"models@{len(ledger.told(ledger.documents()[0].id))}"))


def test_a_correction_stands_in_the_place_of_what_a_newer_reader_says_in_other_words(project):
    judged = project.correct(one(project, "LEADS"), status="ended")

    newest(project, SURE, surely(longer(LEADS)))

    assert (leading(project), corrected_claims(project)) == (["ended"], [("LEADS", longer(LEADS).quote)])
    project.undo(judged.id)
    assert leading(project) == ["operating"]


def test_a_correction_waits_for_the_wrong_claim_over_a_reader_that_does_not_find_it(project):
    project.correct(one(project, "LEADS"), status="ended")

    newest(project, SURE)
    newest(project, SURE, surely(longer(LEADS)))

    assert leading(project) == ["ended"]


@pytest.mark.parametrize("undone", [(), (0,), (1,), (0, 1)], ids=["none", "middle", "last", "both"])
def test_a_chain_of_corrections_means_the_same_to_a_newer_reader_and_in_another_ledger(project, tmp_path, undone):
    chain = [project.correct(one(project, "LEADS"), status="building")]
    chain.append(project.correct(chain[0].about[0], status="ended"))
    for at in undone:
        project.undo(chain[at].id)
    stands = {(): "ended", (0,): "ended", (1,): "building"}.get(undone, "operating")
    other = a_ledger(tmp_path / "b.db", a_reading(SURE, surely(longer(LEADS))))

    other.adopt_from(project)
    newest(project, SURE, surely(longer(LEADS)))

    assert (leading(other), leading(project)) == ([stands], [stands])
    revision = other.network().view.revision
    assert (other.adopt_from(project)[1], other.network().view.revision) == (0, revision)


def test_a_correction_goes_over_where_the_reader_says_the_wrong_and_the_right(project, tmp_path):
    ended = replace(surely(LEADS), status="ended")
    project.correct(one(project, "LEADS"), status="ended")
    other = a_ledger(tmp_path / "b.db", a_reading(SURE, surely(LEADS), ended))

    other.adopt_from(project)

    assert leading(other) == ["ended"]


def test_what_a_person_put_in_place_there_is_not_taken_for_a_readers_claim(project, tmp_path):
    project.correct(one(project, "LEADS"), status="ended")
    other = a_ledger(tmp_path / "b.db", a_reading(SURE, surely(longer(replace(LEADS, status="planned")))))
    other.correct(one(other, "LEADS"), status="operating")

    other.adopt_from(project)

    assert leading(other) == ["ended", "operating"]


def test_what_a_person_accepted_stays_where_a_newer_reader_does_not_find_it(project):
    judged = project.accept(one(project, "LEADS"))
    with Ledger.open(project.path) as ledger:
        review.add(ledger, a_reading(SURE, extractor="models@1"))

    assert [(k, s) for k, s, _ in shown(project)] == [("COOPERATES_WITH", "signed"), ("LEADS", "operating")]
    project.undo(judged[0].id)
    assert waiting(project) == [("LEADS", 0.72, "")]


def test_of_two_claims_that_a_newer_reader_says_as_one_the_first_hands_its_verdict_on(project):
    newest(project, SURE, LEADS, longer(LEADS))
    first, second = (c.claim.id for c in project.claims(all=True) if c.claim.kind == "LEADS")
    project.accept(first)
    project.reject(second)

    newest(project, SURE, replace(LEADS, start=LEADS.start + 4, quote="牵头草业中心"))

    (said,) = (c.claim.id for c in project.claims(all=True) if c.claim.kind == "LEADS")
    assert [j.verdict for j in project.log() if j.about == (said,)] == ["accept"]


def test_what_a_person_rejected_does_not_come_back_with_a_newer_reader(project):
    project.reject(one(project, "LEADS"))
    with Ledger.open(project.path) as ledger:
        review.add(ledger, a_reading(SURE, extractor="models@1"))
        (reading,) = ledger.readings()
    assert [claim.kind for claim in reading.claims] == ["COOPERATES_WITH"]


def a_ledger(path, reading, day="2025-03-12"):
    """Return a project whose only document is that of `reading`, of another day."""
    with Ledger.open(path, create=True) as ledger:
        ledger.add(replace(reading, document=replace(reading.document, published=date.fromisoformat(day))))
    return Project(path)


def test_another_ledger_of_the_document_takes_verdicts_and_corrections_over(project, tmp_path):
    project.reject(one(project, "LOCATED_IN"), why="在外地", who="li")
    project.accept(one(project, "HOSTS"), why="见公告", who="li")
    project.correct(one(project, "LEADS"), status="ended", why="已撤", who="wang")
    undone = project.accept(*[c.claim.id for c in project.claims() if c.claim.confidence == KNOWN.confidence])
    project.undo(undone[0].id)
    other = a_ledger(tmp_path / "b.db", a_reading(SURE, KNOWN, longer(PLACE), LEADS))  # HOSTS was not read there

    told = other.adopt_from(project)

    assert told == (3, 0)
    assert shown(other) == shown(project)
    assert [(k, s) for k, s, _ in shown(other)] == [
        ("COOPERATES_WITH", "signed"), ("HOSTS", "operating"), ("LEADS", "ended"),
    ]  # fmt: skip
    assert sorted((j.who, j.why) for j in other.log()) == [("li", "在外地"), ("li", "见公告"), ("wang", "已撤")]
    assert other.verify() == []


def test_another_ledger_takes_the_verdict_on_a_claim_itself_before_that_on_one_beside_it(project, tmp_path):
    newest(project, SURE, longer(LEADS), LEADS)
    beside, itself = (c.claim.id for c in project.claims(all=True) if c.claim.kind == "LEADS")
    project.reject(beside)
    project.accept(itself)
    other = a_ledger(tmp_path / "b.db", a_reading(SURE, LEADS))

    assert other.adopt_from(project) == (1, 1)
    assert leading(other) == ["operating"]


def test_taking_over_twice_changes_nothing(project, tmp_path):
    project.correct(one(project, "LEADS"), status="ended")
    other = a_ledger(tmp_path / "b.db", a_reading(SURE, LEADS))

    told = [other.adopt_from(project)]
    revision = other.network().view.revision
    told.append(other.adopt_from(project))

    assert told == [(1, 0), (1, 0)]
    assert other.network().view.revision == revision


def test_what_was_judged_otherwise_there_stands_and_what_nothing_says_is_left(project, tmp_path):
    project.reject(one(project, "LEADS"), one(project, "HOSTS"))
    project.judge("same", "青禾集团", "云岭大学", who="li")
    other = a_ledger(tmp_path / "b.db", a_reading(SURE, LEADS))
    other.accept(one(other, "LEADS"))
    other.judge("different", "青禾集团", "云岭大学", who="wang")
    before = other.network().view.revision

    assert other.adopt_from(project) == (0, 3)
    assert other.network().view.revision == before


def test_judgements_on_names_go_over_and_a_document_that_is_not_there_is_left(project, tmp_path):
    project.judge("same", "青禾集团", "草业中心", who="li")
    project.accept(one(project, "LEADS"))
    elsewhere = a_reading(SURE)
    moved = replace(elsewhere.document, id=document_id("1" * 64), sha256="1" * 64)
    other = a_ledger(tmp_path / "b.db", replace(elsewhere, document=moved, claims=()))

    assert other.adopt_from(project) == (1, 1)
    assert [(j.verdict, j.who) for j in other.log()] == [("same", "li")]


def test_a_ledger_takes_nothing_over_from_itself(project):
    with pytest.raises(UsageError, match="the ledger itself"):
        project.adopt_from(Project(project.path))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("岭盾重工", "岭盾重工 was not read as a name. Say its kind: --role leader=Enterprise:岭盾重工"),
        ("天外来客", "天外来客 does not stand in the document"),
    ],
)
def test_only_names_of_the_document_fill_a_role(project, typed, says):
    with pytest.raises(JudgementError, match=says):
        project.correct(one(project, "LEADS"), roles={"leader": [typed]})


def test_a_name_that_was_not_read_is_given_with_its_kind(project):
    judged = project.correct(one(project, "LEADS"), roles={"leader": ["Enterprise:岭盾重工"]})

    claim = next(c for c in project.network().claims if c.id == judged.about[0])
    assert claim.names("leader") == ("岭盾重工",)
    assert claim.quote == TEXT[12:-3]  # from 青禾集团牵头草业中心 to 岭盾重工


def test_the_publisher_may_fill_a_role_though_the_text_does_not_name_it(project):
    judged = project.correct(one(project, "LEADS"), roles={"leader": ["Agency:青城市科技局"]})

    claim = next(c for c in project.network().claims if c.id == judged.about[0])
    assert (claim.names("leader"), claim.quote) == (("青城市科技局",), "青禾集团牵头草业中心")


def exported(project, folder):
    (file,) = project.export_reviewed(folder)
    return json.loads(file.read_text(encoding="utf-8")), file


def test_reviewed_documents_are_passages_that_keep_to_the_guide(project, tmp_path):
    assert project.export_reviewed(tmp_path / "none") == []
    project.accept(one(project, "LOCATED_IN"))
    project.reject(one(project, "HOSTS"), why="不是依托")
    project.correct(one(project, "LEADS"), roles={"leader": ["Enterprise:岭盾重工"]}, why="另一家")

    passage, file = exported(project, tmp_path / "out")

    assert [(c["kind"], c["reviewed"]) for c in passage["claims"]] == [
        ("COOPERATES_WITH", False),  # sure enough; the other one waits, so nobody knows
        ("LOCATED_IN", True),
        ("LEADS", True),
    ]
    assert passage["claims"][2]["roles"] == {"leader": ["岭盾重工"], "led": ["草业中心"]}
    assert [(t["kind"], t["roles"], t["why"]) for t in passage["traps"]] == [
        ("LEADS", {"leader": ["青禾集团"], "led": ["草业中心"]}, "另一家"),
        ("HOSTS", {"host": ["青禾集团"], "hosted": ["草业中心"]}, "不是依托"),
    ]
    check = Path(__file__).parents[1] / "corpus" / "check.py"
    done = subprocess.run([sys.executable, check, file], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def test_where_only_the_status_was_corrected_the_pair_is_no_trap(project, tmp_path):
    project.correct(one(project, "LEADS"), status="planned")

    passage, _ = exported(project, tmp_path)

    assert [(c["kind"], c["status"]) for c in passage["claims"] if c["reviewed"]] == [("LEADS", "planned")]
    assert passage["traps"] == []


def test_a_correction_taken_back_is_exported_as_neither(project, tmp_path):
    leads = one(project, "LEADS")
    judged = project.correct(leads, roles={"leader": ["University:云岭大学"]})
    project.undo(judged.id)
    project.accept(one(project, "LOCATED_IN"))

    passage, _ = exported(project, tmp_path)

    assert "LEADS" not in {c["kind"] for c in (*passage["claims"], *passage["traps"])}


def test_an_exported_passage_can_be_learned_from(project, tmp_path):
    project.accept(one(project, "LOCATED_IN"))
    exported(project, tmp_path)

    (annotated,) = folder(tmp_path)

    assert annotated.document.text == TEXT
    assert set(evaluation.annotated(tmp_path)) == {f"{annotated.name}.json"}
