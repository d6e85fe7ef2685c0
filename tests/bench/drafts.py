"""`auditor check` of one draft, a process of its own: processor seconds, all rules asked. A row of `make bench`."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.environment import installed
from tests.bench.portal import article

LIMIT_SECONDS = 1.0
ROUNDS = 5


def measure() -> bool:
    """Print a row a kind of draft; whether the limit holds for each."""
    with tempfile.TemporaryDirectory() as folder:
        drafts = (_html(Path(folder)), _docx(Path(folder)))
        held = [_row(draft) for draft in drafts]
    return all(held)


def _row(draft: Path) -> bool:
    _seconds(draft)  # what was not run before is compiled, as it is when a program is installed
    seconds = statistics.median(_seconds(draft) for _ in range(ROUNDS))
    sys.stdout.write(
        f"{seconds:9.2f} 秒  检查一件 {draft.suffix[1:]} 草稿的处理器时间，上限 {LIMIT_SECONDS:g} 秒\n"
    )
    return seconds <= LIMIT_SECONDS


def _seconds(draft: Path) -> float:
    command = [sys.executable, "-m", "auditor", "check", str(draft)]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=installed())
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode in (0, 1), "the draft was not checked"
    return usage.ru_utime + usage.ru_stime


def _html(folder: Path) -> Path:
    draft = folder / "draft.html"
    draft.write_bytes(article())
    return draft


def _docx(folder: Path) -> Path:
    from docx import Document

    written = Document()
    for line in re.findall(r"<p[^>]*>([^<]+)</p>", article().decode()):
        written.add_paragraph(line)
    draft = folder / "draft.docx"
    written.save(str(draft))
    return draft
