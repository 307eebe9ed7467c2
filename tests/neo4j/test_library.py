import pytest

from queries.run import ask
from tests.queries.a_region import a_region
from tests.queries.test_answers import ANSWERS

pytestmark = [pytest.mark.neo4j, pytest.mark.server]


@pytest.mark.parametrize(
    ("name", "params"), [answer[:2] for answer in ANSWERS], ids=[f"{a[0]}-{i}" for i, a in enumerate(ANSWERS)]
)
def test_a_question_answers_the_same_rows_on_neo4j_in_the_same_order(pushed, bundled_region, name, params):
    here = ask(name, bundled_region, a_region(), params)
    there = ask(name, pushed, a_region(), params)

    assert there.values.tolist() == here.values.tolist()
    assert [list(map(type, row)) for row in there.values] == [list(map(type, row)) for row in here.values]
