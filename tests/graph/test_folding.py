import pytest

from graph.folding import all_folded, folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("中國農科院", "中国农科院", id="traditional characters"),
        pytest.param("ＱＩＮＧＨＥ　Group ", "Qinghe group", id="width, case and blanks"),
        pytest.param("蒙草\n集團", "蒙草集团", id="a line break"),
        pytest.param("國\udcff國", "国\udcff国", id="beside a sign that is no character"),
    ],
)
def test_names_that_differ_in_spelling_alone_are_one(one, other):
    assert folded(one) == folded(other)


def test_names_that_differ_otherwise_stay_two():
    assert folded("青禾集团") != folded("青禾公司")


def test_many_are_folded_as_each_is_alone():
    names = ["乾", "隆", "", " 中國 ", "國\udcff國", "CAAS", "a\u2028b"]

    assert all_folded(names) == [folded(name) for name in names]
    assert all_folded([]) == []
