"""Starts a crawl as a child process, shows how it goes, and says how it ended."""

from __future__ import annotations

import datetime as dt
import logging
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from auditor.config.clock import now
from auditor.models import Coverage, Portal, RunState
from auditor.night.child import PATIENCE_SECONDS, Child
from auditor.night.sealing import sealed
from auditor.portal.profile import load_portal
from auditor.store import Store, StoreError, amended_at

if TYPE_CHECKING:
    from rich.console import Console

Counts = Mapping[str, int]
OnProgress = Callable[[Counts], None]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CrawlResult:
    """How a crawl ended. `why` is Chinese; empty where nothing is to be said."""

    run_id: int | None
    state: RunState
    why: str
    coverage: Coverage

    @property
    def exit_code(self) -> int:
        """0 only where the night can be believed."""
        return 0 if self.state is RunState.DONE else 1


def crawl(
    portal_path: Path | str,
    *,
    db: str,
    as_of: dt.datetime | None = None,
    on_progress: OnProgress | None = None,
    run_id: int | None = None,
    bodies: Path | None = None,
    log: Path | None = None,
    patience_seconds: float = PATIENCE_SECONDS,
) -> CrawlResult:
    """Crawl the portal of a profile into the store at `db`.

    A crawl that was cut short is taken up again. `run_id` names a run that the caller started and will end.
    A crawl that gives no sign of life for `patience_seconds` is ended. The child's log goes to the file `log`, else to our own. Raises PortalError for a profile that cannot be used.
    """
    portal = load_portal(portal_path, amended=amended_at(db))
    command = _command(portal_path, as_of, run_id, bodies)
    with _log_file(log) as log_file, _shown(portal, on_progress) as tell:
        child = Child(command, db, log_file, patience_seconds)
        last = child.heard(tell)
        if log is None:
            _pass_on(log_file)
    last = {"run_id": run_id or child.run_id} | last
    if run_id is None:
        _record_death(last, db, bodies)
        _seal(portal.id, db, bodies)
    return _result(portal, last, db, bodies)


def _command(
    path: Path | str, as_of: dt.datetime | None, run_id: int | None, bodies: Path | None
) -> list[str]:
    """The address of the database is no part of it, since it holds a password that every user could read there."""
    options = {"--as-of": as_of and as_of.isoformat(), "--run": run_id, "--bodies": bodies}
    given = [f"{name}={value}" for name, value in options.items() if value is not None]
    return [sys.executable, "-m", "spiders.run", str(path), "--tied", *given]


def _record_death(last: Mapping[str, Any], db: str, bodies: Path | None) -> None:
    """A crawl that died could not say so in its own run."""
    run_id = last["run_id"]
    if run_id is None or last["state"] != RunState.FAILED.value:
        return
    with suppress(StoreError), Store.open(db, bodies=bodies) as store:
        if store.run(run_id).state is RunState.RUNNING:
            store.runs.finish(run_id, RunState.FAILED, at=now(), why=last["why"])


def _seal(portal_id: str, db: str, bodies: Path | None) -> None:
    """Of a crawl that is a run of its own."""
    with suppress(StoreError), Store.open(db, bodies=bodies) as store:
        sealed(store, portal_id)


def _pass_on(log: IO[bytes]) -> None:
    """What the child wrote for engineers goes where our own such words go."""
    log.seek(0)
    if said := log.read().decode("utf-8", "replace").strip():
        logger.warning("the crawl's log:\n%s", said)


def _result(portal: Portal, last: dict[str, Any], db: str, bodies: Path | None) -> CrawlResult:
    run_id, state = last.get("run_id"), RunState(last["state"])
    coverage = Coverage()
    if run_id is not None:
        with suppress(StoreError), Store.open(db, bodies=bodies) as store:
            coverage = store.coverage.of(portal.id, run_id)
    unknown = sum(section.url is None for section in portal.sections)
    return CrawlResult(run_id, state, last["why"], replace(coverage, sections_unknown=unknown))


def _log_file(log: Path | None) -> AbstractContextManager[IO[bytes]]:
    return log.open("a+b") if log else tempfile.TemporaryFile()


class _Shown(AbstractContextManager[OnProgress]):
    """A progress line on the terminal."""

    def __init__(self, name: str, console: Console) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rest]}"), TimeElapsedColumn())
        self._progress = Progress(TextColumn("{task.description}"), *columns, console=console, transient=True)
        self._task = self._progress.add_task(f"爬取 {name}", total=None, rest="")

    def __enter__(self) -> OnProgress:
        self._progress.start()
        return self._tell

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def _tell(self, counts: Counts) -> None:
        done = sum(count for name, count in counts.items() if name != "planned")
        rest = f"未变 {counts.get('unchanged', 0)}　失败 {counts.get('failed', 0)}"
        self._progress.update(self._task, completed=done, total=counts.get("planned"), rest=rest)


def _shown(portal: Portal, on_progress: OnProgress | None) -> AbstractContextManager[OnProgress]:
    """The caller's own way to show progress, else a line where there is a terminal."""
    if on_progress:
        return nullcontext(on_progress)
    if not sys.stderr.isatty():
        return nullcontext(lambda _: None)
    from rich.console import Console  # slow to import, and most nights nobody looks

    return _Shown(portal.name, Console(stderr=True))
