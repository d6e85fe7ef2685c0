"""Answers that stand in for a page: a notice of maintenance, a login, the home page, an error in the portal's frame.

They come with status 200 and look like pages. What tells them is what is stored of the same address: a page may be
mended, moved or given another template, but it does not lose all its words together with its title or its fields.
Where title and fields stay, the same new words at several addresses tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from auditor.models import Entry, Page, PageKind, Problem, ProblemKind, Target
from auditor.models.address import canonical
from auditor.models.spaces import squeeze

KEPT_SHARE = 0.20  # of its words, of which a page that was mended keeps more
LEAST_WORDS = 8  # characters, of which something can be told at all
_SHINGLE = 4
_ENOUGH = 6_000  # characters compared

WHY = "返回的不是原来的页面，按没有读到处理"


@dataclass(frozen=True, slots=True)
class Stored:
    """A page as the store held it before tonight, and the run that read it."""

    page: Page
    run_id: int


@dataclass(frozen=True, slots=True)
class Undone:
    """A page that was taken for the real one until another address gave the same words."""

    target: Target
    before: Stored


@dataclass(slots=True)
class StandIns:
    """What one night knows of them."""

    _words: set[str] = field(default_factory=set)  # digests of what stood in
    _doubtful: dict[str, dict[str, Undone]] = field(default_factory=dict)  # by digest, then address

    def is_one(self, target: Target, now: Page, before: Stored | None) -> bool:
        """Whether the answer to `target` is none of its page."""
        told = self.shows_one(now) or bool(before and stands_in(now, before.page))
        if before and not told and _only_words_lost(now, before.page):
            same = self._doubtful.setdefault(now.text_digest, {})
            same[canonical(target.url)] = Undone(target, before)
            told = len({undone.before.page.text_digest for undone in same.values()}) > 1
        if told and now.text_digest:
            self._words.add(now.text_digest)
        return told

    def undone(self, target: Target, now: Page) -> tuple[Undone, ...]:
        """The other pages kept tonight that showed the same words as this stand-in, each told once."""
        same = self._doubtful.pop(now.text_digest, {})
        return tuple(undone for address, undone in same.items() if address != canonical(target.url))

    def shows_one(self, now: Page) -> bool:
        """Whether the page says what stood in elsewhere tonight; by now more may be known than when it was read."""
        return bool(now.text_digest) and now.text_digest in self._words


def stands_in(now: Page, before: Page) -> bool:
    """Whether `now`, fetched where `before` was read, is something else altogether."""
    if not before.readable or _words_kept(now, before):
        return False
    if not now.readable:
        return any(problem.kind is ProblemKind.WRONG_TYPE for problem in now.problems)
    if before.kind is PageKind.ARTICLE:
        had_fields = any(before.fields.values())
        return _title_lost(now, before) or (had_fields and not _fields_kept(now, before))
    return _title_lost(now, before)


def list_stands_in(
    now: Page, before: Page, listed: Callable[[], Iterable[Entry]], last: Iterable[Entry]
) -> bool:
    """The same of a section's page: besides its name it lost every row it had."""
    if not now.readable or not before.readable or not _title_lost(now, before):
        return False
    rows = {canonical(entry.url) for entry in last}
    return not rows & {canonical(entry.url) for entry in listed()}


def marked(page: Page, target: Target) -> Page:
    """The answer as a page of the address it was asked for, which could not be read."""
    return replace(page, url=target.url, problems=(Problem(ProblemKind.STAND_IN, WHY), *page.problems))


def _only_words_lost(now: Page, before: Page) -> bool:
    return (
        now.kind is PageKind.ARTICLE
        and before.readable
        and bool(now.text_digest and before.text_digest)
        and not _words_kept(now, before)
    )


def _words_kept(now: Page, before: Page) -> bool:
    """Whether enough of the earlier words is still said; True where there were too few to tell by."""
    earlier = _shingles(before)
    return not earlier or len(earlier & _shingles(now)) >= len(earlier) * KEPT_SHARE


def _shingles(page: Page) -> set[str]:
    text = squeeze(page.document.text or page.frame_text or f"{page.title or ''}{_link_words(page)}")
    if len(text) < LEAST_WORDS:
        return set()
    return {text[at : at + _SHINGLE] for at in range(min(len(text), _ENOUGH) - _SHINGLE + 1)}


def _link_words(page: Page) -> str:
    return "".join(link.text for link in page.links)


def _title_lost(now: Page, before: Page) -> bool:
    was, is_now = squeeze(before.title or ""), squeeze(now.title or "")
    return bool(was) and (not is_now or (was not in is_now and is_now not in was))


def _fields_kept(now: Page, before: Page) -> bool:
    return any(value and now.fields.get(name) == value for name, value in before.fields.items())
