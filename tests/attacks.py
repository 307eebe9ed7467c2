"""Two hundred texts that try to run in a page, and a network with one in every field that a document can fill."""

from dataclasses import replace

from graph.entity import Name
from graph.network import Network, View
from graph.ontology import Label
from tests.factories import a_network

PAYLOADS = [
    "<img src=x onerror={run}>", "</script><script>{run}</script>", "<svg/onload={run}>", "<svg><script>{run}</script>",
    "\"'><iframe srcdoc='<script>parent.{run}</script>'>", "javascript:{run}", "<!--<script>{run}",
    "]]><script>{run}</script>", "{{{{constructor.constructor('{run}')()}}}}", "${{{run}}}",
    "&lt;img src=x onerror={run}&gt;", "\u2028{run}\u2029", "<a href=javascript:{run}>href</a>", "<body onload={run}>",
    "<math><mi xlink:href=javascript:{run}>", "<style>*{{x:expression({run})}}", "<input autofocus onfocus={run}>",
    "<details open ontoggle={run}>", "<video src onerror={run}>", "\\u003cscript\\u003e{run}",
]  # fmt: skip
WRAPPINGS = [
    "{}", "甲{}", "{}乙", '"{}"', "'{}'", "`{}`", "\t{}\n", "http://a.example/{}", "data:text/html,{}", "</title>{}",
]  # fmt: skip

ATTACKS = [wrapping.format(payload.format(run="window.broken=1")) for payload in PAYLOADS for wrapping in WRAPPINGS]
"""Each sets `window.broken` if it runs."""


def an_attacked_network():
    """Return 200 ties between 400 entities; names, regions, sentences, sources, dates and units are attacks."""
    entities, ties, claims, documents, quantities = [], [], [], [], []
    plain = a_network()
    tie = next(tie for tie in plain.ties if tie.kind == "COOPERATES_WITH")
    for number, evil in enumerate(ATTACKS):
        ends = [
            replace(plain.entity(end), id=f"{end}-{number}", name=f"{number}{evil}", region=evil, subkind=evil,
                    identifiers=((evil, evil),), names=(Name(evil, "zh"), Name(evil, "en")))
            for end in tie.ends
        ]  # fmt: skip
        document = replace(
            plain.documents[0], id=f"d{number}", title=evil, publisher=evil, address=evil, damage=(Label(evil, evil),)
        )
        claim = replace(plain.claims[0], id=f"c{number}", document=document.id, quote=evil, when=evil, field=evil)
        participants = tuple(
            replace(p, entity=end.id, name=end.name) for p, end in zip(claim.participants, ends, strict=True)
        )
        history = (replace(tie.history[0], claim=claim.id, document=document.id),)
        entities += ends
        documents.append(document)
        claims.append(replace(claim, participants=participants))
        ties.append(
            replace(tie, id=f"t{number}", source=ends[0].id, target=ends[1].id, since=evil, field=evil, history=history)
        )
        figure = replace(plain.quantities[0], id=f"q{number}", indicator=evil, unit=evil, period=evil, quote=evil)
        quantities.append(replace(figure, document=document.id, entity=ends[0].id, scope=evil))
    view = View(without=tuple(ATTACKS[:3]), left_out={ATTACKS[0]: 1}, revision="f" * 64, newest=plain.view.newest)
    return Network(tuple(entities), tuple(ties), tuple(claims), tuple(quantities), tuple(documents), view)
