"""What every page of ours needs so that text from outside stays text.

A page is one file: its script and style stand in it and are named by hash in a policy that allows nothing else, so that
even markup that slipped in could neither run nor fetch anything. Data stand in an island that no parser mistakes for
markup.
"""

import base64
import hashlib
import zlib
from functools import cache
from importlib.resources import files

import jinja2

# `<` alone would do against a closing tag; the rest keeps the island safe in XML tools and old script engines.
ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def policy(scripts: list[str], styles: list[str]) -> str:
    """Return a Content-Security-Policy that allows these scripts and styles, pictures made by the page, and no more."""
    script = " ".join(_hash(text) for text in scripts) or "'none'"
    style = " ".join(_hash(text) for text in styles) or "'none'"
    return (
        f"default-src 'none'; script-src {script}; style-src {style}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def escaped(json_text: str) -> str:
    """Return JSON text that means the same and may stand inside a script element."""
    for sign, code in ESCAPES.items():
        json_text = json_text.replace(sign, code)
    return json_text


def packed(data: bytes) -> str:
    """Return `data` deflated, with its check sum, in base64."""
    return base64.b64encode(zlib.compress(data, 6)).decode("ascii")


@cache
def asset(name: str) -> str:
    """Return the text of a file of `viz/assets`."""
    return files("viz").joinpath("assets", name).read_text(encoding="utf-8")


def render(template: str, **values: object) -> str:
    """Return a template of `viz/templates` filled in; every value is escaped unless it is marked as markup."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("viz", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
    )


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") + "'"
