"""The clean mass of the sample portal: articles grown from the texts, the same ones every time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from auditor.sample import report_tables
from auditor.sample.article import Article
from auditor.sample.district import Section, read_data, sections
from auditor.workdays import BEIJING, CALENDAR

PAPER_KINDS = frozenset({"policy", "normative_document"})
_PARTS = ("addressee", "opening", "steps", "middle", "ending")
_OFFICE_HOURS = (9, 10, 14, 15, 16)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How many articles a section of a kind holds, how many days lie between them, the day of the newest."""

    count: int
    every_days: int
    newest_on: dt.date


_RHYTHMS = {
    "guide": Rhythm(1, 0, dt.date(2026, 1, 20)),
    "regulations": Rhythm(1, 90, dt.date(2026, 2, 10)),
    "policy": Rhythm(3, 41, dt.date(2026, 3, 27)),
    "normative_document": Rhythm(2, 70, dt.date(2026, 3, 6)),
    "notice": Rhythm(2, 33, dt.date(2026, 3, 31)),
    "public_notice": Rhythm(2, 37, dt.date(2026, 4, 2)),
    "interpretation": Rhythm(0, 55, dt.date(2026, 3, 26)),  # written by hand, each beside its paper
    "consultation": Rhythm(1, 0, dt.date(2026, 2, 3)),
    "consultation_feedback": Rhythm(1, 0, dt.date(2026, 3, 24)),
    "budget": Rhythm(2, 170, dt.date(2026, 2, 12)),
    "annual_report": Rhythm(2, 364, dt.date(2026, 1, 23)),
    "news": Rhythm(4, 19, dt.date(2026, 4, 9)),
    "statistics": Rhythm(2, 31, dt.date(2026, 3, 12)),
    "assistance": Rhythm(2, 31, dt.date(2026, 4, 3)),
    "enforcement": Rhythm(1, 31, dt.date(2026, 4, 1)),
    "procurement": Rhythm(1, 60, dt.date(2026, 3, 10)),
    "project": Rhythm(2, 31, dt.date(2026, 4, 2)),
}


def grown() -> Iterator[Article]:
    """Every article of every section that shows content in some night."""
    for section in sections().values():
        if section.kind != "parent" and (not section.state or section.filled_on):
            yield from _in_section(section)


def body_text(section: Section, topic: str, published_on: dt.date, rng: Random) -> tuple[str, ...]:
    """A body of the section's kind: one choice of each part, placeholders filled."""
    text, values = _text(section), _values(section, topic, published_on, rng)
    lines: list[str] = [
        line.format(**values) for part in _PARTS if part in text for line in rng.choice(text[part])
    ]
    if section.kind == "normative_document":
        lines.append("本通知自发布之日起30日后施行，有效期5年。")
    return tuple(row for line in lines for row in line.split("\n"))


def signed(article: Article, dated_on: dt.date, number: str | None) -> Article:
    """The article as an official paper of its unit."""
    return replace(
        article,
        number=number,
        dated_on=dated_on,
        signed=article.signed or (article.unit.signature,),
        note=article.note or "（此件公开发布）",
    )


def _in_section(section: Section) -> Iterator[Article]:
    rhythm, titles = _RHYTHMS[section.kind], _text(section)["titles"]
    newest_on = section.newest_on or rhythm.newest_on
    every_days = section.every_days or rhythm.every_days
    for nth in range(section.count or rhythm.count):
        rng = Random(f"{section.key}/{nth}")
        topic = section.unit.topics[nth % len(section.unit.topics)]
        published_at = _moment(newest_on - dt.timedelta(days=nth * every_days), rng)
        title = titles[nth % len(titles)].format(**_values(section, topic, published_at.date(), rng))
        article = Article(
            key=f"{section.key}/{nth}",
            section_key=section.key,
            title=title,
            published_at=published_at,
            recorded_at=_recorded_at(section, published_at, nth),
            lines=body_text(section, topic, published_at.date(), rng),
            files=_files(section, title),
            related=(f"{section.unit.slug}/yjzj/{nth}",) if section.kind == "consultation_feedback" else (),
        )
        yield _as_paper(article, rng) if section.kind in PAPER_KINDS else article


def _as_paper(article: Article, rng: Random) -> Article:
    dated_on = _workday(article.published_at.date() - dt.timedelta(days=rng.randint(1, 9)))
    serial = (dated_on - dt.date(dated_on.year, 1, 1)).days // 2 + 1
    unit = article.unit
    named = replace(article, title=f"{unit.signature}{article.title}")
    return signed(named, dated_on, f"{unit.word}〔{dated_on.year}〕{serial}号")


def _recorded_at(section: Section, published_at: dt.datetime, nth: int) -> dt.datetime:
    if section.migrated_at:
        return section.migrated_at.replace(tzinfo=BEIJING) + dt.timedelta(minutes=nth)
    return published_at - dt.timedelta(minutes=6)


def _moment(day: dt.date, rng: Random) -> dt.datetime:
    time = dt.time(rng.choice(_OFFICE_HOURS), rng.randint(41, 59), tzinfo=BEIJING)
    return dt.datetime.combine(_workday(day), time)


def _workday(day: dt.date) -> dt.date:
    """`day` or the last working day before it."""
    while not CALENDAR.is_workday(day):
        day -= dt.timedelta(days=1)
    return day


def _files(section: Section, title: str) -> tuple[str, ...]:
    if section.kind == "budget":
        return (f"{title}.pdf", f"{title}.xlsx")
    if section.kind == "consultation":
        return (f"{title.partition('《')[2].partition('》')[0]}.docx",)
    return ("公示名单.docx",) if section.kind == "public_notice" else ()


def _text(section: Section) -> dict[str, Any]:
    found: dict[str, Any] = read_data("texts.toml")["policy" if section.kind in PAPER_KINDS else section.kind]
    return found


def _values(section: Section, topic: str, published_on: dt.date, rng: Random) -> dict[str, Any]:
    """What the texts' placeholders stand for."""
    unit = section.unit
    return {
        "topic": topic,
        "unit": unit.name,
        "short": unit.short,
        "address": unit.address,
        "phone": unit.phone,
        "year": published_on.year,
        "last": published_on.year - 1,
        "month": published_on.month,
        "before": (published_on.month - 2) % 12 + 1,
        "later": min(published_on.month + 2, 12),
        "n": rng.randint(12, 48),
        "money": rng.randint(120, 980),
        "tables": {
            "norms": "\n".join(report_tables.norms(made=0, valid=0)),
            "requests": "\n".join(report_tables.requests(1)),
            "reviews": "\n".join(report_tables.reviews()),
        },
    }
