import re
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from graph.errors import UsageError
from graph.network import Network, View
from innonet.recipes import REPORTS, bundle, difference, report, standing
from innonet.reports.writer import Writer
from tests.factories import a_claim, a_document, a_network, a_tie, an_entity
from tests.queries.a_circle import NORTH, STRANGERS, a_circle
from viz.report import SUFFIXES, Table, render


def a_single_notice():
    """Return one notice: a signed agreement, two promised platforms, a target without a figure."""
    notice = a_document(1, date(2023, 5, 30))
    city = an_entity("青城市", "Region")
    institute, firm = an_entity("中国农业科学院", "Institute"), an_entity("青禾集团")
    platforms = [an_entity(name, "Platform") for name in ("国家草种技术创新中心", "国家牧草技术创新中心")]
    signed = a_claim(
        notice, "COOPERATES_WITH", {"partner": [institute, firm]}, "signed", "中国农科院与青禾集团签订协议"
    )
    pushed = a_claim(notice, "PROMOTES", {"promoter": [city], "promoted": platforms}, "building", "推进两个中心建设")
    ties = (
        a_tie("COOPERATES_WITH", institute, firm, [(notice, signed)]),
        *(a_tie("PROMOTES", city, platform, [(notice, pushed)]) for platform in platforms),
    )
    return Network(
        entities=(city, institute, firm, *platforms),
        ties=ties,
        claims=(signed, pushed),
        documents=(notice,),
        view=View(revision="1" * 64, newest=notice.published),
    )


def a_crowd(n=40):
    """Return a star of `n` firms around one university, all operating: large enough to rank."""
    notice = a_document(1, date(2024, 1, 1), publisher="别处")
    hub = an_entity("云岭大学", "University")
    firms = [an_entity(f"企业{k:02d}") for k in range(n)]
    claims = [
        a_claim(notice, "COOPERATES_WITH", {"partner": [hub, f]}, "operating", f"云岭大学与{f.name}合作") for f in firms
    ]
    ties = tuple(a_tie("COOPERATES_WITH", hub, f, [(notice, c)]) for f, c in zip(firms, claims, strict=True))
    return Network((hub, *firms), ties, tuple(claims), (), (notice,), View(revision="2" * 64, newest=notice.published))


def table(made, key):
    return next(block for block in made.blocks() if isinstance(block, Table) and block.key == key)


def text(made):
    return " ".join(paragraph.text for paragraph in made.opening)


@cache
def of_odd(name, odd, language):
    return report(name, ODD[odd], language=language)


ODD = {
    "empty": Network(),
    "one node": Network(entities=(an_entity("独行"),)),
    "isolates": Network(entities=tuple(an_entity(f"机构{n}") for n in range(35))),
    "figures only": replace(a_network(), ties=(), claims=(), entities=()),
    "no evidence": replace(a_network(), claims=(), documents=(), quantities=()),
    "a crowd": a_crowd(),
    "single notice": a_single_notice(),
}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("name", REPORTS)
def test_every_report_of_every_network_has_three_sentences_and_a_page(name, odd, language):
    made = of_odd(name, odd, language)

    assert len(made.opening) == 3
    assert all(paragraph.text.strip() for paragraph in made.opening)
    assert made.methods
    assert render(made, ".html")


@pytest.mark.parametrize("suffix", [suffix for suffix in SUFFIXES if suffix != ".html"])
@pytest.mark.parametrize("odd", ["empty", "no evidence"])
@pytest.mark.parametrize("name", ["centrality", "openness"])
def test_files_of_odd_networks_are_made(name, odd, suffix):
    assert render(of_odd(name, odd, "zh"), suffix)


@pytest.mark.parametrize("name", REPORTS)
def test_every_number_cited_has_its_sentence(name):
    made = report(name, a_crowd() if name == "partners" else a_network())  # the six have all met
    there = {item.number for item in made.evidence}
    html = render(made, ".html").decode()

    assert set(re.findall(r'href="#e(\d+)"', html)) <= set(re.findall(r'id="e(\d+)"', html))
    assert there == set(range(1, len(there) + 1))
    assert there


@pytest.mark.parametrize("name", REPORTS)
def test_an_english_report_speaks_english(name):
    made = report(name, a_crowd(), language="en")
    words = (
        text(made) + " ".join(section.heading for section in made.sections) + " ".join(f.text for f in made.findings)
    )
    own = re.sub(r"云岭大学|企业\d+|…", "", words)

    assert not re.search("[\u4e00-\u9fff]", own)


