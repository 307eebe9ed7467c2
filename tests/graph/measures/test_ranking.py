import pandas as pd

from graph.measures import ranks


def test_values_that_differ_by_rounding_share_a_rank():
    values = pd.Series({"a": 1 / 3 + 1 / 3 + 1 / 3, "b": 1.0, "c": 0.7 + 0.2 + 0.1, "d": 0.5})

    assert ranks(values).to_dict() == {"a": 1, "b": 1, "c": 1, "d": 4}


def test_the_lowest_comes_first_where_asked():
    assert ranks(pd.Series({"a": 2.0, "b": 1.0}), ascending=True).to_dict() == {"a": 2, "b": 1}


def test_a_missing_value_has_no_rank():
    assert ranks(pd.Series({"a": float("nan"), "b": 1.0})).isna().tolist() == [True, False]


def test_nothing_has_no_ranks():
    assert ranks(pd.Series(dtype=float)).empty
