"""The portal as it stood at the end of a past day, judged by the rules that were in force on that day.

Answers an appeal or re-judges an old quarter; the ledger is not touched, since it belongs to the present.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from auditor.config.calendar import operator_calendar
from auditor.installation import open_profile
from auditor.judge.judge import Judgement, judge
from auditor.models import Document, Page, Portal, Probe, SectionView, Site
from auditor.models.address import canonical
from auditor.office.papers import last_crawl
from auditor.rule.book import rulebook
from auditor.store import Store
from spiders.extract.answer import Answer
from spiders.extract.answer import read as read_answer


def judge_past(profile: Path | str, *, db: str, as_of: dt.datetime) -> Judgement | None:
    """What the rules of that day say of what was stored by then; None where the portal was last read that day or before."""
    portal = open_profile(profile)
    day = as_of.date()
    with Store.open(db) as store:
        if day >= last_crawl(store, portal).as_of.date():
            return None
        documents: dict[str, Document] = {}
        site = Site(
            portal=portal,
            as_of=as_of,
            sections=[_view_of(view, day) for view in store.section_views(portal)],
            probes=list(_probes(store, portal, day)),
            documents=documents,
            calendar=operator_calendar(),
        )
        return judge(_pages(store, portal, day, documents), site, rulebook())


def _pages(store: Store, portal: Portal, day: dt.date, documents: dict[str, Document]) -> Iterator[Page]:
    for page in store.pages(portal.id):
        if then := _page_of(store, portal, page, day):
            documents[canonical(then.url)] = then.document
            yield then


def _page_of(store: Store, portal: Portal, page: Page, day: dt.date) -> Page | None:
    """The page as it was fetched last by that day; None where it was not there yet or its bytes are not kept."""
    attachments = tuple(
        replace(a, looks=tuple(look for look in a.looks if look.at.date() <= day)) for a in page.attachments
    )
    if page.fetched_at.date() <= day:
        return replace(page, attachments=attachments)
    fetched = [fetch for fetch in store.fetches(portal.id, page.url) if fetch.fetched_at.date() <= day]
    if not fetched or fetched[-1].capture is None:
        return None
    last = fetched[-1]
    body = store.get_body(last.capture or "")
    read = read_answer(
        Answer(url=last.url, body=body, status=last.status, fetched_at=last.fetched_at), portal
    )
    return replace(
        read,
        section=page.section,
        section_url=page.section_url,
        unit=page.unit,
        document_class=page.document_class,
        first_seen_at=page.first_seen_at,
        last_absent_at=page.last_absent_at,
        capture=last.capture,
    )


def _view_of(view: SectionView, day: dt.date) -> SectionView:
    """The section with its visits by that day, and of its present list what had been published by then."""
    entries = tuple(e for e in view.entries if e.published_on is not None and e.published_on <= day)
    return SectionView(view.section, tuple(v for v in view.visits if v.visited_at.date() <= day), entries)


def _probes(store: Store, portal: Portal, day: dt.date) -> Iterator[Probe]:
    for probe in store.probes(portal.id):
        if looks := tuple(look for look in probe.looks if look.at.date() <= day):
            yield replace(probe, looks=looks)
