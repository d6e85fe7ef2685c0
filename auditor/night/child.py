"""The crawl's process: started, listened to, and ended when it gives no sign of life."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import IO, Any

from auditor.models import RunState

PATIENCE_SECONDS = 600.0  # without a sign of life; one comes every quarter of a minute
GRACE_SECONDS = 20.0  # for a hanging process to end by itself when it is told to
INTERRUPTED = "爬取被中断；再次运行即从断处继续"

Tell = Callable[[Mapping[str, int]], None]
Words = dict[str, Any]


class Child:
    """A process that speaks JSON lines on its standard output and ends when we do: we hold its standard input."""

    def __init__(self, command: Sequence[str], db: str, log: IO[bytes], patience_seconds: float) -> None:
        self.run_id: int | None = None
        self._patience = patience_seconds
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            encoding="utf-8",
            start_new_session=True,  # the terminal's Ctrl-C comes to us alone; we pass it on once
            env={
                **os.environ,
                "AUDITOR_DB": db,
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                "PYTHONIOENCODING": "utf-8",
                "TZ": "CST-8",  # its log tells Beijing time
                "MALLOC_ARENA_MAX": "2",  # each thread's own arena would take of the address space it is limited to
            },
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def heard(self, tell: Tell) -> Words:
        """The process's last words, or ours for it. What it counts meanwhile goes to `tell`."""
        try:
            said = self._last_words(tell)
        except KeyboardInterrupt:  # the process puts its things in order before it ends
            self._process.terminate()
            said = self._last_words(tell) or _failed(INTERRUPTED)
        finally:
            code = self._exit_code()
        return said or _unexplained(code)

    def _exit_code(self) -> int:
        assert self._process.stdin
        try:
            return self._process.wait(self._patience)
        except subprocess.TimeoutExpired:  # it said its last words and does not go
            self._process.kill()
            return self._process.wait()
        finally:
            self._process.stdin.close()

    def _last_words(self, tell: Tell) -> Words:
        while True:
            try:
                line = self._lines.get(timeout=self._patience)
            except queue.Empty:
                return self._ended_by_force()
            words: Words = json.loads(line or "{}")
            if "counts" in words:
                tell(words["counts"])
            elif "alive" in words:
                self.run_id = words["alive"]
            else:
                return words

    def _ended_by_force(self) -> Words:
        self._process.terminate()
        try:
            self._process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
        return _failed(f"爬取进程 {self._patience / 60:g} 分钟没有动静，已强行结束；再次运行即从断处继续")

    def _listen(self) -> None:
        """Lines as they come; an empty one at the end."""
        assert self._process.stdout
        with self._process.stdout as lines:
            for line in lines:
                self._lines.put(line)
        self._lines.put("")


def _failed(why: str) -> Words:
    return {"state": RunState.FAILED.value, "why": why}


def _unexplained(code: int) -> Words:
    """The process ended without a word: killed, or broken before it began."""
    if code < 0:
        return _failed(f"爬取进程被终止（信号 {-code}）；再次运行即从断处继续")
    return _failed(f"爬取进程异常结束（退出码 {code}），详见日志")
