"""What the first bytes of a linked file say it is, whatever its name."""

from __future__ import annotations

import re

from auditor.files.magic import sniff

_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|script|meta|body)\b", re.I | re.S
)
PARSED = frozenset({"pdf", "zip", "ole", "rtf"})  # attachments that are fetched whole, kept and parsed
_PDF_WITHIN = 1024  # readers take a PDF whose header stands this far down


def sniff_file(body: bytes) -> str | None:
    """pdf, zip, ole, rtf, png, jpeg, gif, rar, 7z, html or empty; None where the bytes say nothing certain."""
    if not body:
        return "empty"
    if known := sniff(body):
        return known
    if b"%PDF-" in body[:_PDF_WITHIN]:
        return "pdf"
    return "html" if _HTML.match(body) else None
