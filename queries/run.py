"""A question → a table in which every row opens its sentence."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from graph.claim import Claim, Quantity
from graph.errors import QueryError
from graph.network import Network, Source
from graph.store.store import ROWS, SECONDS, Rows, Store
from queries.header import Param, value_of
from queries.library import Question, find
from queries.names import begun, known_name


def ask(
    question: str | Question,
    store: Store,
    network: Network,
    params: Mapping[str, Any] | None = None,
    *,
    limit: int = ROWS,
    seconds: float = SECONDS,
) -> pd.DataFrame:
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

    Returns
    -------
    pandas.DataFrame
        The columns that the header promises, then `sentence`, `source` and `published` of the newest claim of the row,
        and last `claims` (list of ids). `attrs` holds `question`, `cut` (whether there were more rows), `read_as`
        (the names that were given by their beginnings → the names in full) and, of an empty answer, `reason` and
        `reason_zh`.

    Raises
    ------
    QueryError
        If there is no such question, or a parameter is missing, unknown or of another type.
    EntityUnknown
        If the network knows no such name.
    """
    if isinstance(question, str):
        question = find(question)
    values = values_for(question, network, params or {})
    answer = store.run(question.text, values, limit=limit, seconds=seconds, name=question.name, guarded=False)
    columns = [column.name for column in question.header.columns]
    if answer.columns and list(answer.columns) != columns:
        raise QueryError(question.name, f"answers {', '.join(answer.columns)}; its header says {', '.join(columns)}.")
    table = _table(question, columns, answer, network)
    given = {param.name: (params or {}).get(param.name) for param in question.header.params if param.type == "entity"}
    typed = [str(value) for value in given.values() if value is not None]
    table.attrs["read_as"] = {name: whole for name in typed if (whole := begun(network, name)) is not None}
    return table


def ask_text(
    cypher: str,
    store: Store,
    params: Mapping[str, Any] | None = None,
    *,
    limit: int = ROWS,
    seconds: float = SECONDS,
) -> pd.DataFrame:
    """Return the answer to a statement of the analyst's own; `attrs` holds `cut` and, of an empty answer, `reason`.

    It may only read: the server refuses all else by its own rights. Parameters go in as values, never as text.
    """
    answer = store.run(cypher, params, limit=limit, seconds=seconds)
    table = pd.DataFrame([list(row) for row in answer.rows], columns=list(answer.columns))
    table.attrs.update(question="statement", cut=answer.cut)
    if not answer.rows:
        table.attrs.update(reason="Nothing in this view fits the pattern.", reason_zh="本视图中没有符合该模式的内容。")
    return table


def evidence(network: Network, claims: Iterable[str]) -> list[dict[str, Any]]:
    """Return where each claim or quantity is said: claim, quote, document, address, published, status; JSON-able."""
    said = _said(network)
    found = [(id, said[id]) for id in dict.fromkeys(claims) if id in said]
    return [
        {
            "claim": id,
            "quote": thing.quote,
            "document": thing.document,
            "address": source.address if source else None,
            "published": source.published.isoformat() if source and source.published else None,
            "status": thing.status if isinstance(thing, Claim) else thing.modality,
        }
        for id, (thing, source) in found
    ]


def citation(source: Source) -> str:
    """Return how a reader finds a document: publisher and title as far as they are known, else its address."""
    if source.title is None:
        return source.address
    if source.publisher is None:
        return source.title
    return f"{source.publisher}《{source.title}》" if source.language == "zh" else f"{source.publisher}, {source.title}"


Said = tuple[Claim | Quantity, Source | None]


def _said(network: Network) -> dict[str, Said]:
    sources = {source.id: source for source in network.documents}
    things: tuple[Claim | Quantity, ...] = (*network.claims, *network.quantities)
    return {thing.id: (thing, sources.get(thing.document)) for thing in things}


def values_for(question: Question, network: Network, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the value of every parameter of `question`: of its type, names looked up.

    Needs no server, so that wrong use shows before one is started.

    Raises
    ------
    QueryError
        If a parameter is missing, unknown or of another type.
    EntityUnknown
        If the network knows no such name.
    """
    known = {param.name: param for param in question.header.params}
    if unknown := sorted(set(given) - set(known)):
        takes = ", ".join(known) or "no parameters"
        raise QueryError(question.name, f"takes no {', '.join(unknown)}; it takes {takes}.")
    return {name: _value(question, network, param, given) for name, param in known.items()}


def _value(question: Question, network: Network, param: Param, given: Mapping[str, Any]) -> Any:
    if param.name not in given:
        if param.required:
            raise QueryError(question.name, f"needs {param.name}: {param.says}. Pass -p {param.name}=….")
        return param.default
    value = value_of(param, given[param.name], question.name)
    return known_name(network, value) if param.type == "entity" and value is not None else value


def _table(question: Question, columns: list[str], answer: Rows, network: Network) -> pd.DataFrame:
    said = _said(network)
    shown = [column for column in columns if column != "claims"]
    rows = []
    for record in (dict(zip(columns, row, strict=True)) for row in answer.rows):
        newest = _newest(said, record["claims"])
        rows.append([*(record[column] for column in shown), *newest, list(record["claims"])])
    table = pd.DataFrame(rows, columns=[*shown, "sentence", "source", "published", "claims"], dtype=object)
    table.attrs.update(question=question.name, cut=answer.cut)
    if not rows:
        why, why_zh = _left_out(network)
        table.attrs.update(reason=question.header.empty + why, reason_zh=question.header.empty_zh + why_zh)
    return table


def _newest(said: Mapping[str, Said], claims: Iterable[str]) -> tuple[str | None, str | None, date | None]:
    """Return sentence, source and date of the claim published last; of several of one day, the last named."""
    found = [said[id] for id in claims if id in said]
    if not found:
        return None, None, None
    _, (thing, source) = max(
        enumerate(found), key=lambda item: ((item[1][1] and item[1][1].published) or date.min, item[0])
    )
    return thing.quote, citation(source) if source else None, source.published if source else None


def _left_out(network: Network) -> tuple[str, str]:
    """Return, in both languages, what the view leaves out, as it may be why an answer is empty."""
    parts = [f"{count} {what}" for what, count in sorted(network.view.left_out.items()) if count]
    if not parts:
        return "", ""
    return f" The view leaves out {', '.join(parts)}.", f"视图略去了：{'，'.join(parts)}。"
