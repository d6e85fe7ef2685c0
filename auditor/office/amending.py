"""A profile changed on the screen: tried as a whole by the profile's own checks, then put on record, or nothing is kept."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from auditor.config.toml_source import TomlSource
from auditor.installation import open_profile
from auditor.ledger.issue import entered
from auditor.models.amendment import Amendment, Change
from auditor.models.complaint import CommandError
from auditor.models.issue import Event, Issue
from auditor.models.issue_kinds import ENDED, Act
from auditor.models.role import Role
from auditor.office.issues import Desk, written_down
from auditor.portal.amend import clashes, in_force, merged_text
from auditor.portal.changes import UNITS, change, merged_into, renamed
from auditor.portal.clash import Clash
from auditor.portal.profile_text import PortalError, portal_id_of, profile_text, read_profile
from auditor.store import Store
from auditor.workdays import BEIJING

AMENDERS = (Role.INSPECTOR, Role.CHIEF)


@dataclass(frozen=True, slots=True)
class Folder:
    """A profile that can be changed: its file, and the store that holds what was changed of it."""

    path: Path
    portal_id: str
    store: Store

    def amendments(self) -> list[Amendment]:
        """The trail, oldest first."""
        return self.store.amendments.of(self.portal_id)

    def values(self) -> Mapping[str, Any]:
        """What file and trail say together, table by table. Raises PortalError where the file cannot be read."""
        return self._read()[0].values

    def faults(self) -> list[str]:
        """What of the trail fits the file no more. Raises PortalError where the file cannot be read."""
        return self._read()[1]

    def clashes(self) -> tuple[list[Clash], list[Clash]]:
        """Where file and trail changed the same entry: what somebody must choose, and what stands together."""
        return clashes(read_profile(profile_text(self.path), self.path.name)[0], self.amendments())

    def merged(self) -> str:
        """The same as the text of a file. Raises PortalError where the trail does not fit the file."""
        source, faults = self._read()
        if faults:
            raise PortalError(faults)
        return merged_text(source)

    def _read(self) -> tuple[TomlSource, list[str]]:
        return read_profile(profile_text(self.path), self.path.name, lambda _: self.amendments())


def folder_of(path: Path, store: Store) -> Folder:
    """The profile of a file, beside this store. Raises PortalError where it cannot be read at all."""
    return Folder(path, portal_id_of(profile_text(path), str(path)), store)


def trail_faults(path: Path, store: Store) -> Sequence[str]:
    """Why the trail fits the file no more, or why the file cannot be read, without the folder in which it lies."""
    try:
        return tuple(_bare(folder_of(path, store).faults(), path))
    except PortalError as error:
        return tuple(_bare(error.faults, path))


def amend(
    desk: Desk,
    folder: Folder,
    title: str,
    changes: Sequence[Change],
    *,
    why: str,
    from_on: dt.date | None = None,
    withdraws: int | None = None,
) -> Amendment:
    """Put the changes on record. Raises PortalError with the profile's own words where they contradict it."""
    _refuse(desk, why)
    if not withdraws and all(change.before == change.after for change in changes):
        raise CommandError("没有改动：填的和原来一样")
    with desk.store.together():
        known = folder.amendments()
        tried = Amendment(
            portal=folder.portal_id,
            number=0,
            title=title,
            changes=tuple(changes),
            withdraws=withdraws,
            from_on=from_on or desk.today,
            at=desk.at.astimezone(BEIJING),
            by=desk.actor.name,
            role=desk.actor.role,
            why=why.strip(),
        )
        _try(folder, known, tried)
        kept = replace(tried, number=len(known) + 1)
        desk.store.amendments.add(kept)
    return kept


def withdraw(desk: Desk, folder: Folder, number: int, *, why: str) -> Amendment:
    """An amendment holds no more; both stay on the trail. Raises PortalError where a later one stands on it."""
    known = {one.number: one for one in in_force(folder.amendments())}
    if number not in known:
        raise CommandError(f"没有可以撤回的第 {number} 号修改")
    title = f"撤回第{number}号修改：{known[number].title}"
    with desk.store.together():
        kept = amend(desk, folder, title, (), why=why, withdraws=number)
        _give_back(desk, folder.portal_id, known[number], kept)
        for old, new in _renamings(known[number]):
            _place_people(desk, folder.portal_id, new, old)
    return kept


def settle(desk: Desk, folder: Folder, number: int, *, by_file: bool, why: str) -> Amendment:
    """What file and an amendment both changed is as the file says (`by_file`), or as the amendment does; what only one
    of them changed stays. Raises CommandError where nothing of that amendment waits for it."""
    waiting = [clash for clash in folder.clashes()[0] if clash.number == number]
    if not waiting:
        raise CommandError(f"第 {number} 号修改和档案文件没有要选的地方")
    whose = "档案文件" if by_file else "网页上的修改"
    if by_file and any(clash.derived for clash in waiting):
        return withdraw(desk, folder, number, why=why)
    title = f"以{whose}为准：第{number}号修改“{waiting[0].title}”"
    changes = [one for clash in waiting for one in _settling(clash, by_file=by_file)]
    return amend(desk, folder, title, changes, why=why)


