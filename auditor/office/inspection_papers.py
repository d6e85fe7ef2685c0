"""The papers of an inspection, printed from what was kept when it was drawn up: today's store and profile say nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from auditor.inspection.appraisal import Year
from auditor.inspection.spot import SpotCheck
from auditor.models.inspection import Inspection, InspectionKind
from auditor.models.letter import Sent
from auditor.office.papers import DRAFT, BulletinIssue, print_lists, print_quarter, stamp_of, unit_lists
from auditor.office.quarter import Quarter
from auditor.store import Store

if TYPE_CHECKING:
    from reports.unit_list import UnitList


def write(
    store: Store, inspection: Inspection, out: Path, *, issue: BulletinIssue = DRAFT
) -> tuple[Path, ...]:
    """Write every paper into the folder `out`; the files, the report first.

    `issue`: of a bulletin alone; what was issued carries its own number and day, where none is given.
    """
    if inspection.kind is InspectionKind.SPOT:
        return _of_spot(store, inspection, out)
    if inspection.kind is InspectionKind.YEAR:
        return _of_year(store, inspection, out)
    quarter = store.inspections.basis(inspection, Quarter)  # a special topic is told in the same papers
    stamp, remarks = stamp_of(inspection), store.remarks.of(inspection)
    issue = issue if issue != DRAFT else _as_issued(inspection)
    written = print_quarter(quarter, out, stamp, issue=issue, remarks=remarks)
    return (*written, *_packs(store, inspection, unit_lists(quarter, stamp), out))


def _as_issued(inspection: Inspection) -> BulletinIssue:
    return BulletinIssue(inspection.document_number or "", inspection.issued_on)


def write_for_units(store: Store, inspection: Inspection, out: Path) -> tuple[Path, ...]:
    """Write only what units may have: each its own list; of a year, what all of them see."""
    from reports import appraisal

    if inspection.kind is InspectionKind.YEAR:
        return (
            appraisal.write(store.inspections.basis(inspection, Year), inspection, out, stamp_of(inspection)),
        )
    if inspection.kind is InspectionKind.SPOT:
        return (_spot_lists(store.inspections.basis(inspection, SpotCheck), inspection, out),)
    return (print_lists(store.inspections.basis(inspection, Quarter), out, stamp_of(inspection)),)


def unit_pack(store: Store, inspection: Inspection, unit: str) -> bytes | None:
    """One unit's pack as it lies among the papers, drawn up alone; None where it has none."""
    from reports import unit_list

    if inspection.kind is InspectionKind.YEAR:
        return None
    if inspection.kind is InspectionKind.SPOT:
        drawn = store.inspections.basis(inspection, SpotCheck)
        lists, fixes = _lists_of_spot(drawn, inspection), drawn.fixes
    else:
        quarter = store.inspections.basis(inspection, Quarter)
        lists, fixes = unit_lists(quarter, stamp_of(inspection)), quarter.fixes
    own = [one for one in lists if one.unit == unit]
    with TemporaryDirectory(prefix="pack-") as folder:
        unit_list.write(own, Path(folder), fixes=fixes)
        return next((path.read_bytes() for path in _packs(store, inspection, own, Path(folder))), None)


def _packs(store: Store, inspection: Inspection, lists: Sequence[UnitList], out: Path) -> tuple[Path, ...]:
    """A pack for each unit, with the letters it had been sent when the inspection came to its present state."""
    from auditor.office.captures import lines_of
    from reports import pack

    at = store.inspections.events(inspection)[-1].at
    letters = [_by(sent, at) for sent in store.letters.of(inspection.portal) if sent.letter.issued_at <= at]
    return pack.write(lists, out, lines_of=lambda capture: lines_of(store, capture), letters=letters)


def _by(sent: Sent, at: dt.datetime) -> Sent:
    return Sent(sent.letter, tuple(receipt for receipt in sent.receipts if receipt.at <= at))


def _of_spot(store: Store, inspection: Inspection, out: Path) -> tuple[Path, ...]:
    from reports import ledger_sheet, spot_check

    drawn = store.inspections.basis(inspection, SpotCheck)
    return (
        spot_check.write(spot_check.build(inspection, drawn, stamp_of(inspection)), out),
        spot_check.write_frame(drawn.frame, out / "frame.csv"),
        _spot_lists(drawn, inspection, out),
        ledger_sheet.write_xlsx(drawn.inspected.ledger, out / "ledger.xlsx"),
        *_packs(store, inspection, _lists_of_spot(drawn, inspection), out),
    )


def _spot_lists(drawn: SpotCheck, inspection: Inspection, out: Path) -> Path:
    from reports import unit_list

    return unit_list.write(_lists_of_spot(drawn, inspection), out, fixes=drawn.fixes)


def _lists_of_spot(drawn: SpotCheck, inspection: Inspection) -> tuple[UnitList, ...]:
    from reports import unit_list

    return unit_list.build(drawn.inspected, since=inspection.window.since, stamp=stamp_of(inspection))


def _of_year(store: Store, inspection: Inspection, out: Path) -> tuple[Path, ...]:
    from reports import appraisal

    year = store.inspections.basis(inspection, Year)
    return (
        appraisal.write(year, inspection, out, stamp_of(inspection)),
        appraisal.write_xlsx(year, out / "appraisal.xlsx"),
    )
