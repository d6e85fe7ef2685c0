"""Word lists of rules: data beside the module that asks, each word under the reason it is listed for.

    [illness]                                   # rules/privacy/prv005_sensitive_people.words.toml
    about = "写在名单里就公开了一个人病情的词"
    "重病和慢性病" = ["白血病", "尿毒症"]

    _ILLNESS = listed(__file__, "{illness}|[一二三四]级残疾")

Words are words, not patterns: what is grammar (numbers, order, what may not follow) stays in the module.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from auditor.config.toml_source import TomlError, read_source
from auditor.config.toml_table import Table
from auditor.rule.declare import RuleError

SUFFIX = ".words.toml"
_NAMED = re.compile(r"\{([a-z_]+)\}")  # `{0,12}` is a count


@dataclass(frozen=True, slots=True)
class Listed:
    """A pattern over word lists, compiled when it is first asked. Raises RuleError where a list is wrong."""

    file: str  # the module's
    template: str
    flags: int = 0

    def search(self, text: str) -> re.Match[str] | None:
        """As of re.Pattern."""
        return compiled(self.file, self.template, self.flags).search(text)

    def match(self, text: str) -> re.Match[str] | None:
        """As of re.Pattern."""
        return compiled(self.file, self.template, self.flags).match(text)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As of re.Pattern."""
        return compiled(self.file, self.template, self.flags).fullmatch(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As of re.Pattern."""
        return compiled(self.file, self.template, self.flags).finditer(text)

    def sub(self, repl: str | Callable[[re.Match[str]], str], text: str) -> str:
        """As of re.Pattern."""
        return compiled(self.file, self.template, self.flags).sub(repl, text)


def listed(file: str, template: str, flags: int = 0) -> Listed:
    """The pattern `template` in which `{name}` is any word of the list of that name; `file` is the module's `__file__`."""
    return Listed(file, template, flags)


@cache
def compiled(file: str, template: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern with the words put in. Raises RuleError where the file has no such list."""
    path = Path(file).with_suffix(SUFFIX)
    return re.compile(_NAMED.sub(lambda name: _any_of(path, name[1]), template), flags)


@cache
def lists_of(path: Path) -> Mapping[str, tuple[str, ...]]:
    """The lists of a file by name. Raises RuleError naming file, line and key of every mistake."""
    faults: list[str] = []
    try:
        top = Table(read_source(path.read_text("utf-8"), path.name), faults)
    except (OSError, TomlError) as error:
        raise RuleError(f"词表 {path.name} 读不了：{error}") from None
    found = {name: _words(top.table(name)) for name in top.values}
    if faults:
        raise RuleError("\n".join(faults))
    return found


def _words(table: Table) -> tuple[str, ...]:
    table.text("about", required=True)
    words: dict[str, None] = {}
    for why in table.values:
        if why == "about":
            continue
        for word in table.texts(why, required=True):
            if word in words:
                table.fault(why, f"“{word}”重复，一个词只写一次")
            words[word] = None
    if not words:
        table.fault(None, '没有词；一行写一个缘由和它的词，如："重病" = ["白血病"]')
    return tuple(words)


def _any_of(path: Path, name: str) -> str:
    """Any word of the list, the longest first."""
    words = lists_of(path).get(name)
    if words is None:
        raise RuleError(f"词表 {path.name} 里没有 [{name}]")
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"
