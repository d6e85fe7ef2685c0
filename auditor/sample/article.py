"""What stands on one fictional article page, and what the nights change on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from auditor.sample.district import Section, Unit, sections


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article. Addresses depend on `key`, `section` and `recorded_at` alone, so no change of words moves it."""

    key: str
    section_key: str
    title: str
    published_at: dt.datetime
    recorded_at: dt.datetime
    number: str | None = None  # 发文字号
    dated_on: dt.date | None = None
    lines: tuple[str, ...] = ()  # the body without number line and 落款; `|` opens a table row
    number_line: str | None = None
    signed: tuple[str, ...] = ()
    signed_date: str = ""
    note: str = ""  # 附注
    files: tuple[str, ...] = ()  # `name.ext` of FILES, each with the words of its link
    table: Mapping[str, str | None] = field(default_factory=dict)  # label -> value; None takes the row out
    metas: Mapping[str, str | None] = field(default_factory=dict)
    related: tuple[str, ...] = ()  # keys of the pages it belongs to; both sides link each other
    pinned: bool = False  # stands first in its list, whatever its date
    also_in: tuple[str, ...] = ()  # further sections that list it
    answer: str = ""  # soft_404, slow, gbk
    first_night: int = 1
    on: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # night -> fields changed from then on

    @property
    def section(self) -> Section:
        """The section it lives in."""
        return sections()[self.section_key]

    @property
    def unit(self) -> Unit:
        """The unit that published it."""
        return self.section.unit

    @property
    def registration(self) -> str | None:
        """The 登记号 of a normative document."""
        is_normative = self.is_paper and self.section.kind == "normative_document"
        return (
            f"YXQ-{self.recorded_at.year}-{_serial(self.recorded_at) % 10**7:07d}" if is_normative else None
        )

    @property
    def is_paper(self) -> bool:
        """Whether it is an official paper with a number or a 落款 date of its own."""
        return self.dated_on is not None


def as_of_night(article: Article, night: int) -> Article:
    """The article as it stands in `night`."""
    for since in sorted(article.on, key=int):
        if int(since) <= night:
            article = replace(article, **{name: frozen(value) for name, value in article.on[since].items()})
    return article


def frozen(value: Any) -> Any:
    """A TOML value as the dataclass holds it."""
    return tuple(value) if isinstance(value, list) else value


def information(article: Article, labels: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The information table: `labels` maps what a row says to the label a template gives it."""
    values = _values(article)
    rows: dict[str, str | None] = {
        label: values[name] for name, label in labels.items() if values[name] is not None
    }
    rows |= {"登记号": article.registration} if article.registration else {}
    rows |= {label: value for label, value in article.table.items() if label in rows or value is not None}
    return tuple((label, value) for label, value in rows.items() if value is not None)


def metas(article: Article, address: str) -> tuple[tuple[str, str], ...]:
    """The 47号 page tags."""
    tags: dict[str, str | None] = {
        "ColumnName": article.section.title,
        "ColumnType": article.unit.short,
        "ArticleTitle": article.title,
        "PubDate": f"{article.published_at:%Y-%m-%d %H:%M}",
        "ContentSource": article.unit.short,
        "Keywords": article.section.title,
        "Url": address,
    }
    tags |= article.metas
    return tuple((name, value) for name, value in tags.items() if value is not None)


def _values(article: Article) -> dict[str, str | None]:
    shown_on = f"{article.published_at:%Y-%m-%d}"
    formed_on = article.dated_on.isoformat() if article.dated_on else shown_on
    return {
        "title": article.title,
        "index": f"{article.unit.credit_code}/{article.recorded_at.year}-{_serial(article.recorded_at)}",
        "number": article.number or "无文号",
        "issuer": article.signed[0] if article.signed else article.unit.signature,
        "dated_on": formed_on,
        "published_on": shown_on,
        "subject": "综合政务-其他",
        "validity": "有效" if article.is_paper else None,
        "mode": "主动公开",
        "category": article.section.title,
    }


def _serial(recorded_at: dt.datetime) -> int:
    """A serial that rises with the record's time, as the platform's does."""
    return int(recorded_at.timestamp() - 1_500_000_000) // 60
