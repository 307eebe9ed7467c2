"""The bundled example notices: made the same every time, read whole, and telling their story on two days."""

import runpy
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from graph.measures.targets import targets
from ingest.readers.read import read
from innonet.demonstration import AFTER, BEFORE, NOTICES, judgements
from innonet.demonstration import read as read_examples
from innonet.project import Project

MAKER = Path(__file__).parents[2] / "examples" / "make.py"
STATION = "呼和浩特城市交通投资建设集团有限公司城市基础设施智能建造与运营院士专家工作站"


@pytest.fixture(scope="module")
def unjudged(tmp_path_factory):
    """Return the examples in a ledger, without the judgements that come with them."""
    made = Project(tmp_path_factory.mktemp("examples") / "innonet.db")
    read_examples(made)
    return made


@pytest.fixture(scope="module")
def project(unjudged, tmp_path_factory):
    """Return the same with the judgements."""
    judged = Project(tmp_path_factory.mktemp("judged") / "innonet.db")
    shutil.copy(unjudged.path, judged.path)
    judged.adopt(judgements())
    return judged


@pytest.fixture(scope="module")
def before(project):
    return project.network(as_of=BEFORE)


@pytest.fixture(scope="module")
def after(project):
    return project.network(as_of=AFTER)


def tie(network, kind, one, other):
    """Return the one tie of this kind between two names, given in any order."""
    wanted = {one, other}
    named = {e.id: set(e.aliases) for e in network.entities}
    (found,) = [
        t for t in network.ties if t.kind == kind and all(any(w in named[end] for end in t.ends) for w in wanted)
    ]
    return found


def test_the_word_file_and_the_pdf_are_made_the_same_byte_for_byte(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "argv", [str(MAKER), str(tmp_path)])

    runpy.run_path(str(MAKER), run_name="__main__")

    made = sorted(tmp_path.iterdir())
    assert [path.suffix for path in made] == [".docx", ".pdf"]
    assert all(path.read_bytes() == (NOTICES / path.name).read_bytes() for path in made)


def test_the_word_file_holds_no_clock():
    (path,) = NOTICES.glob("*.docx")

    with zipfile.ZipFile(path) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("suffix", "sentence"),
    [
        pytest.param(
            "pdf", "草业国家技术创新中心由国家草业技术创新中心更名而来，总部设在呼和浩特市。", id="wrapped lines joined"
        ),
        pytest.param("docx", "同济大学袁勇院士领衔" + STATION + "。", id="word"),
        pytest.param("html", "2022年1月，科技部批复国家乳业技术创新中心。", id="article"),
    ],
)
def test_every_form_is_read_whole(suffix, sentence):
    (path,) = NOTICES.glob(f"*.{suffix}")

    assert sentence in read(path).text


def test_the_imprint_and_the_links_around_the_article_are_left_out():
    (path,) = NOTICES.glob("*.html")

    furniture = ("网站地图", "微博", "一杯牛奶里的科技", "首页", "当前位置", "热点排行", "科普大篷车")
    assert not any(word in read(path).text for word in furniture)


def test_the_first_notice_is_damaged_as_mirrored_pages_are(before):
    (damaged,) = [d for d in before.documents if d.address == "2023-05-30-talent.txt"]

    assert any("pinyin" in note.en and "拼音" in note.zh for note in damaged.damage)
    assert any("traditional" in note.en and "繁体" in note.zh for note in damaged.damage)


def test_every_notice_says_who_published_it_and_when(after):
    assert {str(d.published) for d in after.documents} == {
        "2023-05-30", "2023-12-18", "2024-03-15", "2024-11-05", "2026-01-24",
    }  # fmt: skip
    assert all(d.publisher for d in after.documents)


def test_the_academy_and_the_firm_have_signed_and_nothing_says_more(before, after):
    assert tie(before, "COOPERATES_WITH", "CAAS", "蒙草集团").status == "signed"
    assert tie(after, "COOPERATES_WITH", "CAAS", "Mengcao Group").status == "signed"


def test_the_dairy_centre_was_being_built_and_operates(before):
    history = tie(before, "CO_BUILDS", "伊利集团", "国家乳业技术创新中心").history

    assert [said.status for said in history] == ["building", "operating"]


def test_the_two_names_of_the_workstation_are_one_by_judgement(before, after):
    assert tie(before, "CO_BUILDS", "呼和浩特市", "城市基础设施智能制造院士专家工作站").status == "signed"
    assert tie(after, "CO_BUILDS", "呼和浩特市", "城市基础设施智能制造院士专家工作站").status == "approved"
    assert tie(after, "LEADS", "袁勇", "城市基础设施智能制造院士专家工作站").status == "operating"


def test_without_the_judgement_the_two_workstations_are_proposed(unjudged):
    pairs = [{p.a.name, p.b.name} for p in unjudged.proposals()]

    assert {"城市基础设施智能制造院士专家工作站", STATION} in pairs
    assert {"国家草业技术创新中心", "草业国家技术创新中心"} in pairs
    assert {"国家草业技术创新中心", "国家乳业技术创新中心"} not in pairs


def test_the_grass_centre_succeeds_the_one_that_was_planned(before, after):
    assert not any(t.kind == "SUCCEEDS" for t in before.ties)
    renamed = tie(after, "SUCCEEDS", "草业国家技术创新中心", "国家草业技术创新中心")
    assert after.entity(renamed.source).name == "草业国家技术创新中心"


def test_the_firm_leads_the_new_centre_only_once_a_notice_says_so(before, after):
    assert not any(t.kind == "LEADS" and "蒙草集团" in before.entity(t.source).aliases for t in before.ties)
    assert tie(after, "LEADS", "蒙草集团", "草业国家技术创新中心").status == "operating"


def test_promised_branches_stay_promised_and_go_silent(before, after):
    for network, silent in ((before, False), (after, True)):
        branches = [t for t in network.ties if t.kind == "BRANCH_OF"]
        assert len(branches) == 3
        assert {t.status for t in branches} == {"promoting"}
        assert all(network.silent(t) is silent for t in branches)


def test_one_target_is_met_and_one_cannot_be_compared(before):
    table = targets(before)
    verdicts = {(row.indicator, row.low): row.verdict for row in table.itertuples()}

    assert verdicts["成员单位", 100] == "met"
    assert verdicts["科技领军企业", 5] == "not comparable"
    assert verdicts["国家高新技术企业", 40] == "no figure"


def test_the_figures_of_three_centres_and_of_one_are_two_figures(before):
    academicians = [q for q in before.quantities if q.indicator == "院士" and q.modality == "achieved"]

    assert sorted((q.low, q.scope) for q in academicians if q.scope) == [(10, "国家乳业技术创新中心")]
    assert [q.low for q in academicians if q.scope is None] == [11]
