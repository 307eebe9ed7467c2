import csv
import errno
import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from graph.entity import Name
from graph.errors import DocumentError, InnonetError, UsageError
from graph.exchange import gexf, graphml, json, tables
from graph.exchange.cells import guarded, unguarded
from graph.network import Network
from graph.ontology import Label
from graph.tie import Assertion
from tests.factories import a_network

NASTY = '=HYPERLINK("x")\x00\ud800\'<&>\n|'


def renamed(name):
    network = a_network()
    first = replace(network.entities[0], name=name, names=(Name(name, "zh"),))
    return replace(network, entities=(first, *network.entities[1:]))


def rows(network, table, without=()):
    return network.to_tables()[table].drop(columns=list(without)).astype(object).where(lambda t: t.notna(), None)


def test_json_gives_the_whole_network_back(tmp_path):
    json.write(a_network(), tmp_path / "n.json")

    assert json.read(tmp_path / "n.json") == a_network()


def test_json_keeps_what_was_damaged_in_both_languages(tmp_path):
    network = a_network()
    first = replace(network.documents[0], damage=(Label("略去页边批注。", "Comments in the margin left out."),))
    network = replace(network, documents=(first, *network.documents[1:]))
    json.write(network, tmp_path / "n.json")

    assert json.read(tmp_path / "n.json") == network


def test_json_keeps_what_a_sentence_says_around_its_quote(tmp_path):
    network = a_network()
    claim = replace(network.claims[0], before="据悉，", after="，今年解除。")
    network = replace(network, claims=(claim, *network.claims[1:]))
    json.write(network, tmp_path / "n.json")

    assert json.read(tmp_path / "n.json") == network


def test_json_keeps_the_view(tmp_path):
    view = replace(
        a_network().view,
        as_of=date(2024, 1, 1),
        statuses=frozenset({"signed"}),
        without=("甲",),
        left_out={"undated": 2},
    )
    network = replace(a_network(), view=view)
    json.write(network, tmp_path / "n.json")

    assert json.read(tmp_path / "n.json") == network


@pytest.mark.parametrize("module", [graphml, tables], ids=["graphml", "csv"])
def test_entities_and_ties_come_back(module, tmp_path):
    module.write(a_network(), tmp_path / "n")

    back = module.read(tmp_path / "n")

    pd.testing.assert_frame_equal(rows(back, "entities"), rows(a_network(), "entities"))
    evidence = ["claims", "documents"]
    pd.testing.assert_frame_equal(rows(back, "ties", evidence), rows(a_network(), "ties", evidence))


@pytest.mark.parametrize("module", [graphml, tables], ids=["graphml", "csv"])
def test_ties_of_unknown_kinds_keep_their_direction_beside_those_of_the_ontology(module, tmp_path):
    entities = pd.DataFrame({"id": ["a", "b", "c"]})
    ties = pd.DataFrame(
        [("a", "b", "LEADS", None), ("c", "a", "friend", False), ("c", "b", "follows", True)],
        columns=["source", "target", "kind", "directed"],
    )
    module.write(Network.from_tables(entities, ties), tmp_path / "n")

    found = [(t.kind, *t.ends, t.directed) for t in module.read(tmp_path / "n").ties]
    assert found == [("LEADS", "a", "b", True), ("friend", "a", "c", False), ("follows", "c", "b", True)]


@pytest.mark.parametrize("name", ["[1]", '["甲"]', "甲\r乙", "甲\r\n乙"])
@pytest.mark.parametrize("module", [graphml, tables], ids=["graphml", "csv"])
def test_text_that_looks_like_a_list_or_holds_a_line_end_comes_back(module, name, tmp_path):
    network = Network.from_tables(
        pd.DataFrame({"id": [name, "b"], "name": [name, "乙"], "region": [name, None], "aliases": [[name, "丙"], []]}),
        pd.DataFrame({"id": [name], "source": [name], "target": ["b"], "kind": ["LEADS"], "field": [name]}),
    )
    module.write(network, tmp_path / "n")

    assert module.read(tmp_path / "n") == network


