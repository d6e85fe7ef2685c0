"""Renders a section's page in a browser: in a child process that is given up in time. Where no browser is: why not."""

from __future__ import annotations

import base64
import json
import logging
import os
import queue
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from auditor.config.settings import browser_memory_mb, chromium
from auditor.models import Portal
from auditor.models.record import encode
from auditor.portal.hosts import is_among, is_private, names_private
from spiders.fetch import Allows, is_proxied
from spiders.listing.rendered import Call, Rendered, View

MOST_SECONDS = 600.0  # for one section
MOST_CLICKS = 200
SETTLE_SECONDS = 15.0  # for a view to come to rest, beside the time that its requests take
NO_BROWSER = "由脚本填充的列表要用浏览器读（请运维人员安装 disclosure-auditor[browser] 和 Chromium）"
logger = logging.getLogger(__name__)
_NAMES = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A page to be rendered: its address, the answer that the wire gave for it, and the portal with its manners."""

    url: str
    portal: Portal
    body: str | None = None  # base64 of the answer's bytes; None: the browser asks for it
    media_type: str = "text/html"  # as it was sent, with its charset
    cookies: Mapping[str, str] = field(default_factory=dict)
    chromium: str = ""
    memory_mb: int = 0
    silence_seconds: float = 0.0  # without a sign of life; 0: what the portal's own patience comes to
    most_seconds: float = MOST_SECONDS
    most_clicks: int = MOST_CLICKS
    settle_seconds: float = SETTLE_SECONDS


def missing() -> str:
    """The Chinese reason why this machine renders nothing, and what to install; "" where it can."""
    return "" if find_spec("playwright") and _chromium() else NO_BROWSER


def slim(portal: Portal, delay_seconds: float = 0.0) -> Portal:
    """What of a portal a rendering needs: its hosts and manners, no faster than one visit in `delay_seconds`."""
    manners = portal.politeness
    manners = replace(manners, delay_seconds=max(delay_seconds, manners.delay_seconds))
    return Portal(id=portal.id, name=portal.name, home=portal.home, hosts=portal.hosts, politeness=manners)


def job_for(portal: Portal, url: str, body: bytes, media_type: str) -> Job:
    """The job that renders an answer of the wire; without a body the browser asks for the page itself."""
    told = base64.b64encode(body).decode() if body else None
    return Job(url=url, portal=slim(portal), body=told, media_type=media_type or "text/html")


def may_ask(portal: Portal) -> Allows:
    """Whether an address lies on the portal's hosts and, unless the profile allows it, in no private network."""

    @cache
    def is_inside(host: str) -> bool:
        try:
            found = socket.getaddrinfo(host, None)
        except OSError:
            return False
        return any(is_private(str(place[4][0])) for place in found)

    def allows(url: str) -> bool:
        host = urlsplit(url).hostname or ""
        if not is_among(url, portal.hosts):
            return False
        free = portal.politeness.allow_private or names_private(host) or is_proxied(url)
        return free or not is_inside(host)

    return allows


def render(job: Job) -> Rendered:
    """What a browser made of the page. Never raises: a browser that fails, hangs or bursts is a fault that is told."""
    if why := missing():
        return Rendered(fault=why)
    manners = job.portal.politeness
    patience = job.silence_seconds or 60 + 2 * manners.timeout_seconds + manners.delay_seconds
    job = replace(
        job,
        chromium=_chromium() or "",
        memory_mb=job.memory_mb or browser_memory_mb(),
        silence_seconds=patience,
    )
    try:
        return _gathered(_Child(job).words(), job)
    except OSError as error:
        return Rendered(fault=f"浏览器没有启动起来（{error.strerror or error}）")


class _Child:
    """The process that renders; it ends when we do, since we hold its standard input."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "spiders.chromium"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def words(self) -> Iterator[dict[str, Any]]:
        """What it says, as it comes; last our own word where it had to be ended or died."""
        assert self._process.stdin
        until = time.monotonic() + self._job.most_seconds
        try:
            with suppress(BrokenPipeError):
                self._process.stdin.write(encode(self._job) + "\n")
                self._process.stdin.flush()
            while line := self._line(until):
                yield json.loads(line)
            yield {"died": True}
        except queue.Empty:
            yield {"late": True}
        finally:
            self._end()

    def _line(self, until: float) -> str:
        left = until - time.monotonic()
        if left <= 0:
            raise queue.Empty
        return self._lines.get(timeout=min(left, self._job.silence_seconds))

    def _end(self) -> None:
        """With its driver gone the browser's own processes lose their pipe, and go too."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        assert self._process.stdin
        with suppress(BrokenPipeError):
            self._process.stdin.close()

    def _listen(self) -> None:
        """Lines as they come; an empty one at the end."""
        assert self._process.stdout
        with self._process.stdout as lines, suppress(ValueError):
            for line in lines:
                self._lines.put(line)
        self._lines.put("")


def _gathered(words: Iterator[dict[str, Any]], job: Job) -> Rendered:
    """The child's words as one noun, up to its last."""
    views: list[View] = []
    calls: list[Call] = []
    refusals: list[tuple[str, int]] = []
    told: dict[str, Any] = {"end": "", "browser": ""}
    astray: dict[str, None] = {}
    for word in words:
        if "view" in word:
            views.append(View(word["url"], word["view"]))
        elif "call" in word:
            calls.append(Call(**word["call"]))
        elif "refused" in word:
            refusals.append((word["refused"][0], word["refused"][1]))
        elif "told" in word:
            astray[word["told"]] = None
        elif "log" in word:
            logger.warning("%s in the browser: %s", job.url, word["log"])
        else:
            told |= word
        if told.keys() & {"done", "crashed", "died", "late"}:
            break
    return Rendered(
        views=tuple(views),
        calls=tuple(calls),
        end=told["end"],
        fault=_fault(told, job),
        browser=told["browser"],
        refusals=tuple(refusals),
        unasked=tuple(astray),
    )


def _fault(told: Mapping[str, Any], job: Job) -> str:
    if "done" in told:
        return str(told.get("fault", ""))
    if "late" in told:
        return "浏览器太久没有读完这一页，已停下"
    if not told["browser"]:
        return "浏览器没有启动起来"
    if told.get("crashed"):
        return f"网页在浏览器里崩溃了（内存上限 {job.memory_mb} MB）"
    return "浏览器中途停了，没有读完"


def _chromium() -> str | None:
    """The browser's file: the one that is set, else by its usual names; none where an empty one is set."""
    given = chromium()
    if given is not None:
        return shutil.which(given) if given else None
    return next(filter(None, map(shutil.which, _NAMES)), None)
