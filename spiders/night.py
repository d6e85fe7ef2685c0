"""What both readers need of one night: the portal, the time, the hosts' patience and what is stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from auditor.config.clock import Clock
from auditor.models import Page, Portal, Problem, ProblemKind, Target, Trail
from auditor.models.address import canonical
from auditor.models.trail import capture_of
from auditor.portal.atlas import Atlas
from spiders.answers import content_type, headers_of, is_cut_short
from spiders.archive import Archive
from spiders.extract.answer import Answer, read, way_of_reading
from spiders.failures import Fault
from spiders.politeness import Patience
from spiders.stand_ins import StandIns

if TYPE_CHECKING:
    from scrapy.http import Response

CUT_SHORT = "网页不完整，没有读到末尾"


@dataclass
class Night:
    """One night at one portal. The archive comes with the crawl's engine."""

    portal: Portal
    clock: Clock
    atlas: Atlas
    patience: Patience = field(default_factory=Patience)
    stand_ins: StandIns = field(default_factory=StandIns)
    _archive: Archive | None = None

    @property
    def archive(self) -> Archive:
        """Where readings go."""
        assert self._archive is not None
        return self._archive

    @archive.setter
    def archive(self, archive: Archive) -> None:
        self._archive = archive

    def extracted(self, response: Response, *, alone: bool = False) -> Page:
        """The page an answer holds, not yet placed in a section; `alone`: a column's text in place of a list."""
        answer = Answer(
            url=response.url,
            body=response.body,
            source=(response.meta.get("redirect_urls") or [response.url])[0],
            status=response.status,
            headers=headers_of(response),
            fetched_at=self.clock.now(),
        )
        if is_cut_short(response):
            problem = Problem(ProblemKind.NETWORK, CUT_SHORT)
            return Page(
                source=answer.source or answer.url,
                url=answer.url,
                fetched_at=answer.fetched_at,
                status=200,
                problems=(problem,),
            )
        return read(answer, self.portal, alone=alone)

    def way(self, target: Target) -> str:
        """A digest of all that reading the target depends on beside its body: another way reads it anew."""
        section = self.atlas.section_at(target.section_url)
        place = (section.unit, section.path, section.kind.value, section.feed) if section else ()
        return way_of_reading(self.portal, target.url if target.kind == "section" else "", *place)

    def standing(self, response: Response, way: str, key: str | None = None) -> Trail | None:
        """Where the answer led when it was last read, if neither its body nor the way of reading changed."""
        trail = self.archive.trail(key or canonical(response.url))
        if trail is None or trail.read_as != way:
            return None
        if response.status == 304:
            return trail
        again = response.status == 200 and content_type(response) == trail.media_type
        if not again or capture_of(response.body) != trail.capture:
            return None
        self.archive.heal(trail.capture, response.body)
        return trail

    def whole(self, response: Response) -> Response | None:
        """The answer with its body, that of a 304 as it was kept; None where that is not at hand."""
        if response.status != 304:
            return response
        trail = self.archive.trail(canonical(response.url))
        if trail and (body := self.archive.evidence.body(trail.capture)):
            headers = {**response.headers, "Content-Type": trail.media_type}
            return response.replace(body=body, status=200, headers=headers)
        plain = response.meta.get("plain")  # a server may call unchanged what it was asked for anew
        return response.replace(body=b"", status=200) if plain else None

    def answered(self, url: str, section_url: str | None = None) -> None:
        """The place serves."""
        self.patience.answered(urlsplit(url).netloc, self._place(url, section_url))

    def refused(self, url: str, problem: Problem | None, status: int, section_url: str | None = None) -> None:
        """The place asks to be left in peace."""
        why = problem.text if problem else f"状态码 {status}"
        self.patience.refused(urlsplit(url).netloc, why, self._place(url, section_url))

    def silent(self, url: str, fault: Fault, section_url: str | None = None) -> None:
        """The place did not answer, if that is what the fault is."""
        if fault.silent:
            self.patience.refused(urlsplit(url).netloc, fault.why, self._place(url, section_url))

    def why_paused(self, url: str, section_url: str | None = None) -> str | None:
        """The Chinese reason where the address is not to be asked any more tonight."""
        return self.patience.why_paused(urlsplit(url).netloc, self._place(url, section_url))

    def _place(self, url: str, section_url: str | None) -> str:
        """What of a host is refused as one: the unit's pages, where it is known whose the address is, else its
        folder."""
        section = self.atlas.section_at(section_url)
        if section:
            return f"“{section.unit}”的网页"
        folder, *rest = urlsplit(url).path.strip("/").split("/")
        return f"/{folder}/" if rest else ""
