"""No question holds a judging process for ever: a timer breaks it off, and what was not answered is not judged.

The timer interrupts Python code and the regular expressions of the standard library. It is the main thread's, where
every program of ours judges; on systems without it nothing is broken off.
"""

from __future__ import annotations

import signal
import threading
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from types import FrameType
from typing import Self

from auditor.models import Unchecked
from auditor.models.address import canonical
from auditor.rule import Rule

PAGE_SECONDS = 20.0  # for one rule and one page, or one file of it
SITE_SECONDS = 300.0  # for a rule that looks at the whole portal
MOST_PAGES = 3  # on which a rule may be broken off before it is asked no more
_AGAIN_SECONDS = 1.0  # a library that swallowed the call is called again


class Overdue(BaseException):
    """The time is over. No Exception: what is asked may not swallow it."""


class Within:
    """Raises Overdue inside the block once it has lasted so many seconds."""

    __slots__ = ("_seconds",)

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __enter__(self) -> Self:
        if _heard():
            signal.setitimer(signal.ITIMER_REAL, self._seconds, _AGAIN_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        if _heard():
            signal.setitimer(signal.ITIMER_REAL, 0)


def seconds_for(rule: Rule) -> float:
    """How long the rule may take over one answer."""
    return PAGE_SECONDS if rule.scope == "page" and rule.awaits is None else SITE_SECONDS


@dataclass(slots=True)
class Overruns:
    """The questions of one judgement that were broken off, by the rule's code; a site rule's are of no page."""

    _pages: dict[str, dict[str, str | None]] = field(default_factory=lambda: defaultdict(dict))
    _seconds: dict[str, float] = field(default_factory=dict)

    def note(self, rule: Rule, url: str = "", unit: str | None = None) -> None:
        """The rule gave no answer in time."""
        self._pages[rule.code][url] = unit
        self._seconds[rule.code] = seconds_for(rule)

    def dismissed(self, code: str) -> bool:
        """Whether the rule is not to be asked any more: unjudged by it is then the whole portal."""
        pages = self._pages.get(code, {})
        return "" in pages or len(pages) >= MOST_PAGES

    @property
    def codes(self) -> frozenset[str]:
        """The rules that were dismissed."""
        return frozenset(code for code in self._pages if self.dismissed(code))

    @property
    def counts(self) -> dict[str, int]:
        """How many pages each rule was broken off on; 0 of a rule that was asked of the whole portal."""
        return {code: len(pages.keys() - {""}) for code, pages in sorted(self._pages.items())}

    @property
    def unjudged(self) -> frozenset[tuple[str, str]]:
        """Code and canonical address of every page on which a rule gave no answer."""
        return frozenset(
            (code, canonical(url)) for code, pages in self._pages.items() for url in pages if url
        )

    @property
    def unchecked(self) -> Iterator[Unchecked]:
        """What is to be said of them."""
        for code, pages in self._pages.items():
            late = f"规则 {code} 超过 {self._seconds[code]:g} 秒没有判完，没有判定"
            yield from (Unchecked(url, late, unit) for url, unit in pages.items() if url)
            if self.dismissed(code):
                yield Unchecked(f"规则 {code}", "判定用时过长，其余的没有再判")


def _heard() -> bool:
    """Whether a signal reaches us here; it is hung up to be heard once a process."""
    return threading.get_ident() == threading.main_thread().ident and _hung_up()


@cache
def _hung_up() -> bool:
    if not hasattr(signal, "setitimer"):
        return False
    signal.signal(signal.SIGALRM, _ring)
    return True


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise Overdue