@pytest.mark.parametrize("weight", [2, 2.5, -1, 0, 1e300, 0.1 + 0.2, float("inf")])
@pytest.mark.parametrize("module", [graphml, json, tables], ids=["graphml", "json", "csv"])
def test_weights_come_back_to_the_last_digit(module, weight, tmp_path):
    network = a_network()
    module.write(
        replace(network, ties=(replace(network.ties[0], weight=weight), *network.ties[1:])),
        tmp_path / "n",
    )

    assert module.read(tmp_path / "n").ties[0].weight == weight


def test_a_tie_of_many_claims_is_read_from_our_own_tables(tmp_path):
    network = a_network()
    history = tuple(Assertion(None, "signed", f"c{i:016x}", "d") for i in range(7_000))
    tables.write(replace(network, ties=(replace(network.ties[0], history=history),)), tmp_path)
    limit = csv.field_size_limit()

    assert [t.id for t in tables.read(tmp_path).ties] == [network.ties[0].id]
    assert csv.field_size_limit() == limit  # which others count on


def test_networkx_reads_graphml_with_parallel_ties_and_their_ids(tmp_path):
    graphml.write(a_network(), tmp_path / "n.graphml")

    graph = nx.read_graphml(tmp_path / "n.graphml")

    assert isinstance(graph, nx.MultiDiGraph)
    assert {key for _, _, key in graph.edges(keys=True)} == {tie.id for tie in a_network().ties}
    edge = next(d for _, _, d in graph.edges(data=True) if d["kind"] == "COOPERATES_WITH")
    assert (edge["since"], edge["asserted"], edge["directed"], edge["weight"]) == ("2024-08", "2024-09-01", False, 2)
    assert edge["claims"].startswith("[")


def test_networkx_reads_gexf_with_spells(tmp_path):
    gexf.write(a_network(), tmp_path / "n.gexf")

    graph = nx.read_gexf(tmp_path / "n.gexf")

    assert graph.number_of_edges() == 9
    edge = next(d for _, _, d in graph.edges(data=True) if d["kind"] == "COOPERATES_WITH")
    # Signed by a notice of 2023-05-30, operating since 2024-08: it stands from the earlier of the two.
    assert edge["spells"][0][0] == "2023-05-30"


def test_gexf_carries_the_newest_publication_and_no_clock():
    root = etree.fromstring(gexf.to_bytes(a_network()))

    assert root.find("{*}meta").get("lastmodifieddate") == "2024-09-01"


def test_an_ended_tie_has_an_end():
    network = a_network()
    ended = replace(network.ties[1], status="ended", since="2024-08")

    assert gexf.spell(ended) == (None, date(2024, 8, 1))


@pytest.mark.parametrize("to_bytes", [graphml.to_bytes, gexf.to_bytes, json.to_bytes, tables.to_bytes])
def test_the_same_network_gives_the_same_bytes(to_bytes):
    assert to_bytes(a_network()) == to_bytes(a_network())


def test_an_archive_of_tables_has_the_same_bytes_twice(tmp_path):
    tables.write(a_network(), tmp_path / "a.zip")
    tables.write(a_network(), tmp_path / "b.zip")

    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    assert zipfile.ZipFile(tmp_path / "a.zip").namelist() == [
        "entities.csv",
        "ties.csv",
        "claims.csv",
        "quantities.csv",
    ]


def test_one_csv_is_the_ties_with_the_names_of_their_ends(tmp_path):
    tables.write(a_network(), tmp_path / "ties.csv")

    table = pd.read_csv(tmp_path / "ties.csv")
    assert table.loc[0, ["source_name", "target_name"]].tolist() == ["中国农业科学院", "青禾集团"]


WRITTEN = [(graphml, "n.graphml"), (gexf, "n.gexf"), (json, "n.json"), (tables, "ties.csv"), (tables, "n.zip")]


@pytest.mark.parametrize(("module", "name"), WRITTEN, ids=[name for _, name in WRITTEN])
def test_a_write_that_breaks_off_leaves_the_former_file_and_nothing_beside_it(module, name, tmp_path, monkeypatch):
    module.write(a_network(), tmp_path / name)
    before = (tmp_path / name).read_bytes()

    def full(path, target):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(InnonetError, match=r"cannot be written \(No space left on device\)"):
        module.write(renamed("乙"), tmp_path / name)

    assert (tmp_path / name).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_csv_opens_in_excel_as_utf8():
    assert tables.to_bytes(a_network())["ties.csv"].startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("to_bytes", [graphml.to_bytes, gexf.to_bytes])
