"""The articles written by hand: planted defects, and traps that look like defects and are none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from auditor.sample.article import Article, frozen
from auditor.sample.bulk import PAPER_KINDS, body_text, signed
from auditor.sample.district import read_data, sections
from auditor.workdays import BEIJING

_FILES = ("planted_papers.toml", "planted_pages.toml", "traps.toml", "companions.toml", "nights.toml")
ALL_NIGHTS = (1, 2, 3)
_ABSENT = "无此项"  # takes a page tag out
_NOT_FIELDS = frozenset(
    {"section", "at", "recorded", "topic", "planted", "number", "dated_on", "why", "more", "misprint"}
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A defect planted on an article, as its data file states it."""

    article: str
    code: str
    verdict: str
    why: str
    nights: tuple[int, ...]
    subject: str = ""


@cache
def written() -> tuple[Article, ...]:
    """Every hand-written article."""
    return tuple(_article(table) for table in _tables())


@cache
def marks() -> tuple[Mark, ...]:
    """Every defect planted on a hand-written article."""
    return tuple(
        Mark(
            article=table["key"],
            code=mark["code"],
            verdict=mark.get("verdict", "fail"),
            why=mark["why"],
            nights=tuple(mark.get("nights", ALL_NIGHTS)),
            subject=mark.get("subject", ""),
        )
        for table in _tables()
        for mark in table.get("planted", ())
    )


def _tables() -> Iterator[dict[str, Any]]:
    for name in _FILES:
        yield from read_data(name)["articles"]


def _article(table: dict[str, Any]) -> Article:
    """The article a table describes; the body is grown from its topic where it gives no lines."""
    section = sections()[table["section"]]
    published_at = _moment(table["at"])
    topic = table.get("topic", section.unit.topics[0])
    body = (
        body_text(section, topic, published_at.date(), Random(table["key"])) if "lines" not in table else ()
    )
    own = {name: frozen(value) for name, value in table.items() if name not in _NOT_FIELDS}
    own["metas"] = {tag: None if text == _ABSENT else text for tag, text in table.get("metas", {}).items()}
    misprint = table.get("misprint", {})
    own["lines"] = tuple(
        misprint.get(line, line) for line in (*own.get("lines", body), *table.get("more", ()))
    )
    article = Article(
        section_key=section.key,
        published_at=published_at,
        recorded_at=_moment(table["recorded"])
        if "recorded" in table
        else published_at - dt.timedelta(minutes=8),
        **own,
    )
    if "dated_on" in table or section.kind in PAPER_KINDS:
        return signed(article, table.get("dated_on", published_at.date()), table.get("number"))
    return article


def _moment(at: dt.datetime) -> dt.datetime:
    return at.replace(tzinfo=BEIJING)
