"""What of the queue a person looks at: one rule, one unit, or everything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from auditor.models.issue import Issue


@dataclass(frozen=True, slots=True)
class Sieve:
    """What of the queue a person looks at."""

    code: str = ""
    unit: str = ""

    def of(self, rows: Iterable[Issue]) -> list[Issue]:
        """The rows that fit, those of one rule together."""
        fitting = [row for row in rows if self.code in ("", row.opening.code) and self._is_of(row)]
        return sorted(fitting, key=lambda row: (row.opening.code, row.unit or "", row.portal, row.number))

    def _is_of(self, row: Issue) -> bool:
        return self.unit in ("", row.unit or "")

    @property
    def query(self) -> str:
        """As addresses carry it."""
        told = {"code": self.code, "unit": self.unit}
        return urlencode({name: value for name, value in told.items() if value})

    def address(self, row: Issue | None = None) -> str:
        """Of the queue, or of one row in it."""
        path = f"/review/{row.portal}/{row.number}" if row else "/review"
        return f"{path}?{self.query}" if self.query else path
