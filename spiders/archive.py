"""What came of a target, and how it is kept: the one place in the spiders that touches the store."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import signals
from scrapy.exceptions import CloseSpider
from scrapy.utils.defer import deferred_from_coro

from auditor.models import Probe, RunState, Target, TargetState, Trail
from auditor.models.address import canonical
from auditor.models.exchange import Exchange
from auditor.store import Evidence, Store, StoreError
from auditor.store import amended_at as amended_at
from spiders.ending import Outcome, ended, evidence_told
from spiders.health import counts_of, watched
from spiders.known import Known
from spiders.planning import PROBES, Planner, Sign
from spiders.reading import Reading
from spiders.rounds import at_rest
from spiders.stand_ins import WHY, Stored, marked

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

KIND = "crawl"
QUIET_AT_ONCE = 50  # unchanged pages kept in one transaction
OFF_LIST_A_NIGHT = 50  # articles that left their lists, looked at again, longest unseen first
_COUNTED = ("planned", "fetched", "unchanged", "failed")

logger = logging.getLogger(__name__)


class Archive:
    """Hands out what is due and keeps what was read. A crash between any two steps loses nothing."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.outcome = Outcome(None, RunState.FAILED, "爬取没有开始")
        self.broken = ""  # why nothing more can be kept
        self._run_id: int | None = None
        self._kind = KIND
        self._owned = False  # whether this crawl, not its caller, starts and ends the run
        self.counts: Counter[str] = Counter()
        self._absent: Counter[str] = Counter()
        self._looked_back = False
        self._quiet: list[Reading] = []  # of pages found unchanged, kept together
        self._trails: dict[str, Trail | None] = {}  # of what was handed out last
        self.witnessed: list[Exchange] = []  # answers, kept with the next reading or at the end
        self.knows_trails = False  # whether pages that the server may call unchanged are known

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Archive:
        found = cls(crawler)
        crawler.signals.connect(found.spider_closed, signals.spider_closed)
        return found

    def open_spider(self) -> None:
        """Scrapy's hook: open the store, take up the night's run or begin one, plan what a night begins with."""
        spider = self._spider
        self.portal_id, self.clock = spider.night.portal.id, spider.night.clock
        try:
            self.store = Store.open(spider.db, bodies=Path(spider.bodies) if spider.bodies else None)
            self.evidence = Evidence(self.store.bodies)
            self._enter_run(spider.run)
            self.store.tries.give_up(self.run_id, at=self.clock.now())
            before = self.store.coverage.of(self.portal_id, self.run_id)
            self.counts.update({name: getattr(before, name) for name in _COUNTED})
            self.knows_trails = self.store.trails.any(self.portal_id)
            probes = self.store.looks.probes(self.portal_id)
            views = partial(self.store.sections.views, spider.night.portal)
            self.known = Known(probes, views, self.store.run(self.run_id).as_of)
            self.planner = self._planner(probes)
            self.planner.keep(self.planner.plan(spider.night.atlas.first_targets()))
        except StoreError as error:
            self.broken = str(error)
            raise CloseSpider("store") from error

    def due(self, limit: int) -> list[Target]:
        """The next targets, each handed out once; at the end of a night, some that no list led to any more."""
        try:
            self._settle()
            found = self.store.frontier.due(self.portal_id, self.run_id, limit=limit)
            if not found and not self._looked_back:
                self._looked_back = True
                off_list = self.store.frontier.stale(self.portal_id, self.run_id, limit=OFF_LIST_A_NIGHT)
                self.planner.keep(self.planner.plan(off_list, awake=True))
                found = self.store.frontier.due(self.portal_id, self.run_id, limit=limit)
            self._foresee(found)
            return found
        except StoreError as error:
            self.stop(str(error))
            return []

    def stored(self, url: str) -> Stored | None:
        """The page at an address as it was last read."""
        try:
            found = self.store.pages.stored(self.portal_id, url)
        except StoreError as error:
            self.stop(str(error))
            return None
        return Stored(*found) if found else None

    def asking(self, target: Target) -> None:
        """The target goes out now: should the crawl die of it, it is known of what."""
        try:
            self.store.tries.begin(self.run_id, target.key)
        except StoreError as error:
            self.stop(str(error))

    def trail(self, key: str) -> Trail | None:
        """Where the body of a target led when it was last read."""
        if not self.knows_trails:
            return None
        if key in self._trails:
            return self._trails[key]
        try:
            return self.store.trails.of(self.portal_id, key)
        except StoreError as error:
            self.stop(str(error))
            return None

    def heal(self, capture: str, body: bytes) -> None:
        """Keep the body of a capture that was found lost and came again."""
        try:
            self.evidence.heal(capture, body)
        except StoreError as error:
            self.stop(str(error))

    def holds_body(self, target: Target) -> bool:
        """Whether the evidence of what the target last led to is at hand, as it was: else it is asked for in full,
        since a server's word that nothing changed would leave it lost."""
        trail = None if target.kind in PROBES else self.trail(target.key)
        capture = trail.capture if trail else self.known.kept_capture(target.url)
        return capture is None or self.evidence.body(capture) is not None

    async def process_item(self, item: Reading) -> Reading:
        """Scrapy's hook: keep a reading. Its body first, in a thread: what mentions a capture is committed after it
        lies on the disk, and a disk takes its time."""
        if item.body and not self.broken:
            try:
                capture = await asyncio.to_thread(self.store.bodies.put, item.body)
                item = replace(item, body=b"", capture=capture)
            except StoreError as error:
                self.stop(str(error))
        self.keep(item)
        return item

    def keep(self, reading: Reading) -> None:
        """Keep a reading whose body, if it has one, lies on the disk. When the store fails, the crawl stops and the
        rest stays due."""
        if self.broken:
            return
        try:
            if reading.is_quiet:
                self._quiet.append(reading)
                if len(self._quiet) < QUIET_AT_ONCE:
                    return
            self._settle()
            if not reading.is_quiet:
                self._keep_or_mark(self._as_known_by_now(reading))
        except StoreError as error:
            self.stop(str(error))

    def _as_known_by_now(self, reading: Reading) -> Reading:
        """While its body was written another answer may have shown that the page is none."""
        page, target = reading.page, reading.target
        if not page or not page.readable or not self._spider.night.stand_ins.shows_one(page):
            return reading
        unread = replace(reading, page=marked(page, target), found=(), trails=(), look=None)
        return replace(unread, state=TargetState.FAILED, why=WHY)

    def stop(self, why: str) -> None:
        """Nothing more can be kept."""
        self.broken = why
        deferred_from_coro(self.crawler.engine.close_spider_async(reason="store"))

    def spider_closed(self, reason: str) -> None:
        """Scrapy's signal: settle the run."""
        try:
            if not self.broken and self._run_id is not None:
                self._settle()
            self.outcome = self._settled(reason)
        except StoreError as error:
            self.outcome = Outcome(self._run_id, RunState.FAILED, self.broken or str(error))
        if hasattr(self, "store"):
            self.store.close()

    @property
    def run_in_hand(self) -> int | None:
        """The run the readings belong to, once it is known."""
        return self._run_id

    @property
    def run_id(self) -> int:
        """The run the readings belong to."""
        assert self._run_id is not None
        return self._run_id

    @property
    def _spider(self) -> Any:  # a DisclosureSpider: it knows us, we do not know it
        return self.crawler.spider

    def _enter_run(self, given: int | None) -> None:
        if given:
            self._run_id = given
            self._kind = self.store.run(given).kind
            return
        now, as_of = self.clock.now(), self.clock.as_of
        run_id = self.store.runs.take_up(self.portal_id, KIND, at=now, as_of=as_of)
        self.store.runs.start(run_id, at=self.clock.now())
        self._run_id, self._owned = run_id, True

    def _planner(self, probes: Sequence[Probe]) -> Planner:
        night, frontier = self._spider.night, self.store.frontier
        return Planner(
            night.atlas,
            put=lambda targets: self.counts.update(
                planned=frontier.plan(self.portal_id, self.run_id, targets)
            ),
            leave=lambda targets: frontier.leave(self.portal_id, self.run_id, targets),
            led_to=lambda keys: self.store.trails.of_all(self.portal_id, keys),
            way=night.way,
            at_rest=at_rest(
                self.store.rounds.history(self.portal_id, self.run_id),
                probes,
                night=self.clock.as_of.date(),
                within_days=night.portal.politeness.quiet_pages_within_days,
            ),
        )

    def _foresee(self, found: Sequence[Target]) -> None:
        """Read the trails of what is handed out at once, not one by one as the answers come."""
        if self.knows_trails:
            keys = [target.key for target in found]
            self._trails = dict.fromkeys(keys) | self.store.trails.of_all(self.portal_id, keys)

    def _settle(self) -> None:
        """Keep the quiet readings in one transaction. What is lost with it is merely asked for again."""
        quiet, self._quiet = self._quiet, []
        if not quiet:
            return
        try:
            with self.store.together():
                planned = [sign for reading in quiet for sign in self.planner.plan(reading.found)]
                self.store.exchanges.save(self.portal_id, self.run_id, self.witnessed)
                seen = [(reading.seen_url, reading.at) for reading in quiet if reading.seen_url]
                for reading in quiet:
                    self._keep_look(reading)
                self.store.pages.touch_all(self.portal_id, self.run_id, seen)
                self.store.frontier.mark_all(self.portal_id, self.run_id, [reading.mark for reading in quiet])
        except StoreError:
            raise
        except Exception:
            for reading in quiet:  # which of them it was is found out one by one
                self._keep_or_mark(reading)
        else:
            self.planner.keep(planned)
            self.witnessed.clear()
            self.counts[TargetState.UNCHANGED.value] += len(quiet)

    def _keep_or_mark(self, reading: Reading) -> None:
        """What cannot be kept for what it holds is marked failed: one strange page does not stop a night."""
        try:
            with self.store.together():
                planned = self._keep(reading)
            self.planner.keep(planned)  # only what was committed
            self.witnessed.clear()
        except StoreError:
            raise
        except Exception:
            logger.exception("not kept: %s", reading.target.url)
            self._mark(replace(reading, state=TargetState.FAILED, why="保存出错，详见运行日志"))

    def _keep(self, reading: Reading) -> list[Sign]:
        store, portal_id, run_id = self.store, self.portal_id, self.run_id
        planned = [*self.planner.plan(reading.news, awake=True), *self.planner.plan(reading.found)]
        store.exchanges.save(portal_id, run_id, self.witnessed)
        if reading.page:
            store.pages.save(portal_id, run_id, replace(reading.page, capture=reading.capture))
            self._absent.update(watched(reading.page))
        if reading.seen_url:
            store.pages.touch(portal_id, run_id, reading.seen_url, reading.at)
        if reading.section and reading.visit:
            visit = replace(reading.visit, capture=reading.capture)
            store.sections.save_visit(portal_id, run_id, reading.section, visit, reading.entries)
        self._keep_look(reading)
        self._keep_trails(reading)
        self._undo(reading)
        self._mark(reading)
        return planned

    def _keep_look(self, reading: Reading) -> None:
        if reading.look:
            url, referrer = reading.target.url, reading.target.referrer
            of_file = not (reading.page or reading.section)
            look = replace(reading.look, capture=reading.capture) if of_file else reading.look
            self.store.looks.save(self.portal_id, self.run_id, url, look, referrer=referrer)

    def _keep_trails(self, reading: Reading) -> None:
        """Where the reading's bodies led. A page that was not understood is read again, whatever it gives next:
        an earlier trail would pass its earlier body for the page that is stored now."""
        trails, portal_id = self.store.trails, self.portal_id
        key = canonical(reading.page.url) if reading.page else None
        for changed in (key, *dict(reading.trails)):
            self._trails.pop(changed or "", None)
        if key and key not in dict(reading.trails):
            trails.forget(portal_id, key)
        for key, trail in reading.trails:
            capture = trail.capture or reading.capture
            if capture:
                trails.save(portal_id, key, replace(trail, capture=capture))

    def _undo(self, reading: Reading) -> None:
        """Put back what was replaced earlier tonight by the very words of this reading."""
        for undone in reading.undone:
            before = undone.before
            self.store.pages.save(self.portal_id, before.run_id, before.page)
            self.store.trails.forget(self.portal_id, canonical(undone.target.url))
            failed = TargetState.FAILED
            self._mark(Reading(target=undone.target, state=failed, at=reading.at, status=200, why=WHY))
            self.counts[TargetState.FETCHED.value] -= 1

    def _mark(self, reading: Reading) -> None:
        self.store.frontier.mark_all(self.portal_id, self.run_id, [reading.mark])
        self.counts[reading.state.value] += 1

    def _settled(self, reason: str) -> Outcome:
        if self._run_id is None:
            return Outcome(None, RunState.FAILED, self.broken)
        if not self.broken:
            self.store.exchanges.save(self.portal_id, self.run_id, self.witnessed)
        coverage = self.store.coverage.of(self.portal_id, self.run_id)
        last = self.store.runs.last_good(self.portal_id, self._kind)
        state, why = RunState.FAILED, self.broken
        if not self.broken:
            stopped_by, evidence = self._spider.stopped_by, evidence_told(*self.evidence.losses())
            state, why = ended(reason, coverage, last, self._absent, stopped_by=stopped_by, evidence=evidence)
        if self._owned:
            counts = counts_of(coverage, self._absent, last.counts if last else {})
            self.store.runs.finish(self.run_id, state, at=self.clock.now(), why=why, counts=counts)
        return Outcome(self.run_id, state, why, coverage)
