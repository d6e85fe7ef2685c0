"""A Word file of ours as PDF, by the LibreOffice of the machine: the same bytes for the same file."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from zipfile import ZipFile

from auditor.config.whole_file import whole_file
from auditor.models.complaint import UserError

CONVERT_SECONDS = 180  # the first start of a LibreOffice takes its time
_PROGRAMS = ("soffice", "libreoffice")
_DAY = re.compile(r"<dcterms:modified[^>]*>(\d{4})-(\d\d)-(\d\d)T")
_CLOCK = re.compile(
    rb"/(?:CreationDate|ModDate)\(D:(\d{14})"
)  # and where it was made: of the same length always
_MARKS = re.compile(rb"/DocChecksum /([0-9A-F]{32})|<([0-9A-F]{32})>")


class NoConverterError(UserError):
    """There is no program on the machine that writes PDF, or it did not."""


def write(docx: Path) -> Path:
    """The file beside it that says the same. Raises NoConverterError."""
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise NoConverterError(
            "写 PDF 要本机装有 LibreOffice（命令 soffice），现在没有找到。装上以后再写，或者用 Word 打开 "
            f"{docx.name}，另存为 PDF。"
        )
    path = docx.with_suffix(".pdf")
    body = _timeless(_converted(docx, program), _day_of(docx))
    with whole_file(path) as part:
        part.write_bytes(body)
    return path


def _converted(docx: Path, program: str) -> bytes:
    """By a LibreOffice that knows nobody's settings."""
    with tempfile.TemporaryDirectory() as folder:
        own = f"-env:UserInstallation={(Path(folder) / 'office').as_uri()}"
        words = [program, own, "--headless", "--convert-to", "pdf", "--outdir", folder, str(docx.absolute())]
        try:
            subprocess.run(words, capture_output=True, timeout=CONVERT_SECONDS, check=False)
            return (Path(folder) / docx.with_suffix(".pdf").name).read_bytes()
        except (OSError, subprocess.TimeoutExpired):
            raise NoConverterError(
                f"LibreOffice 没有写出 {docx.name} 的 PDF，请用 Word 打开，另存为 PDF。"
            ) from None


def _timeless(pdf: bytes, day: bytes) -> bytes:
    """Without the moment of writing and the marks drawn from it; every sign keeps its place, which the file counts."""
    body = _CLOCK.sub(lambda m: m.group().replace(m[1], day), pdf)
    bare = _MARKS.sub(lambda m: _with(m, b"0" * 32), body)
    mark = hashlib.sha256(bare).hexdigest()[:32].upper().encode()
    return _MARKS.sub(lambda m: _with(m, mark), body)


def _with(match: re.Match[bytes], mark: bytes) -> bytes:
    return match.group().replace(match[1] or match[2], mark)


def _day_of(docx: Path) -> bytes:
    """The day that the file says it is of."""
    with ZipFile(docx) as archive:
        said = _DAY.search(archive.read("docProps/core.xml").decode())
    return f"{''.join(said.groups()) if said else '19800101'}000000".encode()
