"""The store as others see it: one object, one short transaction a call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from auditor.models import (
    Coverage,
    Entry,
    FileContent,
    Finding,
    Look,
    Page,
    Portal,
    Probe,
    Run,
    RunState,
    Section,
    SectionView,
    Standing,
    Target,
    TargetState,
    Visit,
)
from auditor.store import contents, coverage, findings, frontier, looks, pages, runs, sections
from auditor.store.bodies import Bodies
from auditor.store.database import Database
from auditor.store.documents import Documents
from auditor.store.pages import Fetch


class Store:
    """Everything the auditor remembers. Open it with `Store.open`; it is a context manager."""

    def __init__(self, database: Database, bodies: Bodies) -> None:
        self._database = database
        self._bodies = bodies
        self._under_way: dict[int, set[str]] = {}  # run -> keys handed out by due_targets and not marked yet

    @classmethod
    def open(cls, url: str, *, bodies: Path | None = None) -> Self:
        """The store at `url`, made or brought up to date; bodies lie in `captures` beside a SQLite file."""
        database = Database(url)
        database.migrate()
        beside = database.file.parent if database.file else Path()
        return cls(database, Bodies(bodies or beside / "captures"))

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Bodies

    def put_body(self, body: bytes) -> str:
        """Keep a response body; its capture name `sha256:<hex>`. Call it before saving what mentions it."""
        return self._bodies.put(body)

    def get_body(self, capture: str) -> bytes:
        """The body of a capture, proven against its hash; StoreError where it is missing or damaged."""
        return self._bodies.get(capture)

    # Runs

    def plan_run(self, portal_id: str, kind: str, *, at: dt.datetime, as_of: dt.datetime) -> int:
        """A new run's number."""
        with self._database.write() as connection:
            return runs.plan(connection, portal_id, kind, at, as_of)

    def start_run(self, run_id: int, *, at: dt.datetime) -> None:
        """Mark the run running; RunBusyError while another living process runs the portal.

        A run whose process died is marked failed (进程中断); it can be started again. What the portal's last
        crawl left pending becomes due in this one.
        """
        with self._database.write() as connection:
            row = runs.start(connection, run_id, at)
            frontier.carry_over(connection, row.portal, run_id)

    def finish_run(
        self,
        run_id: int,
        state: RunState,
        *,
        at: dt.datetime,
        why: str = "",
        counts: Mapping[str, int] | None = None,
    ) -> None:
        """End the run with its reason and its numbers."""
        with self._database.write() as connection:
            runs.finish(connection, run_id, state, at, why, counts or {})

    def runs(self, portal_id: str | None = None, *, limit: int = 50) -> list[Run]:
        """The newest runs first."""
        with self._database.read() as connection:
            return runs.listed(connection, portal_id, limit)

    def last_good_run(self, portal_id: str, kind: str, *, before: dt.datetime | None = None) -> Run | None:
        """The newest run of the kind that ended well; `before`: of those whose clock stood earlier."""
        with self._database.read() as connection:
            return runs.last_good(connection, portal_id, kind, before)

    # Frontier

    def plan_targets(self, portal_id: str, run_id: int, targets: Iterable[Target]) -> int:
        """Add the targets this run does not hold yet; how many became due. Planning twice changes nothing."""
        with self._database.write() as connection:
            return frontier.plan(connection, portal_id, run_id, targets)

    def due_targets(self, portal_id: str, run_id: int, *, limit: int) -> list[Target]:
        """Pending targets: sections and lists first, then articles, attachments, links.

        Each is handed out once by this Store, until it is marked; marking it PENDING hands it out again.
        After a crash a new Store hands out everything that was not marked.
        """
        under_way = self._under_way.setdefault(run_id, set())
        with self._database.read() as connection:
            found = frontier.due(connection, portal_id, run_id, limit=limit, except_for=under_way)
        under_way.update(target.key for target in found)
        return found

    def stale_targets(self, portal_id: str, run_id: int, *, limit: int) -> list[Target]:
        """Known articles that no list led this run to, those read longest ago first.

        Plan some of them each night: else what was taken off its list is never looked at again, and no
        finding about it is ever closed.
        """
        with self._database.read() as connection:
            return frontier.stale(connection, portal_id, run_id, limit=limit)

    def mark_target(
        self,
        portal_id: str,
        run_id: int,
        target: Target | str,
        state: TargetState,
        *,
        at: dt.datetime,
        status: int | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        why: str = "",
    ) -> None:
        """What came of a target. Mark it after what it brought was saved: a crash between loses nothing."""
        aim = Target(target, "link") if isinstance(target, str) else target
        with self._database.write() as connection:
            frontier.mark(
                connection,
                portal_id,
                run_id,
                aim,
                state,
                at=at,
                status=status,
                etag=etag,
                last_modified=last_modified,
                why=why,
            )
            runs.beat(connection, run_id)
        self._under_way.get(run_id, set()).discard(aim.key)

    def coverage(self, portal_id: str, run_id: int) -> Coverage:
        """What the run saw of what it planned; sections are those it visited."""
        with self._database.read() as connection:
            return coverage.of(connection, portal_id, run_id)

    def read_addresses(self, portal_id: str, run_id: int) -> frozenset[str]:
        """Canonical addresses the run really read: what `ledger.advance` takes as `seen`."""
        with self._database.read() as connection:
            return coverage.read_addresses(connection, portal_id, run_id)

    # Pages

    def save_page(self, portal_id: str, run_id: int, page: Page) -> None:
        """Keep a page as it reads now. One that could not be read does not replace one that was."""
        with self._database.write() as connection:
            pages.save(connection, portal_id, run_id, page)

    def touch_page(self, portal_id: str, run_id: int, url: str, at: dt.datetime) -> None:
        """The page is there and unchanged (304)."""
        with self._database.write() as connection:
            pages.touch(connection, portal_id, run_id, url, at)

    def pages(self, portal_id: str) -> Iterator[Page]:
        """Every page as last read, a batch at a time; the store may be written meanwhile."""
        after = 0
        while True:
            with self._database.read() as connection:
                found, after = pages.batch(connection, portal_id, after)
            if not found:
                return
            yield from map(self._with_contents, found)

    def _with_contents(self, page: Page) -> Page:
        """Contents are large and few pages have any: they are read page by page."""
        captures = {attachment.capture for attachment in page.attachments} - {None}
        if not captures:
            return page
        with self._database.read() as connection:
            read = contents.of(connection, captures)
        attachments = tuple(replace(a, content=read.get(a.capture)) for a in page.attachments)
        return replace(page, attachments=attachments)

    def documents(self, portal_id: str) -> Documents:
        """The pages' bodies by canonical address, read when they are asked for."""
        return Documents(self._database, portal_id)

    def fetches(self, portal_id: str, url: str) -> list[Fetch]:
        """Every fetched version of a page, oldest first; `get_body(fetch.capture)` gives its bytes."""
        with self._database.read() as connection:
            return pages.versions(connection, portal_id, url)

    # Contents of attachments

    def unread_files(self, portal_id: str, parser_version: int) -> list[tuple[str, str]]:
        """(capture, address) of every kept attachment that this version of the parser has not read."""
        with self._database.read() as connection:
            return contents.unread(connection, portal_id, parser_version)

    def save_content(self, capture: str, parser_version: int, content: FileContent) -> None:
        """Keep what the parser made of a capture."""
        with self._database.write() as connection:
            contents.save(connection, capture, parser_version, content)

    # Sections and links

    def save_visit(
        self, portal_id: str, run_id: int, section: Section, visit: Visit, entries: Sequence[Entry]
    ) -> None:
        """Keep a visit of a section's list. READABLE claims that the whole list was read."""
        with self._database.write() as connection:
            sections.save_visit(connection, portal_id, run_id, section, visit, entries)

    def section_views(self, portal: Portal) -> list[SectionView]:
        """The profile's sections with their visits and their lists as last read."""
        with self._database.read() as connection:
            return sections.views(connection, portal)

    def save_look(self, portal_id: str, run_id: int, url: str, look: Look, *, referrer: str | None) -> None:
        """Keep one try at an address and who links it."""
        with self._database.write() as connection:
            looks.save(connection, portal_id, run_id, url, look, referrer)

    def probes(self, portal_id: str) -> list[Probe]:
        """Every address that was looked at, with its newest looks."""
        with self._database.read() as connection:
            return looks.probes(connection, portal_id)

    # Findings

    def standings(self, portal_id: str) -> list[Standing]:
        """The portal's whole ledger, fixed findings included: what `ledger.advance` starts from."""
        with self._database.read() as connection:
            return findings.standings(connection, portal_id)

    def apply_findings(self, portal_id: str, run_id: int, standings: Iterable[Standing]) -> None:
        """Keep the ledger as `ledger.advance(..., at=run.as_of)` returned it."""
        with self._database.write() as connection:
            findings.apply(connection, portal_id, run_id, standings)

    def findings(
        self,
        portal_id: str | None = None,
        *,
        unit: str | None = None,
        state: str | None = None,
        run: int | None = None,
    ) -> list[Finding]:
        """What stands, or what one run sighted: not fixed and not exempted, unless asked for by state."""
        return list(self.each_finding(portal_id, unit=unit, state=state, run=run))

    def each_finding(
        self,
        portal_id: str | None = None,
        *,
        unit: str | None = None,
        state: str | None = None,
        run: int | None = None,
    ) -> Iterator[Finding]:
        """The same, one after another: a long ledger is never whole in memory."""
        with self._database.read() as connection:
            yield from findings.listed(connection, portal_id, unit, state, run)
