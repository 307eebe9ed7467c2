"""Consortia that a list names by their topics only: 组建物联网、智慧停车、益生菌技术等创新联合体."""

import re
from collections.abc import Iterator

from ingest.extract.found import Found
from ingest.extract.knowledge import Knowledge, alternatives

_ITEM = "(?:(?!等)[一-鿿A-Za-z0-9]){2,14}"


def topics(text: str, knowledge: Knowledge) -> Iterator[Found]:
    """Yield one Consortium for each topic of a list of two or more that ends in a class word of consortia."""
    heads = alternatives(knowledge.words("class.Consortium"))
    opening = alternatives((*knowledge.words("found"), *knowledge.words("make"), *knowledge.words("promote")))
    expression = re.compile(
        f"(?:{opening})+(?:了|起)?({_ITEM}(?:、{_ITEM}){{1,30}})(?:等)?(?:[0-9一二三四五六七八九十]+[个家])?(?:{heads})"
    )
    for match in expression.finditer(text):
        at = match.start(1)
        for topic in match.group(1).split("、"):
            stop = at + len(topic)
            yield Found(at, stop, "Consortium", weight=5)
            at += len(topic) + 1
