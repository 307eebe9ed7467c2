"""A drawing as SVG: text as outlines, so that it looks the same where the font is missing."""

from html import escape

from viz.picture.drawing import Drawing, Path, Shape, Text
from viz.picture.fonts import Fonts

# Outlines of signs are written in thousandths of an em.
EM = 1000


def svg(drawing: Drawing, faces: Fonts) -> bytes:
    """Return the drawing as an SVG file; each sign's outline stands in it once."""
    signs: dict[tuple[str, bool], str] = {}
    body = [_shape(item) if isinstance(item, Shape) else _text(item, faces, signs) for item in drawing.items]
    outlines = [
        f'<path id="{name}" d="{path_text(faces.face(bold).sign(sign)[0], EM, 0)}"/>'
        for (sign, bold), name in signs.items()
    ]
    size = f'width="{number(drawing.width)}" height="{number(drawing.height)}"'
    text = [
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" role="img" '
        f'{size} viewBox="0 0 {number(drawing.width)} {number(drawing.height)}">',
        f"<title>{_escaped(drawing.title)}</title><desc>{_escaped(drawing.about)}</desc>",
        f"<defs>{''.join(outlines)}</defs>",
        *body,
        "</svg>\n",
    ]
    return "\n".join(text).encode("utf-8", "replace")


def number(value: float, digits: int = 2) -> str:
    """Return a number as short as it can be written."""
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"
    return "0" if text == "-0" else text


def path_text(path: Path, scale: float = 1, digits: int = 2) -> str:
    """Return a path as the `d` of an SVG element."""
    return "".join(step + " ".join(number(value * scale, digits) for value in values) for step, values in path)


def _shape(shape: Shape) -> str:
    parts = [f'd="{path_text(shape.path)}" fill="{shape.fill or "none"}"']
    if shape.stroke:
        parts.append(f'stroke="{shape.stroke}" stroke-width="{number(shape.width)}" stroke-linejoin="round"')
        if shape.dash:
            parts.append(f'stroke-dasharray="{" ".join(map(number, shape.dash))}"')
    if shape.opacity < 1:
        parts.append(f'opacity="{number(shape.opacity)}"')
    return f"<path {' '.join(parts)}/>"


def _text(text: Text, faces: Fonts, signs: dict[tuple[str, bool], str]) -> str:
    scale = text.size / EM
    uses, x = [], 0.0
    for sign in text.text:
        outline, width = faces.face(text.bold).sign(sign)
        if outline:
            name = signs.setdefault((sign, text.bold), f"g{len(signs)}")
            uses.append(f'<use xlink:href="#{name}" x="{number(x * EM, 0)}"/>')
        x += width
    drawn = "".join(uses)
    halo = ""
    if text.halo:
        halo = f'<g stroke="{text.halo}" stroke-width="{number(3 / scale, 0)}" stroke-linejoin="round">{drawn}</g>'
    place = f'transform="translate({number(text.x)} {number(text.y)}) scale({number(scale, 4)})"'
    return f'<g aria-label="{_escaped(text.text)}" fill="{text.colour}" {place}>{halo}{drawn}</g>'


def _escaped(text: str) -> str:
    # Control characters have no place in XML, not even escaped.
    return escape("".join(sign for sign in text if sign >= " " and sign not in "\ufffe\uffff"))
