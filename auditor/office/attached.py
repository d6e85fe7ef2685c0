"""Files that people send in beside a row: known by their bytes, never by their names, and kept among the captures."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

from auditor.files.magic import sniff_file
from auditor.models.account import Upload, User
from auditor.models.complaint import CommandError
from auditor.models.issue import Issue
from auditor.store import Store

MOST_BYTES = 20_000_000  # of one file
MOST_FILES = 5  # of one act
_LONGEST_NAME = 80
_NO_NAME = frozenset('<>:"/\\|?*%#')  # what file systems or addresses take for more than a character
# What the bytes say, and by what endings such a file may go.
_KINDS = {
    "pdf": ("pdf",),
    "zip": ("docx", "xlsx", "pptx", "ofd", "zip"),
    "ole": ("doc", "xls", "ppt", "wps", "et"),
    "rtf": ("rtf", "doc"),
    "png": ("png",),
    "jpeg": ("jpg", "jpeg"),
    "gif": ("gif",),
}
ENDINGS = tuple(dict.fromkeys(ending for endings in _KINDS.values() for ending in endings))


def attach(store: Store, issue: Issue, name: str, body: bytes, *, user: User, at: dt.datetime) -> str:
    """Keep the file; the name it is known by from now on. Raises CommandError for what is not taken."""
    name = clean_name(name)
    if len(body) > MOST_BYTES:
        raise CommandError(f"附件“{name}”超过 {MOST_BYTES // 1_000_000} MB，没有收下")
    kind = sniff_file(body)
    if kind == "empty":
        raise CommandError(f"附件“{name}”是空的，没有收下")
    ending = name.rpartition(".")[2].lower()
    if ending not in _KINDS.get(kind or "", ()):
        raise CommandError(f"附件“{name}”没有收下：只收 {'、'.join(ENDINGS)} 文件，内容要和扩展名一致")
    return store.uploads.add(
        Upload(
            portal=issue.portal,
            number=issue.number,
            name=name,
            capture=store.bodies.put(body),
            size=len(body),
            by=user.name,
            at=at,
        )
    )


def clean_name(name: str) -> str:
    """The last part of the name, of what can be printed in one line; its ending stays."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    kept = (c for c in last if c == " " or (c not in _NO_NAME and unicodedata.category(c)[0] not in "CZ"))
    seen = "".join(kept).strip(" .")
    stem, dot, ending = seen.rpartition(".")
    return f"{stem[:_LONGEST_NAME] or '附件'}{dot}{ending[:8]}" if dot else seen[:_LONGEST_NAME] or "附件"
