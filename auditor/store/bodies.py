"""Response bodies, stored once each under their SHA-256, compressed, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

import zstandard

from auditor.models.trail import capture_of
from auditor.store.errors import StoreError, speaking_of

_CAPTURE = re.compile(r"sha256:([0-9a-f]{64})")


class Bodies:
    """A folder of bodies: ab/cdef….zst."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, body: bytes) -> str:
        """Keep the body and name its capture, `sha256:<hex>`. On disk before this returns."""
        capture = capture_of(body)
        path = self._path(capture.removeprefix("sha256:"))
        with speaking_of(str(self.folder)):
            if not path.exists():
                _write_whole(path, zstandard.compress(body))
        return capture

    def get(self, capture: str) -> bytes:
        """The body of a capture, proven against its hash."""
        match = _CAPTURE.fullmatch(capture)
        if match is None:
            raise StoreError(f"快照编号写得不对：{capture}。应当是 sha256: 加 64 位十六进制数。")
        path = self._path(match[1])
        if not path.exists():
            raise StoreError(f"找不到快照 {capture}：{path} 不存在。请检查快照文件夹，或从备份恢复。")
        with speaking_of(str(path)):
            packed = path.read_bytes()
        body = _unpacked(packed)
        if body is None or hashlib.sha256(body).hexdigest() != match[1]:
            raise StoreError(f"快照已损坏：{path} 的内容与编号不符。请从备份恢复，不要用它作佐证。")
        return body

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest[2:]}.zst"


def _unpacked(packed: bytes) -> bytes | None:
    try:
        return zstandard.decompress(packed)
    except zstandard.ZstdError:
        return None


def _write_whole(path: Path, content: bytes) -> None:
    """Under a name of its own first: a crash leaves no half body where a whole one is looked for."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """The new name itself must survive a power cut; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
