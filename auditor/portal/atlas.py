"""A portal on one day: which sections are in force, whose page an address is, and what is to be fetched."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from auditor.models import SEARCH_FORM, Entry, Page, PageKind, Portal, Section, SectionKind, Target
from auditor.models.address import canonical, is_file
from auditor.portal.hosts import is_among
from auditor.text.classify import classify

_SERVICE = re.compile(
    rf".{{0,6}}(?:找错|纠错|(?:站点|网站)地图|无障碍|适老|长者|老年|关怀|搜索|检索).{{0,6}}|{SEARCH_FORM}"
)  # what is offered on every page of a template
_DATED = re.compile(r"\d{1,8}")  # folders by year, month or day between a section and its articles


def links_of(page: Page) -> tuple[tuple[str, str], ...]:
    """Kind and address of a page's attachments, links and pictures, as it names them; of a list what serves every reader."""
    if page.kind is PageKind.LIST:
        return tuple(("link", link.url) for link in page.frame_links if _SERVICE.fullmatch(link.text.strip()))
    attached = [("attachment", attachment.url) for attachment in page.attachments]
    linked = [("link", url) for url in (*(link.url for link in page.links), *page.media)]
    linked += [("link", link.url) for link in page.frame_links if link.text == SEARCH_FORM]
    return tuple(dict.fromkeys(attached + linked))


class Atlas:
    """What the profile says, laid out for asking by address."""

    def __init__(self, portal: Portal, day: dt.date) -> None:
        self.portal = portal
        self._horizon_days = portal.politeness.horizon_days
        self._sections = {
            canonical(section.url): section
            for section in portal.sections
            if section.url and section.period.covers(day)
        }
        self.horizon = day - dt.timedelta(days=self._horizon_days) if self._horizon_days else None

    def allows(self, url: str) -> bool:
        """Whether the address lies on one of the portal's hosts, at a port that is theirs."""
        return is_among(url, self.portal.hosts)

    def section_at(self, url: str | None) -> Section | None:
        """The section in force at this address."""
        return self._sections.get(canonical(url)) if url else None

    def first_targets(self) -> Iterator[Target]:
        """What a night begins with: every section that has an address, and the portal's home page."""
        for section in self._sections.values():
            if section.url and self.allows(section.url):
                yield Target(section.url, "section", section_url=section.url)
        yield Target(self.portal.home, "article")

    def entry_targets(self, entries: Iterable[Entry], section_url: str, list_url: str) -> Iterator[Target]:
        """Articles and files that a list names, newer than the horizon; entries on other hosts stay links."""
        for entry in entries:
            if not self.allows(entry.url) or self._beyond(entry):
                continue
            kind = "attachment" if is_file(entry.url) else "article"
            yield Target(
                entry.url, kind, section_url=self._home_of(entry.url, section_url), referrer=list_url
            )

    def linked_targets(
        self, links: Iterable[tuple[str, str]], page_url: str, section_url: str | None
    ) -> Iterator[Target]:
        """Of what the page at `page_url` links, kind and address, that which lies on the portal's hosts."""
        section = None if self._is_home(page_url) else self.section_at(section_url)
        for kind, url in links:
            if self.allows(url):
                yield Target(url, kind, section_url=section.url if section else None, referrer=page_url)

    def placed(self, page: Page, section_url: str | None) -> Page:
        """The page with its section, unit and document class."""
        if self._is_home(page.url):
            return replace(page, kind=PageKind.HOME)
        section = self.section_at(section_url)
        if section:
            page = replace(page, unit=section.unit, section=section.path, section_url=section.url)
        return replace(page, document_class=classify(page, section))

    def _is_home(self, url: str) -> bool:
        return canonical(url) == canonical(self.portal.home)

    def _beyond(self, entry: Entry) -> bool:
        return bool(self.horizon and entry.published_on and entry.published_on < self.horizon)

    def _home_of(self, url: str, listed_in: str) -> str:
        """The section an article lies in: the one whose folder it stands in, else the one that lists it.

        A list often shows items of other sections (parents, subject collections).
        """
        folder = canonical(url).rpartition("/")[0]
        while folder:
            section = self._sections.get(f"{folder}/")
            if section and section.url and section.kind is not SectionKind.PARENT:
                return section.url
            folder, _, name = folder.rpartition("/")
            if not _DATED.fullmatch(name):
                break
        return listed_in
