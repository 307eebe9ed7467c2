"""Tables of pairs over small texts whose names are given by hand."""

from ingest.extract.found import Found
from ingest.extract.frame import Frame
from ingest.extract.knowledge import load_knowledge
from ingest.extract.mentions import finder
from ingest.extract.passage import from_passage
from ingest.learned.candidates import KINDS, scenes, shapes
from ingest.learned.cues import cuebook
from ingest.learned.table import table
from ingest.text.normalise import normalise

KNOWLEDGE = load_knowledge()
UNIVERSITY, FIRM, CENTRE = ("云岭大学", "University"), ("青禾集团", "Enterprise"), ("种业研究院", "Platform")


def frame_of(text, *names, **more):
    document = from_passage({"text": text, **more})
    clean = normalise(document.text).text
    found = []
    for form, kind, *generic in names:
        at = clean.find(form)
        while at >= 0:
            found.append(Found(at, at + len(form), kind, bool(generic)))
            at = clean.find(form, at + 1)
    finders = finder(KNOWLEDGE)
    return Frame(document, clean, KNOWLEDGE, finders.kinds, finders.places, tuple(sorted(found)))


def table_of(text, *names, votes=None, **more):
    frame = frame_of(text, *names, **more)
    return table(frame, scenes(frame, KNOWLEDGE), shapes(KNOWLEDGE), cuebook(KNOWLEDGE), votes or {})


def pair_of(rows, first, second):
    """Return the number of the pair of two names, at its first place."""
    actors = [actor.name for scene in rows.scenes for actor in scene.actors]
    named = [(actors[x], actors[y]) for x, y in zip(rows.x, rows.y, strict=True)]
    return named.index((first, second))


def kind(name):
    return KINDS.index(name)
