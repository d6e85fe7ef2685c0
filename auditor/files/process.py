"""Files read in child processes with limits of time and memory: no attachment can stop or bring down a night."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import queue
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

from auditor.files.read import read_file
from auditor.models import FileContent

SECONDS = 30.0
MEMORY_BYTES = 1_500_000_000
WORKERS = 2
_START_SECONDS = 60.0  # a child's first import on a busy machine

Read = Callable[[bytes, str], FileContent]
Get = Callable[[], bytes | None]  # None: leave the file out


class Child:
    """One child that reads files one after another; when it is killed or dies, the next file gets a new one."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY_BYTES, read: Read = read_file) -> None:
        self._seconds, self._memory, self._read = seconds, memory, read
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def read(self, body: bytes, name: str) -> FileContent:
        """What stands in the file, or why it could not be told."""
        try:
            pipe = self._started()
            pipe.send((body, name))
            if not pipe.poll(self._seconds):
                self.stop()
                return FileContent(failure=f"解析超时（{self._seconds:g}秒），没有读取")
            content: FileContent = pipe.recv()
        except (EOFError, OSError):
            self.stop()
            return FileContent(failure="解析进程异常退出（多因内存超限），没有读取")
        return content

    def stop(self) -> None:
        """Kill the child."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None

    def _started(self) -> Connection:
        if self._pipe is not None:
            return self._pipe
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._memory, self._read), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe = ours
        if not ours.poll(_START_SECONDS):
            raise EOFError
        ours.recv()
        return ours


class Pool:
    """A few children, each given one file at a time. A context manager."""

    def __init__(self, workers: int = WORKERS) -> None:
        self._children = [Child() for _ in range(workers)]
        self._idle: queue.SimpleQueue[Child] = queue.SimpleQueue()
        for child in self._children:
            self._idle.put(child)
        self._threads = ThreadPoolExecutor(workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(cancel_futures=True)
        for child in self._children:
            child.stop()

    def read_all(self, files: Iterable[tuple[str, Get, str]]) -> Iterator[tuple[str, FileContent]]:
        """(key, how to get the bytes, name) -> (key, content), in order; bytes are got when their turn comes."""
        waiting = deque((key, self._threads.submit(self._one, get, name)) for key, get, name in files)
        while waiting:
            key, future = waiting.popleft()  # let go of, so that its content is
            if content := future.result():
                yield key, content

    def _one(self, get: Get, name: str) -> FileContent | None:
        child = self._idle.get()
        try:
            body = get()
            return None if body is None else child.read(body, name)
        finally:
            self._idle.put(child)


def _serve(pipe: Connection, memory: int, read: Read) -> None:
    """The child: ends when the parent does. What its libraries cry when they die is no message to a user."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    _limit(memory)
    pipe.send("ready")
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        while True:
            body, name = pipe.recv()
            pipe.send(read(body, name))


def _limit(memory: int) -> None:
    """Address space, where the system can hold a process to it."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
