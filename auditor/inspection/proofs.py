"""Pages and notes -> the proofs that count for a duty of a unit."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from auditor.inspection.period import Term
from auditor.models import DeadlineClass, Duty, NoteAct, Page, PageKind, Proof, TaskNote
from auditor.models.spaces import squeeze


@dataclass(frozen=True, slots=True)
class Found:
    """What the crawl has to show."""

    proofs: Mapping[tuple[str, str], Sequence[Proof]]  # by Duty.number and Unit.name, newest first
    units: frozenset[str]  # of which any page was read


def found_in(pages: Iterable[Page], duties: Sequence[Duty]) -> Found:
    """The pages that may show a result of a duty, whatever their day."""
    seeker = Seeker(duties)
    for page in pages:
        seeker.look(page)
    return seeker.found


class Seeker:
    """The same, page by page as they come."""

    def __init__(self, duties: Iterable[Duty]) -> None:
        self._asked = [duty for duty in duties if duty.keywords or duty.sections]
        self._shown: dict[tuple[str, str], list[Proof]] = defaultdict(list)
        self._units: set[str] = set()

    def look(self, page: Page) -> None:
        """At one page."""
        if not page.readable or not page.unit:
            return
        self._units.add(page.unit)
        if page.kind is not PageKind.ARTICLE:
            return
        title, path = squeeze(page.title), squeeze(page.section)
        for duty in self._asked:
            if _shows(duty, title, path):
                self._shown[duty.number, page.unit].append(_proof(page))

    @property
    def found(self) -> Found:
        """What was found by now."""
        proofs = {key: sorted(shown, key=_age, reverse=True) for key, shown in self._shown.items()}
        return Found(proofs, frozenset(self._units))


def page_day(proof: Proof) -> dt.date:
    """The day of a page: what it shows, else when it was first seen."""
    return proof.published_on or (proof.found_at.date() if proof.found_at else dt.date.max)


def since(
    duty: Duty, issued_on: dt.date, due: dt.date | None, event_on: dt.date | None, day: dt.date
) -> dt.date:
    """The first day a proof may be of, as the duty stands on `day`."""
    kind = duty.deadline.kind if duty.deadline else None
    if kind is DeadlineClass.CONTINUOUS or (kind and kind.after_event and event_on is None):
        return Term.of(3, day).first_on
    if kind and kind.after_event and event_on:
        return event_on
    first = dt.date((due or issued_on).year, 1, 1)
    return first if kind is DeadlineClass.ANNUAL else min(first, issued_on)


def given(notes: Iterable[TaskNote], first: dt.date, day: dt.date, *, each_quarter: bool) -> list[TaskNote]:
    """The notes of proof that count on `day`. One that names no day counts always, but for what is due each quarter."""
    return [
        note
        for note in notes
        if note.act is NoteAct.EVIDENCE
        and ((note.on is None and not each_quarter) or first <= note.day <= day)
    ]


def told(note: TaskNote) -> Proof:
    """A note as a proof."""
    words = f"起算日{note.day} {note.note}".rstrip() if note.act is NoteAct.EVENT else note.note
    return Proof(url=note.url, by=note.by, role=note.role, note=words, at=note.at)


def _shows(duty: Duty, title: str, path: str) -> bool:
    if any(section in path for section in duty.sections):
        return True
    return any(all(word in title for word in words.split()) for words in duty.keywords)


def _proof(page: Page) -> Proof:
    return Proof(
        url=page.url,
        title=page.title or "",
        published_on=page.shown_on,
        found_at=page.first_seen_at or page.fetched_at,
    )


def _age(proof: Proof) -> tuple[dt.date, str]:
    return page_day(proof), proof.url
