"""Loaded by every Python process that has this folder on its path: writes down whom the process asks.

`WIRE_LOG` names the file; `WIRE_NAMES` maps host names to addresses, `name=address,...`;
of `name=first|second` the second is told from the second time on. Nothing but loopback is asked.
"""

import os
import socket
from pathlib import Path

_LOG = Path(os.environ.get("WIRE_LOG", os.devnull))
_NAMES = dict(pair.split("=") for pair in os.environ.get("WIRE_NAMES", "").split(",") if pair)
_connect, _connect_ex = socket.socket.connect, socket.socket.connect_ex


def _note(kind, what):
    with _LOG.open("a", encoding="utf-8") as log:
        log.write(f"{kind} {what}\n")


def _guarded(way):
    def connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            _note("connect", f"{address[0]}:{address[1]}")
            if address[0] not in ("127.0.0.1", "::1"):
                raise ConnectionRefusedError(f"no connection to {address}")
        return way(self, address)

    return connect


def _gethostbyname(name):
    if name[-1:].isdigit():
        return name
    _note("name", name)
    if name in _NAMES:
        told, _, later = _NAMES[name].partition("|")
        _NAMES[name] = later or told
        return told
    raise socket.gaierror(-2, "no such name here")


def _getaddrinfo(name, port, *_, **__):
    return [
        (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (_gethostbyname(name), int(port or 0)))
    ]


if "WIRE_LOG" in os.environ:
    socket.socket.connect, socket.socket.connect_ex = _guarded(_connect), _guarded(_connect_ex)
    socket.gethostbyname, socket.getaddrinfo = _gethostbyname, _getaddrinfo
