"""A draft judged in a process of its own: whatever it holds, it stops nobody else, and nothing of it is kept."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import tempfile
import threading
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from auditor.check.check import Checked, check
from auditor.models import Portal
from auditor.models.complaint import UserError
from auditor.rule.book import rulebook

SECONDS = 90.0
_AT_ONCE = threading.Semaphore(2)  # each takes a core


def check_apart(name: str, body: bytes, *, as_of: dt.datetime, portal: Portal | None = None) -> Checked:
    """What `auditor check` says of the one file; a fault where it took too long or broke the process."""
    with _AT_ONCE, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(body)
        done = _asked(str(path), as_of, portal)
    named = tuple(fault.replace(str(path), name) for fault in done.faults)
    return replace(done, faults=named, pages=tuple(replace(page, source=name) for page in done.pages))


def _asked(path: str, as_of: dt.datetime, portal: Portal | None) -> Checked:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(theirs, path, as_of, portal))
    process.start()
    theirs.close()
    try:
        if not ours.poll(SECONDS):
            return _failed(f"{path}：{SECONDS:g} 秒没有查完，没有检查")
        answer: Checked = ours.recv()
        return answer
    except EOFError:
        return _failed(f"{path}：读取时出错，没有检查")
    finally:
        process.kill()
        process.join()
        ours.close()


def _failed(why: str) -> Checked:
    return Checked(files=1, findings=(), faults=(why,))


def _answer(pipe: Connection, path: str, as_of: dt.datetime, portal: Portal | None) -> None:
    """The child's whole life."""
    disabled = portal.disabled_rules if portal else {}
    rules = [rule for rule in rulebook() if rule.code not in disabled]
    try:
        pipe.send(check([path], rules, as_of=as_of, portal=portal))
    except UserError as error:
        pipe.send(_failed(str(error)))
