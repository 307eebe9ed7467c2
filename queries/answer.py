"""What a question answers, as plain rows; a DataFrame is made of them where somebody works with one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # half of the time of a call from the command line
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows that a question or a statement answered."""

    question: str
    """Its name; "statement" for one of the analyst's own."""
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    """Plain Python; `claims`, where there is such a column, holds a list of ids."""
    cut: bool = False
    """Whether there were more rows than were wanted."""
    reason: str = ""
    """Why an answer is empty."""
    reason_zh: str = ""
    read_as: Mapping[str, str] = field(default_factory=dict)
    """The names that were given by their beginnings → the names in full."""

    def why_empty(self, language: str) -> str:
        """Return in zh or en why there may be no rows."""
        return self.reason_zh if language == "zh" else self.reason

    def frame(self, dtype: type | None = None) -> "pd.DataFrame":
        """Return the rows as a DataFrame, all else as its `attrs`; columns are of `dtype`, or what their values tell.

        `attrs` holds `question` and `cut`; of an empty answer `reason` and `reason_zh`; of a question `read_as`.
        """
        import pandas as pd

        table = pd.DataFrame([list(row) for row in self.rows], columns=list(self.columns), dtype=dtype)
        table.attrs.update(question=self.question, cut=self.cut, read_as=dict(self.read_as))
        if not self.rows:
            table.attrs.update(reason=self.reason, reason_zh=self.reason_zh)
        return table
