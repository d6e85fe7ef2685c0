"""Files and addresses named on the command line -> pages. Addresses are asked for politely, one after another."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from auditor.check.draft import TYPES, draft_page
from auditor.config.faults import reason
from auditor.files.magic import PARSED, sniff
from auditor.judge.limit import Overdue, Within
from auditor.models import Page, Portal, Problem, ProblemKind
from spiders.extract.answer import Answer, read
from spiders.fetch import MAX_BYTES, Fetched, fetch

PAUSE_SECONDS = 1.0  # between two addresses
READ_SECONDS = 60.0  # for one page that was fetched
WEB = (".html", ".htm", ".shtml", ".xhtml")
DRAFTS = tuple(f".{name}" for name in TYPES)
STDIN = "-"  # the argument that stands for what is piped or pasted in
PASTED = "标准输入"
_HTML = (b"<!doctype html", b"<html")


def name_of(given: Fetched) -> str:
    """What its user knows it by."""
    return PASTED if given.source == STDIN else given.source


def is_draft(given: Fetched) -> bool:
    """Whether it is a paper or a list without a web page around it."""
    if given.source == STDIN:
        return not _is_web(given.body)
    if is_address(given.source):
        return False
    return given.source.lower().endswith(DRAFTS) or sniff(given.body) in PARSED


def unknown_kind(given: Fetched) -> bool:
    """Whether neither its name nor its bytes tell of anything that can be judged."""
    if is_address(given.source) or is_draft(given) or given.source.lower().endswith(WEB):
        return False
    return not _is_web(given.body)


def _is_web(body: bytes) -> bool:
    return body.lstrip()[:20].lower().startswith(_HTML)


def is_address(name: str) -> bool:
    """Whether an argument is a web address."""
    return name.lower().startswith(("http://", "https://"))


def read_inputs(names: Iterable[str]) -> Iterator[Fetched]:
    """Read each argument, in the order given."""
    asked = False
    for name in names:
        if is_address(name):
            if asked:
                time.sleep(PAUSE_SECONDS)
            asked = True
            yield fetch(name)
        else:
            yield _pasted() if name == STDIN else _read(name)


def expanded(names: Iterable[str]) -> Iterator[str]:
    """The arguments with each folder replaced by the pages and papers in it, in order of name."""
    for name in names:
        folder = Path(name)
        if is_address(name) or not folder.is_dir():
            yield name
            continue
        yield from (str(path) for path in _files(folder) if _is_readable_kind(path))


def skipped(names: Iterable[str]) -> Iterator[Path]:
    """The files in the folders named that are of no kind that can be judged."""
    for name in names:
        if not is_address(name) and Path(name).is_dir():
            yield from (path for path in _files(Path(name)) if not _is_readable_kind(path))


def page_of(given: Fetched, portal: Portal | None, *, url: str | None, fetched_at: dt.datetime) -> Page:
    """What stands on the page or paper that was read; `url` is where it is published."""
    if is_draft(given):
        page = draft_page(given.body, given.url, fetched_at=fetched_at)
        return dataclasses.replace(page, source=given.source, url=url or given.url)
    answer = Answer(
        url=url or given.url,
        body=given.body,
        source=given.source,
        status=given.status,
        headers=given.headers,
        fetched_at=fetched_at,
    )
    try:
        with Within(READ_SECONDS):
            return read(answer, portal)
    except Overdue:
        why = Problem(ProblemKind.OVERSIZE, f"网页过于复杂，{READ_SECONDS:g} 秒没有读完")
        return Page(source=given.source, url=answer.url, fetched_at=fetched_at, problems=(why,))


def _files(folder: Path) -> Iterator[Path]:
    """Every file that somebody put there; ~$ are the lock files of Word."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return (path for path in found if not path.name.startswith(("~$", ".")))


def _is_readable_kind(path: Path) -> bool:
    """Whether its name promises a page, a paper or a list."""
    return path.suffix.lower() in (*WEB, *DRAFTS)


def _pasted() -> Fetched:
    body = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        return Fetched(STDIN, PASTED, fault=f"{PASTED}：内容超过 {MAX_BYTES // 1_000_000} MB，没有读取")
    return Fetched(STDIN, PASTED, body)


def _read(name: str) -> Fetched:
    path = Path(name)
    try:
        if path.stat().st_size > MAX_BYTES:
            return Fetched(name, name, fault=f"{name}：文件超过 {MAX_BYTES // 1_000_000} MB，没有读取")
        return Fetched(name, name, path.read_bytes())
    except OSError as error:
        return Fetched(name, name, fault=f"{name}：读不出来（{reason(error)}）")
    except ValueError:
        return Fetched(name, name, fault=f"{name}：文件名写得不对")
