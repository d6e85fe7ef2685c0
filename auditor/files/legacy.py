"""Word of before 2007 (.doc, .wps): read here; what is older or damaged by antiword, catdoc or LibreOffice, if installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from auditor.files.faults import UnreadableFileError, broken, locked
from auditor.files.word97 import opened
from auditor.files.word97_text import word97_content
from auditor.files.words import plain
from auditor.models import FileContent
from auditor.text.paper import paragraphs_of, read_document

CONVERT_SECONDS = 40
_CONVERTERS = {  # in the order they are tried; {file} and {folder} are filled in
    "antiword": ("-m", "UTF-8.txt", "-w", "0", "{file}"),
    "catdoc": ("-d", "utf-8", "-w", "{file}"),
    "soffice": (
        "--headless",
        "-env:UserInstallation=file://{folder}/office",
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
        "{folder}",
        "{file}",
    ),
}


def legacy_content(body: bytes) -> FileContent:
    """The text of an old Word file; where neither we nor a converter could read it, the reason why."""
    try:
        if file := opened(body):
            return word97_content(file)
    except UnreadableFileError:
        if not any(map(shutil.which, _CONVERTERS)):
            raise
    return _read_elsewhere(body)


def _read_elsewhere(body: bytes) -> FileContent:
    installed = [(found, words) for name, words in _CONVERTERS.items() if (found := shutil.which(name))]
    if not installed:
        raise UnreadableFileError(
            "Word 97 以前的文件，本机没有可用的转换程序（antiword、catdoc 或 LibreOffice），没有读取"
        )
    for tool, words in installed:
        text = _converted(body, tool, words)
        if text.strip():
            return FileContent(document=read_document(paragraphs_of(text)))
    raise broken()


def _converted(body: bytes, tool: str, words: tuple[str, ...]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "attachment.doc"
        path.write_bytes(body)
        command = [tool, *(word.format(file=path, folder=folder) for word in words)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=CONVERT_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return ""
        if b"encrypted" in done.stderr.lower():
            raise locked()
        written = path.with_suffix(".txt")
        text = written.read_bytes() if written.exists() else done.stdout
    return plain(text.decode("utf-8", "replace").replace("\f", "\n"))
