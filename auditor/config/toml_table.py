"""Read the tables of a TOML text by key and type, noting every fault instead of stopping at the first.

A key that nobody asked for is unknown, so its accepted keys are written once, where they are read.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Any, TypeVar

from auditor.config.toml_source import KeyPath, TomlSource

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
N = TypeVar("N", int, float)

TYPES: dict[type, str] = {
    str: "用英文双引号括起的文字",
    bool: "true 或 false",
    int: "整数",
    float: "数字",
    dt.date: "日期，如 2024-01-31（不加引号）",
    list: '列表，如 ["甲", "乙"]',
    dict: "一个表",
}


class Table:
    """One table of a TOML text; a method returns None (or empty) where the key is absent or wrong."""

    def __init__(self, source: TomlSource, faults: list[str], path: KeyPath = (), values: Any = None) -> None:
        self.source = source
        self.faults = faults
        self.path = path
        self.values: dict[str, Any] = dict(source.values if values is None else values)
        self._asked: list[str] = []

    def fault(self, key: str | None, message: str) -> None:
        """Note a fault at `key`, or at the table itself."""
        path = (*self.path, key) if key else self.path
        self.faults.append(f"{self.source.where(path)}：{message}")

    def text(self, key: str, *, required: bool = False) -> str | None:
        """A string that is not blank."""
        value: str | None = self._take(key, str, required)
        if value is not None and not value.strip():
            self.fault(key, "不能为空")
            return None
        return value

    def flag(self, key: str) -> bool | None:
        """A boolean."""
        return self._take(key, bool)

    def number(self, key: str, *, least: float | None = None, most: float | None = None) -> float | None:
        """A number within bounds."""
        return self._bounded(key, self._take(key, float), least, most)

    def integer(self, key: str, *, least: int | None = None, most: int | None = None) -> int | None:
        """A whole number within bounds."""
        return self._bounded(key, self._take(key, int), least, most)

    def day(self, key: str, *, required: bool = False) -> dt.date | None:
        """A date."""
        return self._take(key, dt.date, required)

    def choice(self, key: str, allowed: Iterable[str], *, required: bool = False) -> str | None:
        """One of the allowed words."""
        value = self.text(key, required=required)
        words = list(allowed)
        if value is None or value in words:
            return value
        self.fault(key, f"没有“{value}”{suggest(value, words)}；可用：{'、'.join(words)}")
        return None

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of strings."""
        values = self._take(key, list, required) or []
        wrong = [i for i, value in enumerate(values) if not isinstance(value, str) or not value.strip()]
        for index in wrong:
            self.faults.append(
                f"{self.source.where((*self.path, key, index))}：应当是{TYPES[str]}，且不能为空"
            )
        if required and key in self.values and values == []:
            self.fault(key, "不能为空")
        return () if wrong else tuple(values)

    def chosen(self, key: str, allowed: Iterable[E]) -> tuple[E, ...]:
        """The words of a list, each one of the allowed ones."""
        known = {one.value: one for one in allowed}
        words = self.texts(key)
        for word in words:
            if word not in known:
                self.fault(key, f"没有“{word}”{suggest(word, known)}；可用：{'、'.join(known)}")
        return tuple(known[word] for word in words if word in known)

    def table(self, key: str) -> Table:
        """A table inside this one; an empty one where it is absent."""
        return Table(self.source, self.faults, (*self.path, key), self._take(key, dict) or {})

    def tables(self, key: str) -> list[Table]:
        """A list of tables ([[key]])."""
        found = []
        for index, values in enumerate(self._take(key, list) or []):
            path = (*self.path, key, index)
            if isinstance(values, dict):
                found.append(Table(self.source, self.faults, path, values))
            else:
                self.faults.append(f"{self.source.where(path)}：应当写成 [[{key}]] 开头的表")
        return found

    def anything(self, key: str) -> Any:
        """The value as it stands, for a caller that checks it."""
        self._asked.append(key)
        return self.values.get(key)

    def close(self) -> None:
        """Note every key that was never asked for."""
        for key in self.values:
            if key not in self._asked:
                known = "、".join(self._asked)
                self.fault(key, f"未知的键“{key}”{suggest(key, self._asked)}；这里可用的键：{known}")

    def _take(self, key: str, kind: type[T], required: bool = False) -> T | None:
        self._asked.append(key)
        if key not in self.values:
            if required:
                self.fault(None, f"缺少必填的键“{key}”，值应当是{TYPES[kind]}")
            return None
        value = self.values[key]
        if _is(value, kind):
            return value  # type: ignore[no-any-return]
        self.fault(key, f"“{_show(value)}”的类型不对，应当是{TYPES[kind]}")
        return None

    def _bounded(self, key: str, value: N | None, least: float | None, most: float | None) -> N | None:
        if value is None or ((least is None or value >= least) and (most is None or value <= most)):
            return value
        bounds = [f"不小于{least}" if least is not None else "", f"不大于{most}" if most is not None else ""]
        self.fault(key, f"{value} 超出范围，应当{'、'.join(filter(None, bounds))}")
        return None


def suggest(word: str, known: Collection[str]) -> str:
    """`（是不是“…”？）` where a known word is close; else nothing."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"（是不是“{close[0]}”？）" if close else ""


def _is(value: Any, kind: type) -> bool:
    if kind is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if kind is dt.date:
        return isinstance(value, dt.date) and not isinstance(value, dt.datetime)
    return isinstance(value, kind)


def _show(value: Any) -> str:
    words = str(value).lower() if isinstance(value, bool) else str(value)
    return words if len(words) <= 40 else words[:40] + "…"
