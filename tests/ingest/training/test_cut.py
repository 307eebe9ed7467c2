"""From which probability pairs are said: where F1 is highest, and few tempting falsehoods are among them."""

from ingest.training.confidence import Told, best_cut

RIGHT, WRONG, TEMPTING = (True, False), (False, False), (False, True)


def told(*pairs):
    """Return pairs at .99, .98 … in that order."""
    return [Told(0.99 - at / 100, *pair) for at, pair in enumerate(pairs)]


def test_the_cut_is_where_f1_is_highest():
    # F1 after 1, 2 … pairs with 4 to find: 2/5, 4/6, 4/7, 6/8, 6/9, 6/10
    assert best_cut(told(RIGHT, RIGHT, WRONG, RIGHT, WRONG, WRONG), gold=4, tempting=0) == 0.96


def test_no_cut_says_more_than_a_twentieth_of_what_tempts():
    pairs = told(RIGHT, TEMPTING, RIGHT, RIGHT, TEMPTING, RIGHT, RIGHT, RIGHT)
    assert best_cut(pairs, gold=6, tempting=40) == 0.92
    assert best_cut(pairs, gold=6, tempting=39) == 0.96
    assert best_cut(pairs, gold=6, tempting=19) == 0.99
