"""Amendments laid over a profile: what the file says remains the base, and whoever reads the profile reads both."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from auditor.config.toml_source import KeyPath, TomlSource, key_text
from auditor.models.amendment import TOP, Amendment

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


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a table comes from: its place in the file, and the amendment that wrote it last."""

    place: int | None = None
    label: str = ""


@dataclass(frozen=True)
class AmendedSource(TomlSource):
    """The values of file and amendments together; of each table it is known where it comes from."""

    origins: Mapping[str, Sequence[Origin]] = field(default_factory=dict)

    def where(self, path: KeyPath) -> str:
        """As the file has it; for a table that an amendment wrote, that amendment."""
        if len(path) > 1 and isinstance(path[1], int) and path[0] in self.origins:
            origin = self.origins[str(path[0])][path[1]]
            if origin.label:
                return " ".join(
                    [origin.label, *(NAMES.get(str(key), key_text((key,))) for key in path if key != path[1])]
                )
            path = (path[0], origin.place or 0, *path[2:])
        return super().where(path)


def in_force(amendments: Iterable[Amendment]) -> Iterator[Amendment]:
    """Those that hold, in order: neither withdrawn nor a withdrawal."""
    every = tuple(amendments)
    withdrawn = {one.withdraws for one in every}
    return (one for one in every if one.number not in withdrawn and one.withdraws is None)


def laid_over(source: TomlSource, amendments: Iterable[Amendment], faults: list[str]) -> TomlSource:
    """The profile as amended. An amendment that fits the file no more is a fault that says so."""
    laying = _Laying(source.values)
    for net in _net(amendments):
        if not laying.lay(net):
            faults.append(
                f"{source.name}：{net.label}“{net.title}”对不上档案：{net.words}已经不是修改以前的样子。"
                "应当把档案改回修改以前的样子，或者撤回这条修改"
            )
    if not laying.origins:
        return source
    return AmendedSource(source.name, laying.values, source.text, laying.origins)


def label_of(amendment: Amendment) -> str:
    """As messages name it; one that was not kept yet has no number."""
    return f"修改第{amendment.number}号" if amendment.number else "这次修改"


def merged_text(source: TomlSource) -> str:
    """The profile as a file that says what base and amendments say together, the comments of the base kept."""
    import tomlkit
    from tomlkit.items import AoT

    if not isinstance(source, AmendedSource):
        return source.text
    document = tomlkit.parse(source.text)
    for part, origins in source.origins.items():
        if part == TOP:
            document.update(
                {key: value for key, value in source.values.items() if not isinstance(value, list | dict)}
            )
            continue
        if part not in source.values:
            document.pop(part, None)
            continue
        tables: AoT = tomlkit.aot()
        for origin, values in zip(origins, source.values[part], strict=True):
            if origin.place is None:
                tables.append(tomlkit.item(values))
            else:
                before: Any = document[part]
                tables.append(_written(before[origin.place], values))
        document[part] = tables
    text = _APART.sub(r"\1\n\2", tomlkit.dumps(document))
    return text if _says(text, source.values) else tomlkit.dumps(source.values)


def _says(text: str, values: Mapping[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == values
    except tomllib.TOMLDecodeError:
        return False


_APART = re.compile(r"^([^\n]+\n)(\[\[\w+\]\])", re.MULTILINE)


def _written(table: MutableMapping[str, Any], values: Tables) -> MutableMapping[str, Any]:
    """The table of the file with these values; what did not change stays as it was written."""
    for key in [key for key in table if key not in values]:
        del table[key]
    table.update({key: value for key, value in values.items() if table.get(key) != value})
    return table


@dataclass(slots=True)
class _Net:
    """What all changes of one table come to; a file that has taken them over says `after` already."""

    part: str
    before: Tables
    after: Tables
    label: str
    title: str

    @property
    def words(self) -> str:
        """What is changed, for people."""
        named = [str(self.before[key]) for key in ("unit", "path", "name", "code") if key in self.before]
        return f"{NAMES.get(self.part, self.part)}“{' '.join(named)}”" if named else "、".join(self.before)


def _net(amendments: Iterable[Amendment]) -> Iterator[_Net]:
    nets: list[_Net] = []
    for one in in_force(amendments):
        for change in one.changes:
            before, after = tomllib.loads(change.before), tomllib.loads(change.after)
            known = (net for net in nets if before and (net.part, net.after) == (change.part, before))
            if net := next(known, None):
                net.after, net.label, net.title = after, label_of(one), one.title
            else:
                nets.append(_Net(change.part, before, after, label_of(one), one.title))
    return (net for net in nets if net.before != net.after)


class _Laying:
    """The values as they become."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = dict(values)
        self.origins: dict[str, list[Origin]] = {}

    def lay(self, net: _Net) -> bool:
        """Make the change; False where what it changes is not there. What the file says already is left alone."""
        if net.part == TOP:
            return self._lay_keys(net)
        tables = self._tables(net.part)
        if net.before in tables:
            self._put(net, tables.index(net.before))
        elif not net.before and net.after not in tables:
            self._put(net, len(tables))
        elif net.after and net.after not in tables:
            return False
        return True

    def _lay_keys(self, net: _Net) -> bool:
        if _holds(self.values, net.after):
            return True
        if not _holds(self.values, net.before):
            return False
        self.values |= net.after
        self.origins.setdefault(TOP, [])
        return True

    def _tables(self, part: str) -> list[Tables]:
        found = self.values.get(part, [])
        return found if isinstance(found, list) else []

    def _put(self, net: _Net, place: int) -> None:
        tables = list(self._tables(net.part))
        origins = self.origins.setdefault(net.part, [Origin(at) for at in range(len(tables))])
        was = origins[place].place if place < len(origins) else None
        tables[place : place + 1] = [net.after] if net.after else []
        origins[place : place + 1] = [Origin(was, net.label)] if net.after else []
        if tables:
            self.values[net.part] = tables
        else:  # a part whose last table went is no part of the profile
            self.values.pop(net.part, None)


def _holds(values: Mapping[str, Any], some: Mapping[str, Any]) -> bool:
    return all(values.get(key) == value for key, value in some.items())
