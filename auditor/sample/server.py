"""The sample portal on loopback: an HTTP server with validators, traps and a log of who asked for what."""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from auditor.sample.answer import Answer, page
from auditor.sample.cms import render
from auditor.sample.cms.jcms import feed_key
from auditor.sample.cms.labelapi import label_key
from auditor.sample.portal_site import answers
from auditor.sample.special import FORBIDDEN


@dataclass(frozen=True, slots=True)
class Access:
    """One request that the server answered."""

    night: int
    method: str
    path: str  # with its query
    status: int
    conditional: bool  # it carried If-None-Match or If-Modified-Since


class SampleServer:
    """Serves the fictional district on 127.0.0.1; `night` chooses what it shows.

    >>> with SampleServer() as server:
    ...     server.night = 2
    """

    def __init__(self, port: int = 0, *, night: int = 1) -> None:
        self.night = night
        self.log: list[Access] = []
        self._http = _Http(("127.0.0.1", port), _Handler)
        self._http.sample = self
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """The portal's address, without a slash at its end."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    @property
    def violations(self) -> list[str]:
        """Addresses that were asked for although robots.txt closes them."""
        return [access.path for access in self.log if access.path.startswith(FORBIDDEN)]

    def fetches(self, night: int) -> Counter[str]:
        """How often each address was asked for with GET or POST in one night."""
        return Counter(a.path for a in self.log if a.night == night and a.method != "HEAD")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


def find(night: int, target: str, body: str = "") -> Answer | None:
    """The answer to a request target; the parameters of feeds may stand in the query or in the body."""
    site = answers(night)
    parts = urlsplit(target)
    path = parts.path.removesuffix("index.html") if parts.path not in site else parts.path
    params = dict(parse_qsl(parts.query, True)) | dict(parse_qsl(body, True))
    keys = [target, path, _feed(parts.path, params)]
    return next((site[key] for key in keys if key in site), None)


def _feed(path: str, params: dict[str, str]) -> str:
    if path.endswith("/dataproxy.jsp"):
        return feed_key(params.get("columnid", ""), int(params.get("startrecord") or 1))
    if path.startswith("/site/label/"):
        return label_key(
            params.get("organId", ""), params.get("catId", ""), int(params.get("pageIndex") or 1)
        )
    return path


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    sample: SampleServer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client may hang up when it has read enough of a file; anything else is a fault of ours."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body leave together: two small packets would wait for each other
    disable_nagle_algorithm = True
    server: _Http

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self._answer(self.rfile.read(length).decode("utf-8", "replace"))

    def log_message(self, *_args: Any) -> None:
        """Nothing on the terminal: `SampleServer.log` remembers."""

    def _answer(self, body: str = "") -> None:
        sample = self.server.sample
        night = sample.night
        answer = find(night, self.path, body) or _NOT_FOUND
        tag = f'"{hashlib.sha256(answer.body).hexdigest()[:20]}"'
        status = 304 if answer.status == 200 and self._knows(answer, tag) else answer.status
        conditional = any(self.headers.get(name) for name in ("If-None-Match", "If-Modified-Since"))
        sample.log.append(Access(night, self.command, self.path, status, conditional))
        if self.command != "HEAD" and status != 304:  # what takes long is to build the page
            time.sleep(answer.delay_seconds)
        self._send(answer, tag, status)

    def _knows(self, answer: Answer, tag: str) -> bool:
        """Whether the validators that the client sent are still the page's."""
        if known := self.headers.get("If-None-Match"):
            return tag in known
        since = self.headers.get("If-Modified-Since")
        return since is not None and since == _http_date(answer)

    def _send(self, answer: Answer, tag: str, status: int) -> None:
        content = b"" if status == 304 else answer.body
        modified = _http_date(answer)
        validators = {"ETag": tag} if answer.status == 200 else {}
        validators |= {"Last-Modified": modified} if modified else {}
        plain = {"Content-Type": answer.media_type, "Content-Length": str(len(content))}
        self.send_response(status)
        for name, value in (validators | dict(answer.headers) | plain).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


_NOT_FOUND = page(render("plain.html", title="404", lines=["您访问的页面不存在。"]), status=404)


def _http_date(answer: Answer) -> str | None:
    return format_datetime(answer.modified_at.astimezone(dt.UTC), usegmt=True) if answer.modified_at else None
