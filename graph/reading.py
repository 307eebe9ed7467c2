"""What one run of one reader found in one document: the unit that enters the ledger, in one transaction."""

from dataclasses import dataclass

from graph.claim import Claim, Quantity
from graph.document import Attribute, Document, Mention
from graph.judgement import Judgement


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with everything that was read in it."""

    document: Document
    extractor: str
    """Name and version of what read it, such as `rules@1`; a newer one supersedes an older one."""
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    """By rules only: declared aliases, register names, abbreviations unique in the document."""
    policy: tuple[str, ...] = ()
    """Verbatim stretches that only support, encourage or speak of classes of actors: no claims."""
