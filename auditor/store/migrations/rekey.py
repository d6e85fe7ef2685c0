"""Keys made anew after the canonical form of addresses changed: every row keeps what it says and gets today's key.

Works on the tables as the database has them, since later migrations give them more columns.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, MetaData, Row, Table, and_, delete, insert, select, update

from auditor.models.address import as_spelt, canonical

Key = Callable[[str], str]
_URLS = {  # columns that hold addresses; of two spellings of one old key the first named gives the new one
    "targets": ("url", "section_url", "referrer"),
    "looks": ("url",),
    "pages": ("url", "section_url"),
    "fetches": ("url",),
    "listings": ("url",),
    "referrers": ("url",),
}
_NAMED = re.compile(r'"(https?://(?:[^"\\]|\\.)*)"', re.IGNORECASE)  # an address in a record
_WORD = re.compile(r"[^\s→]+")
_READ = ("fetched", "unchanged", "failed", "skipped", "unasked", "resting", "pending")


@dataclass(frozen=True)
class _Shelf:
    """How the rows of a table get their keys. `own`: key columns by the column whose address makes them; `foreign`: key
    columns of rows that do not hold the address; `worth`: which of two rows stays that come to be one; `least`:
    columns of which the smaller value stays."""

    own: Mapping[str, str]
    foreign: tuple[str, ...] = ()
    worth: Callable[[Row[Any]], Any] = lambda _row: 0
    least: tuple[str, ...] = ()


_SHELVES = {
    "targets": _Shelf(
        {"key": "url", "address": "url", "section_key": "section_url"},
        worth=lambda row: (-row.rank, _instant(row.fetched_at)),
    ),
    "target_states": _Shelf({}, ("key",), worth=lambda row: -_READ.index(row.state)),
    "pages": _Shelf(
        {"address": "url", "section_key": "section_url"},
        worth=lambda row: (row.readable, _instant(row.last_seen_at)),
        least=("first_seen_at",),
    ),
    "fetches": _Shelf({"address": "url"}),
    "visits": _Shelf({}, ("section_key",), worth=lambda row: row.entry_count),
    "listings": _Shelf(
        {"address": "url"},
        ("section_key",),
        worth=lambda row: _instant(row.last_seen_at),
        least=("first_seen_at",),
    ),
    "looks": _Shelf({"address": "url"}),
    "trails": _Shelf({}, ("key",)),
    "referrers": _Shelf({"page": "url"}, ("address",), worth=lambda row: row.linked),
}
_STANDING = _Shelf(
    {}, worth=lambda row: (row.state != "fixed", -_instant(row.first_seen_at)), least=("first_seen_at",)
)


def rekey(connection: Connection, before: Key) -> None:
    """Give every row the key that its address has today; `before` is the canonical form the keys were made by.

    Rows that come to be one are one. Verdicts are dropped: pages are judged anew, to the same findings.
    """
    tables = {
        name: Table(name, MetaData(), autoload_with=connection)
        for name in (*_SHELVES, "findings", "sightings", "finding_texts", "verdicts")
    }
    moved = dict(_moved(connection, tables, before))
    if not moved:
        return
    for name, shelf in _SHELVES.items():
        for row in _touched(connection, tables[name], shelf, moved):
            _place(connection, tables[name], shelf, row, _keys(shelf, row, moved))
    _link_all(connection, tables, before, moved)
    _rename_findings(connection, tables, before, moved)
    connection.execute(delete(tables["verdicts"]))


def _moved(connection: Connection, tables: Mapping[str, Table], before: Key) -> Iterator[tuple[str, str]]:
    """Old key and new one, of every address in the store whose key changed."""
    told: set[str] = set()
    for url in _addresses(connection, tables):
        old = before(url)
        if old not in told and old != (new := canonical(url)):
            told.add(old)
            yield old, new


def _addresses(connection: Connection, tables: Mapping[str, Table]) -> Iterator[str]:
    for name, columns in _URLS.items():
        for column in columns:
            query = select(tables[name].c[column]).distinct()
            yield from filter(None, connection.execute(query).scalars())
    seen: set[str] = set()
    for name in ("pages", "finding_texts"):
        records = connection.execute(select(tables[name].c.content), execution_options={"yield_per": 100})
        for record in records.scalars():
            named = set(_NAMED.findall(_text(record))) - seen
            seen |= named
            yield from (json.loads(f'"{url}"') for url in named)


def _touched(connection: Connection, table: Table, shelf: _Shelf, moved: Mapping[str, str]) -> list[Row[Any]]:
    """The rows one of whose keys changed."""
    names = {*_names(table), *shelf.own, *shelf.own.values(), *shelf.foreign}
    rows = connection.execute(
        select(*(table.c[name] for name in names)), execution_options={"yield_per": 1000}
    )
    found = [_identity(table, row) for row in rows if _changed(shelf, row, moved)]
    return [connection.execute(select(table).where(_same(table, one))).one() for one in found]


def _changed(shelf: _Shelf, row: Row[Any], moved: Mapping[str, str]) -> bool:
    return any(getattr(row, name) != key for name, key in _keys(shelf, row, moved).items())


def _keys(shelf: _Shelf, row: Row[Any], moved: Mapping[str, str]) -> dict[str, str]:
    """The key columns as they are to be."""
    keys = {name: getattr(row, name) for name in (*shelf.own, *shelf.foreign)}
    made = {name: _remade(key, moved) for name, key in keys.items() if name in shelf.foreign and key}
    for name, url in shelf.own.items():
        if keys[name] and getattr(row, url):
            made[name] = _remade(keys[name], {}, canonical(getattr(row, url)))
    return made


def _remade(key: str, moved: Mapping[str, str], address: str | None = None) -> str:
    """The key with its address as it is today; of what is asked for by POST it is the middle one of three words."""
    method, _, rest = key.partition(" ")
    old, _, digest = rest.partition(" ")
    if not (method.isupper() and digest):
        return address or moved.get(key, key)
    return f"{method} {address or moved.get(old, old)} {digest}"


def _place(
    connection: Connection, table: Table, shelf: _Shelf, row: Row[Any], keys: Mapping[str, Any]
) -> None:
    """The row under its new keys. Where another stands there, the worthier one stays, with what both know."""
    unique = [name for name in _unique(table) if name in keys]
    at = {name: getattr(row, name) for name in _unique(table)}
    other = connection.execute(select(table).where(_same(table, at | {n: keys[n] for n in unique}))).first()
    values = dict(keys)
    if other is not None and _identity(table, other) != _identity(table, row):
        loser, winner = sorted((row, other), key=shelf.worth)
        values |= {n: min(getattr(row, n), getattr(other, n)) for n in shelf.least}
        connection.execute(delete(table).where(_same(table, _identity(table, loser))))
        row = winner
    connection.execute(update(table).where(_same(table, _identity(table, row))).values(values))


def _unique(table: Table) -> list[str]:
    """The columns that tell two rows apart by what they say, not by their number."""
    names = _names(table)
    if names != ["id"]:
        return names
    return {"pages": ["portal", "address"], "target_states": ["run_id", "key"]}.get(
        table.name, ["portal", "address", "page"]
    )


def _identity(table: Table, row: Row[Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _names(table)}


def _names(table: Table) -> list[str]:
    return [column.name for column in table.primary_key]


def _same(table: Table, values: Mapping[str, Any]) -> Any:
    return and_(*(table.c[name] == value for name, value in values.items()))


def _link_all(
    connection: Connection, tables: Mapping[str, Table], before: Key, moved: Mapping[str, str]
) -> None:
    """Files that went by one key were linked by one row: each is linked from there, until the page is read again."""
    linked, urls = tables["referrers"], connection.execute(select(tables["looks"].c.url).distinct()).scalars()
    for old, new in {(before(url), canonical(url)) for url in urls}:
        if moved.get(old, new) == new:
            continue
        for row in connection.execute(select(linked).where(linked.c.address == moved[old])).all():
            values = {c.name: getattr(row, c.name) for c in linked.c if c.name != "id"} | {"address": new}
            which = {name: values[name] for name in _unique(linked)}
            if connection.execute(select(linked.c.id).where(_same(linked, which))).first() is None:
                connection.execute(insert(linked), values)


def _rename_findings(
    connection: Connection, tables: Mapping[str, Table], before: Key, moved: Mapping[str, str]
) -> None:
    """Findings by the fingerprints they are found by today; what they say, and since when, stays."""
    texts = tables["finding_texts"]
    for digest, record in connection.execute(select(texts.c.digest, texts.c.content)).all():
        said = json.loads(record)
        if (now := _renamed(said, before, moved)) is None:
            continue
        words = json.dumps(now, ensure_ascii=False, sort_keys=True)
        fresh = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
        connection.execute(insert(texts), {"digest": fresh, "content": now})
        keys = {"fingerprint": now["fingerprint"], "digest": fresh}
        for name in ("findings", "sightings"):
            table = tables[name]
            for row in connection.execute(select(table).where(table.c.digest == digest)).all():
                _place(connection, table, _STANDING, row, keys)
        connection.execute(delete(texts).where(texts.c.digest == digest))


def _renamed(said: dict[str, Any], before: Key, moved: Mapping[str, str]) -> dict[str, Any] | None:
    """What a finding says, under its new name; None where its name stays, or was not made of what it says."""
    code, url, subject = said["code"], said["url"], said["subject"]
    now = _WORD.sub(lambda m: moved.get(m[0], m[0]), subject)
    if code == "LNK011":  # whose subject is the address itself
        now = as_spelt(subject)
    name = _fingerprint(code, canonical(url), now)
    known = said["fingerprint"] == _fingerprint(code, before(url), subject)
    return said | {"subject": now, "fingerprint": name} if known and name != said["fingerprint"] else None


def _fingerprint(code: str, address: str, subject: str) -> str:
    return hashlib.sha256("\n".join((code, address, subject)).encode()).hexdigest()[:24]


def _text(record: str | bytes) -> str:
    return record if isinstance(record, str) else record.decode()


def _instant(at: Any) -> float:
    return at.timestamp() if at else 0.0
