"""Office files are zip archives that remember when they were made; this takes the clock out of them."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

LONG_AGO = date(1980, 1, 1)  # the first day that a zip archive can name; stands for "no document is dated"
LAST_DAY = date(2107, 12, 31)  # that a zip archive can name

_STAMPS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def timeless(
    package: bytes, day: date | None, change: Callable[[str, bytes], bytes] = lambda name, data: data
) -> bytes:
    """Return the same Office file with every time in it set to `day`: zip entries and document properties.

    A day that no zip archive can name stands in the properties alone.

    `change` gets the name and the bytes of each part, and gives the bytes to write.
    """
    day = max(day or LONG_AGO, LONG_AGO)
    packed = min(day, LAST_DAY)
    out = BytesIO()
    with ZipFile(BytesIO(package)) as read, ZipFile(out, "w", ZIP_DEFLATED, compresslevel=6) as write:
        for name in read.namelist():
            data = change(name, read.read(name))
            if name == "docProps/core.xml":
                data = _STAMPS.sub(rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode() + rb"\g<3>", data)
            entry = ZipInfo(name, (packed.year, packed.month, packed.day, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o600 << 16
            write.writestr(entry, data)
    return out.getvalue()
