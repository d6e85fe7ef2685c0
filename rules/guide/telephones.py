"""Telephones that a unit shows on its guide, its organisation page and the portal's foot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.models import Page, PageKind, SectionKind, Site
from auditor.models.address import canonical
from auditor.text.patterns import pattern

_NUMBER = r"(?<!\d)(?:[（(]?0\d{2,3}[）)]?[-—－\s]*)?\d{7,8}(?!\d)"
_LABELLED = pattern(
    rf"(?:办公|联系|咨询|值班|办公室)?电话[^\d。；\n]{{0,8}}\n?({_NUMBER}(?:[、，,/或\s]+{_NUMBER})*)"
)
_ONE = pattern(_NUMBER)
_SPECIAL = pattern(r"(?:举报|投诉|监督|维护|技术|传真|热线|援助|值班|信访|咨询)[^\n。；]{0,6}$")
_ORGANISATION = pattern(r"机构(?:概况|职能|简介|信息|设置)|单位概况|部门概况|联系(?:我们|方式)|基本信息")


def telephones(text: str) -> frozenset[str]:
    """The last seven digits of the office numbers that stand under a label of telephone."""
    found = (
        match[1]
        for match in _LABELLED.finditer(text)
        if not _SPECIAL.search(text[max(0, match.start() - 8) : match.start()])
    )
    return frozenset(re.sub(r"\D", "", number)[-7:] for run in found for number in _ONE.findall(run))


def elsewhere(guide: Page, site: Site) -> Iterator[tuple[str, frozenset[str]]]:
    """Where else the guide's unit shows its telephones: its organisation pages, the foot of its portal."""
    if guide.unit is None:
        return
    for page, is_organisation in site.once(_shown):
        where, text = "", ""
        if page.unit == guide.unit and is_organisation:
            where, text = f"《{page.title}》", site.documents.get(canonical(page.url), page.document).text
        elif page.kind is PageKind.HOME and guide.unit in (page.unit, site.portal.operator):
            where, text = "网站页脚", page.frame_text
        if text and (numbers := telephones(text)):
            yield where, numbers


def _shown(site: Site) -> list[tuple[Page, bool]]:
    """The pages that may show telephones, and whether they tell of a unit's organisation."""
    kinds = {view.section.url: view.section.kind for view in site.sections}
    told = ((p, p.readable and _is_organisation(p, kinds.get(p.section_url))) for p in site.pages)
    return [(page, is_told) for page, is_told in told if is_told or page.kind is PageKind.HOME]


def _is_organisation(page: Page, kind: SectionKind | None) -> bool:
    named = _ORGANISATION.search(page.title or "") or _ORGANISATION.search(page.section or "")
    return bool(named) and kind in (None, SectionKind.ORGANISATION, SectionKind.OTHER)
