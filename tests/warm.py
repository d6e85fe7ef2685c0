"""Crawls that begin at once: most of a small crawl is reading the program, so it is read once and each is a fork of that.

A crawl is a process of its own all the same, a child of the test's, with its own session, environment and streams:
`WarmPopen` differs from what it stands in for in nothing else. Other commands are started as ever, unless their
environment names `WARM_NIGHT`; so is a crawl where a test puts code of its own before the program's (a sitecustomize),
and everything where there is no prctl.
"""

import contextlib
import ctypes
import functools
import json
import multiprocessing
import os
import runpy
import socket
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

CRAWL = [sys.executable, "-m", "spiders.run"]
PARSERS = [
    "auditor.files.process",
    "pypdfium2",
    "olefile",
    "striprtf.striprtf",
    "python_calamine",
    "lxml.html",
    "pytest",
]
_COLD = subprocess.Popen
_contexts = multiprocessing.get_context
_BECOME_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER: orphans below us become our children
_twin: "_Twin | None" = None  # of a night that was forked
_PARENT = """
import sys
sys.path[:0] = {path}
import warm
warm.serve({number}, {night})
"""


class WarmPopen(_COLD):  # type: ignore[type-arg]
    """A process as ever; a crawl's forks off the one that has read the program."""

    def _execute_child(self, args: Any, *more: Any) -> None:
        _, _, _, _, cwd, env, _, _, _, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, *rest = more
        parent = _forks_off(args, env or os.environ)
        if parent is None:
            super()._execute_child(args, *more)  # type: ignore[misc]
            return
        streams = [
            os.dup(n if n != -1 else usual) for n, usual in ((p2cread, 0), (c2pwrite, 1), (errwrite, 2))
        ]
        new_session = bool(rest[5])
        told = {
            "argv": list(map(os.fsdecode, args[1:])),
            "env": dict(env or os.environ),
            "cwd": os.fsdecode(cwd or Path.cwd()),
            "setsid": new_session,
        }
        try:
            self.pid = parent.fork(told, streams)
            self._child_created = True
        finally:
            for stream in streams:
                os.close(stream)
            self._close_pipe_fds(p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite)  # type: ignore[attr-defined]


class _Parent:
    """The process that has read the program; `night`: all that a whole night needs, not a crawl's part alone."""

    def __init__(self, night: bool) -> None:
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        path, number = [str(Path(__file__).parent), str(Path(__file__).parents[1])], theirs.fileno()
        code = _PARENT.format(path=path, number=number, night=night)
        usual = {name: value for name, value in os.environ.items() if not name.startswith("AUDITOR_")}
        env = {**usual, "PYTHONIOENCODING": "utf-8", "MALLOC_ARENA_MAX": "2"}  # not what one test asks for
        self._process = _COLD([sys.executable, "-c", code], pass_fds=[number], env=env)
        theirs.close()

    def fork(self, told: dict[str, Any], streams: list[int]) -> int:
        socket.send_fds(self._ours, [json.dumps(told).encode()], streams)
        return int(self._ours.recv(64))


class _Twin(_Parent):
    """A night that was forked has read all that its crawl needs: one like it is set aside before it opens a database,
    which no fork may carry on."""

    def __init__(self) -> None:
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        if not os.fork():
            self._ours.close()
            _answer(theirs)
            os._exit(0)
        theirs.close()
        ctypes.CDLL(None).prctl(_BECOME_SUBREAPER, 1, 0, 0, 0)


def _forks_off(args: Any, env: Mapping[str, str]) -> _Parent | None:
    night = "WARM_NIGHT" in env
    if not isinstance(args, list | tuple) or not (
        list(args[:3]) == CRAWL or (night and args[0] == sys.executable)
    ):
        return None
    path = env.get("PYTHONPATH", "").split(os.pathsep)
    if any((Path(folder) / "sitecustomize.py").exists() for folder in path if folder):
        return None
    return _twin or _parent(night)


@functools.cache
def _parent(night: bool) -> _Parent | None:
    if not sys.platform.startswith("linux"):
        return None
    if ctypes.CDLL(None).prctl(_BECOME_SUBREAPER, 1, 0, 0, 0):
        return None
    return _Parent(night)


def read_files_at_once() -> None:
    """Children that read files fork off a process that has read their parsers."""
    if sys.platform.startswith("linux"):
        multiprocessing.set_forkserver_preload(PARSERS)
        multiprocessing.get_context = lambda method=None: _contexts(
            "forkserver" if method == "spawn" else method
        )


# In the process that has read the program


def serve(number: int, night: bool) -> None:
    """Fork whenever asked, until nobody asks any more."""
    _read_ahead()
    if night:
        _read_all()
    _answer(socket.socket(fileno=number))


def _answer(asked: socket.socket) -> None:
    while True:
        said, streams, _, _ = socket.recv_fds(asked, 1 << 20, 3)
        if not said:
            return
        asked.send(str(_forked(json.loads(said), streams)).encode())
        for stream in streams:
            os.close(stream)


def _read_ahead() -> None:
    """What a crawl reads, and what it reads only as it goes."""
    import alembic.command  # noqa: F401
    import ready_tables
    import scrapy.core.downloader.handlers.http11  # noqa: F401
    import sqlalchemy.dialects.sqlite  # noqa: F401

    import spiders.crawling  # noqa: F401

    ready_tables.install()
    import rehearsal

    with tempfile.TemporaryDirectory() as folder:
        rehearsal.rehearse(Path(folder))


def _read_all() -> None:
    """What a night reads besides."""
    import auditor.cli
    import auditor.night.nightly
    from auditor.rule.book import rulebook

    rulebook()
    auditor.cli.program(auditor.cli.COMMANDS)


def _forked(told: dict[str, Any], streams: list[int]) -> int:
    """The number of a grandchild: left by its parent, it becomes the child of who asked."""
    here, there = os.pipe()
    between = os.fork()
    if between == 0:
        if pid := os.fork():
            os.write(there, str(pid).encode())
            os._exit(0)
        _become(told, streams)
    os.close(there)
    os.waitpid(between, 0)
    with os.fdopen(here) as words:
        return int(words.read())


def _become(told: dict[str, Any], streams: list[int]) -> NoReturn:
    """Be the process that was asked for."""
    global _twin
    subprocess.Popen = WarmPopen  # type: ignore[misc]
    for place, stream in enumerate(streams):
        os.dup2(stream, place)
    os.closerange(3, 4096)
    if told["setsid"]:
        os.setsid()
    os.chdir(told["cwd"])
    os.environ.clear()
    os.environ.update(told["env"])
    time.tzset()
    _twin = _Twin() if "WARM_NIGHT" in os.environ else None
    kind, what, *given = told["argv"]
    sys.argv = [what if kind == "-m" else kind, *given]
    code: Any = 0
    try:
        if kind == "-m":
            runpy.run_module(what, run_name="__main__", alter_sys=True)
        else:
            exec(what, {"__name__": "__main__"})
    except SystemExit as ended:
        code = ended.code
    except BaseException:
        traceback.print_exc()
        code = 1
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    os._exit(code if isinstance(code, int) else 1 if code else 0)
