"""The papers of an inspection, printed from what was kept when it was drawn up: today's store and profile say nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from auditor.inspection.appraisal import Year
from auditor.inspection.spot import SpotCheck
from auditor.models.inspection import Inspection, InspectionKind
from auditor.office.papers import print_lists, print_quarter
from auditor.office.quarter import Quarter
from auditor.store import Store


def write(store: Store, inspection: Inspection, out: Path) -> tuple[Path, ...]:
    """Write every paper into the folder `out`; the files, the report first."""
    return _PAPERS[inspection.kind](store, inspection, out)


def write_for_units(store: Store, inspection: Inspection, out: Path) -> tuple[Path, ...]:
    """Write only what units may have: each its own list; of a year, what all of them see."""
    from reports import appraisal

    if inspection.kind is InspectionKind.YEAR:
        return (appraisal.write(store.inspections.basis(inspection, Year), inspection, out),)
    if inspection.kind is InspectionKind.SPOT:
        return (_spot_lists(store.inspections.basis(inspection, SpotCheck), out),)
    return (print_lists(store.inspections.basis(inspection, Quarter), out),)


def _of_spot(store: Store, inspection: Inspection, out: Path) -> tuple[Path, ...]:
    from reports import ledger_sheet, spot_check

    drawn = store.inspections.basis(inspection, SpotCheck)
    return (
        spot_check.write(spot_check.build(inspection, drawn), out),
        spot_check.write_frame(drawn.frame, out / "frame.csv"),
        _spot_lists(drawn, out),
        ledger_sheet.write_xlsx(drawn.inspected.ledger, out / "ledger.xlsx"),
    )


def _spot_lists(drawn: SpotCheck, out: Path) -> Path:
    from reports import unit_list

    return unit_list.write(unit_list.build(drawn.inspected), out, fixes=drawn.fixes)


def _of_quarter(store: Store, inspection: Inspection, out: Path) -> tuple[Path, ...]:
    return print_quarter(store.inspections.basis(inspection, Quarter), out)


def _of_year(store: Store, inspection: Inspection, out: Path) -> tuple[Path, ...]:
    from reports import appraisal

    year = store.inspections.basis(inspection, Year)
    return (appraisal.write(year, inspection, out), appraisal.write_xlsx(year, out / "appraisal.xlsx"))


_PAPERS: Mapping[InspectionKind, Callable[[Store, Inspection, Path], tuple[Path, ...]]] = {
    InspectionKind.SPOT: _of_spot,
    InspectionKind.QUARTER: _of_quarter,
    InspectionKind.SPECIAL: _of_quarter,  # told in the same papers
    InspectionKind.YEAR: _of_year,
}
