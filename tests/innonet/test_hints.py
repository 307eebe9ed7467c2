import pytest

from innonet.hints import misspelt


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("MATCH (u:Univercity) RETURN u", "No label or type is called Univercity; did you mean University?"),
        (
            "MATCH (:University)-[:COOPERATE_WITH]-(x) RETURN x",
            "No label or type is called COOPERATE_WITH; did you mean COOPERATES_WITH?",
        ),
        ("MATCH (a:University|Xyzzy) RETURN a", "No label or type is called Xyzzy."),
        (
            "MATCH (a:University|Institute {kind: 'Xyzzy'})-[t:LEADS|CO_BUILDS*..3]->(p:Entity&Platform) RETURN {a: 1}",
            "",
        ),
        ("RETURN [x IN [1, 2] | x] AS `(:Xyzzy)`", ""),
        ("MATCH (a:Xyzzy", ""),
        ("MATCH (n:University) RETURN n.nam", "No property is called nam; did you mean name?"),
        (
            "MATCH (a {naem: 'x'})-[t]-() WHERE t.statuss = 'signed' RETURN 1",
            "No property is called naem; did you mean name? No property is called statuss; did you mean status?",
        ),
        (
            "MATCH (a)-[t:LEADS {stat: 'signed'}]->(b) RETURN exists { (b)<-[u]-(a) WHERE u.since > a.begun }",
            "No property is called stat; did you mean status? No property is called begun.",
        ),
        (
            "UNWIND [{when_not: 1}] AS row MATCH (n {id: row.id}) WITH {nam: 1} AS m, n.published.year AS y "
            "RETURN m.nam, row.other, [x IN [m] | x.foo], n.`name`",
            "",
        ),
        ("MATCH (:University {naem: 'x'}) RETURN 1", "No property is called naem; did you mean name?"),
        ("MATCH ()-[*..3 {statuss: 'signed'}]-(b) RETURN b", "No property is called statuss; did you mean status?"),
        (
            "MATCH (a WHERE a.regoin = 'x')-[t WHERE t.statuss = 'signed']-() RETURN a",
            "No property is called regoin; did you mean region? No property is called statuss; did you mean status?",
        ),
        (
            "MATCH (a:!Placehoder)-[:!(LEAD|HOSTS)]->(b) WHERE b.step > 1 AND (b:Univercity) RETURN a",
            "No label or type is called Placehoder; did you mean Placeholder? "
            "No label or type is called LEAD; did you mean LEADS? "
            "No label or type is called Univercity; did you mean University?",
        ),
    ],
)
def test_what_no_view_holds_is_named_with_the_nearest_that_it_may(text, says):
    assert misspelt(text) == says


@pytest.mark.parametrize(
    "text",
    [
        "MATCH ({name: 'A'})--(d:Document) RETURN max(d.published).year, {foo: 1}.foo",
        "MATCH (n) WHERE ((n.name = 'x')) RETURN date(n.since).year",
        "MATCH (d:Document) WITH d.published AS d WHERE (d) IS NOT NULL RETURN d.year",
        "MATCH (a) WHERE all(a IN [{foo: 1}] WHERE a.foo = 1) RETURN [a IN [{foo: 1}] | a.foo]",
        "MATCH (day:Day) RETURN day.day.year",
        "MATCH (n:Actor {}) RETURN (n {.name, foo: n.kind}), n {bar: 1}, [n:Actor, n:Academician]",
        "MATCH (n:(University|Institute)&Actor)-[t:!LEADS]->(:%) RETURN n.name, t.status",
        "MATCH (a)((x:Actor)-[t:LEADS]-(y) WHERE t.step > 1){1,3}(b) RETURN [e IN x | e.nam], date($d.x)",
        "MATCH p = (a)-[*1..4]-(b) CALL (a) { RETURN {foo: a.name} AS m } RETURN m.foo, point.distance(m.x, m.y), [p]",
    ],
)
def test_nothing_is_said_of_parts_of_dates_maps_and_lists(text):
    assert misspelt(text) == ""


def test_it_is_said_in_chinese():
    assert (
        misspelt("MATCH (u:Univercity) RETURN u", "zh") == "没有名为 Univercity 的标签或关系类型，是否指 University？"
    )
