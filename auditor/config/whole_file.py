"""Files written whole or not at all: whatever stops a writer, what lay in the place before stays as it was."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A name beside `path` to write under; what lies there takes the place of `path` once the block ends well.

    The file is on disk by then, also through a power cut. Missing folders are made; a link stays a link; what is no
    plain file (a pipe, /dev/stdout) is written to directly. An OSError of the writer names `path`.
    """
    if path.exists() and not path.is_file():
        yield path
        return
    place = path.resolve()
    part = place.with_name(f".{secrets.token_hex(8)}.part")  # of its own: two may write the same file at once
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        yield part
        _sync_file(part)
        part.replace(place)
        _sync_folder(place.parent)
    except OSError as error:
        if error.filename == str(part):
            error.filename = str(path)
        raise
    finally:
        part.unlink(missing_ok=True)


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """The new name itself must survive a power cut; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
