"""A copy of the small portal's store after one ordinary night, for tests that change it; the command line upon it."""

import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest
from mini_district import District

from auditor.cli import run


@pytest.fixture
def district(first_night, tmp_path):
    """A copy of the small portal's store after one night."""
    lived, _ = first_night
    for name in ("auditor.sqlite3", "captures"):
        source = lived.folder / name
        shutil.copytree(source, tmp_path / name) if source.is_dir() else _copied(source, tmp_path / name)
    own = District.__new__(District)
    own.portal, own.folder, own.db = lived.portal, tmp_path, f"sqlite:///{tmp_path}/auditor.sqlite3"
    own.sections = own.manners = ""
    with contextlib.chdir(tmp_path):
        yield own


def _copied(source: Path, target: Path) -> None:
    with (
        contextlib.closing(sqlite3.connect(source)) as old,
        contextlib.closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)


def told(capsys, *words, code=0):
    assert run(list(words)) == code
    out, err = capsys.readouterr()
    return out + err
