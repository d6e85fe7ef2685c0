"""Search over pages, findings and rows of the 台账: pairs of signs in a full-text index, brought up to date when it is asked.

The index is derived: it can be dropped at any time, is made where it is missing, and is no part of the migrations.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    case,
    delete,
    func,
    insert,
    inspect,
    select,
    text,
)

from auditor.store.database import Database
from auditor.store.search_sources import EVERYTHING, SOURCES, Entry, entries
from auditor.text.bigrams import phrase, signs

_BATCH = 400  # entries a transaction
_PART = 12_000  # signs of one row of the index: PostgreSQL knows no place beyond 16,383
_OVERLAP = 40  # signs that the next one begins with again: longer words are cut there
_PARTS = 1024  # of one entry at most
_NEWEST = 8_000  # places of a word that are looked at first; all of them where these do not give enough
_WINDOW = 5_000  # entries, the newest, that PostgreSQL reads one by one
_OFTEN = 1_000  # places of a word among these: so many others stand behind them that the newest are enough
_SORTED = 4_000  # hits, the newest, among which those with the words in their titles are looked for
_STALE = 4  # times as many numbers given as entries: the index is made anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something that holds the words. `key`: canonical address, fingerprint or number of the row."""

    portal: str
    kind: str
    key: str
    unit: str | None
    title: str
    url: str


