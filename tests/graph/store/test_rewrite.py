import pytest

from graph.store.rewrite import for_bundled

FORM = "MATCH (d:Document) UNWIND d.claims AS i{} MATCH (c:Claim {{id: i}}) RETURN count(c)"


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        (FORM.format(""), FORM.format(" WITH * ")),
        (
            "match (d:Document) where true unwind $ids as i match (c:Claim) where c.id = i return c",
            "match (d:Document) where true unwind $ids as i WITH *  match (c:Claim) where c.id = i return c",
        ),
        (
            "MATCH (a:A) UNWIND [1] AS i UNWIND [i] AS `j k`MATCH (b:B {n: `j k`}) RETURN b",
            "MATCH (a:A) UNWIND [1] AS i UNWIND [i] AS `j k` WITH * MATCH (b:B {n: `j k`}) RETURN b",
        ),
        (
            "MATCH (a:A)\nUNWIND a.l AS i // each\nMATCH (b:B {n: i})\nRETURN b",
            "MATCH (a:A)\nUNWIND a.l AS i WITH *  // each\nMATCH (b:B {n: i})\nRETURN b",
        ),
        (
            "RETURN 1 AS n UNION MATCH (a:A) UNWIND a.l AS i/* each */MATCH (b:B {n: i}) RETURN b.n AS n",
            "RETURN 1 AS n UNION MATCH (a:A) UNWIND a.l AS i WITH * /* each */MATCH (b:B {n: i}) RETURN b.n AS n",
        ),
    ],
    ids=[
        "a list of a node",
        "a parameter, in small letters",
        "two lists, a quoted name",
        "a line's comment",
        "a union",
    ],
)
def test_with_ends_the_join_after_an_unwind_between_matches(written, sent):
    assert for_bundled(written) == sent
    assert for_bundled(sent) == sent


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("UNWIND $ids AS i MATCH (c:Claim {id: i}) RETURN c", id="no match before"),
        pytest.param("MATCH (d:Document) UNWIND d.claims AS i RETURN i", id="no match after"),
        pytest.param("MATCH (d:Document) WITH d UNWIND d.claims AS i MATCH (c {id: i}) RETURN c", id="WITH before"),
        pytest.param("MATCH (a) RETURN a.n AS n UNION UNWIND [1] AS i MATCH (b {n: i}) RETURN b.n AS n", id="a union"),
        pytest.param("MATCH (a) UNWIND a.l AS i OPTIONAL MATCH (b {n: i}) RETURN b", id="an optional match after"),
        pytest.param("CALL () { MATCH (a) UNWIND a.l AS i MATCH (b {n: i}) RETURN b } RETURN b", id="in a subquery"),
        pytest.param("MATCH (a) RETURN 'UNWIND x AS i MATCH (b)' AS `UNWIND x AS i MATCH (b)`", id="in text and name"),
        pytest.param("MATCH (a) UNWIND", id="no list"),
    ],
)
def test_what_the_bundled_server_answers_rightly_is_sent_as_written(text):
    assert for_bundled(text) == text


@pytest.mark.server
@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (FORM.format(""), ((8,),)),
        ("MATCH (d:Document) UNWIND d.claims AS i MATCH (c:Claim) WHERE c.id = i RETURN count(c) AS n", ((8,),)),
        ("MATCH (d:Document) UNWIND d.claims AS i MATCH (d)-[:STATES]->(c:Claim {id: i}) RETURN count(c)", ((8,),)),
        ("MATCH (d:Document) UNWIND $regions AS i MATCH (r:Region {name: i}) RETURN count(r) AS n", ((2,),)),
        ("MATCH (d:Document) UNWIND [d] AS e MATCH (e:Document) RETURN count(e) AS n", ((2,),)),
        ("MATCH (d:Document) UNWIND [1, 2] AS i MATCH (r:Region) WHERE i = 2 RETURN r.name AS n", (("青城市",),) * 2),
    ],
)  # fmt: skip
def test_an_unwound_value_is_found_whatever_is_unwound(store, text, rows):
    params = {"regions": ["青城市", "无"]} if "$regions" in text else {}

    assert store.run(text, params).rows == rows
    assert store.run(text, params, guarded=False).rows != rows  # The day this fails, the rewriting may go.
