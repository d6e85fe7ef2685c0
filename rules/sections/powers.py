"""Powers that a unit's own annual report counts decisions of, whatever its sections are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from auditor.models import DocumentClass, Page, Site
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.text.patterns import pattern

ENFORCING = pattern(
    r"执法|处罚|许可|强制|双公示|双随机|权责|权力清单|信用"
)  # sections that decisions stand in
_POWER = pattern(r"行政(?:许可|处罚|强制)")
_OF_ALL = pattern(
    r"(?:政府|管委会|管理委员会)(?:办|办公室)?$(?<![镇乡]人民政府)"
)  # whose report counts those of all units
_COUNT = pattern(r"[1-9]\d*")
_YEAR = pattern(r"20\d\d")


def powers_used(site: Site) -> Mapping[str, tuple[Page, str]]:
    """By unit: the last annual report whose table 2 counts decisions, and the words and numbers of it."""
    reports = (p for p in site.pages if p.document_class is DocumentClass.ANNUAL_REPORT and p.unit)
    last = {page.unit or "": page for page in sorted(reports, key=_year)}
    found: dict[str, tuple[Page, str]] = {}
    for unit, page in last.items():
        tables = site.documents.get(canonical(page.url), page.document).tables
        told = "、".join(_counted([row for table in tables for row in table.rows]))
        if told and unit != site.portal.operator and not _OF_ALL.search(unit):
            found[unit] = page, told
    return found


def is_told_elsewhere(site: Site, unit: str) -> bool:
    """Whether a section of enforcement, whoever keeps it, holds something that names the unit."""
    names = [re.escape(n) for u in site.portal.units if u.name == unit for n in (u.name, *u.aliases)]
    named = re.compile("|".join(names or [re.escape(unit)]))
    filed = (page for page in site.pages if ENFORCING.search(page.section or ""))
    return any(page.unit == unit or named.search(squeeze(page.title)) for page in filed)


def _year(page: Page) -> str:
    return max(_YEAR.findall(page.title or ""), default="")


def _counted(rows: list[tuple[str, ...]]) -> Iterator[str]:
    for row in rows:
        cells = list(dict.fromkeys(squeeze(cell) for cell in row))
        if len(cells) == 2 and _POWER.fullmatch(cells[0]) and _COUNT.fullmatch(cells[1]):
            yield f"{cells[0]}{cells[1]}件"