class Search:
    """The index of all portals."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(
        self,
        portal_id: str,
        words: str,
        *,
        unit: str | None = None,
        limit: int = 20,
        kinds: Collection[str] = EVERYTHING,
        as_indexed: bool = False,
    ) -> list[Hit]:
        """What holds all of the words, parted by blanks, each as it is written; those with the words in their titles
        first, then the newest. Of words that stand in thousands only the newest are looked at.

        `unit`: only what is the unit's. `as_indexed`: as the last night left the index; nothing is read or written
        besides. Nothing is found by words without a letter or a digit.
        """
        phrases = [found for word in words.split() if (found := phrase(word))[0]]
        if not phrases:
            return []
        if not as_indexed:
            self.refresh(portal_id)
        with self._database.read() as connection:
            if as_indexed and not inspect(connection).has_table(entries.name):
                return []
            wanted = [entries.c.portal == portal_id, entries.c.kind.in_(kinds)]
            if unit is not None:
                wanted.append(entries.c.unit == unit)
            top = _newest(connection, wanted)
            told = [_Told(connection, one, place, top) for place, one in enumerate(phrases)]
            hits = _found(connection, wanted, [one.newest for one in told], words.strip(), limit)
            if len(hits) < limit and any(one.is_cut for one in told):
                hits = _found(connection, wanted, [one.all for one in told], words.strip(), limit)
            return hits

    def refresh(self, portal_id: str) -> int:
        """Bring the index up to date; how many entries were new or had changed."""
        with self._database.write() as connection:
            _make(connection)
        done = 0
        for source in SOURCES:
            with self._database.read() as connection:
                places = source.places(connection, portal_id)
            for start in range(0, len(places), _BATCH):
                with self._database.write() as connection:
                    batch = source.some(connection, portal_id, places[start : start + _BATCH])
                    _index(connection, portal_id, source.kind, batch)
                done += len(batch)
        return done


def _make(connection: Connection) -> None:
    """The tables where they are missing; anew where more was replaced than stands."""
    sqlite = connection.dialect.name == "sqlite"
    entries.create(connection, checkfirst=True)
    if sqlite:
        connection.execute(
            text(
                "CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5(words, content='', tokenize='ascii')"
            )
        )
        most, number = connection.execute(
            select(func.max(entries.c.id), func.count()).select_from(entries)
        ).one()
        if (most or 0) > _STALE * (number + 1000):
            connection.execute(text("INSERT INTO search_words(search_words) VALUES ('delete-all')"))
            connection.execute(delete(entries))
        return
    connection.execute(
        text("CREATE TABLE IF NOT EXISTS search_words (id bigint PRIMARY KEY, words tsvector NOT NULL)")
    )
    connection.execute(text("CREATE INDEX IF NOT EXISTS ix_search_words ON search_words USING gin (words)"))


def _index(connection: Connection, portal_id: str, kind: str, batch: Sequence[Entry]) -> None:
    if not batch:
        return
    keys = [entry.key for entry in batch]
    old = (entries.c.portal == portal_id, entries.c.kind == kind, entries.c.key.in_(keys))
    if connection.dialect.name != "sqlite":  # there what is left of an old entry has no entry any more
        gone = list(connection.execute(select(entries.c.id).where(*old)).scalars())
        connection.execute(
            text("DELETE FROM search_words WHERE id / :parts = ANY(:gone)"), {"parts": _PARTS, "gone": gone}
        )
    newest = connection.execute(select(func.max(entries.c.id))).scalar() or 0
    connection.execute(delete(entries).where(*old))
    names = ("key", "stamp", "unit", "title", "url")
    rows = [
        {"id": number, "portal": portal_id, "kind": kind} | {name: getattr(entry, name) for name in names}
        for number, entry in enumerate(batch, newest + 1)
    ]
    connection.execute(insert(entries), rows)
    parts = [part for number, entry in enumerate(batch, newest + 1) for part in _parts(number, entry.words)]
    _write_parts(connection, parts)


def _write_parts(connection: Connection, parts: Sequence[tuple[int, Sequence[str]]]) -> None:
    if connection.dialect.name == "sqlite":
        statement = text("INSERT INTO search_words(rowid, words) VALUES (:id, :words)")
        rows = [{"id": number, "words": " ".join(found)} for number, found in parts]
    else:
        statement = text("INSERT INTO search_words(id, words) VALUES (:id, CAST(:words AS tsvector))")
        rows = [{"id": number, "words": _vector(found)} for number, found in parts]
    if rows:
        connection.execute(statement, rows)


def _parts(number: int, words: str) -> Iterator[tuple[int, Sequence[str]]]:
    found = signs(words)
    for part, start in enumerate(range(0, len(found), _PART)):
        if part < _PARTS:
            yield number * _PARTS + part, found[start : start + _PART + _OVERLAP]


def _vector(found: Iterable[str]) -> str:
    """As PostgreSQL writes it: each sign with its places, no dictionary between."""
    return " ".join(f"'{sign[:500]}':{place}" for place, sign in enumerate(found, 1))


def _newest(connection: Connection, wanted: Iterable[ColumnElement[bool]]) -> int:
    """The number of the newest entry that is wanted at all: what is newer need not be looked at."""
    query = select(entries.c.id).where(*wanted).order_by(entries.c.id.desc()).limit(1)
    return connection.execute(query).scalar() or 0


class _Told:
    """The entries that hold the signs of one word one after another: the newest up to an entry, and all of them."""

    def __init__(self, connection: Connection, asked: tuple[list[str], bool], place: int, top: int) -> None:
        dialect = connection.dialect.name
        self._every, self._which = _holding(dialect, place)
        self._signs = {f"signs_{place}": _words(dialect, *asked)}
        look = self._newest_first if dialect == "sqlite" else self._newest_of_index
        found, self.is_cut = look(connection, top)
        self.newest: Any = bindparam(
            f"newest_{place}", sorted(set(found)), expanding=True, literal_execute=True
        )  # too many to be bound

    def _newest_first(self, connection: Connection, top: int, bottom: int = 0) -> tuple[Sequence[int], bool]:
        """The newest between the two, and whether there may be more."""
        between = f"{self._which} >= {bottom * _PARTS} AND {self._which} < {(top + 1) * _PARTS}"
        last = f"ORDER BY {self._which} DESC LIMIT {_NEWEST}"
        found = self._places(connection, f"{self._every} AND {between} {last}")
        return found, len(found) == _NEWEST

    def _newest_of_index(self, connection: Connection, top: int) -> tuple[Sequence[int], bool]:
        """As PostgreSQL gets at them: its index gives all or none, and one by one they take long where the word is rare."""
        found, _ = self._newest_first(connection, top, max(0, top - _WINDOW))
        if len(found) >= _OFTEN:
            return found, True
        until = f"{self._every} AND {self._which} < {(top + 1) * _PARTS}"
        everything = sorted(self._places(connection, until), reverse=True)
        return everything[:_NEWEST], len(everything) > _NEWEST

    def _places(self, connection: Connection, query: str) -> Sequence[int]:
        return connection.execute(text(query), self._signs).scalars().all()

    @property
    def all(self) -> Any:
        """A query for them, where those at hand are not all."""
        return text(self._every).bindparams(**self._signs) if self.is_cut else self.newest


def _found(
    connection: Connection,
    wanted: Iterable[ColumnElement[bool]],
    holding: Sequence[Any],
    asked: str,
    limit: int,
) -> list[Hit]:
    """Those whose titles hold the words come first, then the newest."""
    newest = select(entries.c.id).where(*wanted, *(entries.c.id.in_(each) for each in holding))
    newest = newest.order_by(entries.c.id.desc()).limit(_SORTED)
    query = select(*(entries.c[name] for name in ("portal", "kind", "key", "unit", "title", "url")))
    titled = case((entries.c.title.contains(asked, autoescape=True), 0), else_=1)
    order = (titled, entries.c.id.desc())
    rows = connection.execute(query.where(entries.c.id.in_(newest)).order_by(*order).limit(limit))
    return [Hit(**row._mapping) for row in rows]


def _holding(dialect: str, place: int) -> tuple[str, str]:
    """The query for the numbers of the entries that hold the signs, and what it calls their places."""
    which, holds = (
        ("rowid", f"search_words MATCH :signs_{place}")
        if dialect == "sqlite"
        else ("id", f"words @@ CAST(:signs_{place} AS tsquery)")
    )
    return f"SELECT {which} / {_PARTS} FROM search_words WHERE {holds}", which


def _words(dialect: str, found: Sequence[str], begins: bool) -> str:
    """The signs one after another, as each of the two asks for them."""
    if dialect == "sqlite":
        return f'"{" ".join(found)}"{" *" if begins else ""}'
    return " <-> ".join(f"'{sign}'" for sign in found) + (":*" if begins else "")
