"""The portal as it stood at the end of a past day, judged by the rules that were in force on that day.

Answers an appeal or re-judges an old quarter; the ledger is not touched, since it belongs to the present.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from auditor.config.calendar import operator_calendar
from auditor.installation import open_profile
from auditor.judge.judge import Judgement, judge
from auditor.models import Document, Page, PageKind, Portal, Probe, SectionView, Site
from auditor.models.address import canonical
from auditor.office.papers import last_crawl
from auditor.rule import Rule
from auditor.rule.book import rulebook
from auditor.store import Store
from spiders.extract.answer import Answer
from spiders.extract.answer import read as read_answer
from spiders.extract.extract import of_rows


def judge_past(profile: Path | str, *, db: str, as_of: dt.datetime) -> Judgement | None:
    """What the rules of that day say of what was stored by then; None where the portal was last read that day or before."""
    portal = open_profile(profile, db)
    with Store.existing(db) as store:
        if as_of.date() >= last_crawl(store, portal).as_of.date():
            return None
        views = [_view_of(view, as_of.date()) for view in store.sections.views(portal)]
        return _judged(store, portal, as_of, rulebook(), views)


def judge_stored_by(store: Store, portal: Portal, as_of: dt.datetime, rules: Sequence[Rule]) -> Judgement:
    """What some rules say of what was stored by that day: past days as `judge_past` has them, else as it was last read."""
    last = last_crawl(store, portal).as_of
    views = store.sections.views(portal)
    if as_of.date() < last.date():
        views = [_view_of(view, as_of.date()) for view in views]
    return _judged(store, portal, min(as_of, last), rules, views)


def _judged(
    store: Store, portal: Portal, as_of: dt.datetime, rules: Sequence[Rule], views: list[SectionView]
) -> Judgement:
    day = as_of.date()
    documents: dict[str, Document] = {}
    site = Site(
        portal=portal,
        as_of=as_of,
        sections=views,
        probes=list(_probes(store, portal, day)),
        documents=documents,
        calendar=operator_calendar(),
    )
    return judge(_kept(pages_of(store, portal, day), documents), site, rules)


def pages_of(store: Store, portal: Portal, day: dt.date) -> Iterator[Page]:
    """Every page as it was fetched last by the end of that day, read again from the very bytes that were kept."""
    for page in store.pages.all(portal.id):
        if then := _page_of(store, portal, page, day):
            yield then


def _kept(pages: Iterable[Page], documents: dict[str, Document]) -> Iterator[Page]:
    """The pages, their bodies laid up for rules that compare."""
    for page in pages:
        documents[canonical(page.url)] = page.document
        yield page


def _page_of(store: Store, portal: Portal, page: Page, day: dt.date) -> Page | None:
    """The page as it was fetched last by that day; None where it was not there yet or its bytes are not kept."""
    attachments = tuple(
        replace(a, looks=tuple(look for look in a.looks if look.at.date() <= day)) for a in page.attachments
    )
    if page.fetched_at.date() <= day:
        return replace(page, attachments=attachments)
    fetched = [fetch for fetch in store.pages.versions(portal.id, page.url) if fetch.fetched_at.date() <= day]
    if not fetched or fetched[-1].capture is None:
        return None
    last = fetched[-1]
    body = store.bodies.get(last.capture or "")
    answer = Answer(url=last.url, body=body, status=last.status, fetched_at=last.fetched_at)
    read = read_answer(answer, portal, alone=page.is_section and page.kind is PageKind.ARTICLE)
    if page.kind is PageKind.LIST:
        read = replace(read if page.text_length else of_rows(read), kind=PageKind.LIST)
    return replace(
        read,
        section=page.section,
        section_url=page.section_url,
        unit=page.unit,
        document_class=page.document_class,
        first_seen_at=page.first_seen_at,
        first_shown_on=page.first_shown_on,
        last_absent_at=page.last_absent_at,
        capture=last.capture,
    )


def _view_of(view: SectionView, day: dt.date) -> SectionView:
    """The section with its visits by that day, and of its present list what had been published by then."""
    entries = tuple(e for e in view.entries if e.published_on is not None and e.published_on <= day)
    return SectionView(view.section, tuple(v for v in view.visits if v.visited_at.date() <= day), entries)


def _probes(store: Store, portal: Portal, day: dt.date) -> Iterator[Probe]:
    for probe in store.looks.probes(portal.id):
        if looks := tuple(look for look in probe.looks if look.at.date() <= day):
            yield replace(probe, looks=looks)
