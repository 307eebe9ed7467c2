"""The explorer: one page, one file, that opens offline and proves every link.

`explorer_page` writes a network into a page with its own script, style and data. The script is built from `web/`; what
the page can do is written for its readers in docs/explorer.md.
"""

from collections.abc import Sequence

from markupsafe import Markup

from graph.network import Network
from viz.page import asset, escaped, packed, policy, render
from viz.scene import PLAIN_TITLE, Reading, scene_of

PLAIN_UP_TO = 200_000
"""Characters of data up to which a page keeps them readable; beyond, they are compressed."""


def explorer_page(
    network: Network,
    *,
    title: str | None = None,
    language: str = "zh",
    readings: Sequence[Reading] = (),
    compress: bool | None = None,
    seed: int = 0,
) -> str:
    """Return a page, complete in itself, on which the network is looked at, filtered and proved.

    Parameters
    ----------
    network : Network
        Drawn whole, with all its evidence.
    title : str, optional
        Heading, the same in both languages; by default 创新网络 or Innovation network, as the reader's language is.
    language : {"zh", "en"}
        Language that the page opens in.
    readings : sequence of Reading
        Views that the page lists by name.
    compress : bool, optional
        Whether the data are deflated; by default where they are longer than `PLAIN_UP_TO`.
    seed : int
        Of the layout: the same network and seed give the same bytes.
    """
    heading = title or PLAIN_TITLE.in_(language)
    scene = scene_of(network, title=title, language=language, readings=readings, seed=seed)
    # A large network is never written out as text that is thrown away again.
    text = scene.to_json() if compress is not True and len(network.claims) < PLAIN_UP_TO // 100 else None
    small = text is not None and (compress is False or len(text) <= PLAIN_UP_TO)
    if compress is False and text is None:
        text, small = scene.to_json(), True
    script, style = asset("explorer.js"), asset("explorer.css")
    return render(
        "explorer.html",
        language="zh-CN" if language == "zh" else "en",
        title=heading,
        policy=Markup(policy([script], [style])),
        style=Markup(style),
        script=Markup(script),
        form="json" if small else "deflate",
        island=Markup(escaped(text) if small and text is not None else packed(scene.to_bytes())),
    )
