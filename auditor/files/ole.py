"""OLE containers (Office of last century): what kind of document one holds, by its streams."""

from __future__ import annotations

import io

import olefile

from auditor.files.faults import UnreadableFileError, broken, locked

_STREAMS = (
    ("WordDocument", "legacy"),
    ("Workbook", "sheets"),
    ("Book", "sheets"),
    ("PowerPoint Document", "slides"),
)
_FLAGS = slice(10, 12)  # of a Word file's information block
_WORD_ENCRYPTED = 0x0100
_SLIDES_ENCRYPTED = b"\xdf\xc4\xd1\xf3"  # of the stream Current User


def ole_kind(body: bytes) -> str:
    """legacy, sheets, slides or "". Raises UnreadableFileError for an encrypted and for a damaged file."""
    try:
        with olefile.OleFileIO(io.BytesIO(body)) as container:
            if container.exists("EncryptedPackage"):
                raise locked()
            kind = next((kind for stream, kind in _STREAMS if container.exists(stream)), "")
            if kind == "legacy":
                flags = int.from_bytes(container.openstream("WordDocument").read(16)[_FLAGS], "little")
                if flags & _WORD_ENCRYPTED:
                    raise locked()
            user = container.openstream("Current User") if container.exists("Current User") else io.BytesIO()
            if kind == "slides" and _SLIDES_ENCRYPTED in user.read(32):
                raise locked()
            return kind
    except UnreadableFileError:
        raise
    except (OSError, ValueError, IndexError, TypeError, AttributeError) as error:
        raise broken() from error
