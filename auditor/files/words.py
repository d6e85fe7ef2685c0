"""Words as files bring them, without what no page shows and no database takes."""

from __future__ import annotations

import re

from auditor.files.faults import UnreadableFileError

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def plain(text: str) -> str:
    """The text without control characters; tabs and line breaks stay."""
    return _CONTROL.sub("", text)


def decoded(body: bytes) -> str:
    """A text file's words. Raises UnreadableFileError."""
    encodings = ("utf-16",) if body[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return plain(body.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise UnreadableFileError("不是 UTF-8 或 GB18030 编码的文本")
