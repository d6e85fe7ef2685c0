"""A hash chain over what the runs left: whoever alters, adds or takes away something later breaks it where it was done.

It is kept in the same database, so it shows what was changed in part; who rewrites the whole chain changes its last
digest, which reports, packages and backups carry out of the house.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from auditor.models.seal import Seal
from auditor.store import Store


@dataclass(frozen=True, slots=True)
class Broken:
    """A link that does not hold. `why` is Chinese."""

    seal: Seal
    why: str


def content_of(record: Iterable[Sequence[Any]]) -> str:
    """SHA-256 of a run's record: a line of JSON each, in the order of their bytes, whatever the database's own is."""
    lines = sorted(
        json.dumps([_plain(value) for value in row], ensure_ascii=True, separators=(",", ":"))
        for row in record
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def digest_of(seal: Seal) -> str:
    """SHA-256 of all that a link says but its own digest, a line each."""
    said = (seal.portal, seal.serial, seal.run_id, _plain(seal.at), seal.content, seal.previous)
    return hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()


def seal(store: Store, portal_id: str, *, at: dt.datetime, again: int | None = None) -> None:
    """Seal every run of the portal that ended and has no seal; `again`: also one that a person released since.

    One short transaction a run: many wait after an upgrade. StoreError where another program seals at the same time.
    """
    due = store.seals.unsealed(portal_id)
    for run_id in [*due, *([again] if again and again not in due else [])]:
        content = content_of(store.seals.record(run_id))
        last = store.seals.last(portal_id)
        link = Seal(
            portal=portal_id,
            serial=last.serial + 1 if last else 1,
            run_id=run_id,
            at=at,
            content=content,
            previous=last.digest if last else "",
            digest="",
        )
        store.seals.add(replace(link, digest=digest_of(link)))


def broken(store: Store, portal_id: str) -> list[Broken]:
    """The links that do not hold: of the chain itself, and of what the runs left."""
    links = store.seals.of(portal_id)
    newest = {link.run_id: link for link in links}
    found = [
        Broken(link, why)
        for link, before in zip(links, [None, *links], strict=False)
        if (why := _link(link, before))
    ]
    for link in newest.values():
        if content_of(store.seals.record(link.run_id)) != link.content:
            found.append(
                Broken(
                    link,
                    f"第 {link.run_id} 次运行留下的记录与封存时不同：有访问记录、快照编号或问题被改动、增加或删除",
                )
            )
    return found


def _link(link: Seal, before: Seal | None) -> str:
    if link.serial != (before.serial if before else 0) + 1:
        return f"第 {link.serial} 环之前缺了一环：封存记录被删除过"
    if link.previous != (before.digest if before else ""):
        return f"第 {link.serial} 环与前一环接不上：封存记录被改动过"
    if link.digest != digest_of(link):
        return f"第 {link.serial} 环与它自己的校验值不符：封存记录被改动过"
    return ""


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return value.decode() if isinstance(value, bytes) else value
