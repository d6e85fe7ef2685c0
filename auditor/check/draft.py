"""Drafts checked before they are published (发布前自查): Word, WPS, PDF and plain text read as one document."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.files.archive import READ
from auditor.files.faults import MAX_CHARACTERS, TOO_MUCH
from auditor.files.magic import sniff
from auditor.files.wrapped import unwrapped
from auditor.models import (
    Attachment,
    Document,
    DocumentClass,
    FileContent,
    Page,
    PageKind,
    Problem,
    ProblemKind,
)
from auditor.models.spaces import squeeze
from auditor.text.paper import paragraphs_of, read_document

if TYPE_CHECKING:
    from auditor.files.process import Child

PAPERS = ("docx", "doc", "wps", "rtf", "pdf", "ofd", "txt")
TABLES = ("xlsx", "xls", "et", "csv")
TYPES = (*PAPERS, *TABLES, "zip")
_MOST_NAMED = 5
_TEXTS = ("txt", "")  # "" is text pasted in, which has no name
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAVE_AS = "请用 Word 或 WPS 打开，另存为 .docx 后再查"


def draft_page(body: bytes, name: str, *, fetched_at: dt.datetime) -> Page:
    """The words in `body`, whatever its name says it is, as a page of class DRAFT."""
    if type_of(name) in _TEXTS and sniff(body) is None:
        return _page(_plain(body), name, fetched_at)
    return _page(_child().read(body, name), name, fetched_at)


def as_draft(page: Page) -> Page:
    """A web page taken as the draft of one: its words without fields, page tags, links and addresses."""
    read = _page(FileContent(document=page.document), page.source, page.fetched_at)
    blocking = tuple(problem for problem in page.problems if problem.kind.blocks_reading)
    return replace(read, url=page.url, problems=blocking or read.problems)


def type_of(name: str) -> str:
    """The extension in lower case, without its dot."""
    return Path(name).suffix.lower().removeprefix(".")


@cache
def _child() -> Child:
    """One child for all drafts of a call: a hostile file ends the child and not the check. It ends with its parent."""
    from auditor.files.process import Child  # of no use to web pages and plain text, and slow to import

    return Child()


def _page(content: FileContent, name: str, fetched_at: dt.datetime) -> Page:
    document = content.document
    squeezed = squeeze(document.text)
    return Page(
        source=name,
        url=name,
        cms="draft",
        kind=PageKind.FILE,
        document_class=DocumentClass.DRAFT if _is_paper(name) else DocumentClass.UNKNOWN,
        fetched_at=fetched_at,
        title=document.title,
        document=document,
        text_digest=hashlib.sha256(squeezed.encode()).hexdigest() if squeezed else "",
        text_length=document.text_length,
        attachments=_left_inside(content, name),
        problems=_problems(content),
    )


def _is_paper(name: str) -> bool:
    """Whether it is one paper, for the rules on papers; a list of people has no 文号 and no 落款."""
    return type_of(name) not in (*TABLES, "zip")


def _problems(content: FileContent) -> tuple[Problem, ...]:
    if trouble := _trouble(content):
        return (Problem(ProblemKind.UNDECODABLE, trouble),)
    left = [content.failure] if content.failure else []
    unread = [name.rpartition("/")[2] for name in content.files if type_of(name) not in READ]
    if unread:
        left.append(
            f"压缩包内这些文件没有检查：{'、'.join(unread[:_MOST_NAMED])}{'等' * (len(unread) > _MOST_NAMED)}"
        )
    return (Problem(ProblemKind.PARTIAL, "；".join(left)),) if left else ()


def _trouble(content: FileContent) -> str:
    """Why the draft cannot be judged as a whole, and what its author can do; "" where it can."""
    if content.files and content.document.text_length:
        return ""  # what could not be read of an archive is told beside what was found in the rest
    why = (content.failure or "").removesuffix("，没有读取")
    if content.encrypted:
        return f"{why}，请取消密码后再查"
    if why == TOO_MUCH:
        return f"文稿超过{MAX_CHARACTERS // 10_000}万字，请分成几份再查"
    if why:
        return why if "请" in why else f"{why}，{_SAVE_AS}"
    if not content.text_layer:
        return "只有扫描图片，没有可以检查的文字，请改查排版前的文稿"
    return "" if content.document.text_length else "文稿里没有文字"


def _left_inside(content: FileContent, name: str) -> tuple[Attachment, ...]:
    """A file that still holds revisions, comments or hidden words, for the rules on files; its text stands once."""
    if not (content.hidden or content.hidden_text or content.revisions or content.comments):
        return ()
    inside = replace(content, document=Document())
    return (Attachment(url=name, name="送检文稿", type=type_of(name), content=inside),)


def _plain(body: bytes) -> FileContent:
    encodings = ("utf-16",) if body[:2] in _BYTE_ORDER_MARKS else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            document = read_document(paragraphs_of(unwrapped(text[:MAX_CHARACTERS])))
            return FileContent(document=document, failure=TOO_MUCH if len(text) > MAX_CHARACTERS else None)
    return FileContent(failure="不是 UTF-8 或 GBK 编码的文本，请确认是文字内容，或者另存为 .docx 后再查")
