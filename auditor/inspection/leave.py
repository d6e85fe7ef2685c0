"""豁免和零报告: what is taken out of lists and scores, by which word and until when. Nothing is hidden."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.inspection.rows import Row, exempted, rows_of
from auditor.models import Exemption, Finding, NilReturn, Portal


@dataclass(frozen=True, slots=True)
class Nil:
    """零报告 of a section: while it holds, an empty or old list is no fault."""

    unit: str
    section: str
    url: str
    declared: NilReturn


@dataclass(frozen=True, slots=True)
class Leave:
    """Everything a profile excuses on one day."""

    rows: tuple[Row, ...] = ()  # findings that an exemption took out; each row names it
    nils: tuple[Nil, ...] = ()
    unused: tuple[Exemption, ...] = ()  # in force, and nothing was found that they would take out

    def __bool__(self) -> bool:
        return bool(self.rows or self.nils or self.unused)

    def of(self, unit: str) -> Leave:
        """The part that one unit may see."""
        own = tuple(row for row in self.rows if row.unit == unit)
        return Leave(own, tuple(nil for nil in self.nils if nil.unit == unit))


def leave_of(portal: Portal, findings: Sequence[Finding], today: dt.date) -> Leave:
    """What is exempted among the findings, and what the profile excuses on the day besides."""
    taken_out = [f for f in exempted(findings) if f.exemption and not f.exemption.asked_at]
    used = {finding.exemption for finding in taken_out}
    return Leave(
        rows_of(taken_out, portal.units),
        tuple(_nils(portal, today)),
        tuple(e for e in portal.exemptions if e.period.covers(today) and e not in used),
    )


def _nils(portal: Portal, today: dt.date) -> list[Nil]:
    places = {unit.name: place for place, unit in enumerate(portal.units)}
    found = [
        Nil(section.unit, section.path, section.url or "", declared)
        for section in portal.sections
        if section.period.covers(today)
        for declared in section.nil_returns
        if declared.period.covers(today)
    ]
    return sorted(found, key=lambda nil: (places.get(nil.unit, len(places)), nil.section))
