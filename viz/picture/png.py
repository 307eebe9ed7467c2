"""A drawing as PNG: the PDF of the same drawing, made into pixels by PDFium."""

import struct
import zlib

import pypdfium2 as pdfium

from graph.errors import UsageError
from viz.picture.drawing import Drawing
from viz.picture.fonts import Fonts
from viz.picture.pdf import pdf

MOST_PIXELS = 100_000_000
"""A picture of more would not open in common office programs."""


def png(drawing: Drawing, faces: Fonts, scale: float = 2) -> bytes:
    """Return the drawing as a PNG file of `scale` pixels a point.

    Raises
    ------
    UsageError
        If that is more than `MOST_PIXELS`.
    """
    if drawing.width * drawing.height * scale**2 > MOST_PIXELS:
        raise UsageError(f"At scale {scale:g} the picture has too many pixels. Take a smaller scale, or SVG or PDF.")
    document = pdfium.PdfDocument(pdf(drawing, faces))
    try:
        pixels = document[0].render(scale=scale, rev_byteorder=True).to_numpy()[:, :, :3]
    finally:
        document.close()
    height, width = pixels.shape[:2]
    # Each row is told as the difference from the row above (filter 2), which deflates well.
    change = pixels.copy()
    change[1:] -= pixels[:-1]
    rows = b"".join(b"\x02" + row.tobytes() for row in change)
    metre = round(scale * 72 / 0.0254)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            _chunk(b"pHYs", struct.pack(">IIB", metre, metre, 1)),
            _chunk(b"iTXt", b"Title\0\0\0\0\0" + drawing.title.encode("utf-8", "replace")),
            _chunk(b"iTXt", b"Description\0\0\0\0\0" + drawing.about.encode("utf-8", "replace")),
            _chunk(b"IDAT", zlib.compress(rows, 9)),
            _chunk(b"IEND", b""),
        ]
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
