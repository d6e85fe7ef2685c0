"""Nights that did not take place: which they are, and the row that says why."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator

from auditor.config.clock import now
from auditor.models import Portal, RunState
from auditor.office.terms import NIGHT
from auditor.store import Store, StoreError

KIND = NIGHT
AWAY = "错过：到点时值守程序没有运行"
LATE = "错过：到点时没有跑成，过了可以补跑的时段"
STILL_BUSY = "错过：上一夜还没有结束"
BROKEN = "错过：程序出错，详见日志"
MOST = 31  # nights looked back: who was away longer knows it

log = logging.getLogger(__name__)


def due_since(last: dt.datetime, hour: int, moment: dt.datetime) -> Iterator[dt.datetime]:
    """The nights of that hour after `last` and up to `moment`, oldest first, the newest MOST of them."""
    newest = moment.replace(hour=hour, minute=0, second=0, microsecond=0)
    if newest > moment:
        newest -= dt.timedelta(days=1)
    nights = (newest - dt.timedelta(days=days) for days in reversed(range(MOST)))
    return (night for night in nights if night > last)


def last_night(store: Store, portal: Portal) -> dt.datetime | None:
    """The newest night on record, missed ones included; None for a portal that never had one."""
    return max((run.as_of for run in store.runs.newest(portal.id) if run.kind == KIND), default=None)


def record(db: str, portal: Portal, due: dt.datetime, why: str) -> int | None:
    """A row for the night that did not take place; None where the store cannot be written."""
    log.warning("night of %s at %s did not take place: %s", portal.id, due, why)
    try:
        with Store.open(db) as store:
            run_id = store.runs.plan(portal.id, KIND, at=now(), as_of=due)
            store.runs.finish(run_id, RunState.FAILED, at=now(), why=why)
    except StoreError:
        log.exception("missed night of %s not recorded", portal.id)
        return None
    return run_id
