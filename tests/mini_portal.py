"""A small fictional portal on loopback: real HTTP with ETag and 304, robots.txt, challenges.

`on_request` is called before an answer is given: a test that waits in it holds the answer back."""

from __future__ import annotations

import hashlib
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PDF = b"%PDF-1.7\n" + b"0" * 60_000
ROBOTS = "User-agent: *\nDisallow: /secret/\n"


@dataclass
class Answer:
    """What the server says at one path."""

    body: bytes
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    location: str | None = None
    etag: bool = True
    headers: tuple[tuple[str, str], ...] = ()
    length: int | None = None  # Content-Length where it is not the truth; -1: none is sent
    raw: Callable[[], Iterator[bytes]] | None = (
        None  # the whole answer, byte by byte as it goes over the wire
    )


@dataclass
class MiniPortal:
    """The pages of the portal and who asked for what."""

    pages: dict[str, Answer] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    agents: set[str] = field(default_factory=set)
    sent: Counter[str] = field(default_factory=Counter)  # bytes of raw answers that went out
    on_request: Callable[[str], None] = lambda path: None
    on_cookie: Callable[[str, str], object] = lambda path, cookie: None
    port: int = 0
    scheme: str = "http"

    @property
    def home(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}/"

    def html(self, path: str, body: str, **more: object) -> None:
        self.pages[path] = Answer(f"<!DOCTYPE html><html>{body}</html>".encode(), **more)  # type: ignore[arg-type]

    def article(self, path: str, title: str, *, number: int = 1, inside: str = "") -> None:
        self.html(
            path,
            f"""<head><meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2026-10-{number:02d}"></head>
            <body><div class="xl-title">{title}</div>
            <table class="xxgk"><tr><td>索引号：</td><td>11370300MB000000X/2026-{number:05d}</td>
            <td>发布机构：</td><td>文昌管委</td></tr>
            <tr><td>成文日期：</td><td>2026-10-{number:02d}</td><td>发布日期：</td><td>2026-10-{number:02d}</td></tr></table>
            <div class="TRS_Editor"><p>第{number}号通知的正文，{"内容" * 40}。</p>{inside}</div></body>""",
        )

    def section(self, path: str, name: str, rows: list[tuple[str, str, str]], more: str = "") -> None:
        items = "".join(f'<li><a href="{u}">{t}</a><span>{d}</span></li>' for u, t, d in rows)
        self.html(
            path,
            f"""<head><title>{name}</title><meta name="ColumnName" content="{name}"></head>
            <body><div class="list"><ul class="newslist">{items}</ul></div>{more}</body>""",
        )

    def answer(self, path: str, condition: str | None) -> Answer:
        found = self.pages.get(path) or Answer(b"<html>404 Not Found</html>", 404)
        if found.etag and found.status == 200 and condition == etag_of(found):
            return Answer(b"", 304)
        return found


def etag_of(answer: Answer) -> str:
    return f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'


class _Posting(BaseHTTPRequestHandler):
    """What a form or an interface is sent stands behind its path."""

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        self.path = f"{self.path} {sent}"
        self.do_GET()  # type: ignore[attr-defined]


@contextmanager
def serving(portal: MiniPortal, tls: ssl.SSLContext | None = None) -> Iterator[MiniPortal]:
    """The portal on a free port of loopback, over TLS where a context is given."""

    class Handler(_Posting):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # headers and body in one packet: two would wait for each other

        def do_GET(self) -> None:
            portal.on_request(self.path)
            portal.on_cookie(self.path, self.headers.get("Cookie", ""))
            answer = portal.answer(self.path, self.headers.get("If-None-Match"))
            portal.asked[self.path] += 1
            portal.statuses[answer.status] += 1
            portal.agents.add(self.headers.get("User-Agent", ""))
            if answer.raw:
                self.close_connection = True
                with suppress(BrokenPipeError, ConnectionResetError):
                    for piece in answer.raw():
                        self.wfile.write(piece)
                        portal.sent[self.path] += len(piece)
                return
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.media_type)
            if answer.length == -1:
                self.close_connection = True
            else:
                self.send_header(
                    "Content-Length", str(len(answer.body) if answer.length is None else answer.length)
                )
                self.close_connection |= answer.length is not None
            for name, value in answer.headers:
                self.send_header(name, value)
            if answer.location:
                self.send_header("Location", answer.location)
            if answer.etag and answer.status == 200:
                self.send_header("ETag", etag_of(answer))
            self.end_headers()
            with suppress(BrokenPipeError, ConnectionResetError):
                self.wfile.write(answer.body)

        def log_message(self, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *args: object) -> None:
            """Clients that are killed break their connections."""

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    portal.scheme = _secured(server, tls)
    portal.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield portal
    finally:
        server.shutdown()
        server.server_close()


def _secured(server: ThreadingHTTPServer, tls: ssl.SSLContext | None) -> str:
    """The scheme the server speaks from now on."""
    if tls is None:
        return "http"
    server.socket = tls.wrap_socket(server.socket, server_side=True)
    return "https"


def filled(portal: MiniPortal, *, articles: int = 12) -> MiniPortal:
    """Two sections over three list pages, articles, an attachment, links: a district nobody lives in."""
    portal.pages["/robots.txt"] = Answer(ROBOTS.encode(), media_type="text/plain")
    portal.html("/", '<head><title>文昌湾政务公开</title></head><body><a href="/zcwj/">政策文件</a></body>')
    for number in range(1, articles + 1):
        inside = ""
        if number == 1:
            inside = """<a href="/files/a.pdf">附件1：申报表.pdf</a> <a href="/gone.html">旧办法</a>
            <a href="http://elsewhere.test/x.html">站外</a>"""
        portal.article(_path(number), f"关于做好第{number}项工作的通知", number=number, inside=inside)
    rows = [(_path(n), f"关于做好第{n}项工作的通知", f"2026-10-{n:02d}") for n in range(articles, 0, -1)]
    third = max(1, -(-articles // 3))
    pages = [rows[i : i + third] for i in range(0, articles, third)]
    for place, part in enumerate(pages):
        name = "/zcwj/" if place == 0 else f"/zcwj/index_{place}.html"
        portal.section(
            name,
            "政策文件",
            part,
            f'<script>createPageHTML({len(pages)}, {place}, "index", "html");</script>',
        )
    outside = [("http://elsewhere.test/y.html", "外单位转载的一条消息", "2026-10-02")]
    portal.section("/gsgg/", "公示公告", [*rows[:2], *outside])
    portal.pages["/files/a.pdf"] = Answer(PDF, media_type="application/pdf")
    return portal


def _path(number: int) -> str:
    return f"/zcwj/202610/t202610{number:02d}_{1000 + number}.html"


def profile(portal: MiniPortal, folder: Path, *, sections: str = "", manners: str = "") -> Path:
    """A profile of the portal, without delay."""
    path = folder / "wenchangwan.toml"
    path.write_text(
        f"""
id = "wenchangwan"
name = "文昌湾区"
home = "{portal.home}"
hosts = ["127.0.0.1:{portal.port}"]
cms = "trs"

[politeness]
delay_seconds = 0
contact = "mailto:gongkai@example.test"
{manners}

[[units]]
name = "文昌湾区管委会"

[[sections]]
unit = "文昌湾区管委会"
path = "法定主动公开内容/政策文件"
url = "{portal.home}zcwj/"
kind = "policy"

[[sections]]
unit = "文昌湾区管委会"
path = "公示公告"
url = "{portal.home}gsgg/"
kind = "public_notice"
{sections}
""",
        "utf-8",
    )
    return path
