from dataclasses import replace
from datetime import date

import pytest

from graph.errors import EntityUnknown, QueryError
from graph.measures import targets
from graph.network import Network, View
from graph.store.views import open_store
from queries.library import all_questions
from queries.names import begun, known_name, region_name
from queries.run import _left_out, _newest, ask, ask_text, evidence
from tests.factories import a_claim, a_document, a_network, a_tie, an_entity
from tests.graph.measures.test_targets import CITY, NEWS, PLAN
from tests.graph.store.test_verdicts import JUDGED
from tests.queries.a_region import a_region

CAAS = "中国农业科学院"
SIGNED = "中国农科院与青禾集团签订草业战略合作协议"


@pytest.mark.server
@pytest.mark.parametrize("question", all_questions(), ids=lambda question: question.name)
def test_every_question_runs_and_answers_the_columns_it_promises(store, question):
    some = {"entity": CAAS, "date": "2024-01-01", "word": "signed"}
    params = {param.name: some.get(param.type, "1") for param in question.header.params if param.required}

    table = ask(question, store, a_network(), params)

    promised = [column.name for column in question.header.columns if column.name != "claims"]
    assert list(table.columns) == [*promised, "sentence", "source", "published", "claims"]
    assert not table.empty or table.attrs["reason"]


@pytest.mark.server
@pytest.mark.parametrize(
    "name", [CAAS, "Chinese Academy of Agricultural Sciences", "chinese academy of agricultural sciences"]
)
def test_a_partner_is_found_by_any_name_and_opens_the_newest_sentence(store, name):
    table = ask("partners", store, a_network(), {"name": name})

    assert table[["partner", "status", "since", "asserted"]].values.tolist() == [
        ["青禾集团", "operating", "2024-08", date(2024, 9, 1)]
    ]
    assert table.loc[0, "sentence"] == "中国农科院与青禾集团的合作已运行一年"
    assert table.loc[0, "source"] == "青城市科技局《通知 2》"
    assert table.loc[0, "published"] == date(2024, 9, 1)
    assert len(table.loc[0, "claims"]) == 2


@pytest.mark.server
def test_who_says_keeps_the_older_claim_beside_the_newer(store):
    table = ask("who_says", store, a_network(), {"name": CAAS, "other": "青禾集团"})

    assert table[["kind", "status"]].values.tolist() == [
        ["COOPERATES_WITH", "operating"],
        ["CO_BUILDS", "operating"],
        ["COOPERATES_WITH", "signed"],
    ] or sorted(table["status"]) == ["operating", "operating", "signed"]
    assert table.loc[2, "sentence"] == SIGNED


@pytest.mark.server
def test_a_target_is_not_measured_by_a_figure_of_another_kind(store):
    table = ask("targets", store, a_network()).set_index("indicator")

    # 新增 5 is a flow, 达到 12 a stock; nobody reported the workstations.
    assert table.loc["科技领军企业", "verdict"] == "not comparable"
    assert table.loc["院士工作站", "verdict"] == "no figure"


@pytest.mark.server
def test_the_question_on_targets_says_what_the_report_on_targets_says(started):
    judged = [replace(q, id=f"q{at}{n}") for at, one in enumerate(JUDGED) for n, q in enumerate(one[:2])]
    apart = [replace(q, indicator=f"{q.indicator}{q.id[1]}") for q in judged]
    network = replace(
        a_network(), entities=(CITY,), ties=(), claims=(), quantities=tuple(apart), documents=(PLAN, NEWS)
    )
    network = replace(network, view=View(revision="2" * 64, newest=date(2024, 9, 1)))

    with open_store(network, ledger_id="shared") as opened:
        table = ask("targets", opened, network)

    reported = targets(network)
    assert {claims[0]: word for claims, word in table[["claims", "verdict"]].values} == reported["verdict"].to_dict()
    assert {claims[0]: claims[1] for claims in table["claims"]} == reported["figure"].to_dict()


@pytest.mark.server
def test_an_empty_indicator_asks_for_all_targets_and_an_unknown_one_says_so(store):
    every, none = (ask("targets", store, a_network(), {"indicator": name}) for name in ("", "孵化器"))

    assert len(every) == 2
    assert none.empty
    assert "or none of the indicator that was asked for" in none.attrs["reason"]


