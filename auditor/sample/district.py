"""The fictional district as data: its units, their sections and how each section misbehaves."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from auditor.workdays import BEIJING

NIGHTS = tuple(dt.datetime(2026, 4, day, 1, tzinfo=BEIJING) for day in (13, 14, 15))
FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A fictional 责任单位 and the CMS family its pages are kept in."""

    slug: str
    name: str
    short: str
    aliases: tuple[str, ...]
    group: str
    family: str
    credit_code: str
    word: str  # 代字
    phone: str
    address: str
    sections: tuple[str, ...]  # kinds, by slug
    topics: tuple[str, ...]
    template: str = ""  # of the gongkai family: old or new

    @property
    def signature(self) -> str:
        """The name it signs by: without the second name in brackets."""
        return self.name.split("（")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One unit's section. `state` is empty, scripted, challenge, redirect, note or plain content."""

    unit: Unit
    slug: str
    path: str
    kind: str
    days: int | None = None
    statutory: bool = True
    state: str = ""
    filled_on: int | None = None  # the night from which an empty section shows its content
    to: str = ""
    note: str = ""
    nil: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    count: int | None = None  # of its grown articles
    every_days: int | None = None
    newest_on: dt.date | None = None
    migrated_at: dt.datetime | None = None  # its records were all made then

    @property
    def key(self) -> str:
        """`unit/section`, as the data files name it."""
        return f"{self.unit.slug}/{self.slug}"

    @property
    def title(self) -> str:
        """The last level of the path."""
        return self.path.rsplit("/", 1)[-1]

    def state_on(self, night: int) -> str:
        """The state in one night."""
        filled = self.filled_on is not None and night >= self.filled_on
        return "" if filled else self.state


@cache
def read_data(name: str) -> dict[str, Any]:
    """A TOML file of this folder."""
    return tomllib.loads((FOLDER / name).read_text("utf-8"))


@cache
def units() -> Mapping[str, Unit]:
    """Every unit by slug."""
    return {table["slug"]: _unit(table) for table in read_data("district.toml")["units"]}


@cache
def sections() -> Mapping[str, Section]:
    """Every section by key."""
    data = read_data("district.toml")
    found = [
        Section(
            unit=unit, slug=slug, **(data["kinds"][slug] | data["special"].get(f"{unit.slug}/{slug}", {}))
        )
        for unit in units().values()
        for slug in unit.sections
    ]
    return {section.key: section for section in found}


def _unit(table: dict[str, Any]) -> Unit:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in table.items()
    }
    return Unit(**values)
