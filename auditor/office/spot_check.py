"""日常抽测: the frame from what is stored, the draw, and what stands on the pages drawn. The portal is not asked."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from auditor.config.calendar import operator_calendar
from auditor.inspection.inspected import inspected
from auditor.inspection.period import Term
from auditor.inspection.ruling import as_of as as_of_day
from auditor.inspection.sample import PER_UNIT, Drawable, draw
from auditor.inspection.scheme import Scheme
from auditor.inspection.spot import Examined, SpotCheck
from auditor.models import Finding, Page, PageKind, Portal, Run, Unchecked
from auditor.models.address import canonical
from auditor.models.complaint import CommandError
from auditor.models.issue_kinds import ACQUITTED
from auditor.office.coverage import coverage_of
from auditor.office.dockets import Bench
from auditor.office.past import pages_of
from auditor.office.terms import beginning, day_after, stood_before
from auditor.rule.book import rulebook
from auditor.store import Store
from auditor.text.wording import local_day
from auditor.workdays import BEIJING

NO_SECTION = "未归栏目"
CHANGED, UNSEEN, DISPUTED = "近期改动过", "较长时间没有读到", "有被排除或者撤销的问题"
_LONG = dt.timedelta(days=60)
_GONE = (404, 410)


def draw_up(
    store: Store,
    portal: Portal,
    run: Run,
    prices: Scheme,
    term: Term,
    *,
    as_of: dt.datetime,
    seed: int,
    size: int | None,
) -> SpotCheck:
    """Draw from every page known by the end of the day, or of the period where that has ended before."""
    from reports.book.rulebook import fixes

    end = min(beginning(term.following), day_after(as_of))
    disputed = disputed_pages(store, portal, end)
    known = {
        one.page.address: one
        for one in could_be_drawn(store, portal, since=beginning(term), end=end, disputed=disputed)
    }
    frame = tuple(one.page for one in known.values())
    if not frame:
        raise CommandError(f"{term.name}没有可以抽的网页：库里还没有读到归属到单位的信息。没有改动。")
    size = size or PER_UNIT * len({one.unit for one in frame})
    bench = Bench.of(store, portal, prices, until=day_after(as_of))
    made = bench.docket(end, local_day(as_of))
    findings = _by_address((*stood_before(store, portal, end).findings, *made.by_hand))
    drawn = [
        replace(
            known[one.address],
            why=why,
            fingerprints=tuple(f.fingerprint for f in findings.get(one.address, ())),
        )
        for one, why in draw(frame, seed=seed, size=size)
    ]
    found = {f.fingerprint: f for one in drawn for f in findings.get(one.page.address, ())}
    coverage = coverage_of(store, portal, run.id, as_of=run.as_of, until=run.ended_at)
    coverage = replace(
        coverage,
        pages_by_unit=Counter(one.page.unit for one in drawn),
        unchecked=(*coverage.unchecked, *_without_pages(portal, frame)),
    )
    return SpotCheck(
        seed=seed,
        frame=frame,
        pages=tuple(drawn),
        inspected=inspected(
            portal,
            found.values(),
            coverage,
            prices,
            as_of=as_of,
            period=term.name,
            calendar=operator_calendar(),
            earlier=bench.charged_before(beginning(Term.of(3, term.first_on))),
            docket=made.about(found),
            since=term.first_on,
        ),
        fixes=fixes(rulebook()),
    )


def disputed_pages(store: Store, portal: Portal, end: dt.datetime) -> frozenset[str]:
    """Addresses of pages of which people cleared a finding by then: where the machine erred, people look again."""
    rows = (row for issue in store.issues.of(portal.id) if (row := as_of_day(issue, end)))
    return frozenset(
        canonical(row.page_url) for row in rows if row.state in ACQUITTED and not row.merged_into
    )


def could_be_drawn(
    store: Store, portal: Portal, *, since: dt.datetime, end: dt.datetime, disputed: Collection[str] = ()
) -> Iterator[Examined]:
    """Every page that enters the draw, by address. `disputed`: those of which a finding was dismissed or overturned."""
    seen, changed = store.pages.last_seen(portal.id), store.pages.changed(portal.id, since, end)
    for page in _articles(store, portal, end):
        address = canonical(page.url)
        signs = (
            (CHANGED, address in changed),
            (DISPUTED, address in disputed),
            (UNSEEN, seen.get(address, end) < end - _LONG),
        )
        drawable = Drawable(
            address=address,
            url=page.url,
            unit=page.unit or "",
            section=page.section or NO_SECTION,
            title=page.title or "",
            published_on=page.shown_on,
            risks=tuple(words for words, there in signs if there),
        )
        yield Examined(page=drawable, why="", fetched_at=page.fetched_at, capture=page.capture or "")


def _articles(store: Store, portal: Portal, end: dt.datetime) -> Iterator[Page]:
    """Every article of a unit of the profile that was there by then and could be read, as it read then."""
    units = {unit.name for unit in portal.units}
    last_day = (end - dt.timedelta(seconds=1)).astimezone(BEIJING).date()
    for page in pages_of(store, portal, last_day):
        listed = page.is_section or page.kind is PageKind.LIST
        if page.unit in units and page.readable and page.status not in _GONE and not listed:
            yield page


def _by_address(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Findings by the pages they speak of."""
    spoken: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        for address in {canonical(finding.url), canonical(finding.page_url or finding.url)}:
            spoken[address].append(finding)
    return spoken


def _without_pages(portal: Portal, frame: Iterable[Drawable]) -> Iterator[Unchecked]:
    """Units of which nothing could be drawn."""
    there = {one.unit for one in frame}
    return (
        Unchecked(unit.name, "没有可以抽的网页", unit.name) for unit in portal.units if unit.name not in there
    )
