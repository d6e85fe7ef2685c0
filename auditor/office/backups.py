"""The backups that lie in one folder, and one made from the screen while everything goes on."""

from __future__ import annotations

import datetime as dt
import json
import logging
import tarfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from auditor.config.faults import told
from auditor.models.complaint import CommandError
from auditor.office.backup import NOTE, Note, back_up, read_note

GROWING = "持续备份"  # the one that only takes what is new
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One backup in the folder; `note` None: it was not finished, or is none."""

    name: str
    note: Note | None
    size: int  # bytes of a file; of a folder those of its database


@dataclass(slots=True)
class Backups:
    """The folder, and the backup that is being made; one at a time."""

    folder: Path
    begun_at: dt.datetime | None = None
    last: str = ""  # how the last one ended, "" where none was made yet
    failed: bool = False
    _busy: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, url: str, at: dt.datetime, *, whole: bool) -> None:
        """Make one beside everything else: the growing one, or a whole one in a new file. CommandError where one is on its way."""
        if not self._busy.acquire(blocking=False):
            raise CommandError("正在备份，请等它完成")
        place = self.folder / (f"{at:%Y-%m-%d-%H%M%S}.tar" if whole else GROWING)
        self.begun_at, self.failed = at, False
        threading.Thread(target=self._make, args=(url, place, at), name="backup").start()

    def wait(self) -> None:
        """Until none is on its way."""
        with self._busy:
            pass

    def kept(self) -> list[Kept]:
        """Every backup that lies there, the newest first."""
        found = list(_found(self.folder)) if self.folder.is_dir() else []
        return sorted(found, key=lambda one: one.note.made_at if one.note else "", reverse=True)

    def _make(self, url: str, place: Path, at: dt.datetime) -> None:
        try:
            done = back_up(url, place, at=at)
            lost = f"；{len(done.note.missing)} 份快照早已缺失" if done.note.missing else ""
            self.last = (
                f"{place.name}：已备份并逐个核对，快照 {done.note.bodies} 份，新增 {done.copied} 份{lost}"
            )
        except Exception as error:
            log.exception("backup to %s", place)
            self.last, self.failed = f"{place.name}：没有备份成。{told(error)[1]}", True
        finally:
            self.begun_at = None
            self._busy.release()


def _found(folder: Path) -> Iterator[Kept]:
    for path in folder.iterdir():
        if path.name.startswith("."):
            continue
        if path.suffix == ".tar":
            yield Kept(name=path.name, note=_note_in(path), size=path.stat().st_size)
        elif (path / NOTE).is_file():
            note = read_note(path)
            database = path / note.database
            yield Kept(name=path.name, note=note, size=database.stat().st_size if database.is_file() else 0)


def _note_in(path: Path) -> Note | None:
    try:
        with tarfile.open(path) as archive:
            member = archive.extractfile(f"./{NOTE}")
            return Note(**json.loads(member.read())) if member else None
    except (tarfile.TarError, KeyError, ValueError, TypeError, OSError):
        return None
