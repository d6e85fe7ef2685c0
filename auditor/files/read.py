"""Bytes of a file -> what stands in it, by its first bytes and not by its name. Never raises.

Hostile files can still take all time and memory: `auditor.files.process` reads in a child that can be killed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from auditor.files.faults import MAX_CHARACTERS, TOO_MUCH, UnreadableFileError
from auditor.files.magic import sniff
from auditor.files.package import Package
from auditor.files.words import decoded
from auditor.files.wrapped import unwrapped
from auditor.models import FileContent
from auditor.text.paper import paragraphs_of, read_document

_PICTURES = {"png", "jpeg", "gif"}
_PDF_WITHIN = 1024  # readers take a PDF whose header stands this far down
_TEXTS = ("txt", "text")
_Reader = Callable[[bytes], FileContent]


def read_file(body: bytes, name: str) -> FileContent:
    """What stands in a file; where nothing could be read, `failure` says why."""
    try:
        return _reader(body, name)(body)
    except UnreadableFileError as why:
        return FileContent(failure=str(why), encrypted=why.encrypted, damaged=why.damaged)
    except MemoryError:
        return FileContent(failure="解析所需内存超过限制，没有读取")
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException:  # a panic of the sheet reader is no Exception
        return FileContent(failure="解析出错，没有读取")


def _reader(body: bytes, name: str) -> _Reader:
    """Readers are imported when first needed: most portals offer two kinds of file."""
    if not body:
        raise UnreadableFileError("空文件（0字节）", damaged=True)
    signed = "pdf" if b"%PDF-" in body[:_PDF_WITHIN] else sniff(body)
    if signed == "pdf":
        from auditor.files.pdf import pdf_content

        return pdf_content
    if signed == "zip":
        return _package_reader(body)
    if signed == "ole":
        return _ole_reader(body)
    if signed == "rtf":
        from auditor.files.rich_text import rtf_content

        return rtf_content
    ending = name.lower().rpartition(".")[2]
    if signed is None and ending == "csv":
        from auditor.files.separated import separated_content

        return separated_content
    if signed is None and ending in _TEXTS:
        return _text
    raise UnreadableFileError(_unsupported(body, signed))


def _package_reader(body: bytes) -> _Reader:
    kind = _package_kind(body)
    if kind == "word":
        from auditor.files.word import word_content

        return word_content
    if kind == "xl":
        return _sheets()
    if kind == "ofd":
        from auditor.files.ofd import ofd_content

        return ofd_content
    if kind == "other":
        raise UnreadableFileError("演示文稿等格式，没有读取")
    from auditor.files.archive import archive_content

    return partial(archive_content, read=_read_inside)


def _read_inside(body: bytes, name: str) -> FileContent:
    """A file of an archive; an archive in an archive is not opened."""
    if sniff(body) == "zip" and _package_kind(body) == "archive":
        return FileContent(failure="压缩包里的压缩包，没有读取")
    return read_file(body, name)


def _package_kind(body: bytes) -> str:
    names = Package(body).names
    if "OFD.xml" in names:
        return "ofd"
    if "[Content_Types].xml" in names:
        return next(
            (kind for kind in ("word", "xl") if any(n.startswith(f"{kind}/") for n in names)), "other"
        )
    return "other" if "mimetype" in names else "archive"


def _ole_reader(body: bytes) -> _Reader:
    from auditor.files.ole import ole_kind

    kind = ole_kind(body)
    if kind == "sheets":
        return _sheets()
    if kind == "legacy":
        return _legacy()
    raise UnreadableFileError(
        "演示文稿等格式，没有读取" if kind == "slides" else "认不出的旧版文档格式，没有读取"
    )


def _sheets() -> _Reader:
    from auditor.files.sheets import sheets_content

    return sheets_content


def _legacy() -> _Reader:
    from auditor.files.legacy import legacy_content

    return legacy_content


def _text(body: bytes) -> FileContent:
    text = decoded(body)
    document = read_document(paragraphs_of(unwrapped(text[:MAX_CHARACTERS])))
    return FileContent(document=document, failure=TOO_MUCH if len(text) > MAX_CHARACTERS else None)


def _unsupported(body: bytes, signed: str | None) -> str:
    if signed in _PICTURES:
        return "是图片，没有可读的文字"
    if signed in ("rar", "7z"):
        return f"{signed.upper()} 压缩包，没有读取"
    if body.lstrip()[:1] == b"<":
        return "内容是网页，不是文件"
    return "认不出的文件格式，没有读取"
