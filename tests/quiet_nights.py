"""Nights on which a portal answers what a test says, read without a wire: what an archive plans and keeps of them."""

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace

from auditor.config.clock import Clock
from auditor.models import Entry, Page, PageKind, Portal, Target, TargetState, Trail
from auditor.models.address import canonical
from auditor.portal.atlas import Atlas
from spiders.archive import Archive
from spiders.family import Course
from spiders.listing.listing import Listing
from spiders.listing.walk import Walk
from spiders.night import Night
from spiders.reading import Reading

FIRST = dt.datetime(2026, 3, 2, 1, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))


class QuietPortal:
    """`lists`: entries by section address; `words`: what stands at an article, by address; None: it does not open."""

    def __init__(self, portal: Portal, db: str) -> None:
        self.portal, self.db = portal, db
        self.lists: dict[str, list[Entry]] = {}
        self.words: dict[str, str | None] = {}
        self.links: dict[str, tuple[tuple[str, str], ...]] = {}

    def night(self, day: int) -> set[str]:
        """Crawl; the articles, files and links that were asked for."""
        at = FIRST + dt.timedelta(days=day)
        night = Night(self.portal, Clock(at), Atlas(self.portal, at.date()))
        spider = SimpleNamespace(night=night, db=self.db, bodies=None, run=None, stopped_by="")
        archive = Archive(SimpleNamespace(spider=spider))
        night.archive = archive
        archive.open_spider()
        asked = set()
        while targets := archive.due(100):
            for target in targets:
                reading = self._list(target, night) if target.kind == "section" else self._page(target, night)
                archive.keep(reading)
                asked |= {target.url} if target.kind != "section" else set()
        archive.spider_closed("finished")
        self.outcome = archive.outcome
        return asked

    def _list(self, target: Target, night: Night) -> Reading:
        at, archive = night.clock.now(), night.archive
        walk = Walk(target.url, known=archive.known.rows(target.url))
        walk.add(Listing(tuple(self.lists[target.url]), Course(end="没有下一页")))
        section = night.atlas.section_at(target.section_url)
        return Reading(
            target=target,
            state=TargetState.FETCHED,
            at=at,
            status=200,
            section=section,
            visit=walk.visit(at),
            entries=walk.entries,
            found=tuple(night.atlas.entry_targets(walk.entries, target.url, target.url)),
            news=tuple(night.atlas.entry_targets(walk.news, target.url, target.url)),
        )

    def _page(self, target: Target, night: Night) -> Reading:
        at, words = night.clock.now(), self.words.get(target.url, "")
        if words is None:
            return Reading(target=target, state=TargetState.FAILED, at=at, why="服务器没有应答")
        key, links = canonical(target.url), self.links.get(target.url, ())
        found = tuple(night.atlas.linked_targets(links, target.url, target.section_url))
        reading = Reading(target=target, state=TargetState.FETCHED, at=at, status=200, found=found)
        before = night.archive.trail(key)
        if before and before.capture == words:
            return replace(reading, state=TargetState.UNCHANGED, status=304, seen_url=target.url)
        page = Page(
            source=target.url, url=target.url, fetched_at=at, status=200, kind=PageKind.ARTICLE, title=words
        )
        page = night.atlas.placed(page, target.section_url)
        trail = Trail(capture=words, read_as=night.way(target), links=links)
        return replace(reading, page=page, trails=((key, trail),))
