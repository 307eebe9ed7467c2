from dataclasses import replace
from datetime import date

import pytest

from graph.errors import EntityUnknown, QueryError
from graph.network import Network, View
from graph.store.views import open_store
from queries.library import all_questions
from queries.names import begun, known_name
from queries.run import ask, ask_text, evidence
from tests.factories import a_claim, a_document, a_network, a_tie, an_entity

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


def test_evidence_opens_claims_and_figures():
    network = a_network()

    shown = evidence(network, [network.claims[0].id, network.quantities[0].id, "c-unknown"])

    assert [row["quote"] for row in shown] == [SIGNED, "建设院士工作站2至3家"]
    assert shown[0] == {
        "claim": network.claims[0].id, "quote": SIGNED, "document": network.documents[0].id,
        "address": "notice-1.html", "published": "2023-05-30", "status": "signed",
    }  # fmt: skip


def test_a_view_that_leaves_nothing_out_has_nothing_to_add():
    assert View().left_out == {}
