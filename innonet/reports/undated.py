"""What no figure over time can hold: what comes from undated documents, said where the figure stands."""

from collections.abc import Sequence

from graph.tie import Tie
from innonet.reports.writer import Writer, counted

LEFT_OUT = "undated documents"
"""As a view counts them: a view of a day holds no undated document, and so none of their ties."""


def beside(writer: Writer, ties: Sequence[Tie] = ()) -> str:
    """Return the clause that ends a sentence of figures: what stands in none of them; empty where nothing is undated.

    Parameters
    ----------
    ties : sequence of Tie
        Those of the network that the figures leave out because nothing dates them.
    """
    if n := len(ties):
        comes, stands = ("tie comes", "stands") if n == 1 else ("ties come", "stand")
        zh = f"；另有{n}条联系出自没有日期的文件，不计入以上数字"
        return writer.says(zh, f"; {n} {comes} from {documents(n)} and {stands} in none of these figures")
    if n := writer.network.view.left_out.get(LEFT_OUT, 0):
        are = counted(n, "undated document is", "undated documents are")
        return writer.says(f"；另有{n}份没有日期的文件未计入本视图", f"; {are} left out of this view")
    return ""


def in_brackets(writer: Writer, ties: Sequence[Tie]) -> str:
    """Return the same in brackets, for a caption."""
    if n := len(ties):
        return writer.says(f"（另有{n}条未载日期，未计入）", f" ({counted(n, 'undated tie')} left out)")
    if n := writer.network.view.left_out.get(LEFT_OUT, 0):
        return writer.says(f"（另有{n}份文件未载日期，未计入）", f" ({counted(n, 'undated document')} left out)")
    return ""


def between_views(writer: Writer, before: int, after: int) -> str:
    """Return the clause on a comparison of two views, each of which left out so many undated documents."""
    if before == after == 0:
        return ""
    sides = [("两期都", "both views leave", before)]
    if before != after:
        sides = [("前一期", "the earlier view leaves", before), ("后一期", "the later view leaves", after)]
    zh = "，".join(f"{side}未计入{n}份没有日期的文件" for side, _, n in sides if n)
    en = " and ".join(f"{side} out {counted(n, 'undated document')}" for _, side, n in sides if n)
    return writer.says(f"；{zh}", f"; {en}")


def documents(ties: int) -> str:
    """Return, in English, where so many undated ties come from."""
    return "an undated document" if ties == 1 else "undated documents"
