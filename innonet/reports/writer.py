"""What every report needs while it is written: both languages, names as people read them, evidence by number."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pandas as pd

from graph.claim import Claim, Quantity
from graph.derive import own_cut
from graph.entity import Entity
from graph.network import Network
from graph.number import number
from graph.ontology import ONTOLOGY
from graph.tie import Tie
from viz.report import Column, Evidence, Finding, Paragraph, Report, Section
from viz.report.report import ColumnKind, Refs

ORGANISATIONS = frozenset({"University", "Institute", "Enterprise"})
"""Kinds whose ties to one another are the cooperation that a notice can prove."""

SMALL_LEDGER = 60
"""Up to so many claims every total cites all its sentences."""

MOST_CITED = 12
"""Sentences that a total cites in a larger ledger."""

MOST_NAMED = 6
"""Participants of a claim that a line of evidence names; more are counted."""


class Writer:
    """Collects the evidence of one report: a claim or quantity gets its number when it is first cited.

    `earlier` is the other network of a comparison: what only it holds has names and sentences too.
    """

    def __init__(self, network: Network, language: str, earlier: Network | None = None) -> None:
        self.network = network
        self.language = language
        self._known = (network,) if earlier is None else (network, earlier)
        self.sampled = False
        """Whether some total cites its newest sentences only."""
        self._numbers: dict[str, int] = {}
        self._evidence: list[Evidence] = []
        self._claims = {claim.id: claim for one in reversed(self._known) for claim in one.claims}
        self._quantities = {quantity.id: quantity for one in reversed(self._known) for quantity in one.quantities}
        self._documents = {document.id: document for one in reversed(self._known) for document in one.documents}

    def says(self, zh: str, en: str) -> str:
        """Return the text in the report's language."""
        return zh if self.language == "zh" else en

    def label(self, word: str) -> str:
        """Return what people read for a kind or status."""
        return ONTOLOGY.label(word, self.language)

    def sector(self, code: str) -> str:
        """Return what people read for a sector."""
        return ONTOLOGY.sectors[code].in_(self.language) if code in ONTOLOGY.sectors else code

    def name(self, entity: Entity | str) -> str:
        """Return an entity's name in the report's language, as far as it has one."""
        found = self._entity(entity) if isinstance(entity, str) else entity
        return found.name if self.language == "zh" else found.name_en or found.name

    def _entity(self, id: str) -> Entity:
        holds = next((one for one in self._known if one.has(id)), self.network)
        return holds.entity(id)

    def ends(self, tie: Tie) -> tuple[str, str]:
        """Return the names of both ends: source first, of an undirected tie as the newest sentence orders them."""
        first, second = tie.ends
        claims = [self._claims[id] for id in tie.claims if id in self._claims]
        if not tie.directed and claims:
            order = [participant.entity for participant in claims[-1].participants]
            if first in order and second in order and order.index(second) < order.index(first):
                first, second = second, first
        return self.name(first), self.name(second)

    def list_of(self, names: Sequence[str], most: int = MOST_NAMED) -> str:
        """Return names as a phrase: the first `most`, the rest counted; semicolons part names that hold commas."""
        shown = self.says("、", "; " if any("," in name for name in names[:most]) else ", ").join(names[:most])
        more = len(names) - most
        return shown + (self.says(f" 等{len(names)}个", f" and {more} more") if more > 0 else "")

    def cite(self, *ids: Iterable[str]) -> Refs:
        """Return the evidence numbers of claims and quantities; what the network holds no evidence of has none."""
        wanted = dict.fromkeys(id for some in ids for id in some)
        return tuple(number for id in wanted if (number := self._number(id)) is not None)

    def cite_ties(self, ties: Iterable[Tie]) -> Refs:
        """Return the evidence numbers of the newest claim of each tie: the one that says its status.

        Of a large network's total the newest sentences stand for all, and `sampled` says so on the methods page: nobody
        would read a thousand sentences.
        """
        ties = list(ties)
        if len(ties) > MOST_CITED and len(self.network.claims) > SMALL_LEDGER:
            self.sampled = True
            ties = sorted(ties, key=lambda tie: (tie.asserted or date.min, tie.id))[-MOST_CITED:]
        return self.cite(*(tie.claims[-1:] for tie in ties))

    def _number(self, id: str) -> int | None:
        if id not in self._numbers:
            item = self._of_claim(id) if id in self._claims else self._of_quantity(id)
            if item is None:
                return None
            self._numbers[id] = item.number
            self._evidence.append(item)
        return self._numbers[id]

    def _of_claim(self, id: str) -> Evidence:
        claim = self._claims[id]
        return self._entry(claim, self.statement(claim), claim.status)

    def _of_quantity(self, id: str) -> Evidence | None:
        quantity = self._quantities.get(id)
        if quantity is None:
            return None
        says = f"{quantity.indicator} {amount(quantity.low, quantity.high, quantity.relation, quantity.unit)}".strip()
        return self._entry(quantity, says, quantity.modality)

    def _entry(self, said: Claim | Quantity, says: str, status: str) -> Evidence:
        source = self._documents[said.document]
        return Evidence(
            number=len(self._evidence) + 1,
            id=said.id,
            says=says,
            quote=said.quote,
            status=status,
            document=source.title or source.address,
            publisher=source.publisher,
            address=source.address,
            published=source.published,
            about="claim" if isinstance(said, Claim) else "quantity",
            before=said.before,
            after=said.after,
        )

    def statement(self, claim: Claim) -> str:
        """Return a claim in a line: who, what, whom."""
        roles: dict[str, list[str]] = {}
        for participant in claim.participants:
            known = participant.entity is not None and any(one.has(participant.entity) for one in self._known)
            name = self.name(participant.entity) if known and participant.entity else participant.name
            roles.setdefault(participant.role, []).append(name)
        order = ONTOLOGY.claims[claim.kind].roles if claim.kind in ONTOLOGY.claims else tuple(roles)
        ends = [self.list_of(roles[role]) for role in order if role in roles]
        verb = self.label(claim.kind)
        if len(ends) == 2:
            return f"{ends[0]} → {verb} → {ends[1]}"
        return f"{ends[0] if ends else ''} — {verb}"

    def column(self, key: str, zh: str, en: str, kind: ColumnKind = "text", digits: int = 0, wide: float = 1) -> Column:
        """Return a column with its heading in the report's language."""
        return Column(key, self.says(zh, en), kind, digits, wide)

    def evidence_column(self) -> Column:
        """Return the column that holds evidence numbers."""
        return self.column("evidence", "证据", "Evidence", "evidence")

    def sentence(self, *parts: str | Refs) -> Paragraph:
        """Return a paragraph of words and evidence numbers."""
        return Paragraph(tuple(part for part in parts if part))

    def report(
        self,
        name: str,
        title: str,
        opening: Sequence[Paragraph],
        sections: Sequence[Section],
        methods: Sequence[tuple[str, str]],
        findings: Sequence[Finding] = (),
    ) -> Report:
        """Return the report with all the evidence cited so far."""
        view = self.network.view
        return Report(
            name=name,
            title=title,
            subtitle=self._subtitle(),
            language=self.language,
            opening=tuple(opening),
            sections=tuple(section for section in sections if section.blocks),
            findings=tuple(findings),
            methods=tuple(methods),
            evidence=tuple(self._evidence),
            revision=view.revision,
            newest=view.newest,
        )

    def _subtitle(self) -> str:
        documents, day = self.network.documents, self.network.view.day
        dates = sorted(document.published for document in documents if document.published)
        if not documents:
            return self.says("没有来源文件", "No source documents")
        publishers = list(dict.fromkeys(document.publisher for document in documents if document.publisher))
        who = self.list_of(publishers, 2)
        undated = len(documents) - len(dates)
        said = self.says(f"依据{len(documents)}份文件", f"From {counted(len(documents), 'document')}")
        if undated and not dates:
            said = self.says(f"依据{undated}份未载日期的文件", f"From {counted(undated, 'undated document')}")
        elif undated:
            said += self.says(f"，其中{undated}份未载日期", f", {undated} of them undated")
        if dates:
            span = (
                dates[0].isoformat()
                if dates[0] == dates[-1]
                else self.says(f"{dates[0]}至{dates[-1]}", f"{dates[0]} to {dates[-1]}")
            )
            others = ", the others" if undated else ""
            said += self.says(
                f"（{who}{'，' if who else ''}{span}发布）", f"{others} published {span}{' by ' if who else ''}{who}"
            )
        if day:
            said += self.says(f"；状态以{day}为准", f"; statuses as of {day}")
        return said + "".join(self.says("；", "; ") + kept for kept in self._filter())

    def _filter(self) -> list[str]:
        """Return what the view keeps and takes out, where it is not all that the ledger holds."""
        view = self.network.view
        kept: list[str] = []
        if view.statuses is not None:
            statuses = [self.label(name) for name in ONTOLOGY.statuses if name in view.statuses]
            kept.append(self.says("仅含状态：", "only ties ") + self.list_of(statuses, len(statuses)))
        if view.kinds is not None:
            kinds = [self.label(name) for name in sorted(view.kinds)]
            kept.append(self.says("仅含类型：", "only ") + self.list_of(kinds, len(kinds)))
        if view.without:
            kept.append(self.says("不含", "without ") + self.list_of(view.without))
        if cut := own_cut(self.network):
            kept.append(self.says("计入", "") + cut.in_(self.language))
        return kept


