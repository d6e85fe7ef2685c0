"""What people made of a period's findings, from the rows of the store: its docket, and what earlier periods charged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.inspection.rows import standing
from auditor.inspection.ruling import Docket, docket
from auditor.inspection.scheme import Scheme
from auditor.inspection.scoring import marks
from auditor.models import Finding, Portal
from auditor.models.issue import Issue
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

    def docket(self, end: dt.datetime, on: dt.date) -> Docket:
        """What people made of a period that ended at `end` and was looked at last `on`."""
        return docket(self.issues, self.scheme, end=end, on=on, until=self.until)

    def held_before(self, moment: dt.datetime) -> tuple[Finding, ...]:
        """What stood before a moment and was held against somebody."""
        stood = stood_after(self.store, self.portal, last_judged(self.store, self.portal, before=moment))
        made = self.docket(moment, (moment - dt.timedelta(seconds=1)).date())
        return tuple(made.counted(standing((*stood.findings, *made.by_hand))))

    def charged_before(self, moment: dt.datetime) -> frozenset[str]:
        """The marks of the certain ones of them: what cannot be mended is charged in the period it was found in."""
        return marks(self.held_before(moment), self.scheme)
