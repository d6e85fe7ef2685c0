"""One night: crawl (child process), believe it or not, judge, ledger, papers. Every step's failure is on record."""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from auditor.config.calendar import operator_calendar
from auditor.config.clock import Clock
from auditor.config.faults import told
from auditor.inspection.rows import standing
from auditor.installation import open_profile
from auditor.judge.judge import Judgement, judge
from auditor.judge.memory import Memory
from auditor.ledger.advance import advance
from auditor.models import (
    SETTLED,
    Coverage,
    Finding,
    Page,
    PageKind,
    Portal,
    Run,
    RunState,
    Site,
    Standing,
    Unchecked,
    Verdict,
)
from auditor.models.complaint import CommandError
from auditor.night.crawl import crawl
from auditor.night.read_files import parse_new_files
from auditor.night.sealing import recorded
from auditor.night.weigh import (
    Weighed,
    changes_of,
    credible,
    doubts_in,
    ground_of,
    held_words,
    late_words,
    may_close,
    moves_between,
    partial_words,
    unknown_words,
    weigh,
)
from auditor.office.coverage import coverage_of, keep_coverage
from auditor.office.errands import work_off
from auditor.office.issue_sync import sync
from auditor.office.papers import (
    OUT,
    SCHEME,
    last_crawl,
    refuse_future,
    refuse_while_held,
    scheme_of,
    write_papers,
)
from auditor.office.task_proofs import ProofNotes
from auditor.office.terms import NIGHT
from auditor.rule.book import rulebook
from auditor.rule.edition import edition
from auditor.store import Store
from auditor.workdays import Calendar
from spiders.health import FIELDS_WATCHED, Doubts, counts_of

KIND = NIGHT
BROKEN_RULE = "规则未能执行"

