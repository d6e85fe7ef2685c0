"""Verdicts: what the rules said of each page and of the portal as a whole, one row each. Whatever is lost here is merely judged anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

import msgspec
from sqlalchemy import Connection, delete, select

from auditor.judge.memory import Said, SiteVerdicts, Verdicts
from auditor.models.record import decode
from auditor.store.database import Database, upsert
from auditor.store.tables import pages, verdicts

_AT_ONCE = 500
_WHOLE = ""  # in the place of an address: of the portal as a whole


class VerdictShelf:
    """What the page rules said last time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, portal_id: str) -> Mapping[str, Verdicts]:
        """The portal's verdicts by canonical address, each decoded when it is asked for."""
        with self._database.read() as connection:
            return _Kept(connection, portal_id)

    def whole(self, portal_id: str) -> SiteVerdicts:
        """What the site rules said last time."""
        where = verdicts.c.portal == portal_id, verdicts.c.address == _WHOLE
        with self._database.read() as connection:
            record = connection.execute(select(verdicts.c.record).where(*where)).scalar()
        return decode(SiteVerdicts, record) if record else SiteVerdicts()

    def keep(self, portal_id: str, heard: Mapping[str, Verdicts], whole: SiteVerdicts | None = None) -> None:
        """Keep what was heard, and drop the rows of pages that are no longer there: one transaction."""
        kept: Mapping[str, Verdicts | SiteVerdicts] = {**heard, _WHOLE: whole} if whole else heard
        with self._database.write() as connection:
            _drop_vanished(connection, portal_id)
            rows = ({"portal": portal_id, "address": a, "record": said} for a, said in kept.items())
            statement = upsert(connection, verdicts)
            renewed = statement.on_conflict_do_update(
                index_elements=list(verdicts.primary_key), set_={"record": statement.excluded.record}
            )
            while batch := list(islice(rows, _AT_ONCE)):
                connection.execute(renewed, batch)


class _Record(msgspec.Struct):
    """Verdicts as they are stored: most pages were before the very same rules, and few have findings."""

    key: str
    asked: msgspec.Raw
    said: msgspec.Raw = msgspec.Raw()


_Told = tuple[str, tuple[str, ...], bytes]  # key, whom, what was found


class _Kept(Mapping[str, Verdicts]):
    """Records by address: whom they asked is read and held once; what was found, when it is asked for."""

    def __init__(self, connection: Connection, portal_id: str) -> None:
        query = select(verdicts.c.address, verdicts.c.record).where(
            verdicts.c.portal == portal_id, verdicts.c.address != _WHOLE
        )
        self._asked: dict[bytes, tuple[str, ...]] = {}
        self._records = {row.address: self._kept(row.record) for row in connection.execute(query)}

    def _kept(self, record: str | bytes) -> _Told | Verdicts:
        try:
            read = _RECORD.decode(record)
        except (
            msgspec.DecodeError,
            UnicodeEncodeError,
        ):  # half a surrogate pair, which msgspec does not read
            return decode(Verdicts, record)
        whom = bytes(read.asked)
        if whom not in self._asked:
            self._asked[whom] = decode(tuple[str, ...], whom)
        return read.key, self._asked[whom], bytes(read.said)

    def __getitem__(self, address: str) -> Verdicts:
        kept = self._records[address]
        if isinstance(kept, Verdicts):
            return kept
        key, asked, said = kept
        return Verdicts(key, asked, decode(dict[str, tuple[Said, ...]], said) if said else {})

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)


_RECORD = msgspec.json.Decoder(_Record)


def _drop_vanished(connection: Connection, portal_id: str) -> None:
    there = select(pages.c.address).where(pages.c.portal == portal_id)
    vanished = verdicts.c.address.not_in(there), verdicts.c.address != _WHOLE
    connection.execute(delete(verdicts).where(verdicts.c.portal == portal_id, *vanished))
