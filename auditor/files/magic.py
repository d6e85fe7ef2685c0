"""What the first bytes say a file is, whatever its name."""

from __future__ import annotations

_SIGNS = (
    (b"%PDF", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0", "ole"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"{\\rtf", "rtf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
)


def sniff(body: bytes) -> str | None:
    """What the first bytes say a file is; None where they say nothing certain."""
    return next((name for sign, name in _SIGNS if body.startswith(sign)), None)
