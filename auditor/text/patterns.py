"""Patterns that are compiled when they are first asked: the rule book has hundreds, and a draft is asked few of them."""

from __future__ import annotations

import re
from typing import Any, cast

_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub")


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, only later."""
    return cast(re.Pattern[str], _Pattern(source, flags))


class _Pattern:
    """What is asked of it, it hands on; from the first question on there is nothing in between."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern, self.flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _ASKED:
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        vars(self).update((each, getattr(compiled, each)) for each in _ASKED)
        return getattr(compiled, name)
