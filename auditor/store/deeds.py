"""The record of what people did in the portal, and the files they sent in. Both only grow."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from auditor.models.account import Deed, Upload
from auditor.models.role import Role
from auditor.store.account_tables import deeds, uploads
from auditor.store.database import Database
from auditor.store.errors import StoreError

_LINE = [column for column in deeds.c if column.name != "id"]
_MOST_COPIES = 1000


class Deeds:
    """What was done, by whom, when, from where."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, deed: Deed) -> None:
        """One more line."""
        with self._database.write() as connection:
            connection.execute(insert(deeds), {column.name: getattr(deed, column.name) for column in _LINE})

    def newest(self, limit: int, *, user: str | None = None, since: dt.datetime | None = None) -> list[Deed]:
        """The newest lines, newest first."""
        query = select(*_LINE).order_by(deeds.c.id.desc()).limit(limit)
        if user is not None:
            query = query.where(deeds.c.user == user)
        if since is not None:
            query = query.where(deeds.c.at >= since)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return [Deed(**dict(row._mapping) | {"role": Role(row.role) if row.role else None}) for row in rows]


class Uploads:
    """Files beside rows, by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, upload: Upload) -> str:
        """Keep it; the name it is known by, another where the row has a file of its name."""
        stem, dot, ending = upload.name.rpartition(".")
        for copy in range(1, _MOST_COPIES):
            name = upload.name if copy == 1 else f"{stem}（{copy}）{dot}{ending}"
            row = {column: getattr(upload, column) for column in uploads.c.keys()} | {"name": name}  # noqa: SIM118
            try:
                with self._database.write() as connection, connection.begin_nested():
                    connection.execute(insert(uploads), row)
            except (IntegrityError, StoreError) as error:
                if not isinstance(error, IntegrityError) and not isinstance(error.__cause__, IntegrityError):
                    raise
                continue
            return name
        raise StoreError(f"同名的附件太多：{upload.name}，请换一个文件名")

    def get(self, portal: str, number: str, name: str) -> Upload | None:
        """The row's file of that name."""
        mine = (uploads.c.portal == portal) & (uploads.c.number == number) & (uploads.c.name == name)
        with self._database.read() as connection:
            row = connection.execute(select(uploads).where(mine)).first()
        return Upload(**row._mapping) if row else None

    def of(self, portal: str, number: str) -> list[Upload]:
        """The row's files, by name."""
        mine = (uploads.c.portal == portal) & (uploads.c.number == number)
        with self._database.read() as connection:
            return [Upload(**row._mapping) for row in connection.execute(select(uploads).where(mine))]
