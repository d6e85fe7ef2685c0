"""What forms do with a profile, act by act: each finds what somebody saw, makes its changes and puts them on record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from auditor.models.amendment import Amendment
from auditor.models.complaint import CommandError
from auditor.office.amending import Folder, amend, merge_units, rename_unit
from auditor.office.issues import Desk
from auditor.portal.changes import (
    EXEMPTIONS,
    SECTIONS,
    UNITS,
    change,
    filled,
    from_day,
    handed_over,
    table_at,
    with_nil_return,
    with_nil_return_ended,
)
from auditor.portal.clash import Tables

Fields = dict[str, Any]
_PARTS = {UNITS: "单位", SECTIONS: "栏目", EXEMPTIONS: "豁免"}


def enter(desk: Desk, folder: Folder, part: str, fields: Fields, *, why: str) -> Amendment:
    """One more unit, section or exemption."""
    entry = filled({}, fields)
    title = f"新增{_PARTS[part]}：{name_of(part, entry)}"
    return amend(desk, folder, title, [change(part, None, entry)], why=why, from_on=fields.get("since"))


def correct(desk: Desk, folder: Folder, part: str, key: str, fields: Fields, *, why: str) -> Amendment:
    """A unit or an exemption as it should have been written; its name is another matter."""
    before = table_at(folder.values(), part, key)
    title = f"修改{_PARTS[part]}：{name_of(part, before)}"
    return amend(desk, folder, title, [change(part, before, filled(before, fields))], why=why)


def change_section(
    desk: Desk, folder: Folder, key: str, fields: Fields, *, why: str, from_on: dt.date | None
) -> Amendment:
    """A section as it is from a day on; without one, as it should have been written."""
    before = table_at(folder.values(), SECTIONS, key)
    after = filled(before, fields)
    if before == after:
        raise CommandError("没有改动：填的和原来一样")
    title = f"修改栏目：{name_of(SECTIONS, before)}"
    return amend(desk, folder, title, from_day(before, after, from_on), why=why, from_on=from_on)


def hand_over(
    desk: Desk, folder: Folder, keys: Sequence[str], unit: str, *, why: str, from_on: dt.date
) -> Amendment:
    """交接: sections that are another unit's from a day on."""
    values = folder.values()
    sections = [table_at(values, SECTIONS, key) for key in keys]
    if not sections:
        raise CommandError("请先勾选要交接的栏目")
    title = f"交接给{unit}：{'、'.join(name_of(SECTIONS, one) for one in sections)}"
    return amend(desk, folder, title, handed_over(sections, unit, from_on), why=why, from_on=from_on)


def rename(desk: Desk, folder: Folder, key: str, name: str, *, why: str, from_on: dt.date) -> Amendment:
    """更名."""
    unit = table_at(folder.values(), UNITS, key)
    return rename_unit(desk, folder, str(unit["name"]), name, why=why, from_on=from_on)


def merge(desk: Desk, folder: Folder, key: str, into: str, *, why: str, from_on: dt.date) -> Amendment:
    """合并."""
    return merge_units(desk, folder, table_at(folder.values(), UNITS, key), into, why=why, from_on=from_on)


def split(
    desk: Desk, folder: Folder, key: str, name: str, keys: Sequence[str], *, why: str, from_on: dt.date
) -> Amendment:
    """拆分: a new unit from that day, with some of the sections of the one it was part of."""
    values = folder.values()
    unit = table_at(values, UNITS, key)
    sections = [table_at(values, SECTIONS, one) for one in keys]
    fresh = filled({}, {"name": name, "group": unit.get("group"), "since": from_on})
    changes = [change(UNITS, None, fresh), *handed_over(sections, name, from_on)]
    return amend(desk, folder, f"拆分：{unit['name']}分出{name}", changes, why=why, from_on=from_on)


def declare_nil(desk: Desk, folder: Folder, key: str, fields: Fields, *, why: str) -> Amendment:
    """零报告 of a section: nothing of the kind arose in the period."""
    section = table_at(folder.values(), SECTIONS, key)
    title = f"登记零报告：{name_of(SECTIONS, section)}"
    changes = with_nil_return(section, filled({}, fields))
    return amend(desk, folder, title, changes, why=why, from_on=fields.get("since"))


def end_nil(desk: Desk, folder: Folder, key: str, place: int, until: dt.date, *, why: str) -> Amendment:
    """It ends on a day."""
    section = table_at(folder.values(), SECTIONS, key)
    title = f"零报告截止：{name_of(SECTIONS, section)}"
    return amend(desk, folder, title, with_nil_return_ended(section, place, until), why=why)


def name_of(part: str, table: Tables) -> str:
    """What titles call an entry."""
    keys = {UNITS: ("name",), SECTIONS: ("unit", "path"), EXEMPTIONS: ("code", "unit", "section")}[part]
    return " ".join(str(table[key]) for key in keys if table.get(key))