def test_a_single_notice_bears_no_ranking_but_its_one_tie():
    made = report("centrality", a_single_notice())
    keys = [block.key for block in made.tables]

    assert "不足以排名" in text(made)
    assert "中国农业科学院与青禾集团（合作，已签约）" in text(made)
    assert "ranking" not in keys
    assert {"partners", "actors", "ledger"} <= set(keys)
    assert len(table(made, "partners").rows) == 1
    assert "small-n" in [finding.code for finding in made.findings]


def test_enough_actors_are_ranked_and_equals_share_a_rank():
    made = report("centrality", a_crowd())
    rows = table(made, "ranking").rows

    assert rows[0][:2] == (1, "云岭大学")
    assert {row[0] for row in rows[1:]} == {2}  # forty firms with one partner each
    assert "云岭大学" in made.opening[0].text


def test_centrality_reads_no_intended_tie_unless_asked():
    network = a_network()

    read = standing(network)

    assert {tie.status for tie in network.ties} - {tie.status for tie in read.ties} == {"promoting"}
    asked = replace(network, view=replace(network.view, statuses=frozenset({"promoting"})))
    assert standing(asked) is asked


def test_the_overview_counts_what_is_there():
    made = report("overview", a_network())

    assert "2份文件写出了8个实体" in made.opening[0].text  # the factory's eight
    assert "9条联系" in made.opening[0].text
    assert "已运行6条" in made.opening[1].text
    assert "只有一条：中国农业科学院与青禾集团" in made.opening[2].text


def test_silence_is_said_with_its_oldest_tie():
    made = report("status", a_network())

    assert "2条联系既未运行也未终止" in made.opening[2].text  # promised branch: May 2023, looked at in September 2024
    assert "2023-05-30" in made.opening[2].text


def test_a_status_that_changed_is_shown_as_a_path():
    rows = table(report("status", a_network()), "moved").rows

    assert [row[3] for row in rows] == ["已签约 (2023-05-30) → 运行中 (2024-09-01)"]


def test_a_stock_is_not_compared_with_an_increment():
    made = report("targets", a_network())
    found = table(made, "targets")
    at = [column.key for column in found.columns].index("verdict")
    verdicts = {row[0]: row[at] for row in found.rows}

    assert verdicts == {"院士工作站": "无完成数", "科技领军企业": "不可比"}  # 新增5家 against 达到12家
    assert made.opening[1].text.startswith("没有一项目标能够核对：1项只有不可比的数字")
    assert len(made.opening[1].refs) == 3


def test_the_methods_page_says_what_the_view_left_out():
    network = a_network()
    view = replace(network.view, as_of=date(2024, 10, 1), statuses=frozenset({"operating"}), without=("青城市科技局",),
                   left_out={"ties promoting": 2, "undated documents": 1})  # fmt: skip
    methods = dict(report("status", replace(network, view=view)).methods)

    assert methods["截止日"] == "2024-10-01"
    assert methods["状态"] == "运行中"
    assert methods["排除"] == "青城市科技局"
    assert "状态为“推动中”的联系 2" in methods["未计入"]
    assert "没有日期的文件 1" in methods["未计入"]
    assert methods["台账版本"] == "0" * 64


def test_an_unknown_report_names_those_there_are():
    with pytest.raises(UsageError, match="overview, centrality"):
        report("everything", a_network())


def test_the_bundle_holds_what_build_promises(tmp_path):
    written = bundle(a_network(), tmp_path / "out")
    names = sorted(path.relative_to(tmp_path / "out").as_posix() for path in written)

    assert names == [
        "explorer.html", "network.gexf", "network.graphml", "report.docx", "report.html", "report.xlsx",
        "tables/claims.csv", "tables/entities.csv", "tables/quantities.csv", "tables/ties.csv",
    ]  # fmt: skip
    assert sorted(p for p in (tmp_path / "out").rglob("*") if p.is_file()) == sorted(written)  # nothing half-written


def test_the_bundle_is_the_same_bytes_twice(tmp_path):
    first = {path.name: path.read_bytes() for path in bundle(a_network(), tmp_path / "a")}
    second = {path.name: path.read_bytes() for path in bundle(a_network(), tmp_path / "b")}

    assert first == second


def test_the_difference_of_two_views_says_what_is_new_and_what_moved():
    after = a_network()
    early = {document.id for document in after.documents if document.published == date(2023, 5, 30)}
    ties = tuple(
        replace(tie, history=tie.history[:1], status=tie.history[0].status)
        for tie in after.ties
        if tie.history[0].document in early
    )
    before = replace(after, ties=ties, view=replace(after.view, as_of=date(2023, 6, 1)))

    made = difference(before, after)

    assert "从2023-06-01到2024-09-01，新出现6条联系" in made.opening[0].text  # nine ties, three said in May 2023
    assert "1条联系的状态有变化" in made.opening[1].text  # signed, then operating
    moved = table(made, "moved").rows
    assert [(row[3], row[4]) for row in moved] == [("signed", "operating")]