OnProgress = Callable[[Mapping[str, int]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What came of a night. `why` is Chinese; papers are there only where the night can be believed."""

    run_id: int
    state: RunState
    why: str
    coverage: Coverage
    changes: Mapping[str, int]  # new, standing, regressed, exempted, fixed (tonight)
    papers: tuple[Path, ...] = ()
    urgent: tuple[Finding, ...] = ()  # to be seen to at once, by the scheme; longer standing ones too


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What judging the store came to."""

    run_id: int
    judgement: Judgement
    ledger: tuple[Standing, ...]
    changes: Mapping[str, int]
    absent: Mapping[str, int]  # articles read tonight, and those of them without a watched field
    doubts: Doubts
    weighed: Weighed
    # What the run is told from others by: the ground of its verdicts, the crawl it rests on.
    marks: Mapping[str, int]

    @property
    def state(self) -> RunState:
        """How a run ends that came to this."""
        if self.weighed.held:
            return RunState.HELD
        return RunState.PARTIAL if self.doubts.units or self.doubts.sections else RunState.DONE

    @property
    def why(self) -> str:
        """What is to be said of that."""
        held = held_words(self.run_id, self.weighed.held)
        partial = partial_words(self.doubts, self.marks["read_in"])
        more = late_words(self.judgement.late), unknown_words(self.ledger)
        return "；".join(filter(None, (held, self.weighed.why, partial, *more)))


def nightly(
    profile: Path | str,
    *,
    db: str,
    as_of: dt.datetime | None = None,
    out: Path | None = None,
    scheme: str = SCHEME,
    run_id: int | None = None,
    on_progress: OnProgress | None = None,
) -> Night:
    """Run one night for the portal of `profile`; `run_id` names a night that was planned before.

    A night that saw too little is void: recorded with its reason, it opens and closes nothing. One that would move
    the ledger out of all proportion is held until the next one says the same or a person releases it.
    What people asked for and no server has done is done too.
    """
    portal = open_profile(profile, db)
    calendar = operator_calendar()
    with Store.open(db) as store:
        prices = scheme_of(
            scheme, store
        )  # a wrong scheme or calendar is known before the crawl, not after it
        asked = Clock(as_of)
        run_id = run_id or store.runs.take_up(portal.id, KIND, at=asked.now(), as_of=asked.as_of)
        clock = Clock(_run(store, portal, run_id).as_of)
        store.runs.start(run_id, at=clock.now())
        with recorded(store, run_id, clock):
            crawled = crawl(profile, db=db, as_of=clock.as_of, on_progress=on_progress, run_id=run_id)
            if crawled.state is not RunState.DONE:
                store.runs.finish(run_id, crawled.state, at=clock.now(), why=crawled.why)
                coverage = coverage_of(store, portal, run_id, as_of=clock.as_of)
                return Night(
                    run_id=run_id, state=crawled.state, why=crawled.why, coverage=coverage, changes={}
                )
            judged = judge_stored(
                store,
                portal,
                run_id,
                read_in=run_id,
                as_of=clock.as_of,
                calendar=calendar,
                ended=lambda judged: _end(store, portal, run_id, clock, judged, crawled.why),
            )
        work_off(store, {portal.id: portal}, clock.now)
        run = _run(store, portal, run_id)
        coverage = coverage_of(store, portal, run_id, as_of=clock.as_of, more=unchecked_of(judged))
        keep_coverage(store, portal, run, coverage)
        store.search.refresh(portal.id)
        if not run.state.believed:
            return Night(run_id=run_id, state=run.state, why=run.why, coverage=coverage, changes={})
        papers, trouble = _papers(store, portal, run, coverage, out, scheme)
        why = "；".join(filter(None, (run.why, trouble)))
        if trouble:
            store.runs.finish(run_id, run.state, at=clock.now(), why=why, counts=run.counts)
    return Night(
        run_id=run_id,
        state=run.state,
        why=why,
        coverage=coverage,
        changes=judged.changes,
        papers=papers,
        urgent=_urgent(judged.ledger, prices.urgent),
    )


def rejudge(profile: Path | str, *, db: str, as_of: dt.datetime | None = None) -> Judged:
    """Judge what is stored again, by the rules and the profile of today, with no word to the portal.

    None: as of the last good visit, since of what came after nothing is known. Raises CommandError for a day to come.
    """
    portal = open_profile(profile, db)
    calendar = operator_calendar()
    with Store.existing(db) as store:
        visit = last_crawl(store, portal)
        refuse_future(as_of, visit)
        refuse_while_held(store, portal, visit.id)
        at, clock = as_of or visit.as_of, Clock(as_of)
        run_id = store.runs.plan(portal.id, "judge", at=clock.now(), as_of=at)
        store.runs.start(run_id, at=clock.now())
        with recorded(store, run_id, clock):
            judged = judge_stored(
                store,
                portal,
                run_id,
                read_in=visit.id,
                as_of=at,
                calendar=calendar,
                ended=lambda judged: _finish(store, run_id, clock, judged, {}, ""),
            )
    return judged


@contextlib.contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Pages are frozen and hold no cycles: looking for them after every few hundred costs a fifth of judging."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@_seldom_collecting()
def judge_stored(
    store: Store,
    portal: Portal,
    run_id: int,
    *,
    read_in: int,
    as_of: dt.datetime,
    calendar: Calendar,
    ended: Callable[[Judged], None] = lambda _: None,
) -> Judged:
    """Judge the stored pages and move the ledger on. Only what the run `read_in` really read can be closed.

    Ledger, its rows, verdicts and what `ended` writes of the run are one transaction: a night is over, or it was not.
    """
    parse_new_files(store, portal.id)
    site = Site(
        portal=portal,
        as_of=as_of,
        sections=store.sections.views(portal),
        probes=store.looks.probes(portal.id),
        documents=store.pages.documents(portal.id),
        calendar=calendar,
    )
    absent: Counter[str] = Counter()
    rules = rulebook()
    memory = Memory(edition(rules, calendar), store.verdicts.of(portal.id), store.verdicts.whole(portal.id))
    proofs = ProofNotes(portal, as_of.date())
    pages = proofs.along(store.pages.all(portal.id))
    judgement = judge(_watched(pages, as_of, absent), site, rules, memory)
    before = store.findings.standings(portal.id)
    seen = store.coverage.read_addresses(portal.id, read_in)
    doubts = doubts_in(store, portal, site.sections, read_in)
    looked = may_close(seen, doubts, judgement.unjudged)
    after = advance(
        before,
        credible(judgement.found, before, doubts, rules, seen),
        seen=looked,
        at=as_of,
        rules=judgement.codes - _broken(judgement),
    )
    ground, moves = ground_of(memory.edition, portal), moves_between(before, after)
    weighed = weigh(store, portal, read_in, ground, moves, before)
    judged = Judged(
        run_id=run_id,
        judgement=judgement,
        ledger=tuple(before if weighed.held else after),
        changes={} if weighed.held else changes_of(before, after, as_of),
        absent=absent,
        doubts=doubts,
        weighed=weighed,
        marks={"ground": ground, "read_in": read_in},
    )
    with store.together():
        store.verdicts.keep(portal.id, judgement.heard, judgement.whole)
        proofs.keep(store, run_id)
        if weighed.held:
            store.findings.hold(portal.id, run_id, after, as_of)
        else:
            store.findings.apply(portal.id, run_id, after, before)
            sync(store, portal.id, after, run=read_in, at=as_of, saw=looked)
        ended(judged)
    return judged


def unchecked_of(judged: Judged) -> Iterator[Unchecked]:
    """Pages that could not be read, units of which too little was read, and rules that broke on some pages."""
    yield from judged.judgement.unchecked
    for unit, why in judged.doubts.units.items():
        yield Unchecked(f"{unit}的全部栏目", f"{why}，原有问题保持原状", unit)
    for code in sorted(_broken(judged.judgement)):
        yield Unchecked(f"规则 {code}", f"{BROKEN_RULE}，原有问题保持原状，详见日志")


def _papers(
    store: Store, portal: Portal, run: Run, coverage: Coverage, out: Path | None, scheme: str
) -> tuple[tuple[Path, ...], str]:
    """The papers; a full disk does not undo a night that was judged."""
    folder = out or OUT / portal.id / f"{run.as_of:%Y-%m-%d}"
    try:
        return write_papers(store, portal, run, out=folder, coverage=coverage, scheme=scheme), ""
    except (OSError, CommandError) as error:
        return (), f"报告没有写成：{told(error)[1]}"


def _urgent(ledger: Iterable[Standing], codes: Container[str]) -> tuple[Finding, ...]:
    still = standing(item.finding for item in ledger if item.state not in SETTLED)
    return tuple(f for f in still if f.verdict is Verdict.FAIL and f.code in codes)


def _run(store: Store, portal: Portal, run_id: int) -> Run:
    run = store.run(run_id)
    if run.portal != portal.id:
        raise CommandError(f"第 {run_id} 次运行不是“{portal.name}”的。已有的运行见：auditor runs")
    return run


def _end(store: Store, portal: Portal, run_id: int, clock: Clock, judged: Judged, crawled: str) -> None:
    """Write the night's end into its run."""
    coverage = store.coverage.of(portal.id, run_id)
    last = store.runs.last_good(portal.id, KIND)
    _finish(
        store, run_id, clock, judged, counts_of(coverage, judged.absent, last.counts if last else {}), crawled
    )


def _finish(
    store: Store, run_id: int, clock: Clock, judged: Judged, counts: Mapping[str, int], crawled: str
) -> None:
    numbers = {**counts, "pages": judged.judgement.pages, **judged.marks, **judged.changes}
    why = "；".join(filter(None, (crawled, judged.why)))
    store.runs.finish(run_id, judged.state, at=clock.now(), why=why, counts=numbers)


def _watched(pages: Iterable[Page], since: dt.datetime, absent: Counter[str]) -> Iterator[Page]:
    """The pages, counting the articles read tonight that lack a field: a jump is a changed template."""
    for page in pages:
        told = page.kind is PageKind.ARTICLE and page.readable and not page.is_section
        if told and page.fetched_at >= since:
            absent["articles"] += 1
            absent.update(name for name in FIELDS_WATCHED if page.fields.get(name) is None)
        yield page


def _broken(judgement: Judgement) -> frozenset[str]:
    return frozenset(f.code for f in judgement.found if f.subject.endswith(BROKEN_RULE))
