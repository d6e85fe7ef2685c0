"""A name is looked up once, and the connection goes to the very address that was looked at: a name that leads elsewhere the next
time it is asked for (DNS rebinding) leads nowhere."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib import request

from auditor.portal.hosts import is_private

MayBeInside = Callable[[str], bool]  # of a host: whether it may lie in a private network
Peer = tuple[str, int]


class InsideError(OSError):
    """A name led into a private network; the text says which."""


class PeerHandler(request.HTTPHandler):
    """http, by connections whose peer was looked at; a proxy of the environment looks up names itself."""

    def __init__(self, may_be_inside: MayBeInside) -> None:
        super().__init__()
        self._may_be_inside = may_be_inside

    def http_open(self, req: request.Request) -> http.client.HTTPResponse:
        """urllib's hook."""
        return self.do_open(_by(http.client.HTTPConnection, req, self._may_be_inside), req)


class SecurePeerHandler(request.HTTPSHandler):
    """https likewise: certificate and server name are those of the name."""

    def __init__(self, may_be_inside: MayBeInside) -> None:
        super().__init__()
        self._may_be_inside = may_be_inside

    def https_open(self, req: request.Request) -> http.client.HTTPResponse:
        """urllib's hook."""
        return self.do_open(_by(http.client.HTTPSConnection, req, self._may_be_inside), req)


def _by(kind: Any, req: request.Request, may_be_inside: MayBeInside) -> Any:
    """The kind of connection that asks for this: whoever is asked through a proxy is the proxy's to look up."""
    if req.has_proxy() or getattr(req, "_tunnel_host", None):
        return kind

    def made(*where: Any, **how: Any) -> Any:
        connection = kind(*where, **how)
        connection._create_connection = partial(_connected, may_be_inside=may_be_inside)
        return connection

    return made


def _connected(
    peer: Peer, timeout: Any = None, source: Peer | None = None, *, may_be_inside: MayBeInside
) -> socket.socket:
    """As `socket.create_connection`, to one of the addresses that were looked at. Raises InsideError."""
    host, port = peer
    places = [str(place[4][0]) for place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    inside = None if may_be_inside(host) else next(filter(is_private, places), None)
    if inside:
        raise InsideError(f"域名 {host} 解析到内部网络地址 {inside}")
    *others, last = dict.fromkeys(places)
    for place in others:
        try:
            return socket.create_connection((place, port), timeout, source)
        except OSError:
            continue
    return socket.create_connection((last, port), timeout, source)
