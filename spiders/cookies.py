"""Cookies: brought back to the host that gave them, and to no other.

Scrapy's own middleware asks a list of public suffixes whether a cookie may be for several hosts, and fetches that
list from elsewhere in the middle of the night. A cookie that stays with its host needs no list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.http.cookies import CookieJar

if TYPE_CHECKING:
    from http.cookiejar import Cookie

    from scrapy import Request
    from scrapy.http import Response


class HostCookies:
    """Some hosts answer only those who bring their cookie back."""

    def __init__(self) -> None:
        self._jar = CookieJar()

    def process_request(self, request: Request) -> None:
        """Scrapy's hook: send along what the host gave."""
        request.headers.pop("Cookie", None)
        self._jar.add_cookie_header(request)

    def process_response(self, request: Request, response: Response) -> Response:
        """Scrapy's hook: keep what the host gives."""
        host = urlsplit(request.url).hostname or ""
        for cookie in self._jar.make_cookies(response, request):
            if kept := _of_host(cookie, host):
                self._jar.set_cookie_if_ok(kept, request)
        return response


def _of_host(cookie: Cookie, host: str) -> Cookie | None:
    """The cookie as one of this host alone; None where it is meant for others."""
    if not cookie.domain_specified:
        return cookie
    if not f".{host}".endswith(f".{cookie.domain.lstrip('.')}"):
        return None
    cookie.domain, cookie.domain_specified, cookie.domain_initial_dot = host, False, False
    return cookie
