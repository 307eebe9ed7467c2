"""How tokens lie to a pair."""

import numpy as np

from ingest.extract.knowledge import load_knowledge
from ingest.learned.candidates import Actor, Scene, shapes
from ingest.learned.layout import PLACES, by_window, layout, places
from ingest.learned.pieces import WordPieces

TEXT = "青禾集团建种业研究院。云岭大学到会。种业研究院在建。"
FIRM, HOUSE, SCHOOL = ("青禾集团", "Enterprise"), ("种业研究院", "Platform"), ("云岭大学", "University")


def scene(start, *named):
    """Return the sentence that begins at an offset, with who is named there."""
    found = [(name, kind, TEXT.index(name, start)) for name, kind in named]
    actors = [Actor(name, kind, at, at + len(name), index=i, group=i) for i, (name, kind, at) in enumerate(found)]
    return Scene(start, TEXT.index("。", start) + 1, tuple(actors))


def laid_out():
    found = [scene(0, FIRM, HOUSE), scene(11, SCHOOL), scene(18, HOUSE)]
    pieces = WordPieces(("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *sorted(set(TEXT))))
    return layout(TEXT, found, shapes(load_knowledge()), pieces, english=False)


def test_a_pair_sees_its_sentence_the_names_and_the_sentences_that_name_them():
    laid = laid_out()
    (window,) = laid.windows
    number = [(x, y) for _, x, y in laid.at].index((0, 1))
    row = places(laid, window, np.array([number]))[0]

    assert row.shape == (len(TEXT),)
    assert set(row.tolist()) <= set(range(PLACES))
    kind, away = np.divmod(row, 9)
    other, same, of_y, y, _ = range(5)
    assert kind[:11].tolist() == [same] * 5 + [y] * 5 + [same]
    assert kind[11:18].tolist() == [other] * 7
    assert kind[18:].tolist() == [y] * 5 + [of_y] * 3
    # Inside the stretch from the one to the other 4; behind it up to 3, 10 and 25 tokens 5, 6 and 7.
    assert away.tolist() == [4] * 10 + [5] * 3 + [6] * 7 + [7] * 6


def test_every_pair_looks_at_one_window():
    laid = laid_out()

    rows = np.concatenate(by_window(laid))
    assert sorted(rows.tolist()) == list(range(len(laid.rows)))
