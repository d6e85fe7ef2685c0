"""A change of a profile in words: what of an entry is otherwise than before, key by key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from auditor.models.amendment import Change
from auditor.portal.clash import NAMES
from auditor.web.profile_fields import KINDS

_NOTHING = "没有写"


@dataclass(frozen=True, slots=True)
class Said:
    """One key, before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """One change: of what, and what of it."""

    what: str
    lines: tuple[Said, ...]


def told(change: Change) -> Told:
    """The keys that are otherwise than before; of an entry that is new or gone, all of them."""
    before, after = tomllib.loads(change.before), tomllib.loads(change.after)
    part = NAMES.get(change.part, "档案")
    named = before or after
    words = " ".join(str(named[key]) for key in ("name", "unit", "path", "code") if key in named)
    state = "新增的" if not before else "删去的" if not after else ""
    return Told(f"{state}{part}　{words}", tuple(_lines(before, after)))


def _lines(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Said]:
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            yield Said(NAMES.get(key, key), _words(key, before), _words(key, after))


def _words(key: str, table: dict[str, Any]) -> str:
    value = table.get(key)
    if value is None:
        return _NOTHING if table else ""
    if isinstance(value, bool):
        return "是" if value else "不是"
    if isinstance(value, list):
        return "；".join(_entry(one) if isinstance(one, dict) else str(one) for one in value)
    return (
        str({kind.value: label for kind, label in KINDS.items()}.get(value, value))
        if key == "kind"
        else str(value)
    )


def _entry(table: dict[str, Any]) -> str:
    """A table inside of one, a nil return: 本年没有制发，2026-01-01 至 2026-12-31."""
    rest = [str(value) for key, value in table.items() if key not in ("since", "until")]
    days = f"{table.get('since', '')} 至 {table.get('until', '')}".strip()
    return "，".join([*rest, *([days] if days != "至" else [])])
