"""A table that file and amendment both changed since: what of it can stand together, and what somebody must choose. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.models.amendment import TOP

Tables = dict[str, Any]
NAMES = {  # of parts and keys, as forms call them
    "units": "单位",
    "sections": "栏目",
    "exemptions": "豁免",
    "plans": "工作方案",
    "nil_returns": "零报告",
    "name": "名称",
    "aliases": "其他名称",
    "group": "分组",
    "credit_code": "统一社会信用代码",
    "unit": "责任单位",
    "path": "栏目路径",
    "url": "网址",
    "kind": "种类",
    "update_within_days": "更新周期",
    "statutory": "法定主动公开",
    "groups": "分组",
    "operator": "门户的责任单位",
    "tasks": "任务",
    "section": "栏目",
    "since": "起日",
    "until": "止日",
    "code": "规则",
    "reason": "理由",
    "approval": "批准文件",
}
_KNOWN_BY = {  # the keys that tell one table of a part from another
    "units": ("name",),
    "sections": ("unit", "groups", "path", "since"),
    "exemptions": ("code", "unit", "section", "since"),
    "plans": ("file",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """What one amendment makes of a table, and what the file makes of it; {}: the table is gone."""

    number: int  # of the amendment
    title: str
    part: str
    first: Tables  # before the first change of it
    before: Tables  # as file and screen both had it
    after: Tables
    found: Tables  # as the file has it now
    derived: bool = (
        False  # the same amendment made further tables of this one: it holds as a whole or not at all
    )

    @property
    def label(self) -> str:
        """As messages name the amendment; one that was not kept yet has no number."""
        return label_of(self.number)

    @property
    def keys(self) -> tuple[str, ...]:
        """Those that both changed, each otherwise."""
        return tuple(key for key in _changed(self.before, self.after) if key in self._edited)

    @property
    def _edited(self) -> Sequence[str]:
        """What the file changed, and otherwise than the amendment."""
        edited = _changed(self.before, self.found)
        return [key for key in edited if self.after.get(key) != self.found.get(key)]

    @property
    def is_settled(self) -> bool:
        """Both changes can stand: they are of different keys, of a table that both keep."""
        return bool(self.found and self.after) and not self.keys and not self.derived

    @property
    def words(self) -> str:
        """What is changed, for people."""
        return words_of(self.part, self.before)

    @property
    def lines(self) -> tuple[tuple[str, str, str, str], ...]:
        """Of each key that both changed, or that the file did: its name, what it was, is in the file and was made."""
        keys = self.keys or self._edited or _changed(self.before, self.after)
        return tuple(
            (
                NAMES.get(key, key),
                _said(self.before, key),
                _said(self.found, key),
                _said(self.after, key),
            )
            for key in keys
        )

    def settled(self, *, by_file: bool = False) -> Tables:
        """Both changes together; of keys that both changed the file's, else the amendment's."""
        if not (self.found and self.after):
            return self.found if by_file else self.after
        kept = {key: self.found for key in self._edited if key not in self.keys or by_file}
        keys = dict.fromkeys((*self.found, *self.after))
        told = {key: kept.get(key, self.after).get(key) for key in keys}
        return {key: value for key, value in told.items() if value is not None}


def counterpart(tables: Iterable[Tables], part: str, before: Tables) -> Tables:
    """The table that is known by the same names as `before`; {} where there is none, or more than one."""
    known_by = _KNOWN_BY.get(part, ())
    same = [one for one in tables if known_by and all(one.get(key) == before.get(key) for key in known_by)]
    return same[0] if len(same) == 1 else {}


def label_of(number: int) -> str:
    """As messages name an amendment; one that was not kept yet has no number."""
    return f"修改第{number}号" if number else "这次修改"


def is_of(change_before: Tables, part: str, before: Tables, after: Tables) -> bool:
    """Whether somebody who changed `change_before` saw what `before` had become, with what the file said besides."""
    made = _changed(before, after) if before and after else ()
    named_alike = counterpart([change_before], part, after) == change_before
    return bool(made) and named_alike and all(change_before.get(key) == after.get(key) for key in made)


def words_of(part: str, table: Tables) -> str:
    """What a table is called, for people."""
    named = [str(table[key]) for key in ("unit", "path", "name", "code") if key in table]
    return (
        f"{NAMES.get(part, part)}“{' '.join(named)}”"
        if named and part != TOP
        else "、".join(NAMES.get(key, key) for key in table)
    )


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return [key for key in dict.fromkeys((*before, *after)) if before.get(key) != after.get(key)]


def _said(table: Tables, key: str) -> str:
    if not table:
        return "（没有这一条）"
    value = table.get(key)
    if value in (None, "", []):
        return "（没有写）"
    if isinstance(value, bool):
        return "是" if value else "不是"
    return "、".join(map(_one, value)) if isinstance(value, list) else str(value)


def _one(value: Any) -> str:
    return str(value.get("reason") or value) if isinstance(value, dict) else str(value)
