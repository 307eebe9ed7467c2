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
    ],
)
def test_what_no_view_holds_is_named_with_the_nearest_that_it_may(text, says):
    assert misspelt(text) == says


def test_it_is_said_in_chinese():
    assert (
        misspelt("MATCH (u:Univercity) RETURN u", "zh") == "没有名为 Univercity 的标签或关系类型，是否指 University？"
    )
