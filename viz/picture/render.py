"""A network as a picture file."""

from pathlib import Path

from graph.errors import UsageError
from graph.network import Network
from viz.picture.compose import compose
from viz.picture.fonts import fonts
from viz.picture.legend import heading
from viz.picture.pdf import pdf
from viz.picture.png import png
from viz.picture.svg import svg

SUFFIXES = (".png", ".svg", ".pdf")


def picture(
    network: Network,
    suffix: str = ".png",
    *,
    title: str | None = None,
    language: str = "zh",
    font: Path | None = None,
    scale: float = 2,
) -> bytes:
    """Return a picture of the network: the same bytes for the same network and font.

    Parameters
    ----------
    network : Network
        Drawn whole: looks as in the explorer, with title, legend, dates and data stamp. Names overlap neither one
        another nor a node; those without room are left out, the most linked last.
    suffix : {".png", ".svg", ".pdf"}
        The format.
    title : str, optional
        Heading; by default a plain one in `language`, "" for none.
    language : {"zh", "en"}
        Of names, legend and stamp.
    font : Path, optional
        Font file with Chinese signs; by default the best that the machine has.
    scale : float
        Pixels a point, of PNG only; the picture is 1,190 points wide.

    Raises
    ------
    FontError
        If no font for Chinese is found.
    UsageError
        If the format is unknown, or the picture would be too large.
    """
    if suffix.lower() not in SUFFIXES:
        raise UsageError(
            f"{suffix or 'no suffix'}: pictures are .png, .svg or .pdf. Give the output file such a suffix."
        )
    faces = fonts(font)
    drawing = compose(network, faces, title=heading(language) if title is None else title, language=language)
    if suffix.lower() == ".png":
        return png(drawing, faces, scale)
    return svg(drawing, faces) if suffix.lower() == ".svg" else pdf(drawing, faces)
