"""A copy of everything the auditor remembers, made while nights run; and the way back. Nothing is ever written over.

A folder grows by what is new: bodies are named by what they hold. What it says it holds (`backup.json`) is written last,
so that a copy cut short leaves the one before as it was. The database is copied before the bodies: every body that it
mentions lies on the disk by then.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from auditor.config.settings import version
from auditor.config.whole_file import whole_file
from auditor.models.complaint import CommandError
from auditor.store import Store, StoreError
from auditor.store.bodies import Bodies
from auditor.store.copying import SQLITE, copy, fault_of, kind_of, put_back, refuse_filled

NOTE, CAPTURES = "backup.json", "captures"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a backup says of itself."""

    made_at: str
    program: str
    kind: str  # of the database
    database: str  # name of its file
    sha256: str  # of that file
    bodies: int  # that its rows mention
    missing: tuple[str, ...] = ()  # captures that were lost before


@dataclass(frozen=True, slots=True)
class Done:
    """What a backup or a way back came to."""

    note: Note
    copied: int  # bodies that were new


def back_up(url: str, place: Path, *, at: dt.datetime) -> Done:
    """Copy the store at `url` into the folder `place`, or into one new file where its name ends in .tar.

    Raises CommandError where it cannot be written or does not prove to be whole.
    """
    if place.suffix != ".tar":
        return _into_folder(url, place, at)
    if place.exists():
        raise CommandError(f"已经有这个文件：{place}。备份不会覆盖它，请另写一个文件名。")
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".backup-") as folder:
        done = _into_folder(url, Path(folder) / place.stem, at)
        with whole_file(place) as part, tarfile.open(part, "w") as archive:
            archive.add(Path(folder) / place.stem, arcname=".")
        with _opened(place) as again:
            prove(again)
    return done


def restore(place: Path, url: str) -> Done:
    """Make a store at `url` of a backup, bodies first. Raises CommandError or StoreError before anything is made where
    the backup is not whole or a database stands there already."""
    refuse_filled(url)
    with _opened(place) as folder:
        note = prove(folder)
        if note.kind != kind_of(url):
            raise CommandError(f"这是 {note.kind} 的备份，不能恢复成 {kind_of(url)} 的数据库：{place}")
        copied = _copy_bodies(Bodies(folder / CAPTURES), bodies_of(url))
        put_back(folder / note.database, url)
    return Done(note, copied)


def bodies_of(url: str) -> Bodies:
    """Where the bodies of the store at `url` lie, without opening it."""
    beside = Path(url.removeprefix("sqlite:///")).parent if url.startswith("sqlite:///") else Path()
    return Bodies(beside / CAPTURES)


def prove(folder: Path) -> Note:
    """What the backup holds, every byte of it proven. Raises CommandError with what is wrong."""
    note = read_note(folder)
    database = folder / note.database
    if not database.is_file() or _sha256(database) != note.sha256:
        raise CommandError(f"备份里的数据库缺失或者被改动：{database}")
    if fault := fault_of(database, note.kind):
        raise CommandError(f"备份里的数据库不完整：{database}（{fault}）")
    bodies = Bodies(folder / CAPTURES)
    faults = [why for capture in bodies.kept() if (why := _fault(bodies, capture))]
    if faults:
        raise CommandError("\n".join(faults[:10]))
    kept = sum(1 for _ in bodies.kept())
    if kept < note.bodies - len(note.missing):
        raise CommandError(
            f"备份里的快照少了：应有 {note.bodies - len(note.missing)} 份，只有 {kept} 份：{folder}"
        )
    return note


def _into_folder(url: str, folder: Path, at: dt.datetime) -> Done:
    if folder.exists() and not folder.is_dir():
        raise CommandError(f"{folder} 是文件；备份写到文件夹，或者写到 .tar 结尾的新文件。")
    if (
        folder.is_dir()
        and any(folder.iterdir())
        and not (folder / NOTE).exists()
        and not (folder / CAPTURES).is_dir()
    ):
        raise CommandError(f"{folder} 里有别的东西，不是以前的备份。请另选一个空文件夹。")
    folder.mkdir(parents=True, exist_ok=True)
    kind = kind_of(url)
    fresh = folder / f".{at:%Y%m%dT%H%M%S}.part"
    try:
        copy(url, fresh)
        if fault := fault_of(fresh, kind):
            raise CommandError(f"复制出的数据库不完整（{fault}），以前的备份没有动。请先运行：auditor doctor")
        digest = _sha256(fresh)
        name = f"auditor-{digest[:16]}.{'sqlite3' if kind == SQLITE else 'dump'}"
        used = _mentioned(url)
        source, target = bodies_of(url), Bodies(folder / CAPTURES)
        copied, missing = _copy_mentioned(source, target, used)
        fresh.replace(folder / name)
    finally:
        fresh.unlink(missing_ok=True)
    note = Note(
        made_at=at.isoformat(), program=version(), kind=kind, database=name, sha256=digest, bodies=len(used),
        missing=tuple(missing),
    )  # fmt: skip
    with whole_file(folder / NOTE) as part:
        part.write_text(json.dumps(asdict(note), ensure_ascii=False, indent=1) + "\n", "utf-8")
    for old in folder.glob("auditor-*.*"):
        if old.name != name:
            old.unlink()
    prove(folder)
    return Done(note, copied)


def _mentioned(url: str) -> list[str]:
    with Store.existing(url) as store:
        return sorted({use.capture for use in store.captures.uses()})


def _copy_mentioned(source: Bodies, target: Bodies, captures: list[str]) -> tuple[int, list[str]]:
    """Copy what is not there yet, each proven before and after; how many, and which are lost."""
    copied, missing = 0, []
    for capture in captures:
        if target.path_of(capture).exists() and target.holds(capture):
            continue
        if not source.holds(capture):
            missing.append(capture)
            continue
        _copy_file(source.path_of(capture), target.path_of(capture))
        copied += 1
    return copied, missing


def _copy_bodies(source: Bodies, target: Bodies) -> int:
    """Copy every body that is not there as it was."""
    copied = 0
    for capture in source.kept():
        if not (target.path_of(capture).exists() and target.holds(capture)):
            _copy_file(source.path_of(capture), target.path_of(capture))
            copied += 1
    return copied


def _copy_file(source: Path, target: Path) -> None:
    with whole_file(target) as part:
        shutil.copyfile(source, part)


def _fault(bodies: Bodies, capture: str) -> str:
    try:
        bodies.get(capture)
    except StoreError as error:
        return str(error)
    return ""


@contextmanager
def _opened(place: Path) -> Iterator[Path]:
    """The backup as a folder; a file is unpacked beside itself first."""
    if place.is_dir():
        yield place
        return
    if not place.is_file():
        raise CommandError(f"没有这个备份：{place}")
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".restore-") as folder:
        try:
            with tarfile.open(place) as archive:
                archive.extractall(folder, filter="data")
        except tarfile.TarError:
            raise CommandError(f"不是完整的备份文件：{place}") from None
        yield Path(folder)


def read_note(folder: Path) -> Note:
    """What the backup in the folder says of itself, nothing of it proven. Raises CommandError where it is none."""
    path = folder / NOTE
    try:
        told = json.loads(path.read_text("utf-8"))
        return Note(**told | {"missing": tuple(told["missing"])})
    except FileNotFoundError:
        raise CommandError(f"不是备份，或者备份没有做完：{folder}（缺少 {NOTE}）") from None
    except (ValueError, TypeError, KeyError):
        raise CommandError(f"备份的说明被改动过，读不懂：{path}") from None


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
