"""What the rules said, kept by what they were given: what did not change is not judged again. Pure.

A page rule is a function of the page, the portal and its options, a site rule of all pages and lists, as long as they look
at nothing else. Whether one did (the day judged from, the hour of a fetch) is found out while it is asked: `auditor.judge.watch`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from operator import attrgetter
from typing import Any, Self

import msgspec

from auditor.judge.watch import ASIDE
from auditor.models import Finding, Flaw, Page, Portal, Site, Visit
from auditor.rule import Rule

_BESIDE = ("fetched_at", "capture", "document", "attachments")
_GIVEN = attrgetter(*(name for name in Page.__dataclass_fields__ if name not in _BESIDE))
_OF_LIST = attrgetter(*(name for name in Visit.__dataclass_fields__ if name not in ("visited_at", "capture")))
_BYTES = 6  # of a stamp: a portal has some hundred rules, and a page's key stands before it


@dataclass(frozen=True, slots=True)
class Said:
    """One finding, without the hour and the body of the page it is of; `place` 0: of the page, n: of its nth file."""

    finding: Finding
    place: int = 0


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What was said of one page: the key of what was given, the stamps of the rules asked, what each found."""

    key: str
    asked: tuple[str, ...]
    said: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)  # by stamp; silent rules are left out

    @classmethod
    def of(cls, key: str, told: Mapping[str, tuple[Said, ...]]) -> Self:
        """Of what each rule that can be remembered told."""
        return cls(key, _held_once(tuple(told)), {mark: said for mark, said in told.items() if said})

    def told(self, marks: Iterable[str]) -> dict[str, tuple[Said, ...]]:
        """Of these stamps, what those that were asked found, silent ones included."""
        asked = frozenset(self.asked)
        return {mark: self.said.get(mark, ()) for mark in marks if mark in asked}


@dataclass(frozen=True, slots=True)
class Told:
    """One flaw of the whole portal, without the page it is of: that is `place`th of the site's."""

    flaw: Flaw
    place: int | None = None


@dataclass(frozen=True, slots=True)
class SiteVerdicts:
    """What was said of the portal as a whole, under the key of all its pages and lists."""

    key: str = ""
    told: Mapping[str, tuple[Told, ...]] = field(default_factory=dict)  # by stamp; silent rules too


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier judgements remember: verdicts by canonical address, and the edition of the rules now asked."""

    edition: str  # changes with any change of the rules' code: then everything is judged anew
    verdicts: Mapping[str, Verdicts] = field(default_factory=dict)
    whole: SiteVerdicts = SiteVerdicts()


def profile_digest(portal: Portal) -> str:
    """Of everything in the profile that page rules are shown; a rule's own options stand in its stamp."""
    shown = {name: getattr(portal, name) for name in portal.__dataclass_fields__ if name not in ASIDE}
    return _digest(_in_order(shown), 16)


def stamp(rule: Rule, portal: Portal) -> str:
    """Of the rule as it is declared, and of what the profile says of it."""
    judge = rule.judge
    declared = {
        name: getattr(rule, name)
        for name in Rule.__dataclass_fields__
        if name not in ("judge", "usage", "awaits")
    }
    source = (getattr(judge, "__module__", ""), getattr(judge, "__qualname__", repr(judge)))
    shadow = rule.code in portal.shadow_rules
    return _digest(_in_order((source, declared, portal.rule_options.get(rule.code, {}), shadow)), _BYTES)


def page_key(page: Page, ground: str) -> str:
    """Of the page as rules are given it, but for the hour it was fetched, its body, and the looks at its files.

    `ground`: what verdicts on every page rest on, the edition and the profile's digest.
    """
    files = [(replace(file, looks=()), file.capture) for file in page.attachments]
    return _digest(_TEXT.encode((ground, page.document.digest, files, _GIVEN(page))), 16)


def site_key(site: Site, pages: Iterable[str], ground: str) -> str:
    """Of the year, all pages by their keys, in their order, and the lists as last read, but for the hour they were read."""
    lists = [
        (view.section, view.entries, view.newest_state, (last := view.last_readable) and _OF_LIST(last))
        for view in site.sections
    ]
    return _digest(_TEXT.encode((ground, site.year, tuple(pages), lists)), 16)


def timeless(finding: Finding, page: Page) -> Finding:
    """The finding as it is kept: what `timely` puts back is taken out."""
    capture = None if finding.capture == page.capture else finding.capture
    return replace(finding, fetched_at=None, capture=capture)


def timely(finding: Finding, page: Page) -> Finding:
    """The kept finding as one of the page as it was fetched this time."""
    return replace(finding, fetched_at=page.fetched_at, capture=finding.capture or page.capture)


@lru_cache(maxsize=256)
def _held_once(marks: tuple[str, ...]) -> tuple[str, ...]:
    """Most pages of a class are before the very same rules."""
    return marks


def _digest(text: bytes, size: int) -> str:
    return sha256(text).digest()[:size].hex()


def _in_order(value: Any) -> bytes:
    """Sets and mappings in one order, whatever the process."""
    return msgspec.json.encode(value, enc_hook=_told, order="deterministic")


def _told(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else repr(value)


_TEXT = msgspec.json.Encoder(enc_hook=_told)
