"""The portal put on the wire."""

from __future__ import annotations

import contextlib
import errno
import socket

import uvicorn
from fastapi import FastAPI

from auditor.config.faults import reason
from auditor.models.complaint import CommandError
from auditor.web.background import Background
from auditor.web.house import House


def run_server(app: FastAPI, *, host: str, port: int) -> None:
    """Serve until somebody ends it. Only a proxy on this machine is believed where it says who asks."""
    try:
        listening = socket.create_server((host, port), family=_family(host))
    except OSError as error:
        raise CommandError(
            f"{host} 的端口 {port} 用不了（{_why(error)}），请用 --port 换一个端口，或者用 --host 换一个地址"
        ) from error
    # What is accepted inherits it; asyncio sets it only on sockets it made. Without it every page waits for 40 ms.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    house: House = app.state.house
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, forwarded_allow_ips="127.0.0.1"
    )
    ended = contextlib.suppress(KeyboardInterrupt)  # to be ended is its way to end
    with listening, house.store, Background(house), ended:
        uvicorn.Server(config).run(sockets=[listening])


def _family(host: str) -> int:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _why(error: OSError) -> str:
    return "已经有别的程序在用" if error.errno == errno.EADDRINUSE else reason(error)
