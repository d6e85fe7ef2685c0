"""Compressed answers, unpacked within limits: a few kilobytes can stand for gigabytes.

Only gzip and deflate are asked for, and of files and links nothing compressed at all. What comes packed otherwise,
or packed twice, is not read.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from scrapy.exceptions import IgnoreRequest
from scrapy.responsetypes import responsetypes

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Headers, Response

ENOUGH_OF_A_PAGE = 256 * 1024
_GZIP, _DEFLATE, _RAW = 31, 15, -15  # zlib's names for them
_PACKED = {b"gzip", b"x-gzip", b"deflate", b"br", b"zstd", b"compress", b"x-compress", b"dcb", b"dcz"}
_GZIP_SIGN = b"\x1f\x8b"


class UnreadableAnswerError(IgnoreRequest):
    """An answer that came and cannot be read: it says nothing of what it holds. The text says why."""


class OversizeError(UnreadableAnswerError):
    """An answer that holds more than the profile allows."""


class Unpacking:
    """Unpacks what is packed once; the rest of a file or link that holds too much is left off."""

    def __init__(self, crawler: Crawler) -> None:
        self._most = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Unpacking:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Scrapy's hook: say what can be read."""
        accepted = "identity" if request.meta.get("first_bytes") else "gzip, deflate"
        request.headers.setdefault("Accept-Encoding", accepted)

    def process_response(self, request: Request, response: Response) -> Response:
        """Scrapy's hook: the answer unpacked; UnreadableAnswerError where it cannot be."""
        packings = _packings(response.headers)
        if not packings or not response.body:
            return response
        if len(packings) > 1:
            raise UnreadableAnswerError("应答经过多层压缩，未读取")
        probe, stopped = bool(request.meta.get("first_bytes")), "download_stopped" in response.flags
        most = max(request.meta.get("whole_bytes", 0), ENOUGH_OF_A_PAGE) if probe else self._most
        body, ended = unpacked(response.body, packings[0], most)
        if len(body) > most:
            if not probe:
                raise OversizeError("页面过大，未读取")
            body, stopped = body[:most], True
        if not (ended or stopped):
            raise UnreadableAnswerError("应答不完整，未读取")
        return _plain(response, body, stopped=stopped)


def is_packed(headers: Headers) -> bool:
    """Whether the answer comes compressed."""
    return bool(_packings(headers))


def unpacked(body: bytes, packing: bytes, most: int) -> tuple[bytes, bool]:
    """The body, of more than `most` bytes the first `most + 1`; and whether it was read to its end.

    Raises UnreadableAnswerError for what is damaged or packed in an unknown way.
    """
    if packing not in (b"gzip", b"x-gzip", b"deflate"):
        raise UnreadableAnswerError("应答的压缩方式不认识，未读取")
    wbits = _GZIP if packing != b"deflate" else _DEFLATE if _is_zlib(body) else _RAW
    found = b""
    try:
        while True:
            unpacker = zlib.decompressobj(wbits)
            found += unpacker.decompress(body, most + 1 - len(found))
            body = unpacker.unused_data
            if not unpacker.eof or len(found) > most or not body.startswith(_GZIP_SIGN):  # gzip may go on
                return found, unpacker.eof
    except zlib.error as error:
        raise UnreadableAnswerError("应答的压缩格式损坏，未读取") from error


def _is_zlib(body: bytes) -> bool:
    """Whether deflate comes in its envelope; some servers send it bare."""
    return len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2]) % 31 == 0


def _packings(headers: Headers) -> list[bytes]:
    """The compressions named, in order; what some servers write there besides, such as utf-8, is none."""
    named = (
        name.strip().lower() for value in headers.getlist("Content-Encoding") for name in value.split(b",")
    )
    return [name for name in named if name in _PACKED]


def _plain(response: Response, body: bytes, *, stopped: bool) -> Response:
    headers = response.headers.copy()
    for name in ("Content-Encoding", "Content-Length"):  # they speak of what came over the wire
        headers.pop(name, None)
    kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
    flags = [
        *response.flags,
        *(["download_stopped"] if stopped and "download_stopped" not in response.flags else []),
    ]
    return response.replace(cls=kind, headers=headers, body=body, flags=flags)