def _settling(clash: Clash, *, by_file: bool) -> Iterator[Change]:
    """The amendment is undone, and what was chosen is made of the table as the file has it."""
    if clash.after:
        yield change(clash.part, clash.after, clash.first)
    chosen = clash.settled(by_file=by_file)
    if chosen != clash.found:
        yield change(clash.part, clash.found, chosen)


def rename_unit(desk: Desk, folder: Folder, old: str, new: str, *, why: str, from_on: dt.date) -> Amendment:
    """更名: its living rows and its people's accounts go with it; what has ended stays under the name of its day."""
    _refuse_future(desk, from_on)
    with desk.store.together():
        title = f"更名：{old} → {new}"
        kept = amend(desk, folder, title, renamed(folder.values(), old, new), why=why, from_on=from_on)
        _pass_on(desk, folder.portal_id, old, new, kept)
        _place_people(desk, folder.portal_id, old, new)
    return kept


def merge_units(
    desk: Desk, folder: Folder, unit: dict[str, Any], into: str, *, why: str, from_on: dt.date
) -> Amendment:
    """合并: the sections are the successor's from that day, and so is whatever is not ended yet."""
    _refuse_future(desk, from_on)
    name = str(unit["name"])
    with desk.store.together():
        changes = merged_into(folder.values(), unit, into, from_on)
        kept = amend(desk, folder, f"合并：{name}并入{into}", changes, why=why, from_on=from_on)
        _pass_on(desk, folder.portal_id, name, into, kept)
    return kept


def _refuse(desk: Desk, why: str) -> None:
    if desk.actor.role not in AMENDERS:
        may = "、".join(role.label for role in AMENDERS)
        raise CommandError(f"修改档案由{may}办理，“{desk.actor.name}”是{desk.actor.role.label}")
    if not why.strip():
        raise CommandError("修改档案要写明依据或者理由")


def _refuse_future(desk: Desk, day: dt.date) -> None:
    if day > desk.today:
        raise CommandError(f"{day} 还没有到：更名、合并到了那一天再办")


def _try(folder: Folder, known: Sequence[Amendment], tried: Amendment) -> None:
    """Raises PortalError where the profile is wrong with it, but for what was wrong without it."""
    if told := set(_wrong(folder, [*known, tried])) - set(_wrong(folder, known) if folder.faults() else ()):
        raise PortalError(sorted(told))


def _wrong(folder: Folder, amendments: Sequence[Amendment]) -> Sequence[str]:
    try:
        open_profile(folder.path, amended=lambda _: amendments)
    except PortalError as error:
        return tuple(_bare(error.faults, folder.path))
    return ()


def _bare(faults: Sequence[str], path: Path) -> Iterator[str]:
    """The faults without the folder in which the file lies."""
    return (fault.replace(str(path), path.name) for fault in faults)


def _pass_on(desk: Desk, portal_id: str, old: str, new: str, kept: Amendment) -> None:
    """The living rows of the unit are its successor's."""
    desk.store.issues.hold(portal_id)
    for row in desk.store.issues.of(portal_id):
        if row.unit == old and row.state not in ENDED:
            _succeed(desk, row, new, kept)


def _give_back(desk: Desk, portal_id: str, withdrawn: Amendment, kept: Amendment) -> None:
    """The living rows that went over with it, and no further since, are again whose they were."""
    desk.store.issues.hold(portal_id)
    for row in desk.store.issues.of(portal_id):
        newest = row.last(Act.SUCCEEDED)
        if newest is None or row.state in ENDED or not newest.why.endswith(_with(withdrawn)):
            continue
        before = row.events[: row.events.index(newest)]
        was = next((event.unit for event in reversed(before) if event.unit), row.opening.unit)
        if was and row.unit == newest.unit:
            _succeed(desk, row, was, kept)


def _succeed(desk: Desk, row: Issue, unit: str, kept: Amendment) -> None:
    event = Event(
        at=kept.at,
        by=kept.by,
        role=kept.role,
        act=Act.SUCCEEDED,
        unit=unit,
        why=f"{kept.title}{_with(kept)}",
        recorded_at=written_down(desk.at),
    )
    entered(row, event)
    desk.store.issues.append(row.portal, row.number, event, version=row.version)


def _with(amendment: Amendment) -> str:
    return f"（档案修改第{amendment.number}号）"


def _renamings(amendment: Amendment) -> Iterator[tuple[str, str]]:
    """The units whose name it changed: before and after."""
    for one in amendment.changes:
        if one.part == UNITS and one.before and one.after:
            old, new = (str(tomllib.loads(text)["name"]) for text in (one.before, one.after))
            if old != new:
                yield old, new


def _place_people(desk: Desk, portal_id: str, old: str, new: str) -> None:
    """The accounts of a unit's people go with its name."""
    for user in desk.store.accounts.all():
        if (user.portal, user.unit) == (portal_id, old):
            desk.store.accounts.place(user.name, role=user.role, portal=user.portal, unit=new)
