"""Bytes to text: byte order mark, HTTP header, meta charset, strict UTF-8, GB 18030, in this order."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,20})""", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,20})", re.IGNORECASE)
_HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it was read with, and the share of characters that could not be read."""

    text: str
    encoding: str
    lost: float = 0.0


def decode(body: bytes, headers: Mapping[str, str] | None = None) -> Decoded:
    """The text of `body`; the first encoding that reads it without error is taken."""
    names = list(dict.fromkeys(_candidates(body, headers or {})))
    for name in names:
        try:
            return Decoded(_clean(body.decode(name)), name)
        except UnicodeDecodeError:
            continue
    text = body.decode(names[0], "replace")
    return Decoded(_clean(text), names[0], text.count("\ufffd") / max(1, len(text)))


def header(headers: Mapping[str, str], name: str) -> str:
    """A header whatever its case; "" where it is absent."""
    return next((value for key, value in headers.items() if key.lower() == name.lower()), "")


def media_type(headers: Mapping[str, str]) -> str:
    """Content-Type without its parameters, lower case."""
    return header(headers, "Content-Type").split(";")[0].strip().lower()


def _candidates(body: bytes, headers: Mapping[str, str]) -> Iterator[str]:
    for bom, name in _BOMS:
        if body.startswith(bom):
            yield name
    if match := _CHARSET.search(header(headers, "Content-Type")):
        yield from _known(match.group(1))
    if declared := _META.search(body[:_HEAD_BYTES]):
        yield from _known(declared.group(1).decode("ascii"))
    yield "utf-8"
    yield "gb18030"


def _known(name: str) -> Iterator[str]:
    """The codec where pages of this kind use it, the national ones widened to GB 18030; Latin-1 reads anything."""
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return
    if codec in ("gb2312", "gbk", "hz"):
        yield "gb18030"
    elif codec in ("utf-8", "gb18030", "big5", "big5hkscs"):
        yield codec


def _clean(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\x00", "")
