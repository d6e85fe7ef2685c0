"""Crawls that begin at once: most of a small crawl is reading the program, so it is read once and each is a fork of that.

A crawl is a process of its own all the same, a child of the test's, with its own session, environment and streams:
`WarmPopen` differs from what it stands in for in nothing else. Commands other than a crawl's are started as ever, and so
is a crawl where a test puts code of its own before the program's (a sitecustomize), or where there is no prctl.
"""

import contextlib
import ctypes
import functools
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

CRAWL = [sys.executable, "-m", "spiders.run"]
_COLD = subprocess.Popen
_BECOME_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER: orphans below us become our children
_PARENT = """
import sys
sys.path[:0] = {path}
import warm
warm.serve({number})
"""


class WarmPopen(_COLD):  # type: ignore[type-arg]
    """A process as ever; a crawl's forks off the one that has read the program."""

    def _execute_child(self, args: Any, *more: Any) -> None:
        _, _, _, _, cwd, env, _, _, _, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, *rest = more
        if not _is_plain_crawl(args, env) or (parent := _parent()) is None:
            super()._execute_child(args, *more)  # type: ignore[misc]
            return
        streams = [os.dup(n if n != -1 else usual) for n, usual in ((p2cread, 0), (c2pwrite, 1), (errwrite, 2))]
        new_session = bool(rest[5])
        told = {"argv": list(map(os.fsdecode, args[2:])), "env": dict(env or os.environ), "cwd": os.fsdecode(cwd or os.getcwd()), "setsid": new_session}
        try:
            self.pid = parent.fork(told, streams)
            self._child_created = True
        finally:
            for stream in streams:
                os.close(stream)
            self._close_pipe_fds(p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite)  # type: ignore[attr-defined]


class _Parent:
    """The process that has read the program."""

    def __init__(self) -> None:
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        code = _PARENT.format(path=[str(Path(__file__).parent), str(Path(__file__).parents[1])], number=theirs.fileno())
        env = {**os.environ, "PYTHONIOENCODING": "utf-8", "MALLOC_ARENA_MAX": "2"}
        self._process = _COLD([sys.executable, "-c", code], pass_fds=[theirs.fileno()], env=env)
        theirs.close()

    def fork(self, told: dict[str, Any], streams: list[int]) -> int:
        socket.send_fds(self._ours, [json.dumps(told).encode()], streams)
        return int(self._ours.recv(64))


def _is_plain_crawl(args: Any, env: Any) -> bool:
    if not isinstance(args, list | tuple) or list(args[:3]) != CRAWL:
        return False
    path = (env or os.environ).get("PYTHONPATH", "").split(os.pathsep)
    return not any((Path(folder) / "sitecustomize.py").exists() for folder in path if folder)


@functools.cache
def _parent() -> _Parent | None:
    if not sys.platform.startswith("linux"):
        return None
    if ctypes.CDLL(None).prctl(_BECOME_SUBREAPER, 1, 0, 0, 0):
        return None
    return _Parent()


# In the process that has read the program


def serve(number: int) -> None:
    """Fork whenever asked, until nobody asks any more."""
    import spiders.run  # noqa: F401  what a crawl reads

    _read_ahead()
    asked = socket.socket(fileno=number)
    while True:
        said, streams, _, _ = socket.recv_fds(asked, 1 << 20, 3)
        if not said:
            return
        asked.send(str(_forked(json.loads(said), streams)).encode())
        for stream in streams:
            os.close(stream)


def _read_ahead() -> None:
    """What a crawl reads only as it goes."""
    import alembic.command  # noqa: F401
    import scrapy.core.downloader.handlers.http11  # noqa: F401
    import sqlalchemy.dialects.sqlite  # noqa: F401


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


def _become(told: dict[str, Any], streams: list[int]) -> None:
    import runpy
    import time
    import traceback

    for place, stream in enumerate(streams):
        os.dup2(stream, place)
    os.closerange(3, 4096)
    if told["setsid"]:
        os.setsid()
    os.chdir(told["cwd"])
    os.environ.clear()
    os.environ.update(told["env"])
    time.tzset()
    sys.argv = told["argv"]
    code: Any = 0
    try:
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        code = ended.code
    except BaseException:
        traceback.print_exc()
        code = 1
    with contextlib.suppress(OSError):
        sys.stdout.flush()
    os._exit(code if isinstance(code, int) else 1 if code else 0)
