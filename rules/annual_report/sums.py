"""表三 and 表四 of one page, as the rules about their sums read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from auditor.models import Flaw, Page, Verdict

from ..report_deadline import FIRST_OF_REVISED_LAW
from .cells import Unread
from .other_tables import read_reviews
from .report import Report, report_of
from .tables import Requests, read_requests


def requests_of(page: Page) -> Requests | None:
    """表三 of the page; None where there is none, it cannot be read or its format knew no such sums."""
    report = _report(page)
    found = read_requests(report.tables) if report else None
    return None if isinstance(found, Unread) else found


def reviews_of(page: Page) -> Mapping[str, tuple[int, ...]] | None:
    """表四 of the page by group; None as above."""
    report = _report(page)
    found = read_reviews(report.tables) if report else None
    return None if isinstance(found, Unread) else found


def unbalanced(table: str, sums: Iterable[str], rule: str) -> Iterable[Flaw]:
    """One finding that lists every sum which does not come out; none where all do."""
    wrong = list(sums)
    if wrong:
        yield Flaw(
            verdict=Verdict.FAIL,
            message=f"{table}{len(wrong)}处不符合“{rule}”：{'；'.join(wrong[:5])}"
            + ("等" if len(wrong) > 5 else ""),
            subject=table,
            quote="；".join(wrong),
            expected=rule,
            amount=len(wrong),
        )


def _report(page: Page) -> Report | None:
    report = report_of(page)
    return report if report and report.year >= FIRST_OF_REVISED_LAW else None
