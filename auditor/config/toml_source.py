"""A TOML text that remembers the line of every key, so that a mistake can be named by file, line and key.

`tomllib` gives values without positions; the walk here only follows the grammar of a text it has accepted.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from auditor.models.complaint import UserError

KeyPath = tuple[str | int, ...]


class TomlError(UserError):
    """The text is not TOML; the message is Chinese and names file, line and column."""


@dataclass(frozen=True)
class TomlSource:
    """The parsed values of a TOML text with the line each key stands on."""

    name: str  # the file as the user named it
    values: Mapping[str, Any]
    text: str

    @cached_property
    def lines(self) -> Mapping[KeyPath, int]:
        """The line of every key; looked for only when something is wrong."""
        return dict(_Walk(self.text).statements())

    def line_of(self, path: KeyPath) -> int:
        """The line of a key, or of the nearest table around it."""
        for end in range(len(path), 0, -1):
            if line := self.lines.get(path[:end]):
                return line
        return 1

    def where(self, path: KeyPath) -> str:
        """`档案.toml 第12行 units[2].name`: what every message about this file begins with."""
        key = key_text(path)
        return f"{self.name} 第{self.line_of(path)}行" + (f" {key}" if key else "")


def read_source(text: str, name: str) -> TomlSource:
    """Parse `text`. Raises TomlError where it is not TOML."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TomlError(_explain(str(error), name)) from None
    return TomlSource(name, values, text)


def key_text(path: KeyPath) -> str:
    """A key path for people; entries of a list are counted from one: `units[2].name`."""
    words = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return words.removeprefix(".")


_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_REASONS = (
    ("Cannot overwrite", "这个键前面已经写过一次"),
    ("Cannot declare", "这个表前面已经写过一次"),
    ("Invalid value", "值写错了：文字要加英文双引号，日期写成 2024-01-31，是与否写成 true、false"),
    ("Expected '='", "键的后面应当是英文等号"),
    ("Illegal character", "有不能用的字符，请看引号是否成对、引号和逗号是否为英文半角"),
    ("Unterminated string", "文字缺少收尾的引号"),
    ("Unclosed array", "列表缺少收尾的 ]"),
    ("Expected newline", "一行只能写一项，或引号没有成对"),
    ("Invalid statement", "键名只能用英文字母、数字、_ 和 -，含中文的键名要加英文双引号"),
)


def _explain(message: str, name: str) -> str:
    """A tomllib message in Chinese."""
    reason = next((text for start, text in _REASONS if message.startswith(start)), "写法不合 TOML 格式")
    at = _AT.search(message)
    place = f"第{at[1]}行第{at[2]}列" if at else "文件末尾"
    return f"{name} {place}：{reason}。"


_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = re.compile(r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\])*"|\'[^\']*\'', re.DOTALL)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}\n#]*")


class _Walk:
    """One pass over an accepted text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.counts: dict[KeyPath, int] = {}  # how many entries each [[list of tables]] has so far

    def statements(self) -> Iterator[tuple[KeyPath, int]]:
        """Every key of the text with its line."""
        table: KeyPath = ()
        while self._peek():
            line = self._line()
            if self._take("[["):
                table = self._entry(self._key())
                self._take("]]")
                yield table, line
            elif self._take("["):
                table = self._resolve(self._key())
                self._take("]")
                yield table, line
            else:
                yield from self._pair(table)

    def _pair(self, table: KeyPath) -> Iterator[tuple[KeyPath, int]]:
        line = self._line()
        path = table + self._key()
        self._take("=")
        yield path, line
        yield from self._value(path)

    def _value(self, path: KeyPath) -> Iterator[tuple[KeyPath, int]]:
        if self._take("["):
            yield from self._items(path)
        elif self._take("{"):
            while not self._take("}"):
                yield from self._pair(path)
                self._take(",")
        else:
            self._peek()
            match = _STRING.match(self.text, self.at) or _SCALAR.match(self.text, self.at)
            self.at = match.end() if match else len(self.text)

    def _items(self, path: KeyPath) -> Iterator[tuple[KeyPath, int]]:
        index = 0
        while not self._take("]"):
            self._peek()
            yield (*path, index), self._line()
            yield from self._value((*path, index))
            self._take(",")
            index += 1

    def _key(self) -> KeyPath:
        parts = [self._part()]
        while self._take("."):
            parts.append(self._part())
        return tuple(parts)

    def _part(self) -> str:
        self._peek()
        match = _STRING.match(self.text, self.at)
        if match:
            self.at = match.end()
            return next(iter(tomllib.loads(f"{match[0]} = 0")))
        bare = _BARE.match(self.text, self.at)
        self.at = bare.end() if bare else len(self.text)
        return bare[0] if bare else ""

    def _entry(self, key: KeyPath) -> KeyPath:
        path = (*self._resolve(key[:-1]), key[-1])
        index = self.counts.get(path, 0)
        self.counts[path] = index + 1
        return (*path, index)

    def _resolve(self, key: KeyPath) -> KeyPath:
        path: KeyPath = ()
        for part in key:
            path = (*path, part)
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
        return path

    def _line(self) -> int:
        return self.text.count("\n", 0, self.at) + 1

    def _take(self, token: str) -> bool:
        self._peek()
        if not self.text.startswith(token, self.at):
            return False
        self.at += len(token)
        return True

    def _peek(self) -> str:
        match = _BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.text[self.at : self.at + 1]