@pytest.mark.server
def test_who_asks_a_platform_for_its_partners_is_told_which_question_to_ask(store):
    table = ask("co_builders", store, a_network(), {"name": "国家草种技术创新中心"})

    assert table.empty
    assert all("consortium_members" in table.attrs[reason] for reason in ("reason", "reason_zh"))


@pytest.mark.server
def test_members_of_a_consortium_are_named_with_their_part(store):
    table = ask("consortium_members", store, a_network(), {"name": "国家草种技术创新中心"})

    assert table[["member", "tie"]].values.tolist() == [
        [CAAS, "CO_BUILDS"],
        ["青禾集团", "CO_BUILDS"],
        ["青禾集团", "LEADS"],
    ]


@pytest.mark.server
def test_documents_are_counted_with_what_they_say(store):
    table = ask("documents", store, a_network())

    assert table[["document", "said", "figures"]].values.tolist() == [["通知 2", 5, 1], ["通知 1", 3, 2]]


@pytest.mark.server
def test_a_tie_with_a_status_outside_the_lifecycle_is_counted_as_a_tie(started):
    network = a_network()
    ties = tuple(replace(tie, status="rumoured") if tie.kind == "CO_BUILDS" else tie for tie in network.ties)
    rumoured = replace(network, ties=ties, view=View(revision="1" * 64, newest=date(2024, 9, 1)))

    with open_store(rumoured, ledger_id="shared") as opened:
        table = ask("most_tied", opened, rumoured, {"top": 1})

    # It cooperates, leads and is a member; what it builds is rumoured.
    assert table[["actor", "ties", "existing"]].values.tolist() == [["青禾集团", 4, 3]]


@pytest.mark.server
def test_an_empty_answer_says_why_and_what_the_view_leaves_out(store):
    network = replace(a_network(), view=replace(a_network().view, left_out={"ties signed": 2}))

    table = ask("signed_not_operating", store, network)

    assert table.empty
    assert table.attrs["reason"].endswith("The view leaves out 2 ties signed.")


@pytest.mark.server
def test_an_empty_answer_on_silence_claims_nothing_of_links_that_nothing_dates(started):
    undated, school, firm = a_document(1, None), an_entity("云岭大学", "University"), an_entity("青禾集团")
    claim = a_claim(undated, "COOPERATES_WITH", {"partner": [school, firm]}, "signed", "云岭大学与青禾集团签约")
    ties = (a_tie("COOPERATES_WITH", school, firm, [(undated, claim)]),)
    network = Network((school, firm), ties, (claim,), (), (undated,), View(as_of=date(2026, 1, 1)))

    with open_store(network, ledger_id="shared") as opened:
        attrs = ask("silent", opened, network).attrs

    assert "that a dated document speaks of" in attrs["reason"]
    assert attrs["reason"].endswith("whether links from undated documents alone are silent cannot be said.")
    assert attrs["reason_zh"].endswith("只见于没有日期的文件的联系，是否久无音讯无法判断。")


@pytest.mark.server
def test_own_statements_take_values_as_values(store):
    hostile = "x'}) DETACH DELETE n //"

    table = ask_text(
        "OPTIONAL MATCH (n:Entity {name: $name}) RETURN n.id AS id, $name AS name", store, {"name": hostile}
    )

    assert table.to_dict("records") == [{"id": None, "name": hostile}]


@pytest.mark.server
@pytest.mark.parametrize(
    ("params", "said"),
    [({}, "needs name"), ({"name": CAAS, "nmae": "x"}, "takes no 'nmae'"), ({"name": ""}, "needs name")],
    ids=["missing", "misspelt", "blank"],
)
def test_a_wrong_parameter_gets_one_line(store, params, said):
    with pytest.raises(QueryError, match=said):
        ask("partners", store, a_network(), params)


def test_an_unknown_name_gets_the_names_that_look_like_it():
    with pytest.raises(EntityUnknown) as caught:
        known_name(a_network(), "农业科学院")

    assert CAAS in caught.value.nearest


def test_the_beginning_of_one_name_only_stands_for_it():
    pharma, seed = an_entity("南山药业股份有限公司"), an_entity("南山种业有限公司")
    network = replace(a_network(), entities=(*a_network().entities, pharma, seed))

    assert known_name(network, "南山药业") == begun(network, "南山药业") == pharma.name
    assert begun(network, pharma.name) is None  # nothing was read into it
    for several_or_short in ("南山", "南山药"):
        with pytest.raises(EntityUnknown):
            known_name(network, several_or_short)


