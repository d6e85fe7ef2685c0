"""Amendments laid over a profile: what the file says remains the base, and whoever reads the profile reads both."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from auditor.config.toml_source import KeyPath, TomlSource, key_text
from auditor.models.amendment import TOP, Amendment
from auditor.portal.clash import NAMES, Clash, Tables, counterpart, is_of, label_of


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
    """The profile as amended. What file and amendment changed in different keys stands together; an amendment that
    fits the file no more is a fault that says so."""
    laying = _Laying(source.values)
    for net in _net(amendments):
        laying.lay(net)
    faults += (_fault(source.name, clash) for clash in laying.clashes)
    if not laying.origins:
        return source
    return AmendedSource(source.name, laying.values, source.text, laying.origins)


def clashes(source: TomlSource, amendments: Iterable[Amendment]) -> tuple[list[Clash], list[Clash]]:
    """Where file and amendments changed the same table: what somebody must choose, and what stands together."""
    laying = _Laying(source.values)
    for net in _net(amendments):
        laying.lay(net)
    return laying.clashes, laying.joined


def _fault(name: str, clash: Clash) -> str:
    told = f"{name}：{clash.label}“{clash.title}”对不上档案：{clash.words}已经不是修改以前的样子"
    if not clash.number:
        return f"{told}，刚才已经有人改过。请刷新网页，看过以后再改"
    said = "；".join(
        f"{key}原来是“{before}”，档案文件里现在是“{found}”，网页上改成“{after}”"
        for key, before, found, after in clash.lines
    )
    return (
        f"{told}（{said}）。请定以哪个为准：以档案文件为准用 auditor profile settle 档案 {clash.number} --keep file，"
        f"以网页上的修改为准用 --keep screen；也可以在网页版“档案”的“修改记录”里选，或者撤回这条修改"
    )


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
    by: Amendment  # the last
    derived: bool  # the same amendment made further tables of this one
    steps: list[Tables] = field(
        default_factory=list
    )  # what it was on the way: a file may have taken over so much

    @property
    def label(self) -> str:
        """As messages name it."""
        return label_of(self.by.number)

    def go_on(self, after: Tables, by: Amendment, *, derived: bool) -> None:
        """One more change."""
        self.steps.append(self.after)
        self.after, self.by, self.derived = after, by, self.derived or derived

    def clash(self, found: Tables, before: Tables) -> Clash:
        """With what the file says now, and what both came from."""
        return Clash(
            number=self.by.number,
            title=self.by.title,
            part=self.part,
            first=self.before,
            before=before,
            after=self.after,
            found=found,
            derived=self.derived,
        )


def _net(amendments: Iterable[Amendment]) -> Iterator[_Net]:
    nets: list[_Net] = []
    for one in in_force(amendments):
        for change in one.changes:
            before, after = tomllib.loads(change.before), tomllib.loads(change.after)
            same = [net for net in nets if before and net.part == change.part]
            known = (
                *(net for net in same if net.after == before),
                *(net for net in same if is_of(before, net.part, net.before, net.after)),
            )
            new = any(not other.before and other.part == change.part for other in one.changes)
            derived = bool(before) and new
            if net := next(iter(known), None):
                net.go_on(after, one, derived=derived)
            else:
                nets.append(_Net(change.part, before, after, one, derived))
    for net in nets:
        if not net.after:  # a table that bears the name of one that went is another one
            net.steps = [step for step in net.steps if not _is_taken(step, net, nets)]
    return (net for net in nets if net.before != net.after)


def _is_taken(step: Tables, net: _Net, nets: Iterable[_Net]) -> bool:
    others = (one.after for one in nets if one is not net and one.part == net.part and one.after)
    return any(counterpart([step], net.part, after) == step for after in others)


class _Laying:
    """The values as they become."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = dict(values)
        self.origins: dict[str, list[Origin]] = {}
        self.clashes: list[Clash] = []  # somebody must choose
        self.joined: list[Clash] = []  # stands together

    def lay(self, net: _Net) -> None:
        """Make the change; what the file says already is left alone."""
        if net.part == TOP:
            self._lay_keys(net)
            return
        tables = self._tables(net.part)
        if net.after in tables:
            return
        stands = [one for one in (net.before, *net.steps) if one in tables]
        if stands:
            self._put(net, tables.index(stands[-1]), net.after)
        elif not self._joined(net, tables) and not net.before:
            self._put(net, len(tables), net.after)

    def _joined(self, net: _Net, tables: list[Tables]) -> bool:
        """Whether the file has a table of its own making by now, where another one was changed."""
        origins = self.origins.get(net.part, [Origin()] * len(tables))
        own = [table for table, origin in zip(tables, origins, strict=True) if not origin.label]
        bases = [one for one in (net.before, *net.steps) if one]
        tried = [net.clash(counterpart(own, net.part, base), base) for base in bases]
        if settled := next((clash for clash in tried[::-1] if clash.is_settled), None):
            if settled.settled() != settled.found:
                self.joined.append(settled)
                self._put(net, tables.index(settled.found), settled.settled())
        elif clash := next(
            (one for one in tried if one.found), tried[0] if net.before and net.after else None
        ):
            self.clashes.append(clash)
        else:
            return False
        return True

    def _lay_keys(self, net: _Net) -> None:
        if _holds(self.values, net.after):
            return
        if not _holds(self.values, net.before):
            self.clashes.append(net.clash({key: self.values.get(key) for key in net.before}, net.before))
            return
        self.values |= net.after
        self.origins.setdefault(TOP, [])

    def _tables(self, part: str) -> list[Tables]:
        found = self.values.get(part, [])
        return found if isinstance(found, list) else []

    def _put(self, net: _Net, place: int, table: Tables) -> None:
        tables = list(self._tables(net.part))
        origins = self.origins.setdefault(net.part, [Origin(at) for at in range(len(tables))])
        was = origins[place].place if place < len(origins) else None
        tables[place : place + 1] = [table] if table else []
        origins[place : place + 1] = [Origin(was, net.label)] if table else []
        if tables:
            self.values[net.part] = tables
        else:  # a part whose last table went is no part of the profile
            self.values.pop(net.part, None)


def _holds(values: Mapping[str, Any], some: Mapping[str, Any]) -> bool:
    return all(values.get(key) == value for key, value in some.items())
