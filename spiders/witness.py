"""Takes down what each answer brings besides its body: headers, the server's clock, the way, the peer, its certificate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from auditor.config.clock import http_date
from auditor.models.exchange import Exchange

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Headers, Response

_COOKIES = {b"set-cookie", b"set-cookie2"}
_SECRET = {b"authorization", b"proxy-authorization", b"authentication-info", b"x-auth-token", b"x-csrf-token"}


class Witness:
    """Stands nearest to the wire: sees every answer as it came, those that are redirected, retried or not read too."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Witness:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Scrapy's hook: nothing of the answer is changed. What a browser shows is no answer of the wire."""
        if "render" in request.meta:
            return response
        night: Any = getattr(self._crawler.spider, "night", None)
        night.archive.witnessed.append(exchange_of(request, response, night.clock.now()))
        return response


def exchange_of(request: Request, response: Response, at: dt.datetime) -> Exchange:
    """What is kept of an answer that came at `at`."""
    ways = zip(request.meta.get("redirect_urls", ()), request.meta.get("redirect_reasons", ()), strict=True)
    return Exchange(
        at=at,
        url=request.url,
        status=response.status,
        headers=tuple(_told(response.headers)),
        served_at=http_date((response.headers.get("Date") or b"").decode("latin-1")),
        redirects=tuple((url, status) for url, status in ways if isinstance(status, int)),
        peer=str(response.ip_address) if response.ip_address else None,
        certificate=_fingerprint(response.certificate),
    )


def _told(headers: Headers) -> Iterator[tuple[str, str]]:
    """The headers without what opens somebody's session."""
    for name, values in headers.items():
        for value in values or ():
            if name.lower() in _COOKIES:
                value = value.partition(b"=")[0].strip()
            elif name.lower() in _SECRET:
                value = b""
            yield name.decode("latin-1"), value.decode("latin-1")


def _fingerprint(certificate: Any) -> str | None:
    """Of Twisted's certificate, which writes AB:CD:..."""
    if certificate is None:
        return None
    return f"sha256:{certificate.digest('sha256').decode().replace(':', '').lower()}"
