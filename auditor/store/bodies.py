"""Response bodies, stored once each under their SHA-256, compressed, written whole or not at all."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import zstandard

from auditor.config.whole_file import whole_file
from auditor.models.trail import capture_of
from auditor.store.errors import StoreError, speaking_of

_CAPTURE = re.compile(r"sha256:([0-9a-f]{64})")


class Bodies:
    """A folder of bodies: ab/cdef….zst."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, body: bytes) -> str:
        """Keep the body and name its capture, `sha256:<hex>`. On disk before this returns; what lies there damaged
        is replaced."""
        capture = capture_of(body)
        path = self._path(capture.removeprefix("sha256:"))
        with speaking_of(str(self.folder)):
            if not (path.exists() and self.holds(capture)):
                with whole_file(path) as part:
                    part.write_bytes(zstandard.compress(body))
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

    def holds(self, capture: str) -> bool:
        """Whether the body of a capture lies there as it was."""
        try:
            self.get(capture)
        except StoreError:
            return False
        return True

    def kept(self) -> Iterator[str]:
        """The captures of every body that lies there, as its file is named; whether it is so, `get` tells."""
        for path in sorted(self.folder.glob("[0-9a-f][0-9a-f]/*.zst")):
            yield f"sha256:{path.parent.name}{path.stem}"

    def path_of(self, capture: str) -> Path:
        """Where the body of a capture lies, or would."""
        return self._path(capture.removeprefix("sha256:"))

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest[2:]}.zst"


def _unpacked(packed: bytes) -> bytes | None:
    try:
        return zstandard.decompress(packed)
    except zstandard.ZstdError:
        return None