def test_what_xml_forbids_is_shown_as_a_replacement_character(to_bytes):
    text = etree.tostring(etree.fromstring(to_bytes(renamed("甲\x00乙\ud800丙"))), encoding="unicode")

    assert "甲\ufffd乙\ufffd丙" in text


def test_no_cell_starts_a_formula():
    cells = csv.reader(io.StringIO(tables.to_bytes(renamed(NASTY))["entities.csv"].decode("utf-8-sig")))

    assert not [cell for row in cells for cell in row if cell.startswith(("=", "+", "-", "@", "＝", "\t"))]


@given(st.text(max_size=20))
def test_the_guard_against_formulas_can_be_undone(text):
    """Law: unguarded(guarded(x)) = x, for every text."""
    assert unguarded(guarded(text)) == text


names = st.text(
    st.characters(exclude_characters="\r", exclude_categories=("Cs", "Cc")), min_size=1, max_size=12
).filter(lambda t: t.strip() == t)


@settings(max_examples=20, deadline=None)
@given(names)
def test_every_name_survives_every_format(tmp_path_factory, name):
    """Law: reading gives the name that was written."""
    folder = tmp_path_factory.mktemp("names")
    network = renamed(name)
    for module in (json, graphml, tables):
        module.write(network, folder / module.__name__)
        assert module.read(folder / module.__name__).entities[0].name == name


@pytest.mark.parametrize("module", [graphml, json, tables], ids=["graphml", "json", "csv"])
def test_an_empty_network_comes_back_empty(module, tmp_path):
    module.write(Network(), tmp_path / "n")

    assert module.read(tmp_path / "n") == Network()


def test_graphml_of_another_program_is_read(tmp_path):
    graph = nx.Graph()
    graph.add_node("a", label="甲")
    graph.add_edge("a", "b", weight=2.5)
    nx.write_graphml(graph, tmp_path / "foreign.graphml")

    network = graphml.read(tmp_path / "foreign.graphml")

    assert network.entity("a").name == "甲"
    assert [(t.kind, t.directed, t.weight) for t in network.ties] == [("TIE", False, 2.5)]


def test_an_edge_of_another_program_may_differ_from_its_file_in_direction(tmp_path):
    network = foreign(
        tmp_path,
        '<node id="a"/><node id="b"/><edge source="b" target="a"/><edge source="b" target="a" directed="false"/>',
    )

    assert [(*t.ends, t.directed) for t in network.ties] == [("b", "a", True), ("a", "b", False)]


def test_an_edge_without_weight_beside_one_with_it_counts_one(tmp_path):
    network = foreign(
        tmp_path,
        '<node id="a"/><edge source="a" target="a"/><edge source="a" target="a"><data key="w">2.5</data></edge>',
        '<key id="w" for="edge" attr.name="weight"/>',
    )

    assert [t.weight for t in network.ties] == [1, 2.5]


def test_what_an_element_leaves_out_is_the_default_of_its_key(tmp_path):
    network = foreign(
        tmp_path,
        '<node id="a"/><node id="b"><data key="k">Agency</data></node>'
        '<edge source="a" target="b"/><edge source="a" target="b"><data key="w">2</data></edge>',
        '<key id="k" for="node" attr.name="kind"><default>University</default></key>'
        '<key id="w" for="edge" attr.name="weight"><default>5</default></key>'
        '<key id="r" attr.name="region"><default>青城市</default></key>',
    )

    assert [(e.kind, e.sector, e.region) for e in network.entities] == [
        ("University", "U", "青城市"),
        ("Agency", "G", "青城市"),
    ]
    assert [t.weight for t in network.ties] == [5, 2]


def test_names_that_another_program_parts_by_a_bar_are_all_read(tmp_path):
    network = foreign(
        tmp_path,
        '<node id="a"><data key="n">甲|乙</data></node>',
        '<key id="n" for="node" attr.name="aliases"/>',
    )

    assert network.entity("a").aliases == ("a", "甲", "乙")


def foreign(folder, elements, keys=""):
    text = f'<graphml xmlns="{graphml.NAMESPACE}">{keys}<graph edgedefault="directed">{elements}</graph></graphml>'
    (folder / "foreign.graphml").write_text(text, encoding="utf-8")
    return graphml.read(folder / "foreign.graphml")