@pytest.mark.server
def test_an_answer_says_which_name_a_beginning_was_read_as(store):
    assert ask("partners", store, a_network(), {"name": "Qinghe"}).attrs["read_as"] == {"Qinghe": "青禾集团"}
    assert ask("partners", store, a_network(), {"name": "青禾集团"}).attrs["read_as"] == {}


def test_a_name_is_found_by_former_id_and_by_full_width_letters():
    network = a_network()

    assert known_name(network, network.entities[1].id) == CAAS
    assert known_name(network, "ＱＩＮＧＨＥ　group") == "Qinghe Group"


@pytest.mark.parametrize("typed", ["中國農業科學院", "中国农业科学院 ", " 中國農業 科學院"])
def test_a_name_is_found_in_traditional_characters_and_with_blanks(typed):
    assert known_name(a_network(), typed) == CAAS
    assert begun(a_network(), "中國農業科") == CAAS


def test_a_region_is_known_by_any_of_its_names_and_by_a_part_of_it():
    city = an_entity("青城市", "Region", en="Qingcheng")
    network = replace(a_network(), entities=(*(e for e in a_network().entities if e.kind != "Region"), city))

    assert region_name(network, "qingcheng") == "青城市"
    assert region_name(network, "青城") == "青城"
    assert region_name(network, "Yunling University") == "Yunling University"  # no region


@pytest.mark.parametrize(("typed", "part"), [("雲嶺", "云岭"), ("青 城", "青城"), ("ＨＯＨ", "Hoh"), ("雲海", "雲海")])
def test_a_part_of_a_region_is_known_however_it_is_spelt(typed, part):
    network = replace(a_network(), entities=(*a_network().entities, an_entity("蒙草集团", region="Hohhot")))

    assert region_name(network, typed) == part


@pytest.mark.server
def test_a_question_on_a_region_takes_its_other_names(started):
    city = an_entity("青城市", "Region", en="Qingcheng")
    entities = tuple(city if e.kind == "Region" else e for e in a_region().entities)
    network = replace(a_region(), entities=entities, view=View(revision="3" * 64, newest=date(2024, 9, 1)))

    with open_store(network, ledger_id="shared") as opened:
        for question in ("actors_in", "outside_partners"):
            by_name, by_other = (ask(question, opened, network, {"region": name}) for name in ("青城市", "Qingcheng"))
            assert by_other.equals(by_name)
            assert len(by_name)


def test_evidence_opens_claims_and_figures():
    network = a_network()

    shown = evidence(network, [network.claims[0].id, network.quantities[0].id, "c-unknown"])

    assert [row["quote"] for row in shown] == [SIGNED, "建设院士工作站2至3家"]
    assert shown[0] == {
        "claim": network.claims[0].id, "quote": SIGNED, "sentence": SIGNED, "document": network.documents[0].id,
        "address": "notice-1.html", "published": "2023-05-30", "status": "signed",
    }  # fmt: skip


def test_an_answer_opens_the_whole_sentence_with_what_was_read_marked():
    network = a_network()
    claim = replace(network.claims[0], before="据悉，", after="，今年解除。")
    network = replace(network, claims=(claim, *network.claims[1:]))

    assert _newest(network, [claim.id])[0] == f"据悉，【{SIGNED}】，今年解除。"
    assert evidence(network, [claim.id])[0]["sentence"] == f"据悉，{SIGNED}，今年解除。"


def test_a_view_that_leaves_nothing_out_has_nothing_to_add():
    assert View().left_out == {}


def test_what_a_view_leaves_out_is_said_in_the_words_of_either_language():
    view = View(left_out={"claims to review": 26, "rejected claims": 3, "ties signed": 2})

    en, zh = _left_out(replace(a_network(), view=view))

    assert en == (
        " The view leaves out 26 claims not sure enough to show, waiting for review; "
        "3 claims rejected in review; 2 ties signed."
    )
    assert zh == "视图略去了：把握不足、待审核的陈述（26），被审核否定的陈述（3），状态为“已签约”的联系（2）。"
