"""What people made of a period's findings, from the rows of the store: its docket, and what earlier periods charged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.inspection.acts import FREEZE
from auditor.inspection.rows import standing
from auditor.inspection.ruling import Docket, as_of, docket
from auditor.inspection.scheme import Scheme
from auditor.inspection.scoring import marks
from auditor.models import Finding, Portal
from auditor.models.inspection import RECORDS, Inspection, InspectionKind
from auditor.models.issue import Issue
from auditor.models.issue_kinds import Act
from auditor.office.terms import last_judged, stood_after
from auditor.store import Store


@dataclass(frozen=True, slots=True)
class Bench:
    """The rows of a portal as they were by `until`, None: as they are, and the scheme they are priced by."""

    store: Store
    portal: Portal
    scheme: Scheme
    issues: Sequence[Issue]
    until: dt.datetime | None = None

    @classmethod
    def of(cls, store: Store, portal: Portal, scheme: Scheme, until: dt.datetime | None = None) -> Bench:
        """The rows read once."""
        return cls(store, portal, scheme, store.issues.of(portal.id), until)

    def docket(self, end: dt.datetime, on: dt.date, since: dt.datetime | None = None) -> Docket:
        """What people made of a period that ended at `end` and was looked at last `on`; it began at `since`."""
        return docket(self.issues, self.scheme, end=end, on=on, until=self.until, since=since)

    def held_before(self, moment: dt.datetime) -> tuple[Finding, ...]:
        """What stood before a moment and was held against somebody."""
        stood = stood_after(self.store, self.portal, last_judged(self.store, self.portal, before=moment))
        made = self.docket(moment, (moment - dt.timedelta(seconds=1)).date())
        return tuple(made.counted(standing((*stood.findings, *made.by_hand))))

    def charged_before(self, moment: dt.datetime) -> frozenset[str]:
        """The marks of the certain ones of them: what cannot be mended is charged in the period it was found in.

        Where earlier quarters were frozen, of what their records could charge alone: they took no points for others.
        """
        held, told = self.held_before(moment), self._told_by_records(moment)
        return marks((f for f in held if told is None or f.fingerprint in told), self.scheme)

    def _told_by_records(self, moment: dt.datetime) -> frozenset[str] | None:
        """What units had been told of when the last quarter before the moment was frozen; None: none ever was."""
        shelf = self.store.inspections
        frozen_at = [
            event.at
            for one in shelf.all(self.portal.id)
            if one.kind is InspectionKind.QUARTER and one.state in RECORDS and _ends_before(one, moment)
            for event in shelf.events(one)
            if event.act == FREEZE
        ]
        if not frozen_at:
            return None
        rows = (row for issue in self.issues if (row := as_of(issue, max(frozen_at))))
        return frozenset(key for row in rows if row.last(Act.NOTIFY) for key in row.fingerprints)


def _ends_before(one: Inspection, moment: dt.datetime) -> bool:
    return one.window.until is not None and one.window.until < moment.date()
