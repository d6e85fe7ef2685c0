"""What people do with a profile, as changes of its tables: entered, corrected, dated, handed over, renamed, merged. Pure."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from auditor.models.amendment import TOP, Change
from auditor.models.complaint import CommandError
from auditor.portal.clash import Tables

UNITS, SECTIONS, EXEMPTIONS, PLANS = "units", "sections", "exemptions", "plans"
NAMING = (SECTIONS, EXEMPTIONS, PLANS)  # the parts whose tables name units
DAY = dt.timedelta(days=1)


def tables_of(values: Mapping[str, Any], part: str) -> list[Tables]:
    """The tables of one part of a profile."""
    return [table for table in values.get(part, []) if isinstance(table, dict)]


def key_of(table: Tables) -> str:
    """What a form calls a table by: another one as soon as somebody changes a word of it."""
    words = json.dumps(table, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def table_at(values: Mapping[str, Any], part: str, key: str) -> Tables:
    """The table that somebody saw. Raises CommandError where it is not there as it was."""
    for table in tables_of(values, part):
        if key_of(table) == key:
            return table
    raise CommandError("这一条刚才已经有人改过，或者不在档案里了。请刷新网页，看过以后再改")


def change(part: str, before: Tables | None, after: Tables | None) -> Change:
    """One table, before and after."""
    return Change(part=part, before=_toml(before), after=_toml(after))


def filled(before: Tables, fields: Mapping[str, Any]) -> Tables:
    """The table with what a form says; a field that is left empty is no key of it any more."""
    return {key: value for key, value in {**before, **fields}.items() if value not in (None, "", [], ())}


def from_day(before: Tables, after: Tables, day: dt.date | None) -> list[Change]:
    """A section as it is from a day on: two dated entries. Without a day the one entry was wrong all along."""
    begun = before.get("since")
    if day is None or (begun is not None and day <= begun):
        return [change(SECTIONS, before, after)]
    ended = {**before, "until": day - DAY}
    return [change(SECTIONS, before, ended), change(SECTIONS, None, {**after, "since": day})]


def handed_over(sections: Iterable[Tables], unit: str, day: dt.date) -> list[Change]:
    """Sections that are another unit's from a day on; what their unit declared of them was its own word."""
    made: list[Change] = []
    for section in sections:
        if "unit" not in section:
            raise CommandError("整组单位共用的栏目不能交接：请先给这个单位单独写一条栏目")
        after = {key: value for key, value in section.items() if key not in ("nil_returns", "until")}
        until = {"until": section["until"]} if "until" in section else {}
        made += from_day(section, {**after, **until, "unit": unit}, day)
    return made


def renamed(values: Mapping[str, Any], old: str, new: str) -> list[Change]:
    """更名: the same unit under another name; the former one stays among its names, whatever names it follows."""
    made = [
        change(UNITS, unit, {**unit, "name": new, "aliases": _names(unit, old, new)})
        for unit in tables_of(values, UNITS)
        if unit.get("name") == old
    ]
    for part in NAMING:
        made += [
            change(part, table, after)
            for table in tables_of(values, part)
            if (after := _naming(table, old, new)) != table
        ]
    if values.get("operator") == old:
        made.append(change(TOP, {"operator": old}, {"operator": new}))
    return made


def merged_into(values: Mapping[str, Any], unit: Tables, into: str, day: dt.date) -> list[Change]:
    """合并: the unit ends the day before, and what it holds by then is the other's."""
    held = (section for section in tables_of(values, SECTIONS) if section.get("unit") == unit.get("name"))
    ended = change(UNITS, unit, {**unit, "until": day - DAY})
    return [ended, *handed_over([section for section in held if _stands(section, day)], into, day)]


def with_nil_return(section: Tables, declared: Tables) -> list[Change]:
    """零报告 of a section, beside those that it has."""
    return [
        change(SECTIONS, section, {**section, "nil_returns": [*section.get("nil_returns", []), declared]})
    ]


def with_nil_return_ended(section: Tables, place: int, until: dt.date) -> list[Change]:
    """One of them ends on a day."""
    declared = list(section.get("nil_returns", []))
    if not 0 <= place < len(declared):
        raise CommandError("没有这一份零报告。请刷新网页，看过以后再改")
    declared[place] = {**declared[place], "until": until}
    return [change(SECTIONS, section, {**section, "nil_returns": declared})]


def _stands(section: Tables, day: dt.date) -> bool:
    until = section.get("until")
    return until is None or until >= day


def _names(unit: Tables, old: str, new: str) -> list[str]:
    return [*(name for name in unit.get("aliases", []) if name not in (old, new)), old]


def _naming(table: Tables, old: str, new: str) -> Tables:
    """The table, and the tasks of a plan in it, with the new name."""
    after = {**table, "unit": new} if table.get("unit") == old else dict(table)
    if tasks := table.get("tasks"):
        after["tasks"] = list(_of_tasks(tasks, old, new))
    return after


def _of_tasks(tasks: Sequence[Tables], old: str, new: str) -> Iterator[Tables]:
    return ({**task, "unit": new} if task.get("unit") == old else task for task in tasks)


def _toml(table: Tables | None) -> str:
    import tomlkit  # slow to import, and only who changes something writes

    return tomlkit.dumps(table) if table else ""
