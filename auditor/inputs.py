"""Files and addresses named on the command line -> pages. Addresses are asked for politely, one after another."""

from __future__ import annotations

import dataclasses
import datetime as dt
import http.client
import socket
import ssl
import sys
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib import request
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit

from auditor.draft import TYPES
from auditor.faults import reason
from auditor.models import Page
from auditor.portal import Portal

USER_AGENT = "DisclosureAuditor/0.1"
MAX_BYTES = 20_000_000
TIMEOUT_SECONDS = 30
PAUSE_SECONDS = 1.0  # between two addresses
WEB = (".html", ".htm", ".shtml", ".xhtml")
DRAFTS = tuple(f".{name}" for name in TYPES)
STDIN = "-"  # the argument that stands for what is piped or pasted in
PASTED = "标准输入"
_HTML = (b"<!doctype html", b"<html")


@dataclass(frozen=True, slots=True)
class Input:
    """What one argument gave: bytes, or why there are none."""

    source: str  # the argument as given
    url: str  # the address after redirects, or the path
    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""

    @property
    def name(self) -> str:
        """What its user knows it by."""
        return PASTED if self.source == STDIN else self.source

    @property
    def is_draft(self) -> bool:
        """A paper without a web page around it."""
        if self.source == STDIN:
            return not self.body.lstrip()[:20].lower().startswith(_HTML)
        return not is_address(self.source) and self.source.lower().endswith(DRAFTS)


def is_address(name: str) -> bool:
    """Whether an argument is a web address."""
    return name.lower().startswith(("http://", "https://"))


def read_inputs(names: Iterable[str]) -> Iterator[Input]:
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
        yield from (str(path) for path in sorted(folder.rglob("*")) if _is_readable_kind(path))


def fetch(name: str, *, agent: str = USER_AGENT, timeout: float = TIMEOUT_SECONDS) -> Input:
    """Ask for one address."""
    try:
        with _opener().open(_request(name, agent), timeout=timeout) as answer:
            return _answer(name, answer)
    except HTTPError as error:
        return _answer(name, error)
    except (URLError, OSError, http.client.HTTPException, ValueError) as error:
        return Input(name, name, fault=f"{name}：没有取到（{_network_reason(error)}）")


def page_of(given: Input, portal: Portal | None, *, url: str | None, fetched_at: dt.datetime) -> Page:
    """What stands on the page or paper that was read; `url` is where it is published."""
    if given.is_draft:
        from auditor.draft import draft_page

        page = draft_page(given.body, given.url, fetched_at=fetched_at)
        return dataclasses.replace(page, source=given.source, url=url or given.url)
    from spiders.answer import Answer, read

    answer = Answer(
        url=url or given.url,
        body=given.body,
        source=given.source,
        status=given.status,
        headers=given.headers,
        fetched_at=fetched_at,
    )
    return read(answer, portal)


def _is_readable_kind(path: Path) -> bool:
    """Whether its name promises a page or a paper; ~$ are the lock files of Word."""
    return path.suffix.lower() in (*WEB, *DRAFTS) and not path.name.startswith(("~$", "."))


def _pasted() -> Input:
    body = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(body) > MAX_BYTES:
        return Input(STDIN, PASTED, fault=f"{PASTED}：内容超过 {MAX_BYTES // 1_000_000} MB，没有读取")
    return Input(STDIN, PASTED, body)


def _read(name: str) -> Input:
    path = Path(name)
    try:
        if path.stat().st_size > MAX_BYTES:
            return Input(name, name, fault=f"{name}：文件超过 {MAX_BYTES // 1_000_000} MB，没有读取")
        return Input(name, name, path.read_bytes())
    except OSError as error:
        return Input(name, name, fault=f"{name}：读不出来（{reason(error)}）")
    except ValueError:
        return Input(name, name, fault=f"{name}：文件名写得不对")


def _answer(name: str, answer: http.client.HTTPResponse | HTTPError) -> Input:
    body = answer.read(MAX_BYTES + 1)
    url = answer.url or name
    if len(body) > MAX_BYTES:
        return Input(name, url, fault=f"{name}：内容超过 {MAX_BYTES // 1_000_000} MB，没有读取")
    headers = {key: value for key, value in answer.headers.items() if key.lower() != "content-encoding"}
    if answer.headers.get("Content-Encoding", "").lower() in (
        "gzip",
        "x-gzip",
    ):  # some compress without being asked
        try:
            body = zlib.decompressobj(wbits=31).decompress(body, MAX_BYTES)
        except zlib.error:
            return Input(name, url, fault=f"{name}：内容的压缩格式损坏")
    return Input(name, url, body, answer.status or 0, headers)


def _request(name: str, agent: str) -> request.Request:
    parts = urlsplit(name.strip())
    host = parts.netloc.encode("idna").decode("ascii") if not parts.netloc.isascii() else parts.netloc
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    url = urlunsplit((parts.scheme.lower(), host, path, query, ""))
    name_of_ours = agent.encode("utf-8").decode("latin-1")  # a contact may be Chinese; headers are bytes
    return request.Request(url, headers={"User-Agent": name_of_ours, "Accept": "text/html,*/*;q=0.8"})


def _opener() -> request.OpenerDirector:
    """Web addresses only: a redirect can lead to no file and no other protocol."""
    opener = request.OpenerDirector()
    for handler in (
        request.ProxyHandler(),
        request.HTTPHandler(),
        request.HTTPSHandler(),
        request.HTTPDefaultErrorHandler(),
        request.HTTPRedirectHandler(),
        request.HTTPErrorProcessor(),
        request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


def _network_reason(error: BaseException) -> str:
    cause = error.reason if isinstance(error, URLError) else error
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
