"""Reports of one body in successive years, from a site's pages and their documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from auditor.models import DocumentClass, Page, Site, Table
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.text.numerals import with_arabic_years
from auditor.text.patterns import pattern

from .report import read_report

_YEAR = pattern(r"20\d\d年(?:度(?!报))?|关于")
_MATTER = pattern(r"(?:政府)?(?:信息|政务)公开(?!办)|(?:工作)?(?:年?度报|年报|报告)")
_REORGANISED = pattern(r"机构改革|机构调整|职能调整|合并|划转|撤并|组建|划入|更名")
_MENDED = pattern(r"更正|修订|更新|修改")


class Said(NamedTuple):
    """What a report says, without its single lines: a portal has hundreds of reports, and all are held at once."""

    year: int
    text: str  # outside tables, one paragraph a line, free of white space
    tables: tuple[Table, ...]
    is_whole: bool


class Published(NamedTuple):
    """What a report says and the page that publishes it."""

    page: Page
    report: Said
    is_only_one: bool  # no other page publishes the same body's report of the year


def successive(site: Site) -> Iterator[tuple[Published, Published]]:
    """Every pair of a year's report and the next year's of the same body."""
    found = published(site)
    for (unit, body, year), later in found.items():
        if earlier := found.get((unit, body, year - 1)):
            yield earlier, later


def published(site: Site) -> dict[tuple[str, str, int], Published]:
    """The report that holds, by unit, body as the title names it, and year; a corrected one goes before others."""
    return site.once(_published)


def _published(site: Site) -> dict[tuple[str, str, int], Published]:
    groups: dict[tuple[str, str, int], list[tuple[Page, Said]]] = defaultdict(list)
    for page in site.pages:
        report = _said(page, site)
        if report and (page.unit or body_of(page)):
            groups[(page.unit or "", body_of(page), report.year)].append((page, report))
    return {
        key: Published(*max(group, key=lambda pair: _standing(pair[0])), len(group) == 1)
        for key, group in groups.items()
    }


def body_of(page: Page) -> str:
    """Whose report it is, as the title says before its matter; "" where it names nobody."""
    return _MATTER.split(_YEAR.sub("", with_arabic_years(squeeze(page.title or ""))))[0]


def is_mended(page: Page) -> bool:
    """Whether its title says that it is a corrected one."""
    return bool(_MENDED.search(page.title or ""))


def doubt(earlier: Published, later: Published) -> str:
    """Why figures of the two years need not join, in Chinese; "" where nothing speaks against it."""
    if not (earlier.is_only_one and later.is_only_one):
        return "同一年度有不止一篇年报，请核对以哪一篇为准"
    if _REORGANISED.search(later.report.text):
        return "年报提到机构调整，请核对"
    return ""


def _standing(page: Page) -> tuple[bool, str]:
    return is_mended(page), str(page.shown_on or "")


def _said(page: Page, site: Site) -> Said | None:
    if page.document_class is not DocumentClass.ANNUAL_REPORT or not page.readable:
        return None
    document = site.documents.get(canonical(page.url))
    files = [a.content.document for a in page.attachments if a.content and not a.content.failure]
    report = read_report(page.title, [document, *files]) if document else None
    return Said(report.year, report.text, report.tables, report.is_whole) if report else None