def counted(n: int, one: str, more: str | None = None, none: str = "0") -> str:
    """Return, in English, a number with its noun, or noun and verb: `one` of one, else `more` (`one` and an s).

    `none` stands for the number where there is nothing: "no" opens a sentence better than 0.

    Examples
    --------
    >>> counted(1, "tie"), counted(2, "tie"), counted(0, "entity is", "entities are", none="no")
    ('1 tie', '2 ties', 'no entities are')
    """
    return f"{n or none} {one if n == 1 else more or one + 's'}"


def amount(low: float | None, high: float | None, relation: str, unit: str | None) -> str:
    """Return a figure as written: 2–3家, ≥200项, ≈500名, +40家, ≤5%; empty where no number was given.

    Examples
    --------
    >>> amount(2, 3, "range", "家"), amount(500, 500, "about", "名"), amount(None, None, "equal", None)
    ('2–3家', '≈500名', '')
    """
    low_text, high_text = (number(n) if n is not None and n == n else "" for n in (low, high))
    numbers = low_text if low_text == high_text else f"{low_text}–{high_text}" if low_text and high_text else ""
    numbers = numbers or low_text or high_text
    if not numbers:
        return ""
    # `more` is 以上, which includes the number, and 余, which does not; both are at least that many.
    sign = {"about": "≈", "more": "≥", "increment": "+", "at_most": "≤"}.get(relation, "")
    return f"{sign}{numbers}{' ' if unit and unit.isascii() and unit.isalpha() else ''}{unit or ''}"


def value(cell: Any) -> Any:
    """Return a cell of a DataFrame as a plain Python value; missing is None."""
    if cell is None or cell is pd.NA or cell is pd.NaT or (isinstance(cell, float) and cell != cell):
        return None
    return cell.item() if hasattr(cell, "item") else cell
