"""What the first bytes say a file is, whatever its name."""

from __future__ import annotations

import re

PARSED = frozenset({"pdf", "zip", "ole", "rtf"})  # attachments that are fetched whole, kept and parsed

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
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|script|meta|body)\b", re.I | re.S
)
_PDF_WITHIN = 1024  # readers take a PDF whose header stands this far down


def sniff(body: bytes) -> str | None:
    """What the first bytes say a file is; None where they say nothing certain."""
    return next((name for sign, name in _SIGNS if body.startswith(sign)), None)


def sniff_file(body: bytes) -> str | None:
    """pdf, zip, ole, rtf, png, jpeg, gif, rar, 7z, html or empty; None where the bytes say nothing certain."""
    if not body:
        return "empty"
    if known := sniff(body):
        return known
    if b"%PDF-" in body[:_PDF_WITHIN]:
        return "pdf"
    return "html" if _HTML.match(body) else None
