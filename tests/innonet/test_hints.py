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
    ],
)
def test_what_no_view_holds_is_named_with_the_nearest_that_it_may(text, says):
    assert misspelt(text) == says


def test_it_is_said_in_chinese():
    assert (
        misspelt("MATCH (u:Univercity) RETURN u", "zh") == "没有名为 Univercity 的标签或关系类型，是否指 University？"
    )