@pytest.mark.parametrize("odd", [Network(), a_network()], ids=["empty", "six actors"])
def test_a_difference_without_any_says_so_in_words_not_in_zeros(odd):
    zh, en = difference(odd, odd), difference(odd, odd, language="en")

    assert "没有新出现的联系" in zh.opening[0].text
    assert zh.opening[1].text == "没有一条联系的状态有变化，也没有一条不再出现。"
    assert "no ties are new" in en.opening[0].text
    assert en.opening[1].text == "No ties have changed in status, and none have gone."
    assert "0 " not in en.opening[2].text.replace("100%", "")
    assert render(zh, ".html")
    assert render(zh, ".docx")


def test_how_far_things_have_come_names_the_whole_that_it_divides():
    # Nine ties; the sentence before speaks of others, so “of them” would be misread.
    assert report("centrality", a_network()).opening[2].text.startswith("9条联系中，")
    assert report("centrality", a_network(), language="en").opening[2].text.startswith("Of 9 ties, ")


def test_shares_of_the_helix_come_with_their_counts():
    firm, school = an_entity("青禾集团"), an_entity("云岭大学", "University")
    other = an_entity("乡禾集团")
    notice = a_document(1, date(2023, 5, 30))
    ends = ((firm, school), (firm, other))
    said = [a_claim(notice, "COOPERATES_WITH", {"partner": pair}, "signed", f"签约{n}") for n, pair in enumerate(ends)]
    ties = tuple(a_tie("COOPERATES_WITH", *pair, [(notice, c)]) for pair, c in zip(ends, said, strict=True))
    network = Network(entities=(firm, school, other), ties=ties, claims=tuple(said), documents=(notice,))

    # One of two pairs joins a firm and a university.
    assert report("openness", network).opening[2].text == "2对联系中，高校、产业、政府两两之间的有1对，占50%。"
    alone = replace(network, ties=ties[1:])
    assert report("openness", alone).opening[2].text == "1对联系中，没有一对在高校、产业、政府两两之间。"


@pytest.mark.slow
def test_what_consortia_lack_is_counted_of_all_of_them_without_zeros():
    firm, school, centre = an_entity("青禾集团"), an_entity("云岭大学", "University"), an_entity("草种中心", "Platform")
    bare, notice = an_entity("种业联合体", "Consortium"), a_document(1, date(2023, 5, 30))
    said = [a_claim(notice, "LEADS", {"leader": [firm], "led": [centre]}, "operating", "牵头"),
            a_claim(notice, "CO_BUILDS", {"builder": [school], "built": [centre]}, "operating", "共建")]  # fmt: skip
    ties = (a_tie("LEADS", firm, centre, [(notice, said[0])]), a_tie("CO_BUILDS", school, centre, [(notice, said[1])]))
    network = Network(entities=(firm, school, centre), ties=ties, claims=tuple(said), documents=(notice,))
    with_bare = replace(network, entities=(*network.entities, bare))

    assert report("consortia", network).opening[2].text == "1个对象都点名了牵头或依托单位。"
    assert report("consortia", with_bare, language="en").opening[2].text == (
        "Of 2 things, 1 has no named leader or host, and 1 consortium names not a single member."
    )


def of_a_laboratory(*said):
    """Return a network of one laboratory, from (kind, who, status, day) of each claim: who acts on it."""
    lab = an_entity("草种实验室", "Platform", subkind="laboratory")
    others = {who: an_entity(who, "University") for _, who, _, _ in said}
    notices = {day: a_document(number, day) for number, day in enumerate(dict.fromkeys(d for *_, d in said), 1)}
    roles = {
        "CO_BUILDS": ("builder", "built"),
        "FUNDS": ("funder", "funded"),
        "COOPERATES_WITH": ("partner", "partner"),
    }
    claims, ties = [], []
    for n, (kind, who, status, day) in enumerate(said):
        first, second = roles[kind]
        both = {first: [others[who], lab]} if first == second else {first: [others[who]], second: [lab]}
        claims.append(a_claim(notices[day], kind, both, status, f"原句{n}"))
        ties.append(a_tie(kind, others[who], lab, [(notices[day], claims[-1])]))
    return Network((lab, *others.values()), tuple(ties), tuple(claims), (), tuple(notices.values()), View())


