"""What both readers need of one night: the portal, the time, the hosts' patience and what is stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from auditor.config.clock import Clock
from auditor.models import Page, Portal, Problem
from auditor.portal.atlas import Atlas
from spiders.answers import headers_of
from spiders.archive import Archive
from spiders.extract.answer import Answer, read
from spiders.failures import Fault
from spiders.politeness import Patience

if TYPE_CHECKING:
    from scrapy.http import Response


@dataclass
class Night:
    """One night at one portal. The archive comes with the crawl's engine."""

    portal: Portal
    clock: Clock
    atlas: Atlas
    patience: Patience = field(default_factory=Patience)
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
        return read(answer, self.portal, alone=alone)

    def answered(self, url: str) -> None:
        """The host serves."""
        self.patience.answered(urlsplit(url).netloc)

    def refused(self, url: str, problem: Problem | None, status: int) -> None:
        """The host asks to be left in peace."""
        self.patience.refused(urlsplit(url).netloc, problem.text if problem else f"状态码 {status}")

    def silent(self, url: str, fault: Fault) -> None:
        """The host did not answer, if that is what the fault is."""
        if fault.silent:
            self.patience.refused(urlsplit(url).netloc, fault.why)
