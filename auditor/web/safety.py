"""What every answer says to the browser: nothing runs, nothing is framed, nothing is kept, nobody learns where one was."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

API, STATIC = "/api/", "/static/"
OURS = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# A page that was crawled: shown in a frame of ours, without scripts, forms, network or an origin.
THEIRS = "sandbox; default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
_ALWAYS = {
    "content-security-policy": OURS,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class SafeAnswers:
    """Adds the headers; an answer that says them itself keeps its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, the head of each answer with the headers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
                lasting = scope["path"].startswith(STATIC)
                if lasting:  # the frame of a crawled page has no origin, and shows itself in our style
                    headers["cross-origin-resource-policy"] = "cross-origin"
                headers.setdefault("cache-control", "max-age=3600" if lasting else "no-store")
            await send(message)

        await self._app(scope, receive, safely)


class BoundedForms:
    """Refuses a form that does not say how large it is, or is too large, before a byte of it is read."""

    def __init__(self, app: ASGIApp, most_bytes: int) -> None:
        self._app, self._most = app, most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is small enough."""
        refused = self._refusal(scope) if scope["type"] == "http" else None
        await (refused or self._app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if "transfer-encoding" in headers:
            return _short(411, "没有写明内容的长度，没有办理。")
        said = headers.get("content-length", "0")
        if said.isascii() and said.isdigit() and int(said) <= self._most:
            return None
        return _short(
            413, f"文件太大，没有办理：合计不超过 {self._most // 1_000_000} MB。请返回以后重新选择。"
        )


def _short(status: int, words: str) -> Response:
    return HTMLResponse(
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>没有办理　政务公开检查系统</title>'
        '<link rel="stylesheet" href="/static/report.css"><link rel="stylesheet" href="/static/portal.css">'
        f'<body class="portal"><main><h1>没有办理</h1><p id="refusal" role="alert">{words}</p>'
        '<p><a href="/">回到首页</a></p></main></body></html>',
        status,
    )
