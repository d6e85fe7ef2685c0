"""Where the marked copies of drafts go: one file, or a folder for several. No draft is ever written over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.check.check import Checked
from auditor.check.draft import type_of
from auditor.check.inputs import STDIN, is_address
from auditor.models import Finding, Page
from auditor.models.complaint import CommandError
from auditor.rule import Rule

_WEB, _WORD = ("html", "htm"), "docx"


@dataclass(frozen=True, slots=True)
class Target:
    """What the options ask for: one of both."""

    file: Path | None = None
    folder: Path | None = None


def plan(names: Sequence[str], *, url: str | None, file: Path | None, folder: Path | None) -> Target | None:
    """The target, None where no marks are wanted. Raises CommandError before anything is judged in vain."""
    if file is None and folder is None:
        return None
    if file and folder:
        raise CommandError("--mark 和 --marked 只能写一个。")
    if file:
        _check_file(names, file)
    if folder:
        _check_folder(names, url, folder)
    return Target(file, folder)


def write_marks(checked: Checked, rules: Sequence[Rule], target: Target, *, at: dt.datetime) -> list[Path]:
    """Write the marked copy of every draft that was judged; returns their paths."""
    from reports.book.rulebook import fixes

    advice = fixes(rules)
    taken: set[Path] = set()
    written = []
    for page in checked.pages:
        path = target.file or _free(target.folder or Path(), page, taken)
        findings = [finding for finding in checked.findings if finding.url == page.url]
        written.append(_write(page, findings, advice, path, at))
    return written


def _write(page: Page, findings: list[Finding], advice: dict[str, str], path: Path, at: dt.datetime) -> Path:
    if type_of(path.name) != _WORD:
        from reports.drafts import marked_draft

        return marked_draft.write(page, findings, advice, path)
    from reports.drafts import commented_docx

    try:
        return commented_docx.write(Path(page.source).read_bytes(), findings, advice, path, at=at)
    except commented_docx.CommentError as error:
        raise CommandError(f"{page.source}：{error}。") from error


def _check_file(names: Sequence[str], file: Path) -> None:
    if type_of(file.name) not in (*_WEB, _WORD):
        raise CommandError(f"--mark 后面应当是 .html 或 .docx 文件，不是“{file}”。")
    if len(names) > 1 or Path(names[0]).is_dir():
        raise CommandError("--mark 一次只标一份文稿；检查几份时请用 --marked 文件夹。")
    if _is_same(names[0], file):
        raise CommandError(f"标注稿不能写在原文稿上：{file}。请换一个文件名。")
    if type_of(file.name) == _WORD and not _is_word(names[0]):
        raise CommandError("只有 .docx 文稿可以写成批注稿；这一份请写成 .html。")


def _check_folder(names: Sequence[str], url: str | None, folder: Path) -> None:
    if url:
        raise CommandError("--url 说的是一份文稿的网址，不能和 --marked 一起用；请用 --mark。")
    if folder.exists() and not folder.is_dir():
        raise CommandError(f"--marked 后面应当是文件夹，“{folder}”是文件。")
    if any(Path(name).is_dir() and folder.resolve().is_relative_to(Path(name).resolve()) for name in names):
        raise CommandError("标注稿不能写进要检查的文件夹里，否则下次会当成文稿来查。请另选文件夹。")


def _is_same(name: str, file: Path) -> bool:
    return name != STDIN and not is_address(name) and Path(name).resolve() == file.resolve()


def _is_word(name: str) -> bool:
    return name != STDIN and not is_address(name) and type_of(name) == _WORD


def _free(folder: Path, page: Page, taken: set[Path]) -> Path:
    """`通知.docx` -> `通知-批注.docx`, a number behind the second of that name."""
    ending = "-批注.docx" if _is_word(page.source) else "-标注.html"
    stem = Path(page.source.rstrip("/")).stem if page.source != STDIN else page.url
    count, path = 1, folder / f"{stem}{ending}"
    while path in taken:
        count += 1
        path = folder / f"{stem}-{count}{ending}"
    taken.add(path)
    return path