OLD, NEW = date(2023, 5, 30), date(2024, 9, 1)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ([("CO_BUILDS", "甲大学", "signed", None), ("CO_BUILDS", "乙大学", "planned", None)], "signed"),
        ([("CO_BUILDS", "甲大学", "signed", OLD), ("CO_BUILDS", "乙大学", "planned", OLD)], "signed"),
        ([("CO_BUILDS", "甲大学", "building", NEW), ("CO_BUILDS", "乙大学", "signed", OLD)], "building"),
        # One newcomer that is still planned takes nothing back, one that left ends nothing.
        ([("CO_BUILDS", "甲大学", "planned", NEW), ("CO_BUILDS", "乙大学", "signed", OLD)], "signed"),
        ([("CO_BUILDS", "甲大学", "planned", OLD), ("CO_BUILDS", "乙大学", "signed", None)], "signed"),
        ([("CO_BUILDS", "甲大学", "ended", NEW), ("CO_BUILDS", "乙大学", "signed", OLD)], "signed"),
        # What it signs with others, or is promised, is not what became of it.
        ([("CO_BUILDS", "甲大学", "operating", OLD), ("COOPERATES_WITH", "乙大学", "signed", NEW)], "operating"),
        ([("CO_BUILDS", "甲大学", "operating", OLD), ("FUNDS", "乙大学", "signed", NEW)], "operating"),
    ],
)
def test_reports_agree_on_the_status_of_a_thing_the_furthest_that_stands(said, status):
    network = of_a_laboratory(*said)
    for name, key in (("overview", "platforms"), ("consortia", "consortia")):
        found = table(report(name, network), key)
        at = [column.key for column in found.columns].index("status")

        assert [row[at] for row in found.rows] == [status]
        assert found.columns[at].label == "状态"


def test_a_planned_branch_makes_no_plan_of_its_parent():
    network = a_network()
    parent = next(e for e in network.entities if e.kind == "Consortium")
    ties = tuple(
        replace(tie, target=parent.id) if tie.kind == "BRANCH_OF" else tie
        for tie in network.ties
        if tie.kind != "MEMBER_OF"
    )
    rows = table(report("overview", replace(network, ties=ties)), "platforms").rows

    statuses = {row[0]: row[2] for row in rows}
    assert statuses["云岭大学的分院"] == "promoting"
    assert statuses["智慧种业创新联合体"] is None


def test_names_that_hold_commas_stay_apart_in_a_list():
    writer = Writer(a_single_notice(), "en")

    assert writer.list_of(["Institute of Soils, CAAS", "Tsinghua University"]) == (
        "Institute of Soils, CAAS; Tsinghua University"
    )
    assert writer.list_of(["CAAS", "Tsinghua University"]) == "CAAS, Tsinghua University"


def test_one_is_no_plural_on_the_methods_page():
    how = dict(report("centrality", a_single_notice(), language="en").methods)

    assert how["Sources"].startswith("1 document, ")


def test_what_is_gone_still_opens_its_sentence():
    before = a_network()
    gone = next(tie for tie in before.ties if tie.claims)
    after = replace(
        before,
        ties=tuple(tie for tie in before.ties if tie is not gone),
        claims=tuple(claim for claim in before.claims if claim.id not in gone.claims),
    )

    made = difference(before, after)
    (row,) = table(made, "gone").rows
    quotes = {item.number: item.quote for item in made.evidence}

    assert "1条不再出现" in made.opening[1].text
    assert {quotes[number] for number in row[-1]} == {claim.quote for claim in before.claims_of(gone)}


def test_change_year_by_year_counts_new_ties_and_moves():
    made = report("change", a_network())
    rows = table(made, "years").rows

    assert [row[0] for row in rows] == ["2023", "2024"]
    assert rows[1][2] == 9
    assert "2024年新出现6条联系" in made.opening[1].text


def test_partners_of_one_entity_are_asked_by_any_name():
    made = report("partners", a_crowd(), of="企业00")

    assert made.title == "可能的合作伙伴：企业00"
    assert {row[0] for row in table(made, "pairs").rows} == {"企业00"}


def test_the_report_on_partners_says_whom_it_leaves_out_and_names_what_they_share():
    circle = report("partners", a_circle(), of=NORTH, language="en")

    assert {row[1] for row in table(circle, "pairs").rows} == STRANGERS
    assert "Here are 2 pairs with 北辰大学 that have no tie and no work in one thing yet" in circle.opening[0].text
    assert (
        "build, host or lead one thing, or that belong to one platform, consortium or project"
        in dict(circle.methods)["How pairs are found"]
    )
    assert (
        "共建、依托或牵头同一事物的，或同属一个平台、联合体或项目的，也不推荐"
        in dict(report("partners", a_circle()).methods)["推荐的方法"]
    )


