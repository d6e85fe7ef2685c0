"""What ended a night while it was asked: it comes last the next time, and is given up after a few tries."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, bindparam, case, func, literal, or_, select, update

from auditor.models import TargetState
from auditor.store.database import Database, upsert
from auditor.store.tables import target_states

GIVE_UP = 3  # times that a crawl died while it asked for the target
GAVE_UP = f"{GIVE_UP} 次读取都使爬取进程中断，不再访问"
_BEGIN = (
    update(target_states)
    .where(target_states.c.run_id == bindparam("of_run"), target_states.c.key == bindparam("of_key"))
    .values(tries=target_states.c.tries + 1)
)


class Tries:
    """Counts how often a target was asked for and the crawl died before anything came of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, run_id: int, key: str) -> None:
        """The target is asked for now. Whoever marks it says what came of it; a crawl that dies does not."""
        with self._database.write() as connection:
            connection.execute(_BEGIN, {"of_run": run_id, "of_key": key})

    def give_up(self, run_id: int, *, at: dt.datetime) -> int:
        """Mark what was tried often enough as failed, with its reason; how many."""
        hopeless = update(target_states).where(
            target_states.c.run_id == run_id,
            target_states.c.state == TargetState.PENDING,
            target_states.c.tries >= GIVE_UP,
        )
        with self._database.write() as connection:
            return connection.execute(hopeless.values(state=TargetState.FAILED, at=at, why=GAVE_UP)).rowcount


def carry_over(connection: Connection, portal_id: str, run_id: int) -> None:
    """What the portal's last crawl left pending is due in this one, before what will be planned, with its tries;
    what it gave up stays given up."""
    old = target_states.c
    last = select(func.max(old.run_id)).where(old.portal == portal_id, old.run_id < run_id).scalar_subquery()
    columns = ["run_id", "portal", "key", "rank", "state", "tries", "why"]
    pending = old.state == TargetState.PENDING
    given_up = (old.state == TargetState.FAILED) & (old.tries >= GIVE_UP) & (old.why == GAVE_UP)
    left = (
        select(
            literal(run_id),
            old.portal,
            old.key,
            old.rank,
            old.state,
            old.tries,
            case((given_up, old.why), else_=""),
        )
        .where(old.run_id == last, or_(pending, given_up))
        .order_by(old.id)
    )
    statement = upsert(connection, target_states).from_select(columns, left)
    connection.execute(statement.on_conflict_do_nothing())