def test_parallel_edges_of_networkx_get_ids_of_their_own(tmp_path):
    graph = nx.MultiDiGraph([("a", "b"), ("b", "c"), ("a", "b")])
    nx.write_graphml(graph, tmp_path / "foreign.graphml")

    network = graphml.read(tmp_path / "foreign.graphml")

    # networkx counts parallel edges from 0 at every pair: 0 and 1 from a to b, 0 again from b to c.
    assert len({t.id for t in network.ties}) == 3
    assert [t.ends for t in network.ties if t.id == "1"] == [("a", "b")]
    assert graphml.read(tmp_path / "foreign.graphml") == network


@pytest.mark.parametrize(
    ("ties", "message"),
    [
        ("a,b,LEADS,,\na,b,LEADS,n/a,", r"row 2: weight 'n/a' is no number"),
        ("a,b,LEADS,,\n\na,b,LEADS,,2024/05/01", r"row 3: asserted '2024/05/01' is no day"),
        ("a,,LEADS,,", r"row 1 has no target"),
    ],
)
def test_a_cell_that_is_not_of_its_column_is_named_with_its_row(ties, message, tmp_path):
    (tmp_path / "entities.csv").write_text("id\na\nb\n", encoding="utf-8")
    (tmp_path / "ties.csv").write_text(f"source,target,kind,weight,asserted\n{ties}\n", encoding="utf-8")

    with pytest.raises(UsageError, match=message):
        tables.read(tmp_path)


def test_a_weight_in_graphml_that_is_no_number_is_named(tmp_path):
    with pytest.raises(UsageError, match="row 1: weight 'n/a' is no number"):
        foreign(
            tmp_path,
            '<node id="a"/><edge source="a" target="a"><data key="w">n/a</data></edge>',
            '<key id="w" for="edge" attr.name="weight"/>',
        )


def test_blank_lines_are_no_entities_and_rows_that_end_early_are_read(tmp_path):
    (tmp_path / "entities.csv").write_text("id,kind,name\na\nb,Agency\n\n,,\n", encoding="utf-8")
    (tmp_path / "ties.csv").write_text("source,target,kind,weight\na,b,LEADS\n\n,,,\n", encoding="utf-8")

    network = tables.read(tmp_path)

    assert [(e.id, e.kind) for e in network.entities] == [("a", "Enterprise"), ("b", "Agency")]
    assert [(*t.ends, t.weight) for t in network.ties] == [("a", "b", 1)]


def test_a_table_that_the_csv_module_refuses_is_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "_LONGEST_CELL", 5)
    (tmp_path / "entities.csv").write_text("id\nlonger\n", encoding="utf-8")

    with pytest.raises(DocumentError, match=r"^entities\.csv: is no sound table"):
        tables.read(tmp_path)


@pytest.mark.parametrize(
    ("module", "content"),
    [
        pytest.param(graphml, b"", id="empty graphml"),
        pytest.param(graphml, b"<graphml", id="cut graphml"),
        pytest.param(graphml, b"<html/>", id="html"),
        pytest.param(json, b"", id="empty json"),
        pytest.param(json, b"[]", id="another json"),
        pytest.param(json, b'{"format": "innonet-network@1", "view": {}}', id="damaged json"),
    ],
)
def test_a_broken_file_is_one_line(module, content, tmp_path):
    (tmp_path / "broken").write_bytes(content)

    with pytest.raises(DocumentError, match=r"^broken: .*\.$"):
        module.read(tmp_path / "broken")


@pytest.mark.parametrize("module", [graphml, json, tables], ids=["graphml", "json", "csv"])
def test_a_missing_file_is_one_line(module, tmp_path):
    with pytest.raises(DocumentError, match="cannot be opened"):
        module.read(tmp_path / "nothing")


def test_entities_in_xml_are_never_expanded(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret", encoding="utf-8")
    text = f"""<!DOCTYPE g [<!ENTITY x SYSTEM "{secret.as_uri()}">]>
    <graphml xmlns="{graphml.NAMESPACE}"><key id="n" for="node" attr.name="name"/>
    <graph edgedefault="directed"><node id="a"><data key="n">&x;</data></node></graph></graphml>"""
    (tmp_path / "evil.graphml").write_text(text, encoding="utf-8")

    assert "secret" not in str(graphml.read(tmp_path / "evil.graphml"))
