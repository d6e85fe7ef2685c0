"""One address asked for by itself, outside a crawl."""

from __future__ import annotations

import http.client
import queue
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib import request
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from auditor.config.clock import http_date, now
from auditor.models.address import spelt
from auditor.portal.hosts import is_private
from spiders.peers import InsideError, MayBeInside, PeerHandler, SecurePeerHandler

USER_AGENT = "DisclosureAuditor/0.1"
MAX_BYTES = 20_000_000
TIMEOUT_SECONDS = 30
MOST_SECONDS = 120.0
_FOR_EVER = 1e9

Allows = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one address, or one file, gave: bytes, or why there are none."""

    source: str  # as it was asked for
    url: str  # the address after redirects, or the path
    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""


def rest_asked(status: int, said: str, served: str) -> float | None:
    """The seconds for which a host that answered so asks to be left alone; None where it does not ask. `said` is its
    Retry-After and `served` its Date: a date is counted from the server's own clock, where it tells it."""
    said = said.strip()
    if status < 400 or not said:
        return None
    if said.isascii() and said.isdecimal():
        return min(float(said), _FOR_EVER)
    until = http_date(said)
    return max(0.0, (until - (http_date(served) or now())).total_seconds()) if until else None


def fetch(
    name: str,
    *,
    agent: str = USER_AGENT,
    timeout: float = TIMEOUT_SECONDS,
    most_seconds: float = MOST_SECONDS,
    allows: Allows = lambda _: True,
    may_be_inside: MayBeInside | None = None,
    body: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Fetched:
    """Ask for one address; with a `body` it is posted. `timeout` is the longest silence, `most_seconds` the longest answer, since a server may
    send a byte now and then for ever. `allows` says where a redirect may lead, `may_be_inside` which hosts may lie in a private
    network: without it, whoever asks for an address of the open internet is led into none."""
    answers: queue.SimpleQueue[Fetched] = queue.SimpleQueue()

    def ask() -> None:
        inside = may_be_inside or _as_asked(name)
        opener = _opener(allows, inside)
        answers.put(_asked(name, lambda: _request(name, agent, body, headers or {}), timeout, opener))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    try:
        return answers.get(timeout=most_seconds)
    except queue.Empty:
        return Fetched(name, name, fault=f"{name}：{most_seconds:g} 秒没有读完，没有取到")


def _asked(
    name: str, wanted: Callable[[], request.Request], timeout: float, opener: request.OpenerDirector
) -> Fetched:
    try:
        with opener.open(wanted(), timeout=timeout) as answer:
            return _answer(name, answer)
    except HTTPError as error:
        return _answer(name, error)
    except (URLError, OSError, http.client.HTTPException, ValueError) as error:
        return Fetched(name, name, fault=f"{name}：没有取到（{_network_reason(error)}）")


class _Redirects(request.HTTPRedirectHandler):
    """Redirects that are followed where they may lead."""

    def __init__(self, allows: Allows) -> None:
        self._allows = allows

    def redirect_request(
        self, req: request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Any:
        if not self._allows(newurl):
            raise _AstrayError(f"跳转到不允许访问的地址 {newurl}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _AstrayError(OSError):
    """A redirect that is not followed; the text says where it led."""


def _as_asked(name: str) -> MayBeInside:
    """Whoever asks for an address inside may be led about inside."""
    inside = _is_inside(name)
    return lambda _: inside


def _is_inside(url: str) -> bool:
    try:
        found = socket.getaddrinfo(urlsplit(url).hostname, None)
    except OSError:
        return False
    return any(is_private(str(place[4][0])) for place in found)


def is_proxied(url: str) -> bool:
    """Whether a proxy of the environment asks for the address: then it looks up the name, not we."""
    parts = urlsplit(url)
    return parts.scheme in request.getproxies() and not request.proxy_bypass(parts.hostname or "")


def _answer(name: str, answer: http.client.HTTPResponse | HTTPError) -> Fetched:
    body = answer.read(MAX_BYTES + 1)
    url = answer.url or name
    if len(body) > MAX_BYTES:
        return Fetched(name, url, fault=f"{name}：内容超过 {MAX_BYTES // 1_000_000} MB，没有读取")
    headers = {key: value for key, value in answer.headers.items() if key.lower() != "content-encoding"}
    if answer.headers.get("Content-Encoding", "").lower() in (
        "gzip",
        "x-gzip",
    ):  # some compress without being asked
        try:
            body = zlib.decompressobj(wbits=31).decompress(body, MAX_BYTES)
        except zlib.error:
            return Fetched(name, url, fault=f"{name}：内容的压缩格式损坏")
    return Fetched(name, url, body, answer.status or 0, headers)


def _request(name: str, agent: str, body: str | None, headers: Mapping[str, str]) -> request.Request:
    name_of_ours = agent.encode("utf-8").decode("latin-1")  # a contact may be Chinese; headers are bytes
    told = {"User-Agent": name_of_ours, "Accept": "text/html,*/*;q=0.8", **headers}
    url = spelt(name).partition("#")[0]
    return request.Request(url, data=body.encode() if body is not None else None, headers=told)


def _opener(allows: Allows, may_be_inside: MayBeInside) -> request.OpenerDirector:
    """Web addresses only: a redirect can lead to no file and no other protocol."""
    opener = request.OpenerDirector()
    for handler in (
        request.ProxyHandler(),
        PeerHandler(may_be_inside),
        SecurePeerHandler(may_be_inside),
        request.HTTPDefaultErrorHandler(),
        _Redirects(allows),
        request.HTTPErrorProcessor(),
        request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


def _network_reason(error: BaseException) -> str:
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, _AstrayError | InsideError):
        return str(cause)
    if isinstance(cause, TimeoutError):
        return "等不到回应"
    if isinstance(cause, socket.gaierror):
        return "找不到这台主机"
    if isinstance(cause, ssl.SSLError):
        return "证书或加密连接有问题"
    if isinstance(cause, ConnectionRefusedError):
        return "主机拒绝连接"
    if isinstance(cause, ValueError):
        return "网址写得不对"
    return "连接中断" if isinstance(cause, (OSError, http.client.HTTPException)) else "网址写得不对或不支持"
