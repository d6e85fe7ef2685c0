"""The frontier: every address a run is to fetch, and what came of it. A killed run goes on where it stood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from time import monotonic
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    case,
    exists,
    func,
    literal,
    literal_column,
    select,
    update,
)

from auditor.models import Mark, Target, TargetState
from auditor.models.address import canonical
from auditor.store.database import Database, upsert_in
from auditor.store.process import beat
from auditor.store.tables import target_states, targets
from auditor.store.tries import GIVE_UP

BEAT_SECONDS = 10
_COLUMNS = "portal key address url kind rank method body section_key section_url referrer".split()
_RANKS = {kind: rank for rank, kind in enumerate(("section", "list", "article", "attachment", "link"))}


_MARK = (
    update(target_states)
    .where(target_states.c.run_id == bindparam("of_run"), target_states.c.key == bindparam("of_key"))
    .values(
        {name: bindparam(f"now_{name}") for name in ("state", "at", "status", "why")}
        # Given back, it has been tried once more; settled, it has not ended the crawl.
        | {"tries": (target_states.c.tries + 1) * bindparam("given_back")}
    )
    .execution_options(preserve_rowcount=True)
)
_READ = (
    update(targets)
    .where(targets.c.portal == bindparam("of_portal"), targets.c.key == bindparam("of_key"))
    .values(
        fetched_at=bindparam("now_at"),
        etag=bindparam("now_etag"),
        last_modified=bindparam("now_last_modified"),
    )
)
_READ_BEFORE = _READ.values(  # what the server did not say anew stands as it was
    etag=func.coalesce(bindparam("now_etag", type_=targets.c.etag.type), targets.c.etag),
    last_modified=func.coalesce(
        bindparam("now_last_modified", type_=targets.c.last_modified.type), targets.c.last_modified
    ),
)


class Frontier:
    """Hands out what is due and takes what came of it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._under_way: dict[int, set[str]] = {}  # run -> keys handed out by `due` and not marked yet
        self._beaten: dict[int, float] = {}  # run -> when it last gave a sign of life

    def plan(self, portal_id: str, run_id: int, targets: Iterable[Target]) -> int:
        """Add the targets this run does not hold yet; how many became due. Planning twice changes nothing; what was
        to rest is due after all."""
        with self._database.write() as connection:
            return plan(connection, portal_id, run_id, targets)

    def leave(self, portal_id: str, run_id: int, targets: Iterable[Target]) -> int:
        """Add targets that the run leaves alone, but for those it holds already; how many."""
        with self._database.write() as connection:
            return plan(connection, portal_id, run_id, targets, TargetState.RESTING)

    def due(self, portal_id: str, run_id: int, *, limit: int) -> list[Target]:
        """Pending targets: sections and lists first, then articles, attachments, links; what ended a night comes last.

        Each is handed out once by this Store, until it is marked; marking it PENDING hands it out again.
        After a crash a new Store hands out everything that was not marked.
        """
        under_way = self._under_way.setdefault(run_id, set())
        with self._database.read() as connection:
            found = due(connection, portal_id, run_id, limit=limit, except_for=under_way)
        under_way.update(target.key for target in found)
        return found

    def stale(self, portal_id: str, run_id: int, *, limit: int) -> list[Target]:
        """Known articles that no list led this run to, those read longest ago first.

        Plan some of them each night: else what was taken off its list is never looked at again, and no
        finding about it is ever closed.
        """
        with self._database.read() as connection:
            return stale(connection, portal_id, run_id, limit=limit)

    def mark(
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
        self.mark_all(portal_id, run_id, [Mark(aim, state, at, status, etag, last_modified, why)])

    def mark_all(self, portal_id: str, run_id: int, marks: Sequence[Mark]) -> None:
        """What came of several targets, each given once: all of it is kept, or none."""
        with self._database.write() as connection:
            mark_all(connection, portal_id, run_id, marks)
            self._beat(connection, run_id)
        self._under_way.get(run_id, set()).difference_update(mark.target.key for mark in marks)

    def _beat(self, connection: Connection, run_id: int) -> None:
        """A sign of life now and then: who looks for it waits for hours."""
        moment = monotonic()
        if moment - self._beaten.get(run_id, -BEAT_SECONDS) >= BEAT_SECONDS:
            beat(connection, run_id)
            self._beaten[run_id] = moment


def plan(
    connection: Connection,
    portal_id: str,
    run_id: int,
    wanted: Iterable[Target],
    state: TargetState = TargetState.PENDING,
) -> int:
    """Add what this run does not hold yet; how many are new. Lists go before articles, articles before links.

    An address that stood as a link and turns out to be an article is due again, as an article.
    """
    by_key: dict[str, Target] = {}
    for target in wanted:
        other = by_key.get(target.key)
        if other is None or _rank(target) < _rank(other):
            by_key[target.key] = target
    if not by_key:
        return 0
    connection.execute(
        _remember(connection.dialect.name), [_row(portal_id, k, t, run_id) for k, t in by_key.items()]
    )
    states = [
        {
            "run_id": run_id,
            "portal": portal_id,
            "of_portal": portal_id,
            "key": key,
            "same_key": key,
            "state": state,
        }
        for key in by_key
    ]
    return connection.execute(_schedule(connection.dialect.name), states).rowcount


def due(
    connection: Connection, portal_id: str, run_id: int, *, limit: int, except_for: Collection[str]
) -> list[Target]:
    """The next pending targets, but for those already under way, and all of the same number of tries."""
    query = (
        select(targets, target_states.c.tries)
        .join_from(target_states, targets, same_target())
        .where(
            target_states.c.portal == portal_id,
            target_states.c.run_id == run_id,
            target_states.c.state == TargetState.PENDING,
            target_states.c.tries < GIVE_UP,
        )
        .order_by(target_states.c.tries, target_states.c.rank, target_states.c.id)
        .limit(limit + len(except_for))
    )
    rows = [row for row in connection.execute(query) if row.key not in except_for][:limit]
    return [
        _target(row) for row in rows if row.tries == rows[0].tries
    ]  # those that ended a night after all others


def mark_all(connection: Connection, portal_id: str, run_id: int, marks: Sequence[Mark]) -> None:
    """What came of the targets. A good fetch sets the validators for the next run's conditional request.

    An unchanged page was read as well: else those off their lists would be looked at first night after night.
    """
    told = [_told(portal_id, run_id, mark) for mark in marks]
    if told and connection.execute(_MARK, told).rowcount < len(told):
        _plan_and_mark(connection, portal_id, run_id, marks)
    for state, statement in ((TargetState.FETCHED, _READ), (TargetState.UNCHANGED, _READ_BEFORE)):
        if read := [values for mark, values in zip(marks, told, strict=True) if mark.state is state]:
            connection.execute(statement, read)


def _plan_and_mark(connection: Connection, portal_id: str, run_id: int, marks: Sequence[Mark]) -> None:
    """Those among them that this run does not hold yet."""
    for mark in marks:
        if plan(connection, portal_id, run_id, [mark.target]):
            connection.execute(_MARK, _told(portal_id, run_id, mark))


def same_target() -> ColumnElement[bool]:
    """What joins a target with its states."""
    return (targets.c.portal == target_states.c.portal) & (targets.c.key == target_states.c.key)


def stale(connection: Connection, portal_id: str, run_id: int, *, limit: int) -> list[Target]:
    """Known articles that this run does not hold, those read longest ago first."""
    held = exists().where(target_states.c.run_id == run_id, target_states.c.key == targets.c.key)
    query = (
        select(targets, literal(0).label("tries"))
        .where(targets.c.portal == portal_id, targets.c.kind == "article", ~held)
        .order_by(targets.c.fetched_at.asc().nulls_first(), targets.c.key)
        .limit(limit)
    )
    return [_target(row) for row in connection.execute(query)]


def counts(connection: Connection, run_id: int) -> dict[TargetState, int]:
    """How many targets of the run are in each state."""
    query = (
        select(target_states.c.state, func.count())
        .where(target_states.c.run_id == run_id)
        .group_by(target_states.c.state)
    )
    return {TargetState(state): count for state, count in connection.execute(query)}


def failures(connection: Connection, portal_id: str, run_id: int) -> list[tuple[str, str]]:
    """Address and reason of every target that failed or was not asked."""
    query = (
        select(targets.c.url, target_states.c.why)
        .join_from(target_states, targets, same_target())
        .where(
            target_states.c.portal == portal_id,
            target_states.c.run_id == run_id,
            target_states.c.state.in_((TargetState.FAILED, TargetState.UNASKED)),
        )
        .order_by(target_states.c.rank, target_states.c.id)
    )
    return [(url, why) for url, why in connection.execute(query)]


def _rank(target: Target) -> int:
    return _RANKS.get(target.kind, len(_RANKS))


@cache
def _remember(dialect: str) -> Any:
    """Insert targets. Of two kinds of one address the more telling one stays.

    Of two sections the first stays, as long as it is still visited: a rebuilt portal has other sections.
    """
    statement = upsert_in(dialect, targets).values({name: bindparam(name) for name in _COLUMNS})
    new = statement.excluded
    better = new.rank < targets.c.rank
    section: ColumnElement[str] = literal_column(
        "targets.section_key"
    )  # as words: an INSERT has no FROM to correlate with
    visited = exists().where(target_states.c.run_id == bindparam("this_run"), target_states.c.key == section)
    taken = {name: case((better, new[name]), else_=targets.c[name]) for name in ("kind", "rank")}
    found = {
        name: case((better | ~visited, func.coalesce(new[name], targets.c[name])), else_=targets.c[name])
        for name in ("section_key", "section_url", "referrer")
    }
    return statement.on_conflict_do_update(
        index_elements=["portal", "key"], set_={"url": new.url, **taken, **found}
    )


@cache
def _schedule(dialect: str) -> Any:
    """Insert states with the rank the target has by now."""
    rank = select(targets.c.rank).where(
        targets.c.portal == bindparam("of_portal"), targets.c.key == bindparam("same_key")
    )
    given: dict[str, Any] = {name: bindparam(name) for name in ("run_id", "portal", "key", "state")}
    statement = upsert_in(dialect, target_states).values(rank=rank.scalar_subquery(), **given)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["run_id", "key"],
        set_={"rank": new.rank, "state": new.state},
        where=(new.state == TargetState.PENDING)
        & ((new.rank < target_states.c.rank) | (target_states.c.state == TargetState.RESTING)),
    ).execution_options(preserve_rowcount=True)


def _row(portal_id: str, key: str, target: Target, run_id: int) -> dict[str, Any]:
    return {
        "this_run": run_id,
        "portal": portal_id,
        "key": key,
        "address": canonical(target.url),
        "url": target.url,
        "kind": target.kind,
        "rank": _rank(target),
        "method": target.method,
        "body": target.body,
        "section_key": canonical(target.section_url) if target.section_url else None,
        "section_url": target.section_url,
        "referrer": target.referrer,
    }


def _told(portal_id: str, run_id: int, mark: Mark) -> dict[str, Any]:
    which = {"of_run": run_id, "of_portal": portal_id, "of_key": mark.target.key}
    which["given_back"] = int(mark.state is TargetState.PENDING)
    return which | {f"now_{name}": value for name, value in mark._asdict().items() if name != "target"}


def _target(row: Any) -> Target:
    return Target(
        url=row.url,
        kind=row.kind,
        section_url=row.section_url,
        referrer=row.referrer,
        method=row.method,
        body=row.body,
        etag=row.etag,
        last_modified=row.last_modified,
        tries=row.tries,
    )
