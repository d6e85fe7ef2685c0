"""Which papers of the portal other papers of it repeal, by 发文字号."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from auditor.models import Page, Site
from auditor.models.address import canonical
from auditor.text.classify import document_number_of
from auditor.text.dates import find_date
from auditor.text.document_number import find_numbers, parse_number
from auditor.text.patterns import pattern

from ..document_classes import PAPERS

_REPEALS = pattern(r"[^。；;\n]*号[^。；;\n]{0,12}(?:同时|即行|自行|一并|相应|予以)(?:废止|停止执行)")
_IN_PART = pattern("第[一二三四五六七八九十百]+[条款项]|部分|中的|除|附件|有关(?:规定|条款|内容)|不一致|抵触")
_SINCE = pattern(r"自[^。；\n]{6,16}?日起")


@dataclass(frozen=True, slots=True)
class Repeal:
    """The paper that says so, and its words."""

    by: Page
    words: str


def repeal_of(page: Page, site: Site) -> Repeal | None:
    """What repeals a paper as a whole, in force by the day of judging; None where nothing read says so."""
    number = parse_number(document_number_of(page))
    found = site.once(_repeals).get(number.standard) if number else None
    if found is None or canonical(found.by.url) == canonical(page.url):
        return None
    return found


def _repeals(site: Site) -> Mapping[str, Repeal]:
    told: dict[str, Repeal] = {}
    for page in site.pages:
        if page.document_class in PAPERS and page.readable:
            document = site.documents.get(canonical(page.url), page.document)
            if document.may_mention("废止", "停止执行"):
                told |= _told(page, document.text, site)
    return told


def _told(page: Page, text: str, site: Site) -> Iterator[tuple[str, Repeal]]:
    for match in _REPEALS.finditer(text):
        if _IN_PART.search(match.group()) or not _has_begun(text, site):
            continue
        for number in find_numbers(match.group()):
            if not number.is_order:
                yield number.standard, Repeal(page, match.group().strip())


def _has_begun(text: str, site: Site) -> bool:
    """Whether the latest day from which the paper says something holds has come; one that names none holds at once."""
    days = (found[0] for match in _SINCE.finditer(text) if (found := find_date(match.group())) and found[0])
    return max(days, default=site.as_of.date()) <= site.as_of.date()
