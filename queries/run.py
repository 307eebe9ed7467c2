"""A question → rows of which each opens its sentence."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from graph.claim import Claim
from graph.errors import ParameterMissing, QueryError, QuestionError
from graph.network import Network, Source, left_out_word
from graph.sentence import marked
from graph.store.model import alias_id
from graph.store.store import ROWS, SECONDS, STATEMENT, Rows, Store
from queries.answer import Answer
from queries.header import Param, value_of
from queries.library import Question, find
from queries.names import begun, known_name, region_name

if TYPE_CHECKING:
    import pandas as pd


def ask(
    question: str | Question,
    store: Store,
    network: Network,
    params: Mapping[str, Any] | None = None,
    *,
    limit: int = ROWS,
    seconds: float = SECONDS,
) -> "pd.DataFrame":
    """Return the answer to a question of the library as a DataFrame; `answer` says what it takes and raises.

    Its columns are those that the header promises, then `sentence`, `source` and `published` of the newest claim of the
    row, and last `claims` (list of ids). `attrs` holds `question`, `cut` (whether there were more rows), `read_as` (the
    names that were given by their beginnings → the names in full) and, of an empty answer, `reason` and `reason_zh`.
    """
    return answer(question, store, network, params, limit=limit, seconds=seconds).frame(object)


def ask_text(
    cypher: str,
    store: Store,
    params: Mapping[str, Any] | None = None,
    *,
    limit: int = ROWS,
    seconds: float = SECONDS,
) -> "pd.DataFrame":
    """Return the answer to a statement of the analyst's own as a DataFrame; see `answer_text`."""
    return answer_text(cypher, store, params, limit=limit, seconds=seconds).frame()


def answer(
    question: str | Question,
    store: Store,
    network: Network,
    params: Mapping[str, Any] | None = None,
    *,
    limit: int = ROWS,
    seconds: float = SECONDS,
) -> Answer:
    """Return the answer to a question of the library.

    Parameters
    ----------
    question : str or Question
        Its name, or the question itself.
    store : Store
        Holds the view that `network` is.
    network : Network
        Where names are looked up and sentences come from.
    params : mapping, optional
        Values by name; text, as from a command line, is read as the parameter's type.
    limit : int
        Rows wanted.
    seconds : float
        Time limit.

    Raises
    ------
    QuestionError
        If there is no such question, or a parameter is missing, unknown or of another type.
    EntityUnknown
        If the network knows no such name.
    """
    if isinstance(question, str):
        question = find(question)
    values = values_for(question, network, params or {})
    # One row more than is wanted tells whether the answer is cut.
    sent = values | {"rows": limit + 1}
    said = store.run(question.text, sent, limit=limit, seconds=seconds, name=question.name, guarded=False)
    columns = [column.name for column in question.header.columns]
    if said.columns and list(said.columns) != columns:
        raise QueryError(question.name, f"answers {', '.join(said.columns)}; its header says {', '.join(columns)}.")
    return _answer(question, columns, said, network, read_as(question, network, params or {}))


def read_as(question: Question, network: Network, params: Mapping[str, Any]) -> dict[str, str]:
    """Return the names that are given by their beginnings → the names in full."""
    given = [params.get(param.name) for param in question.header.params if param.type == "entity"]
    typed = [str(value) for value in given if value is not None]
    return {name: whole for name in typed if (whole := begun(network, name)) is not None}


def answer_text(
    cypher: str,
    store: Store,
    params: Mapping[str, Any] | None = None,
    *,
    limit: int = ROWS,
    seconds: float = SECONDS,
) -> Answer:
    """Return the answer to a statement of the analyst's own.

    It may only read: the server refuses all else by its own rights. Parameters go in as values, never as text.
    """
    # A statement of the library, copied, needs the parameter that the library's own are given.
    said = store.run(cypher, {"rows": limit + 1} | dict(params or {}), limit=limit, seconds=seconds)
    reason, reason_zh = "Nothing in this view fits the pattern.", "本视图中没有符合该模式的内容。"
    return Answer(STATEMENT, said.columns, said.rows, said.cut, reason, reason_zh)


