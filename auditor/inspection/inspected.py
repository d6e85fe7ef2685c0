"""A period as it was inspected, scored once: what bulletin, lists and sheet print. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable
from dataclasses import dataclass

from auditor.inspection.leave import Leave, leave_of
from auditor.inspection.rebasing import held
from auditor.inspection.rows import Row, charges_of, rectify_by, rows_of, standing, withheld
from auditor.inspection.ruling import NOBODY, Docket
from auditor.inspection.scheme import Scheme
from auditor.inspection.scoring import UnitScore, is_settled, score
from auditor.models import Coverage, Finding, Portal
from auditor.models.address import canonical
from auditor.models.portal import Period
from auditor.text.wording import local_day
from auditor.workdays import CALENDAR, Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """What was found in one period and what it costs; every paper of the period is printed from this."""

    portal: Portal
    as_of: dt.date
    period: str  # its name: 2026年第2季度
    scheme: Scheme
    coverage: Coverage
    findings: tuple[Finding, ...]  # all that stands, what is exempted, on trial or cleared included
    scores: tuple[UnitScore, ...]  # in the portal's order
    rows: tuple[Row, ...]  # what somebody answers for in this period
    settled: tuple[Row, ...]  # what cannot be mended and was charged in an earlier one
    leave: Leave
    rectify_by: dt.date | None  # for a draft's rows without a day; None: holidays unknown, or it went out
    docket: Docket = NOBODY  # what people made of it
    spared: tuple[Row, ...] = ()  # is there, and costs its unit nothing: a platform's, a special case

    @property
    def ledger(self) -> tuple[Row, ...]:
        """A row for every finding, exempted ones and those of rules on trial included; addresses as `public` has them."""
        rows = rows_of(
            self.findings,
            self.portal.units,
            charges=charges_of(self.scores),
            rectify_by=self.rectify_by,
            docket=self.docket,
        )
        return self.public(rows)

    @property
    def urgent(self) -> tuple[Row, ...]:
        """What is to be seen to at once, whether or not somebody has confirmed it."""
        there = (row for row in self.rows if not (row.doubtful or row.mended))
        return tuple(row for row in there if row.code in self.scheme.urgent)

    def public(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """Rows as papers for others show them: nobody learns from them where a leak is to be read."""
        leaks = {
            canonical(url)
            for f in self.findings
            if f.code in self.scheme.urgent
            for url in (f.url, f.page_url or f.url)
        }
        return tuple(
            withheld(row) if {canonical(row.url), canonical(row.opens)} & leaks else row for row in rows
        )


def inspected(
    portal: Portal,
    findings: Iterable[Finding],
    coverage: Coverage,
    scheme: Scheme,
    *,
    as_of: dt.date | dt.datetime,
    period: str,
    calendar: Calendar = CALENDAR,
    earlier: Container[str] = (),
    docket: Docket = NOBODY,
    since: dt.date | None = None,
) -> Inspected:
    """Score what stands on `as_of`. Exempted findings are kept with their reasons, neither listed nor scored.

    `earlier`: the marks of what was there before the period; of those what cannot be mended is told apart.
    `docket`: what people made of the findings, and what they found themselves.
    `since`: the first day of the period, in which a unit may have had sections that ended; None: the day alone.
    """
    today = local_day(as_of)
    found = tuple(map(docket.ruled, {f.fingerprint: f for f in (*findings, *docket.by_hand)}.values()))
    stands = standing(found)
    answered_for = docket.answered(stands)
    scores = score(
        docket.counted(stands),
        portal.units,
        scheme,
        pages_by_unit=coverage.pages_by_unit,
        earlier=earlier,
        decided=docket.decided,
        confirmed=docket.confirmed,
        repeated={key for key in docket.overdue(today) if key in earlier},
        held=held(portal, Period(since or today, today)),
    )
    charges = charges_of(scores)
    settled = [finding for finding in answered_for if is_settled(finding, scheme, earlier)]
    answered = [finding for finding in answered_for if not is_settled(finding, scheme, earlier)]
    by = rectify_by(scheme, today, calendar)
    return Inspected(
        portal=portal,
        as_of=today,
        period=period,
        scheme=scheme,
        coverage=coverage,
        findings=found,
        scores=scores,
        rows=rows_of(answered, portal.units, charges=charges, rectify_by=by, docket=docket),
        settled=rows_of(settled, portal.units, charges=charges, docket=docket),
        spared=rows_of(
            [f for f in stands if docket.spared(f) and not docket.cleared(f)],
            portal.units,
            charges=charges,
            docket=docket,
        ),
        docket=docket,
        leave=leave_of(portal, found, today),
        rectify_by=by,
    )
