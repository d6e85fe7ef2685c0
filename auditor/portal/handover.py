"""Units and sections change hands: a hand-over is two dated entries, and each paper stays with the unit of its day."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from auditor.models import Page, PageKind, Portal, Section, SectionView, Site
from auditor.models.address import canonical

Holders = Mapping[str, Sequence[Section]]


def holders(portal: Portal) -> Holders:
    """The entries of every section that was handed over, by canonical address."""
    found: dict[str, list[Section]] = defaultdict(list)
    for section in portal.sections:
        if section.url:
            found[canonical(section.url)].append(section)
    return {address: entries for address, entries in found.items() if len(entries) > 1}


def of_its_day(page: Page, held: Holders) -> Page:
    """The page as a paper of the unit that held its section on the day it was published, else formed.

    A paper without a date, or of a day no entry covers, stays where the crawl placed it.
    """
    if not held or page.section_url is None or page.kind is not PageKind.ARTICLE:
        return page
    day = page.shown_on or page.date("dated_on") or page.document.signed.dated_on
    entries = held.get(canonical(page.section_url), ()) if day else ()
    holder = next((section for section in entries if day and section.period.covers(day)), None)
    return dataclasses.replace(page, unit=holder.unit, section=holder.path) if holder else page


def sections_in_force(site: Site) -> tuple[SectionView, ...]:
    """The sections that somebody answers for on the day judged from: neither they nor their unit has ended."""
    today = site.as_of.date()
    return tuple(
        view
        for view in site.sections
        if view.section.period.covers(today) and _stands(view.section.unit, site.portal, today)
    )


def _stands(name: str, portal: Portal, day: dt.date) -> bool:
    entries = [unit for unit in portal.units if unit.name == name]
    return not entries or any(unit.period.covers(day) for unit in entries)