def evidence(network: Network, claims: Iterable[str]) -> list[dict[str, Any]]:
    """Return where each claim or quantity is said, JSON-able.

    Its keys: claim (the id), quote, sentence (the whole one, a long one cut), document, address, published, status.
    """
    known = network.evidence
    found = [(id, known[id].said, known[id].source) for id in dict.fromkeys(claims) if id in known]
    return [
        {
            "claim": id,
            "quote": thing.quote,
            "sentence": thing.sentence,
            "document": thing.document,
            "address": source.address if source else None,
            "published": source.published.isoformat() if source and source.published else None,
            "status": thing.status if isinstance(thing, Claim) else thing.modality,
        }
        for id, thing, source in found
    ]


def citation(source: Source) -> str:
    """Return how a reader finds a document: publisher and title as far as they are known, else its address."""
    if source.title is None:
        return source.address
    if source.publisher is None:
        return source.title
    return f"{source.publisher}《{source.title}》" if source.language == "zh" else f"{source.publisher}, {source.title}"


def values_for(question: Question, network: Network, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the value of every parameter of `question`: of its type, names looked up.

    Needs no server, so that wrong use shows before one is started.

    Raises
    ------
    QuestionError
        If a parameter is missing, unknown or of another type.
    EntityUnknown
        If the network knows no such name.
    """
    known = {param.name: param for param in question.header.params}
    if unknown := sorted(set(given) - set(known)):
        takes = ", ".join(known) or "no parameters"
        raise QuestionError(question.name, f"takes no {', '.join(map(repr, unknown))}; it takes {takes}.")
    return {name: _value(question, network, param, given) for name, param in known.items()}


def _value(question: Question, network: Network, param: Param, given: Mapping[str, Any]) -> Any:
    empty = given.get(param.name) == "" and (param.type == "entity" or not param.required)
    if param.name not in given or empty:
        if param.required:
            raise ParameterMissing(question.name, param.name, param.says)
        return param.default
    value = value_of(param, given[param.name], question.name)
    if param.type == "entity" and value is not None:
        return alias_id(known_name(network, value))
    return region_name(network, value) if param.type == "region" and value is not None else value


def _answer(question: Question, columns: list[str], said: Rows, network: Network, read_as: Mapping[str, str]) -> Answer:
    shown = [at for at, column in enumerate(columns) if column != "claims"]
    behind = columns.index("claims")
    rows = []
    for row in said.rows:
        claims = _flat(network, row[behind])
        rows.append((*(row[at] for at in shown), *_newest(network, claims), claims))
    why, why_zh = _left_out(network) if not rows else ("", "")
    return Answer(
        question.name,
        (*(columns[at] for at in shown), "sentence", "source", "published", "claims"),
        tuple(rows),
        said.cut,
        question.header.empty + why,
        question.header.empty_zh + why_zh,
        read_as,
    )


def _flat(network: Network, claims: list[Any]) -> list[str]:
    """Return ids as they stand; of lists of ids, as statements collect them from several ties, each id once, by age.

    Here and not in the statement, where putting them in order would take most of its time.
    """
    if not claims or not isinstance(claims[0], list):
        return list(claims)
    return network.by_age(chain.from_iterable(claims))


def _newest(network: Network, claims: Iterable[str]) -> tuple[str | None, str | None, date | None]:
    """Return sentence, source and date of the claim published last; of several of one day, the last named.

    The sentence is the whole one; what was read stands in brackets where it is a part of it.
    """
    known = [one for id in claims if (one := network.evidence.get(id))]
    if not known:
        return None, None, None
    newest = max(reversed(known), key=attrgetter("day"))
    said, source = newest.said, newest.source
    sentence = marked(said.before, said.quote, said.after)
    return sentence, citation(source) if source else None, newest.published


def _left_out(network: Network) -> tuple[str, str]:
    """Return, in both languages, what the view leaves out, as it may be why an answer is empty."""
    counts = [(what, count) for what, count in sorted(network.view.left_out.items()) if count]
    if not counts:
        return "", ""
    # The words for one thing may hold a comma.
    en = "; ".join(f"{count} {left_out_word(what).en}" for what, count in counts)
    zh = "，".join(f"{left_out_word(what).zh}（{count}）" for what, count in counts)
    return f" The view leaves out {en}.", f"视图略去了：{zh}。"
