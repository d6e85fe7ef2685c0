"""The papers of an inspection as one file: drawn up in a folder that is gone again when this returns."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from auditor.models.inspection import Inspection
from auditor.office.inspection_papers import write
from auditor.store import Store

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same papers are the same bytes


def zipped(store: Store, inspection: Inspection) -> bytes:
    """Every paper, under its name."""
    packed = io.BytesIO()
    with TemporaryDirectory(prefix="papers-") as folder, zipfile.ZipFile(packed, "w") as archive:
        write(store, inspection, Path(folder))
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes())
    return packed.getvalue()


def names(packed: bytes) -> list[str]:
    """The papers in it."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return archive.namelist()


def paper(packed: bytes, name: str) -> bytes | None:
    """One of them; None where there is none of exactly that name."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return archive.read(name) if name in archive.namelist() else None
