"""What was asked for and is done while nobody waits: one process takes each, and who died lets go of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from auditor.models.errand import Errand, ErrandAnswer, ErrandKind
from auditor.models.record import decode
from auditor.store.database import Database
from auditor.store.office_tables import errands
from auditor.store.process import Process, this_process


class Errands:
    """Every errand of every portal."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, errand: Errand) -> Errand:
        """Put it on the list; it comes back with its number."""
        row = {name: getattr(errand, name) for name in ("portal", "kind", "subject", "asked_at")}
        with self._database.write() as connection:
            made = insert(errands).values(row | {"record": errand}).returning(errands.c.id)
            return replace(errand, id=connection.execute(made).scalar_one())

    def take(self, portals: Collection[str]) -> Errand | None:
        """The oldest that waits, from now on this process's; None where there is nothing to do.

        Whoever looks in vain keeps no writer waiting.
        """
        with self._database.read() as connection:
            if _waiting(connection, portals) is None:
                return None
        me = this_process()
        owner = {"host": me.host, "pid": me.pid, "process": me.began, "beat_at": me.beat_at}
        with self._database.write() as connection:
            row = _waiting(connection, portals)
            if row is None:
                return None
            connection.execute(update(errands).where(errands.c.id == row.id).values(owner))
        return replace(_errand(row), under_way=True)

    def end(self, errand: Errand, answer: ErrandAnswer) -> None:
        """What it came to."""
        ended = {"answered_at": answer.at, "answer": answer}
        with self._database.write() as connection:
            connection.execute(update(errands).where(errands.c.id == errand.id).values(ended))

    def about(self, portal_id: str, subject: str, kinds: Collection[ErrandKind]) -> Errand | None:
        """The newest one of these kinds about a row."""
        query = select(errands).where(
            errands.c.portal == portal_id, errands.c.subject == subject, errands.c.kind.in_(kinds)
        )
        with self._database.read() as connection:
            row = connection.execute(query.order_by(errands.c.id.desc()).limit(1)).first()
        return _errand(row) if row else None

    def recent(self, portal_id: str, kind: ErrandKind, since: dt.datetime) -> list[Errand]:
        """Those that wait, are under way, or ended since then, the newest first."""
        fresh = errands.c.answered_at.is_(None) | (errands.c.answered_at >= since)
        query = select(errands).where(errands.c.portal == portal_id, errands.c.kind == kind, fresh)
        with self._database.read() as connection:
            return [_errand(row) for row in connection.execute(query.order_by(errands.c.id.desc()))]


def _waiting(connection: Connection, portals: Collection[str]) -> Row[Any] | None:
    """The oldest one that nobody is at work on; writers queue up behind it."""
    mine = errands.c.answered_at.is_(None) & errands.c.portal.in_(portals)
    query = select(errands).where(mine).order_by(errands.c.id).with_for_update()
    return next((row for row in connection.execute(query).all() if not _is_under_way(row)), None)


def _errand(row: Row[Any]) -> Errand:
    answer = decode(ErrandAnswer, row.answer) if row.answer is not None else None
    under_way = answer is None and _is_under_way(row)
    return replace(decode(Errand, row.record), id=row.id, under_way=under_way, answer=answer)


def _is_under_way(row: Row[Any]) -> bool:
    return row.host is not None and Process(row.host, row.pid, row.process, row.beat_at).lives
