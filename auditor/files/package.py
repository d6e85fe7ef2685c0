"""Zip containers opened with care: size, number and packing ratio of the parts are checked before any is unpacked."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import lxml.etree as etree

from auditor.files.faults import (
    MAX_MEMBERS,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    UnreadableFileError,
    broken,
    locked,
)

_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
_UTF8_NAMES = 0x800
_ENCRYPTED = 0x1


class Package:
    """The parts of a zip container, by name."""

    def __init__(self, body: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise broken() from error
        self._parts = {
            name_of(part).replace("\\", "/"): part for part in self._zip.infolist() if not part.is_dir()
        }
        _refuse_bombs(list(self._parts.values()))

    @property
    def names(self) -> tuple[str, ...]:
        """Every part's name, in the order of the container."""
        return tuple(self._parts)

    def read(self, name: str) -> bytes:
        """One part's bytes."""
        part = self._parts.get(name)
        if part is None:
            raise broken()
        if part.flag_bits & _ENCRYPTED:
            raise locked()
        try:
            return self._zip.read(part)
        except Exception as error:  # zlib and lzma have errors of their own
            raise broken() from error

    def xml(self, name: str) -> Any:
        """One part as an element tree; nothing outside it is ever loaded."""
        return xml(self.read(name))


def xml(content: bytes) -> Any:
    """The root element of well-formed XML."""
    try:
        root = etree.fromstring(content, etree.XMLParser(**_PARSER))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken() from error
    return root


def kind(node: Any) -> str:
    """An element's name without its namespace; "" for comments and instructions."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def attribute(node: Any, name: str) -> str | None:
    """An attribute by its name without its namespace."""
    return next((value for key, value in node.attrib.items() if key.rpartition("}")[2] == name), None)


def name_of(part: zipfile.ZipInfo) -> str:
    """A part's name; packers on Chinese Windows write GBK and say nothing of it."""
    if part.flag_bits & _UTF8_NAMES or part.filename.isascii():
        return part.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return part.filename.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return part.filename


def _refuse_bombs(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MAX_MEMBERS:
        raise UnreadableFileError(f"压缩包内超过{MAX_MEMBERS}个文件，没有解压")
    if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise UnreadableFileError(f"解压后超过{MAX_UNPACKED_BYTES // 1_000_000}兆字节，没有解压")
    if any(part.file_size > 1_000_000 and part.file_size > MAX_RATIO * part.compress_size for part in parts):
        raise UnreadableFileError("压缩比异常，疑似压缩炸弹，没有解压")
