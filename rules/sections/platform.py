"""The parts that the common disclosure platform owes, and the sections and pages that show them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from auditor.models import Section, SectionKind, Site, VisitState
from auditor.models.spaces import squeeze
from auditor.text.patterns import pattern

PARTS: Mapping[str, re.Pattern[str]] = {
    "政府信息公开指南": pattern(r"公开指南|^指南$"),
    "政府信息公开制度": pattern(r"公开制度|制度(?:规定|建设|文件)?$|^政策$"),
    "法定主动公开内容": pattern(r"主动公开|法定公开"),
    "政府信息公开年报": pattern(r"年报|年度报告|年度报表|公开(?:工作)?年度工作(?:报告|报表|总结)"),
}

KINDS: Mapping[str, SectionKind] = {
    "政府信息公开制度": SectionKind.REGULATIONS,
    "政府信息公开年报": SectionKind.ANNUAL_REPORT,
}


def sections_by_unit(site: Site) -> dict[str, list[Section]]:
    """The sections in force of every unit of which at least one list was read."""
    today = site.as_of.date()
    found: dict[str, list[Section]] = defaultdict(list)
    read: set[str] = set()
    for view in site.sections:
        if view.section.period.covers(today):
            found[view.section.unit].append(view.section)
            if any(visit.state is VisitState.READABLE for visit in view.visits):
                read.add(view.section.unit)
    return {unit: sections for unit, sections in found.items() if unit in read}


def names_seen(site: Site, unit: str, sections: list[Section]) -> set[str]:
    """Every level of a unit's section paths whose address is known, and what its own pages show above and beside them."""
    names = {level for section in sections if section.url for level in section.path.split("/")}
    for page in site.pages:
        if page.unit == unit:
            names.update(page.breadcrumb)
            names.update(link.text for link in page.frame_links if link.text)
    return {squeeze(name) for name in names}


def lacking(unit: str, name: str) -> Section:
    """A part that is not there, as a section of the unit, so that the finding is the unit's."""
    return Section(unit=unit, path=name)
