"""Everything that innonet raises on purpose.

InnonetError                 cause and next step in one line; the command line prints it and exits 1
├── DocumentError            path              a document that cannot be read
├── LedgerError              path              a ledger that cannot be opened, written or trusted
├── OntologyError            word              a kind, status or role that the ontology does not know
├── JudgementError                             a judgement that contradicts or undoes nothing
├── EntityUnknown            name, nearest     no entity of that name
│   └── ViewError                              the ledger knows the name, the view that is asked does not
├── MeasureError             measure           a measure asked for what it cannot honestly give
├── QueryError               name              a question or statement that is refused
│   └── QuestionError                          a question of the library asked wrongly; a UsageError too
│       └── ParameterMissing param, needs      a question asked without a parameter that it needs
├── StoreError               url               a Cypher server that cannot be reached or started
└── UsageError                                 wrong use; the command line exits 2
"""

from collections.abc import Sequence


class InnonetError(Exception):
    """Something that a person can act on: the message says what, why and what next."""


class DocumentError(InnonetError):
    """A document that cannot be read."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path


class LedgerError(InnonetError):
    """A ledger that cannot be opened, written or trusted."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path


class OntologyError(InnonetError, LookupError):
    """A word that the ontology does not know."""

    def __init__(self, word: str, known: Sequence[str]) -> None:
        super().__init__(f"{word!r} is not in the ontology. Known: {', '.join(known)}.")
        self.word = word


class JudgementError(InnonetError):
    """A judgement that contradicts another, or undoes nothing."""


class EntityUnknown(InnonetError, LookupError):
    """No entity of that name; `nearest` holds names that look like it."""

    def __init__(self, name: str, nearest: Sequence[str] = ()) -> None:
        hint = f" Did you mean {', '.join(nearest)}?" if nearest else " Try a shorter form of the name."
        super().__init__(f"No entity is called {name!r}.{hint}")
        self.name = name
        self.nearest = tuple(nearest)


class ViewError(EntityUnknown):
    """An entity that the ledger knows and the view that is asked does not."""

    def __init__(self, name: str, why: str) -> None:
        InnonetError.__init__(self, f"{name} is in the ledger and not in this view: {why}")
        self.name = name
        self.nearest = ()


class MeasureError(InnonetError, ValueError):
    """A measure was asked for what it cannot honestly give."""

    def __init__(self, measure: str, message: str) -> None:
        super().__init__(f"{measure}: {message}")
        self.measure = measure


class QueryError(InnonetError):
    """A question or statement that is refused."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(f"{name}: {message}")
        self.name = name


class StoreError(InnonetError):
    """A Cypher server that cannot be reached or started."""

    def __init__(self, url: str, message: str) -> None:
        super().__init__(f"{url}: {message}")
        self.url = url


class UsageError(InnonetError, ValueError):
    """Wrong use of a command or an argument; the command line exits 2."""


class QuestionError(QueryError, UsageError):
    """A question of the library that is unknown, or asked with a wrong parameter or without one that it needs."""


class ParameterMissing(QuestionError):
    """A question asked without a parameter that it needs; how to give one, each front end says in its own form."""

    def __init__(self, name: str, param: str, says: str) -> None:
        self.param = param
        self.needs = f"{name}: needs {param}: {says}."
        super().__init__(name, f"needs {param}: {says}. Give {param}=….")
