"""A share in a sentence: whole percent, but never nothing for something, nor all for less."""

from innonet.reports.writer import Writer


def share(writer: Writer, part: float) -> str:
    """Return a share between 0 and 1 as people say it: 12%; what rounds to 0% or 100% and is neither is bounded."""
    said = f"{part:.0%}"
    if said == "0%" and part > 0:
        return writer.says("不到1%", "under 1%")
    if said == "100%" and round(part, 9) < 1:  # a sum of shares may miss 1 by rounding alone
        return writer.says("超过99%", "over 99%")
    return said
