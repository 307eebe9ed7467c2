"""A drawing as a PDF of one page, and what a PDF needs for that.

Signs are drawn as outlines; over them stands the same text unseen, in fonts whose signs are empty, so that names can be
found, marked and copied. No date and no random id: the same drawing gives the same bytes.

Reference: ISO 32000-1, 8.5 (paths), 9.6.5 (Type 3 fonts), 9.10.3 (ToUnicode).
"""

import zlib
from collections.abc import Sequence

from viz.picture.drawing import Drawing, Path, Shape, Text
from viz.picture.fonts import Fonts
from viz.picture.svg import number

# A simple font has so many signs.
CODES = 256


def pdf(drawing: Drawing, faces: Fonts) -> bytes:
    """Return the drawing as a PDF file."""
    page = _Page(faces)
    for item in drawing.items:
        if isinstance(item, Shape):
            page.shape(item)
        else:
            page.text(item)
    content = f"1 0 0 -1 0 {number(drawing.height)} cm\n1 j\n" + "\n".join(page.parts)
    file = _File()
    fonts = {f"F{n}": _unseen(file, signs) for n, signs in enumerate(page.fonts)}
    states = {name: file.add(f"<</Type/ExtGState/ca {a}/CA {a}>>".encode()) for a, name in page.opacities.items()}
    resources = f"<</ExtGState<<{_references(states)}>>/Font<<{_references(fonts)}>>>>"
    stream = file.stream(content.encode("ascii"))
    pages = file.next + 1
    size = f"[0 0 {number(drawing.width)} {number(drawing.height)}]"
    single = file.add(
        f"<</Type/Page/Parent {pages} 0 R/MediaBox {size}/Resources {resources}/Contents {stream} 0 R>>".encode()
    )
    file.add(f"<</Type/Pages/Kids[{single} 0 R]/Count 1>>".encode())
    info = file.add(b"<</Title" + _words(drawing.title) + b"/Subject" + _words(drawing.about) + b">>")
    language = file.add(f"<</Type/Catalog/Pages {pages} 0 R/ViewerPreferences<</DisplayDocTitle true>>>>".encode())
    return file.whole(root=language, info=info)


class _Page:
    """What the page's stream says, and the fonts and opacities that it uses."""

    def __init__(self, faces: Fonts) -> None:
        self.faces = faces
        self.parts: list[str] = []
        self.fonts: list[dict[str, float]] = []
        """Of each font the signs with their widths, in the order of their codes."""
        self.opacities: dict[str, str] = {}
        self._code: dict[str, tuple[int, int]] = {}

    def shape(self, shape: Shape) -> None:
        """Draw an outline."""
        name = self.opacities.setdefault(number(shape.opacity), f"G{len(self.opacities)}")
        said = [f"q /{name} gs"]
        if shape.fill:
            said.append(f"{_colour(shape.fill)} rg")
        if shape.stroke:
            dash = " ".join(map(number, shape.dash))
            said.append(f"{_colour(shape.stroke)} RG {number(shape.width)} w [{dash}] 0 d")
        said += [_path(shape.path), {(True, True): "B", (True, False): "f", (False, True): "S"}.get(
            (bool(shape.fill), bool(shape.stroke)), "n"), "Q"]  # fmt: skip
        self.parts.append("\n".join(said))

    def text(self, text: Text) -> None:
        """Draw a line of text, and let it stand there to be found."""
        face = self.faces.face(text.bold)
        outlines: list[str] = []
        x = text.x
        for sign in text.text:
            path, width = face.sign(sign)
            if path:
                outlines.append(_path(path, x, text.y, text.size))
            x += width * text.size
        drawn = "\n".join(outlines)
        said = ["q"]
        if drawn and text.halo:
            said.append(f"{_colour(text.halo)} RG 3 w\n{drawn}\nS")
        if drawn:
            said.append(f"{_colour(text.colour)} rg\n{drawn}\nf")
        said.append(f"BT 3 Tr 1 0 0 -1 {number(text.x)} {number(text.y)} Tm")
        runs: list[tuple[int, list[int]]] = []
        for sign in text.text:
            font, code = self._coded(sign, face.sign(sign)[1])
            if not runs or runs[-1][0] != font:
                runs.append((font, []))
            runs[-1][1].append(code)
        said += [f"/F{font} {number(text.size)} Tf <{bytes(codes).hex()}> Tj" for font, codes in runs]
        self.parts.append("\n".join([*said, "ET Q"]))

    def _coded(self, sign: str, width: float) -> tuple[int, int]:
        if sign not in self._code:
            if not self.fonts or len(self.fonts[-1]) == CODES:
                self.fonts.append({})
            self._code[sign] = len(self.fonts) - 1, len(self.fonts[-1])
            self.fonts[-1][sign] = width
        return self._code[sign]


class _File:
    """Objects of a PDF, numbered as they come."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []

    @property
    def next(self) -> int:
        """Number of the next object."""
        return len(self._objects) + 1

    def add(self, content: bytes) -> int:
        """Add an object and return its number."""
        self._objects.append(content)
        return len(self._objects)

    def stream(self, content: bytes) -> int:
        """Add a compressed stream and return its number."""
        short = zlib.compress(content, 9)
        return self.add(b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(short), short))

    def whole(self, *, root: int, info: int) -> bytes:
        """Return the file."""
        # The second line says to those who look that the file is not text.
        out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for at, content in enumerate(self._objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n%b\nendobj\n" % (at, content)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % self.next
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
            self.next, root, info, start,
        )  # fmt: skip
        return bytes(out)


def _unseen(file: _File, signs: dict[str, float]) -> int:
    """Add a font whose signs are empty but have their width and meaning."""
    widths = [round(width * 1000) for width in signs.values()]
    drawn = {width: file.stream(f"{width} 0 d0".encode()) for width in dict.fromkeys(widths)}
    names = [f"/g{code}" for code in range(len(signs))]
    meaning = file.stream(_meaning(list(signs)))
    procs = "".join(f"{name} {drawn[width]} 0 R" for name, width in zip(names, widths, strict=True))
    return file.add(
        f"<</Type/Font/Subtype/Type3/FontBBox[0 -200 1000 900]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<<{procs}>>"
        f"/Encoding<</Type/Encoding/Differences[0{''.join(names)}]>>/FirstChar 0/LastChar {len(signs) - 1}"
        f"/Widths[{' '.join(map(str, widths))}]/Resources<<>>/ToUnicode {meaning} 0 R>>".encode()
    )


def _meaning(signs: Sequence[str]) -> bytes:
    """Return the table from codes to signs."""
    lines = [f"<{code:02x}> <{sign.encode('utf-16-be', 'replace').hex()}>" for code, sign in enumerate(signs)]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    text = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Signs def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{text}\nendcmap end end"
    ).encode("ascii")


def _path(path: Path, x: float = 0, y: float = 0, scale: float = 1) -> str:
    said = []
    for step, values in path:
        if step == "Z":
            said.append("h")
            continue
        placed = [number(value * scale + (y if at % 2 else x)) for at, value in enumerate(values)]
        said.append(f"{' '.join(placed)} {step.lower()}")
    return "\n".join(said)


def _colour(colour: str) -> str:
    return " ".join(number(int(colour[at : at + 2], 16) / 255, 3) for at in (1, 3, 5))


def _words(text: str) -> bytes:
    return b"<feff" + text.encode("utf-16-be", "replace").hex().encode() + b">"


def _references(objects: dict[str, int]) -> str:
    return "".join(f"/{name} {at} 0 R" for name, at in objects.items())
