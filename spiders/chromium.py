"""The process in which a page is rendered: `python -m spiders.chromium`, a job on its standard input, JSON lines out.

The browser itself reaches no network: every request of the page is answered by us, asked for at the profile's pace as
its robots.txt allows, or not at all. Nothing else imports Playwright, and nothing of it is imported before the job.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import resource
import sys
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from auditor.models.record import decode
from auditor.text.decode import decode as decode_body
from auditor.text.decode import media_type
from spiders.asking import Asking
from spiders.family import Step
from spiders.fetch import Fetched
from spiders.listing.json_rows import is_data, read_json
from spiders.listing.pager_words import FORWARD, HERE, LOAD_MORE, NEXT, OFF
from spiders.rendering import Job, may_ask

_SWITCHES = (
    "--disable-gpu",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # what slips past our answers, a redirect or a socket, finds nobody
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--blink-settings=imagesEnabled=false",
)
_UNNEEDED = {"image", "font", "media", "websocket", "eventsource", "manifest", "texttrack", "ping"}
_TAKEN = {"referer", "accept", "content-type", "x-requested-with", "cookie"}  # of the page's own headers
_CLICK = Path(__file__).with_name("click.js").read_text("utf-8")
_WORDS = {
    "next": NEXT.pattern,
    "more": LOAD_MORE.pattern,
    "off": OFF.pattern,
    "here": HERE.pattern,
    "arrows": sorted(FORWARD),
}
_ROWS = "() => [...document.links].filter(a => a.text.trim().length > 3).map(a => a.text + a.href).join()"
_LENGTH = "() => document.documentElement.outerHTML.length"
_SCROLL = "() => window.scrollTo(0, document.documentElement.scrollHeight)"
_QUIET_SECONDS = 0.5
_MOST_REQUESTS = 100  # for one view
_MOST_CHARACTERS = 30_000_000  # of all views and answers together: whoever asked for them holds them all


def main() -> int:
    """Render what the job names; say each view when it stands there, and at last how it ended."""
    resource.setrlimit(resource.RLIMIT_AS, (resource.getrlimit(resource.RLIMIT_AS)[1],) * 2)
    job = decode(Job, sys.stdin.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with contextlib.suppress(ValueError, OSError):  # of each process: what bursts is a page, not the machine
        resource.setrlimit(resource.RLIMIT_DATA, (job.memory_mb << 20,) * 2)
    try:
        _show(job)
    except Exception as error:  # whatever it is, the night goes on; the log says it
        _say(log=repr(error))
        _say(crashed="crash" in str(error).lower() or "closed" in str(error).lower())
        os._exit(1)  # a browser that hangs does not let itself be closed
    return 0


def _show(job: Job) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=job.chromium, args=_SWITCHES, chromium_sandbox=os.geteuid() != 0
        )
        _say(browser=f"Chromium {browser.version}")
        _Tab(job, browser).show()
        _say(done=True)


class _Tab:
    """One page, shown and clicked through."""

    def __init__(self, job: Job, browser: Any) -> None:
        self._job, self._view, self._asked, self._busy, self._room = job, 0, 0, 0.0, _MOST_CHARACTERS
        self._asking = Asking(job.portal, may_ask(job.portal), lambda why: _say(told=why), _refused)
        agent, domain = self._asking.agent, urlsplit(job.url).hostname
        context = browser.new_context(user_agent=agent, service_workers="block", accept_downloads=False)
        context.add_cookies(
            [{"name": n, "value": v, "domain": domain, "path": "/"} for n, v in job.cookies.items()]
        )
        context.route("**/*", self._answer)
        context.route_web_socket("**/*", lambda socket: socket.close())
        self._page = context.new_page()
        self._page.on("popup", lambda popup: popup.close())
        self._page.set_default_timeout(1000 * job.silence_seconds)

    def show(self) -> None:
        """Every view of the page, as long as a click, or else a look at its foot, brings a new one."""
        self._page.goto(self._job.url, wait_until="commit")
        seen: set[str] = set()
        ways: list[str] = []  # how each view was come by
        way = ""
        while self._settled():
            rows = self._evaluated(_ROWS)
            if rows in seen:
                return _say(end=_end(way, ways))
            if _folder(self._page.url) != _folder(self._job.url):
                return _say(fault=f"在浏览器里翻页，被带到了 {self._page.url}，其后未读")
            seen.add(rows)
            ways.append(way)
            self._show_view()
            if self._room <= 0:
                return _say(fault="页面在浏览器里太大，其后未读")
            if len(ways) > self._job.most_clicks:
                return _say(fault=f"在浏览器里点了 {self._job.most_clicks} 次仍未到末尾，其后未读")
            way = self._evaluated(_CLICK, _WORDS)
            if way in ("off", "lost"):
                return _say(end=way)
            if way == "none":
                self._evaluated(_SCROLL)
        self._show_view()
        return _say(fault="页面一直在变动或者请求不断，没有等到它停下来")

    def _show_view(self) -> None:
        html = self._page.content()
        self._room -= len(html)
        if self._room > 0:
            _say(view=html, url=self._page.url)
            self._view += 1

    def _settled(self) -> bool:
        """Wait until the page neither asks nor changes; False where it does not come to rest."""
        self._asked, self._busy, began, quiet, before = 0, 0.0, time.monotonic(), 0, None
        while quiet < 3:
            if (
                time.monotonic() - began - self._busy > self._job.settle_seconds
                or self._asked > _MOST_REQUESTS
            ):
                return False
            asked = self._asked
            self._page.wait_for_timeout(1000 * _QUIET_SECONDS)
            now = self._evaluated(_LENGTH)
            quiet = quiet + 1 if (asked, before) == (self._asked, now) else 0
            before = now
        return True

    def _evaluated(self, script: str, words: Any = None) -> Any:
        """What a script gives; once more where the page was just leaving for another."""
        from playwright.sync_api import Error

        try:
            return self._page.evaluate(script, words)
        except Error as error:
            if "context was destroyed" not in str(error):
                raise
            self._page.wait_for_load_state("domcontentloaded")
            return self._page.evaluate(script, words)

    def _answer(self, route: Any) -> None:
        """Answer a request of the page in the place of the network."""
        request, began = route.request, time.monotonic()
        kind, step = request.resource_type, _step(request)
        if kind == "stylesheet":  # scripts wait for it; nothing of it is read
            route.fulfill(status=200, content_type="text/css", body="")
        elif kind in _UNNEEDED or step is None or not self._is_ours(request):
            route.abort()
        elif (
            step.url == self._job.url
            and step.method == "GET"
            and self._job.body is not None
            and not self._view
        ):
            body = base64.b64decode(self._job.body)
            route.fulfill(status=200, headers={"Content-Type": self._job.media_type}, body=body)
        else:
            self._asked += 1
            self._pass_on(route, step, kind)
            self._busy += time.monotonic() - began

    def _is_ours(self, request: Any) -> bool:
        """Whether the page itself asks, and no window that it opened."""
        from playwright.sync_api import Error

        try:
            return bool(request.frame.page == self._page)
        except Error:  # a window that is just being opened
            return False

    def _pass_on(self, route: Any, step: Step, kind: str) -> None:
        _say(alive=True)  # a slow pace is no hanging
        given = self._asking.ask(step, keep=kind == "script") if self._asked <= _MOST_REQUESTS else None
        answered = given is not None and not given.fault
        if kind in ("xhr", "fetch") or (
            kind == "script" and not (given and answered and not _holds_rows(given))
        ):
            self._tell(step, given if answered else None)
        if given and answered:
            headers = {k: v for k, v in given.headers.items() if k.lower() in ("content-type", "set-cookie")}
            route.fulfill(status=given.status, headers=headers, body=given.body)
        else:
            route.abort()

    def _tell(self, step: Step, given: Fetched | None) -> None:
        """A request for data and its answer, and every script that did not come."""
        call: dict[str, Any] = {"url": step.url, "method": step.method, "body": step.body, "view": self._view}
        text = decode_body(given.body, given.headers).text if given else ""
        self._room -= len(text)
        if given:
            call |= {"media_type": media_type(given.headers), "text": text}
        _say(call={**call, "status": given.status if given else 0})


def _end(way: str, ways: list[str]) -> str:
    """What became of the wish for more, once it brought nothing new."""
    if way == "clicked" or "none" in ways:
        return "same"
    return "gone" if "clicked" in ways else ""


def _folder(url: str) -> str:
    return url.partition("?")[0].partition("#")[0].rpartition("/")[0]


def _step(request: Any) -> Step | None:
    """The request as we make it; None where it does more than ask."""
    if request.method not in ("GET", "POST") or urlsplit(request.url).scheme not in ("http", "https"):
        return None
    headers = {name.title(): value for name, value in request.headers.items() if name in _TAKEN}
    try:
        return Step(request.url, request.method, request.post_data, headers)
    except UnicodeDecodeError:  # a form with a file
        return None


def _holds_rows(given: Fetched) -> bool:
    """Whether a script is an answer of data: JSONP, or values set."""
    text = decode_body(given.body, given.headers).text
    found = read_json(text, given.url) if is_data(text) else None
    return found is not None and bool(found.entries)


def _refused(url: str, status: int) -> None:
    _say(refused=(url, status))


def _end_with_parent() -> None:
    """The parent holds our standard input open; when it dies, nobody else ends us."""
    while sys.stdin.read(1024):
        pass
    os._exit(1)


def _say(**words: Any) -> None:
    print(json.dumps(words), flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
