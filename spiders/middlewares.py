"""What stands between the spider and the wire: which hosts may be asked, and where a redirect leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Response
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.error import DNSLookupError

from auditor.models.address import resolved
from auditor.portal.hosts import is_private, names_private
from spiders.fetch import is_proxied

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

    from auditor.models import Target

_ASCII = bytes(range(0x80))


class OffHostError(IgnoreRequest):
    """An address outside the portal's hosts, most often met by a redirect. It is not asked."""

    def __init__(self, url: str) -> None:
        super().__init__(f"地址不在本站允许的主机之内：{url}")
        self.url = url


class PrivateHostError(IgnoreRequest):
    """A host whose name leads into a private network. It is not asked."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(f"{host} 解析到内部网络地址 {address}")


class HostPausedError(IgnoreRequest):
    """The host, or this part of it, is left in peace for this night; the text says why."""


class HostGate:
    """Asks nobody but the portal's hosts, redirects and robots.txt included, and no host that is paused."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._open: set[str] = set()  # hosts that were looked up; Scrapy asks for a name once a night
        self._proxied: dict[tuple[str, str], bool] = {}  # by scheme and host

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> HostGate:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Scrapy's hook: raise where the request must not go out."""
        spider: Any = self.crawler.spider
        if not spider.night.atlas.allows(request.url):
            raise OffHostError(request.url)
        if why := spider.night.why_paused(request.url, _section_of(request)):
            raise HostPausedError(why)
        if not self._may_be_inside(request):
            await self._look_up(urlsplit(request.url).hostname or "")
        if (target := _target_of(request)) and not request.meta.get(
            "begun"
        ):  # a redirect or a retry is the same try
            request.meta["begun"] = True
            spider.night.archive.asking(target)

    def process_response(self, request: Request, response: Response) -> Response:
        """Scrapy's hook: no answer from inside, should the name have come to mean another address meanwhile."""
        peer, host = response.ip_address, urlsplit(request.url).hostname or ""
        if peer and is_private(str(peer)) and not (names_private(host) or self._may_be_inside(request)):
            raise PrivateHostError(host, str(peer))
        return response

    def _may_be_inside(self, request: Request) -> bool:
        spider: Any = self.crawler.spider
        if spider.night.portal.politeness.allow_private:
            return True
        parts = urlsplit(request.url)
        origin = parts.scheme, parts.netloc
        if origin not in self._proxied:
            self._proxied[origin] = is_proxied(request.url)
        return self._proxied[origin]

    async def _look_up(self, host: str) -> None:
        if host in self._open or names_private(host):
            return
        from twisted.internet import reactor  # what is imported at the top installs one

        resolver: Any = reactor
        try:
            address: str = await maybe_deferred_to_future(resolver.resolve(host))
        except DNSLookupError as error:
            raise CannotResolveHostError(str(error)) from error
        if is_private(address):
            raise PrivateHostError(host, address)


def _target_of(request: Request) -> Target | None:
    """What the request was made for; None for robots.txt."""
    known = request.cb_kwargs
    target: Target | None = known.get("target") or (known["reading"].target if "reading" in known else None)
    return target


def _section_of(request: Request) -> str | None:
    known: Any = request.cb_kwargs
    target = known["target"] if "target" in known else known["reading"].target if "reading" in known else None
    return target.section_url if target else None


class Redirects(RedirectMiddleware):
    """Scrapy's redirects, whose addresses are read as a browser reads them."""

    def process_response(  # type: ignore[override]  # the spider is no longer handed in
        self, request: Request, response: Response
    ) -> Request | Response:
        """Scrapy's hook: the request that a redirect asks for, or the answer as it came."""
        named = response.headers.get("Location")
        if named is None:
            return response
        try:
            aim = resolved(request.url, _words(named))
        except ValueError:  # leads nowhere: the answer is read as it is
            return response
        headers = {**response.headers, "Location": aim}
        found = super().process_response(request, response.replace(headers=headers))
        return response if isinstance(found, Response) else found.replace(url=aim)


def _words(named: bytes) -> str:
    """What is no UTF-8 stays the bytes it is."""
    try:
        return named.decode("utf-8")
    except UnicodeDecodeError:
        return quote(named, safe=_ASCII)
