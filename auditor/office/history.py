"""The story of one page, gathered from the store; and what changed between two of its versions."""

from __future__ import annotations

from dataclasses import dataclass, replace

from auditor.evidence.case import PERSONAL
from auditor.evidence.difference import Piece, difference, words_of
from auditor.evidence.history import Story, Version
from auditor.evidence.view import inert_fragment
from auditor.ledger.open_acts import is_shown
from auditor.models import Portal
from auditor.models.complaint import CommandError
from auditor.models.role import Actor, Role
from auditor.store import Store
from auditor.text.people import mask_people
from spiders.extract.answer import Answer, read


@dataclass(frozen=True, slots=True)
class Change:
    """Two versions of a page and the words that tell them apart."""

    before: Version
    after: Version
    pieces: tuple[Piece, ...]

    @property
    def is_any(self) -> bool:
        """Whether a reader would see it: bytes may differ where words do not."""
        return any(piece.sign for piece in self.pieces)


def stories(store: Store, url: str, portal_id: str | None = None) -> list[Story]:
    """The story of an address on each portal that knows it. Raises CommandError where none does."""
    known = [name for name in store.histories.portals_of(url) if portal_id in (None, name)]
    if not known:
        raise CommandError(
            f"没有访问过这个网址：{url}。请从浏览器的地址栏整个复制；近似的可以用 auditor search 查"
        )
    return [story_of(store, portal, url) for portal in known]


def story_of(store: Store, portal_id: str, url: str, *, twins: bool = True) -> Story:
    """The story of an address on one portal. `twins`: with the pages like it, for which all pages are looked through."""
    stored = store.pages.stored(portal_id, url)
    page = stored[0] if stored else None
    standings = store.histories.standings_at(portal_id, url)
    return Story(
        portal=portal_id,
        url=page.url if page else url,
        page=page,
        asked=store.histories.asked(portal_id, url),
        exchanges=store.exchanges.by_run(portal_id, url),
        looks=store.histories.looks(portal_id, url),
        fetches=store.pages.versions(portal_id, url),
        listed=store.histories.listed(portal_id, url),
        twins=store.histories.twins(portal_id, page) if page and twins else [],
        standings=standings,
        issues=store.histories.issues(portal_id, url, [item.fingerprint for item in standings]),
    )


def as_seen_by(story: Story, actor: Actor) -> Story | None:
    """The story as the person may know it; None where it is not theirs. A unit reads of its own pages what is public,
    and of rows those that it was told of; of a page that is nobody's, or was never read, those rows alone."""
    if actor.role is not Role.UNIT:
        return story
    rows = [row for row in story.issues if is_shown(row, actor)]
    if story.page is None or story.page.unit is None or story.page.unit != actor.unit:
        return Story(portal=story.portal, url=story.url, issues=rows) if rows else None
    lists = [one for one in story.listed if one.unit == actor.unit]
    return replace(story, standings=(), twins=(), issues=rows, listed=lists)


def kept_version(store: Store, story: Story, number: int) -> str:
    """That version as inert HTML. Raises CommandError where there is none, StoreError where its bytes are lost."""
    version = next((one for one in story.versions if one.number == number), None)
    if version is None:
        raise CommandError(f"没有第 {number} 版；这个网页留有 {len(story.versions)} 版")
    body = store.bodies.get(version.fetch.capture or "")
    return inert_fragment(body, masked=_is_masked(story))


def change_of(
    store: Store, story: Story, numbers: tuple[int, int] | None = None, portal: Portal | None = None
) -> Change:
    """What changed between two versions by their numbers, else between the last two that differ; personal numbers
    masked where a fault of the page is that they stand there.

    Raises CommandError where there are none; StoreError where the bytes of one are lost.
    """
    before, after = _chosen(story, numbers)
    texts = [_words(store, version, portal) for version in (before, after)]
    if _is_masked(story):
        texts = [mask_people(text) for text in texts]
    return Change(before, after, difference(*texts))


def _is_masked(story: Story) -> bool:
    """Whether a fault of the page is, or was, that personal numbers stand there."""
    codes = [item.finding.code for item in story.standings] + [row.opening.code for row in story.issues]
    return any(code.startswith(PERSONAL) for code in codes)


def _chosen(story: Story, numbers: tuple[int, int] | None) -> tuple[Version, Version]:
    versions = {version.number: version for version in story.versions}
    if numbers:
        if missing := [n for n in numbers if n not in versions]:
            raise CommandError(
                f"没有第 {missing[0]} 版；这个网页留有 {len(versions)} 版，见：auditor history 网址"
            )
        return versions[numbers[0]], versions[numbers[1]]
    ordered = list(versions.values())
    if ordered:
        after = ordered[-1]
        for before in reversed(ordered[:-1]):
            if before.fetch.capture != after.fetch.capture:
                return before, after
    raise CommandError(f"这个网页留有 {len(ordered)} 版，没有不同的两版可以比较：{story.url}")


def _words(store: Store, version: Version, portal: Portal | None) -> str:
    fetch = version.fetch
    body = store.bodies.get(fetch.capture or "")
    answer = Answer(url=fetch.url, body=body, status=fetch.status, fetched_at=fetch.fetched_at)
    return words_of(read(answer, portal))
