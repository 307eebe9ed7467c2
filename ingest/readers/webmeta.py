"""What a web page states of itself in its markup: address, title, publisher, day.

The names are those of the Chinese government's site standard (ArticleTitle, PubDate, ContentSource …), of Open Graph,
of Dublin Core and of schema.org. A statement is taken as it stands or not at all.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from selectolax.lexbor import LexborHTMLParser

from ingest.text.dates import first_date

LONGEST_ADDRESS = 2_000
LONGEST_DATA = 256 * 1024
"""Signs of a block of structured data; a larger one describes more than an article."""

_TITLES = ("articletitle", "og:title", "dc.title", "twitter:title")
_PUBLISHERS = ("contentsource", "source", "dc.publisher", "article:publisher", "publisher")
_SITES = ("sitename", "og:site_name")
_DAYS = ("pubdate", "publishdate", "article:published_time", "og:published_time", "dc.date", "date", "datepublished")
_ADDRESSES = ("og:url", "url")


@dataclass(frozen=True, slots=True)
class Stated:
    """What the markup states; None where it does not."""

    address: str | None
    title: str | None
    publisher: str | None
    published: date | None
    site: str | None


def stated(tree: LexborHTMLParser) -> Stated:
    """Return what the markup of `tree` states of the page."""
    meta = _meta(tree)
    article = next(_articles(tree), {})
    link = tree.css_first('link[rel="canonical"]')
    addresses = [link.attributes.get("href") if link is not None else None, *(meta.get(name) for name in _ADDRESSES)]
    heading = tree.css("h1")
    title = tree.css_first("title")
    return Stated(
        address=next((address for given in addresses if (address := web_address(given)) is not None), None),
        title=_first(meta, _TITLES)
        or (_line(heading[0].text()) if len(heading) == 1 else None)
        or _without_site(_line(title.text() if title is not None else None)),
        publisher=_name(_first(meta, _PUBLISHERS)) or _name(_publisher(article)),
        published=next(
            (day for name in _DAYS if (day := first_date(meta.get(name, "")[:40])) is not None),
            first_date(str(article.get("datePublished", ""))[:40]),
        ),
        site=_name(_first(meta, _SITES)),
    )


def web_address(given: str | None) -> str | None:
    """Return `given` if it is a plain http(s) address of a host, without user, password and fragment; else None."""
    if not given or len(given) > LONGEST_ADDRESS or re.search(r"[\s<>\"'\\\x00-\x1f\x7f]", given.strip()):
        return None
    try:
        parts = urlsplit(given.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "." not in host:
        return None
    return urlunsplit((parts.scheme, f"{host}:{port}" if port else host, parts.path, parts.query, ""))


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    """Return the contents of the page's meta elements by name in lower case; of several the first."""
    found: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        content = _line(attributes.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _articles(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """Yield the schema.org articles that the page describes."""
    for node in tree.css('script[type="application/ld+json"]')[:8]:
        text = node.text()
        if len(text) > LONGEST_DATA or text.count("[") + text.count("{") > 500:
            continue
        try:
            data = json.loads(text)
        except ValueError:
            continue
        for item in data if isinstance(data, list) else [data]:
            if isinstance(item, dict) and str(item.get("@type", "")).endswith(("Article", "Posting", "WebPage")):
                yield item


def _publisher(article: dict[str, Any]) -> str | None:
    publisher = article.get("publisher")
    name = publisher.get("name") if isinstance(publisher, dict) else None
    return name if isinstance(name, str) else None


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _name(value: str | None) -> str | None:
    """Return a publisher's name; an address or a file name is none."""
    if (
        not value
        or "/" in value
        or "@" in value
        or len(value) > 60
        or value in {"本站", "本网", "原创", "未知", "admin"}
    ):
        return None
    return value


def _without_site(title: str | None) -> str | None:
    """Return the first part of a window's title; sites write their own name behind it: 标题_青城日报, Title - Daily."""
    if title is None:
        return None
    first = re.split(r"\s*[_|｜]\s*|\s+[-–—]+\s+|-+(?=[\u4e00-\u9fff])", title, maxsplit=1)[0].strip()
    return first if len(first) >= 5 else title


def _line(value: str | None) -> str | None:
    return " ".join((value or "").split()) or None
