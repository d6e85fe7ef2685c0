"""ZIP archives, one level deep: the files inside are read, archives inside are only named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from auditor.files.faults import MAX_CHARACTERS, TOO_MUCH, UnreadableFileError
from auditor.files.package import Package
from auditor.models import Document, FileContent, Paragraph, Table

MOSTREAD = 50  # files of one archive
READ = ("pdf", "docx", "xlsx", "xls", "ofd", "doc", "wps", "txt", "csv", "et", "rtf")

Reader = Callable[[bytes, str], FileContent]


def archive_content(body: bytes, read: Reader) -> FileContent:
    """The files inside as one content; each place names the file it is in."""
    package = Package(body)
    names = [name for name in package.names if not name.rpartition("/")[2].startswith((".", "~$"))]
    readable = [name for name in names if name.lower().rpartition(".")[2] in READ]
    members = [(name, _member(package, name, read)) for name in readable[:MOSTREAD]]
    paragraphs: list[Paragraph] = []
    tables: list[Table] = []
    for name, content in members:
        if sum(len(p.text) for p in paragraphs) < MAX_CHARACTERS:
            paragraphs += (replace(p, place=_within(name, p.place)) for p in content.document.paragraphs)
            tables += (replace(t, place=_within(name, t.place)) for t in content.document.tables)
    failures = [_within(name, content.failure) for name, content in members if content.failure]
    if len(readable) > MOSTREAD:
        failures.append(TOO_MUCH)
    contents = [content for _, content in members]
    return FileContent(
        document=Document(tuple(paragraphs), tables=tuple(tables)),
        failure="；".join(failures[:3]) or None,
        text_layer=not contents or any(content.text_layer for content in contents),
        pages=sum(content.pages for content in contents),
        hidden=tuple(_within(name, place) for name, content in members for place in content.hidden),
        hidden_text="\n".join(filter(None, (content.hidden_text for content in contents))),
        revisions=sum(content.revisions for content in contents),
        comments=sum(content.comments for content in contents),
        files=tuple(names),
    )


def _member(package: Package, name: str, read: Reader) -> FileContent:
    try:
        body = package.read(name)
    except UnreadableFileError as why:
        if why.encrypted:  # one password for all of it
            raise
        return FileContent(failure=str(why), damaged=why.damaged)
    return read(body, name)


def _within(name: str, place: str) -> str:
    return f"压缩包内“{name.rpartition('/')[2]}”{place}"
