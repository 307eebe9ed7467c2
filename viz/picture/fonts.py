"""The font of a picture: found on the machine or given, read sign by sign as outlines.

Outlines go into the picture itself, so that it shows the same signs wherever it is opened. The picture depends on the
font: the same network with the same font gives the same bytes.
"""

import os
import sys
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path as FilePath
from typing import Any

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTCollection, TTFont, TTLibError

from graph.errors import InnonetError
from viz.picture.drawing import Path, Step

# File names of fonts with simplified Chinese, regular and bold, best first.
KNOWN = (
    ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"),
    ("NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf"),
    ("NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf"),
    ("SourceHanSansSC-Regular.otf", "SourceHanSansSC-Bold.otf"),
    ("SourceHanSansCN-Regular.otf", "SourceHanSansCN-Bold.otf"),
    ("msyh.ttc", "msyhbd.ttc"),
    ("PingFang.ttc", "PingFang.ttc"),
    ("Hiragino Sans GB.ttc", "Hiragino Sans GB.ttc"),
    ("STHeiti Light.ttc", "STHeiti Medium.ttc"),
    ("wqy-microhei.ttc", "wqy-microhei.ttc"),
    ("wqy-zenhei.ttc", "wqy-zenhei.ttc"),
    ("simhei.ttf", "simhei.ttf"),
    ("DroidSansFallbackFull.ttf", "DroidSansFallbackFull.ttf"),
    ("simsun.ttc", "simsun.ttc"),
)

# In a file of several faces, that for mainland China: the others write 直 or 骨 another way.
MAINLAND = (" SC", " GB", "YaHei", "Hei", "SimSun")

# A sign that every font for Chinese has.
PROOF = "网"


class FontError(InnonetError):
    """No font that can write Chinese, or one that cannot be read."""


class Font:
    """One face: widths and outlines of signs, in ems, y down."""

    def __init__(self, path: FilePath) -> None:
        try:
            self._font = _face(path)
            self._signs: dict[int, str] = self._font.getBestCmap() or {}
            self._glyphs: Any = self._font.getGlyphSet()
            self._em: int = self._font["head"].unitsPerEm
        except (OSError, TTLibError, KeyError) as error:
            raise FontError(
                f"{path} cannot be read as a font ({error}). Give --font another .otf, .ttf or .ttc."
            ) from error
        if ord(PROOF) not in self._signs:
            raise FontError(
                f"{path} has no Chinese signs. Give --font a font that has, such as NotoSansCJK-Regular.ttc."
            )
        self._kept: dict[str, tuple[Path, float]] = {}

    def sign(self, sign: str) -> tuple[Path, float]:
        """Return outline and width of a sign; one that the font lacks is an empty box."""
        if sign not in self._kept:
            glyph = self._glyphs[self._signs.get(ord(sign), ".notdef")]
            pen = _Outline(self._glyphs, self._em)
            glyph.draw(pen)
            self._kept[sign] = tuple(pen.steps), glyph.width / self._em
        return self._kept[sign]

    def width(self, text: str) -> float:
        """Return the width of `text` in ems."""
        return sum(self.sign(sign)[1] for sign in text)


class _Outline(BasePen):  # type: ignore[misc]
    """Gathers an outline in ems; quadratic curves come in as cubic ones."""

    def __init__(self, glyphs: Any, em: int) -> None:
        super().__init__(glyphs)
        self.em = em
        self.steps: list[Step] = []

    def _at(self, *points: tuple[float, float]) -> tuple[float, ...]:
        return tuple(value for x, y in points for value in (x / self.em, -y / self.em))

    def _moveTo(self, pt: tuple[float, float]) -> None:
        self.steps.append(("M", self._at(pt)))

    def _lineTo(self, pt: tuple[float, float]) -> None:
        self.steps.append(("L", self._at(pt)))

    def _curveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]) -> None:
        self.steps.append(("C", self._at(pt1, pt2, pt3)))

    def _closePath(self) -> None:
        self.steps.append(("Z", ()))

    def _endPath(self) -> None:
        self._closePath()


class Fonts:
    """The two faces of a picture."""

    def __init__(self, regular: FilePath, bold: FilePath | None = None) -> None:
        self.regular = Font(regular)
        self.bold = Font(bold) if bold and bold != regular else self.regular

    def face(self, bold: bool) -> Font:
        """Return the face for bold text, or for the rest."""
        return self.bold if bold else self.regular


@cache
def fonts(path: FilePath | None = None) -> Fonts:
    """Return the faces in the file `path`, or the best that the machine has.

    Raises
    ------
    FontError
        If there is none that can write Chinese.
    """
    if path is not None:
        return Fonts(path)
    found: dict[str, FilePath] = {}
    for file in _installed():
        found.setdefault(file.name.lower(), file)
    for regular, bold in KNOWN:
        if regular.lower() in found:
            return Fonts(found[regular.lower()], found.get(bold.lower()))
    raise FontError(
        "No font for Chinese is installed here, and a picture would show boxes. Install one (on Debian: "
        "apt-get install -y fonts-noto-cjk), or give a font file with --font."
    )


def _face(path: FilePath) -> TTFont:
    """Return the face of a file that is meant for mainland China, or its first."""
    content = path.read_bytes()
    if content[:4] != b"ttcf":
        return TTFont(BytesIO(content), lazy=True)
    faces = TTCollection(BytesIO(content), lazy=True).fonts
    named = [(face["name"].getBestFamilyName() or "", face) for face in faces]
    for name, face in named:
        if any(mark in name for mark in MAINLAND) and "Mono" not in name:
            return face
    return faces[0]


def _installed() -> Iterator[FilePath]:
    """Yield the font files of the machine, in the same order each time."""
    home = FilePath.home()
    if sys.platform == "win32":
        windows = FilePath(os.environ.get("WINDIR", "C:\\Windows")) / "Fonts"
        folders = [windows, home / "AppData/Local/Microsoft/Windows/Fonts"]
    elif sys.platform == "darwin":
        folders = [home / "Library/Fonts", FilePath("/Library/Fonts"), FilePath("/System/Library/Fonts")]
    else:
        data = os.environ.get("XDG_DATA_HOME")
        folders = [
            FilePath(data) if data else home / ".local/share",
            home / ".fonts",
            FilePath("/usr/local/share/fonts"),
        ]
        folders[0] = folders[0] / "fonts"
        folders.append(FilePath("/usr/share/fonts"))
    for folder in folders:
        if folder.is_dir():
            yield from sorted(file for file in folder.rglob("*") if file.suffix.lower() in (".otf", ".ttf", ".ttc"))