def test_where_no_pair_is_found_nothing_is_said_of_those_who_share_a_partner():
    notice = a_document(1, date(2024, 9, 1))
    one, hub, other = an_entity("甲公司"), an_entity("乙大学", "University"), an_entity("丙公司")
    said = [a_claim(notice, "COOPERATES_WITH", {"partner": [hub, e]}, "planned", f"拟与{e.name}") for e in (one, other)]
    ties = tuple(a_tie("COOPERATES_WITH", hub, e, [(notice, c)]) for e, c in zip((one, other), said, strict=True))
    network = Network((one, hub, other), ties, tuple(said), (), (notice,), View(newest=notice.published))

    # The two share a partner and have no tie, but only intended ties lead from one to the other.
    made = report("partners", network, language="en")
    zh, en = report("partners", network, language="zh").opening, made.opening
    assert "pairs" not in {section.key for section in made.sections}  # no table without a row
    assert zh[0].text == "在已签、推进中或已运行的联系中，没有找到可以推荐的一对伙伴。"
    assert en[0].text == "Among the ties that are agreed, under way or existing, no pair was found to recommend."
    asked = [report("partners", network, of="甲公司", language=language).opening[0].text for language in ("zh", "en")]
    assert asked[0].endswith("没有找到可以推荐给甲公司的伙伴。")
    assert asked[1].endswith("no partner was found for 甲公司.")


def test_only_partners_are_asked_for_one_entity():
    with pytest.raises(UsageError, match="whole network"):
        report("centrality", a_crowd(), of="企业00")


def test_a_rank_comes_with_its_interval():
    made = report("centrality", a_crowd())
    rows = table(made, "intervals").rows

    assert rows[0][:4] == (1, "云岭大学", 40, "1–1")  # nobody else has more than one partner


def test_intervals_that_were_not_drawn_are_named_with_their_reason():
    made = report("centrality", a_crowd(), language="en")
    how = dict(made.methods)

    assert "partners (some ties left out)" in how["Rank intervals"]
    assert "partners (some documents left out)" in how["Rank intervals not drawn"]
    assert "too few documents" in how["Rank intervals not drawn"]


def test_actors_who_meet_only_in_projects_are_measured_by_their_projects():
    projects = [an_entity(f"项目{n}", "Programme", subkind="project") for n in range(3)]
    actors = [an_entity(f"企业{n:02d}") for n in range(36)]
    notice = a_document(1, date(2024, 1, 1))
    claims, ties = [], []
    for n, project in enumerate(projects):
        members = [*actors[12 * n : 12 * n + 12], actors[0]] if n else actors[:12]
        claims.append(
            a_claim(notice, "MEMBER_OF", {"member": members, "whole": [project]}, "operating", f"项目{n}的成员")
        )
        ties += [a_tie("MEMBER_OF", member, project, [(notice, claims[-1])]) for member in members]
    network = Network((*actors, *projects), tuple(ties), tuple(claims), (), (notice,), View(newest=notice.published))

    made = report("centrality", network)
    first = table(made, "ranking").rows[0]

    assert first[:4] == (1, "企业00", "Enterprise", 35)  # in all three projects, it meets all others
    assert first[-1] == (1, 2, 3)  # its evidence: one sentence a project
    assert "cliques" in [finding.code for finding in made.findings]


def test_a_broker_joins_the_pairs_of_partners_that_have_no_tie():
    made = report("brokerage", a_crowd())
    row = table(made, "joined").rows[0]

    assert row[:3] == ("云岭大学", "University", 40 * 39 // 2)  # forty firms, none of them tied
    assert "云岭大学连起780对" in made.opening[1].text


@pytest.mark.parametrize(
    ("days", "zh", "en"),
    [
        ([date(2023, 5, 30)], "依据1份文件（2023-05-30发布）", "From 1 document published 2023-05-30"),
        (
            [date(2023, 5, 30), None, None],
            "依据3份文件，其中2份未载日期（2023-05-30发布）",
            "From 3 documents, 2 of them undated, the others published 2023-05-30",
        ),
        ([None], "依据1份未载日期的文件", "From 1 undated document"),
        ([None, None], "依据2份未载日期的文件", "From 2 undated documents"),
    ],
)
def test_the_subtitle_gives_no_day_to_documents_without_one(days, zh, en):
    documents = tuple(replace(a_document(n, day), publisher=None) for n, day in enumerate(days, 1))
    network = replace(a_single_notice(), documents=documents, view=View(revision="1" * 64))
    for language, meant in (("zh", zh), ("en", en)):
        assert report("overview", network, language=language).subtitle == meant
