"""Nights on which old and quiet pages take turns: what is asked, and what is said of the rest."""

import datetime as dt
from dataclasses import replace
from urllib.parse import urlsplit

import mini_district
import pytest
from mini_district import District
from mini_portal import MiniPortal, filled, serving
from quiet_nights import FIRST, QuietPortal
from stores import (  # noqa: F401
    NIGHTS,
    NOTICES,
    PORTAL,
    SITE,
    article,
    begin,
    end,
    finding,
    store,
    targets,
    url,
    urls,
)
from test_issue_life import OPENING, event

from auditor.ledger.advance import advance
from auditor.models import Entry, PageKind, RunState, TargetState, Visit, VisitState
from auditor.models.address import canonical
from auditor.models.issue_kinds import Act
from auditor.models.past import History
from auditor.models.portal import Politeness
from auditor.night.crawl import crawl
from auditor.night.weigh import credible, unknown_words
from auditor.store import Store
from spiders.ending import resting_told
from spiders.health import Doubts
from spiders.rounds import is_due

LONG_AGO = dt.date(2025, 1, 1)


ROWS = [Entry(f"{NOTICES.url}{n}.html", f"关于第{n}项工作的通知", LONG_AGO) for n in range(24)]


@pytest.fixture
def quiet(tmp_path):
    """A portal that three nights found the same, and of which half is looked at a night."""
    politeness = Politeness(quiet_pages_within_days=2)
    portal = QuietPortal(
        replace(PORTAL, politeness=politeness, sections=(NOTICES,)), f"sqlite:///{tmp_path}/a.sqlite3"
    )
    portal.lists = {NOTICES.url: list(ROWS)}
    portal.words = {row.url: row.title for row in ROWS}
    for day in range(3):
        assert len(portal.night(day)) == 25, "every page and the home page"
    return portal


def ledger(portal: QuietPortal, url: str, day: int) -> None:
    """A finding about the page, opened on that day."""
    with Store.open(portal.db) as store:
        run, at = store.runs.newest()[0].id, FIRST + dt.timedelta(days=day)
        found = finding(1, url=url)
        store.findings.apply(portal.portal.id, run, advance([], [found], seen=lambda _: True, at=at))


def test_a_settled_night_asks_for_a_part_and_the_next_for_the_rest(quiet):
    fourth, fifth = quiet.night(3), quiet.night(4)
    home = {PORTAL.home}
    assert 5 < len(fourth) < 20
    assert fourth & fifth == home
    assert fourth | fifth == home | quiet.words.keys()
    assert quiet.outcome.state is RunState.DONE
    assert quiet.outcome.why == f"{25 - len(fifth)} 个久未变动的网页按轮次本晚不看"
    coverage = quiet.outcome.coverage
    assert coverage.planned == coverage.fetched + coverage.unchanged == len(fifth) + 1
    assert coverage.resting == 25 - len(fifth)
    assert coverage.pages_by_unit == {NOTICES.unit: 24}, "what rests is judged as it was read"


def sleepers(quiet: QuietPortal, day: int) -> list[Entry]:
    """Which rows a night on that day leaves alone, if nothing happens."""
    key = "www.wenchanghu.example/col/notices/{}.html".format
    night = (FIRST + dt.timedelta(days=day)).date()
    looked = night - dt.timedelta(days=1)
    return [row for n, row in enumerate(ROWS) if not is_due(key(n), night, looked, 2)]


def test_what_a_list_tells_anew_is_asked_at_once(quiet):
    renamed, redated, gone, *rest = sleepers(quiet, 3)
    new = Entry(f"{NOTICES.url}99.html", "新的一条", LONG_AGO)
    rows = {row.url: row for row in ROWS}
    rows[renamed.url] = replace(renamed, title="改了标题")
    rows[redated.url] = replace(redated, published_on=LONG_AGO + dt.timedelta(days=1))
    del rows[gone.url]
    quiet.lists[NOTICES.url] = [new, *rows.values()]
    asked = quiet.night(3)
    assert {renamed.url, redated.url, gone.url, new.url} <= asked
    assert not {row.url for row in rest} & asked


def test_a_page_with_an_open_finding_is_asked_every_night(quiet):
    faulty, *_ = sleepers(quiet, 3)
    ledger(quiet, faulty.url, 2)
    assert faulty.url in quiet.night(3)
    assert faulty.url in quiet.night(4)


def test_a_page_that_failed_is_asked_until_three_nights_found_it_the_same(quiet):
    _, *failing = sorted({row.url for row in ROWS} - {row.url for row in sleepers(quiet, 3)})
    quiet.words[failing[0]] = None
    assert failing[0] in quiet.night(3)
    quiet.words[failing[0]] = next(row.title for row in ROWS if row.url == failing[0])
    assert all(failing[0] in quiet.night(day) for day in (4, 5, 6))


def test_a_change_of_a_quiet_page_is_found_in_its_turn(quiet):
    changed, *_ = sleepers(quiet, 3)
    quiet.words[changed.url] = "悄悄改过的"
    assert changed.url not in quiet.night(3)
    quiet.night(4)
    with Store.open(quiet.db) as store:
        page, _ = store.pages.stored(PORTAL.id, changed.url)
    assert page.title == "悄悄改过的"


def test_what_a_resting_page_links_is_looked_at_in_its_own_turn(quiet):
    linking, *_ = sleepers(quiet, 3)
    dead = f"{SITE}/gone.html"
    quiet.links[linking.url] = (("link", dead),)
    quiet.words |= {linking.url: "有链接的", dead: None}
    nights = [quiet.night(day) for day in range(3, 10)]
    without = [asked for asked in nights[5:] if linking.url not in asked]
    assert without
    assert all(dead in asked for asked in without), "it was never found to open"


def test_every_night_asks_all_where_the_profile_says_so(quiet):
    quiet.portal = replace(quiet.portal, politeness=Politeness(quiet_pages_within_days=1))
    assert len(quiet.night(3)) == 25


def test_nothing_is_said_where_nothing_rests():
    assert resting_told(0) == ""


def test_what_is_new_of_a_page_left_alone_waits_for_its_turn():
    """A day that passed may make a fault of what was read days ago: it is not said unseen. What stood stands."""
    asleep, standing, seen = (finding(n) for n in (1, 2, 3))
    resting = frozenset(canonical(each.url) for each in (asleep, standing))
    before = advance([], [standing], seen=lambda _: True, at=FIRST)
    kept = credible([asleep, standing, seen], before, Doubts(at_rest=resting), (), {canonical(seen.url)})
    assert kept == [standing, seen]


def test_a_settled_night_is_whole_and_says_nothing_of_what_it_did_not_see(tmp_path):
    """As in production: three like nights that nobody judged, then one on which a list tells a page by another name."""
    with serving(filled(MiniPortal(), articles=6)) as portal:
        district = District(portal, tmp_path)
        district.manners = "quiet_pages_within_days = 30"
        for day in (-3, -2, -1):
            crawl(district.profile, db=district.db, as_of=mini_district.FIRST + dt.timedelta(days=day))
        portal.asked.clear()
        lists = portal.pages["/zcwj/"]
        lists.body = lists.body.replace("第6项工作".encode(), "第六项工作".encode())
        night = district.night()
    assert (night.state, night.coverage.sections_read) == (RunState.DONE, 2)
    assert night.coverage.resting > 3
    assert night.why == f"{night.coverage.resting} 个久未变动的网页按轮次本晚不看"
    asked = {path for path in portal.asked if path.startswith("/zcwj/2026")}
    assert len(asked) < 4
    assert any(path.endswith("_1006.html") for path in asked)
    told = {path for found in district.findings().values() if "/2026" in (path := urlsplit(found.url).path)}
    assert told and told <= asked


def test_open_findings_of_rules_that_are_not_loaded_are_told():
    """A city's package is named by the environment: a night without it must not pass for one that looked."""
    known, lost = finding(1), replace(finding(2), code="LOC001")
    ledger = advance([], [known, lost], seen=lambda _: True, at=FIRST)
    assert unknown_words(ledger).endswith("写在环境变量 AUDITOR_RULES 里）：LOC001（1 个问题）")
    assert unknown_words(ledger[:1]) == ""


@pytest.mark.parametrize("ended", [None, Act.DISMISS])
def test_what_the_store_tells_of_the_nights_before(store, ended):
    """In either database: what came of each page on three good nights, and what a row or a finding waits for."""
    for day, at in enumerate(NIGHTS[:4]):
        run = begin(store, at)
        store.frontier.plan("wch", run, targets(1, 2, 3))
        for number, target in enumerate(targets(1, 2, 3), 1):
            state = (
                TargetState.FAILED
                if (day, number) == (2, 2)
                else TargetState.UNCHANGED
                if day
                else TargetState.FETCHED
            )
            store.frontier.mark("wch", run, target, state, at=at)
            store.pages.save(
                "wch", run, article(number, at, kind=PageKind.ARTICLE if number < 3 else PageKind.LIST)
            )
        store.sections.save_visit(
            "wch", run, NOTICES, Visit(at, VisitState.READABLE), [Entry(targets(1)[0].url, "一", LONG_AGO)]
        )
        end(store, run, at, RunState.VOID if day == 2 else RunState.DONE)
    store.findings.apply("wch", run, advance([], [finding(1)], seen=lambda _: True, at=NIGHTS[3]))
    opening = replace(OPENING, url=f"{SITE}/art/2.html")
    (row,) = store.issues.open("wch", [(opening, event(Act.OPEN))])
    if ended:
        store.issues.append("wch", row.number, event(ended, why="不是问题"), version=1)
    assert store.rounds.history("wch", run) == History(), "two good nights"
    history = store.rounds.history("wch", begin(store, NIGHTS[4]))
    one, two, three = sorted(history.known, key=lambda item: item.key)
    calm = frozenset({TargetState.UNCHANGED})
    assert one.nights == (frozenset({TargetState.FETCHED}), calm, calm)
    assert two.nights[1] == {TargetState.UNCHANGED, TargetState.FAILED}, "of the void night"
    assert (one.dated_on, one.stood_before, one.known_on) == (LONG_AGO, True, NIGHTS[0].date())
    assert (two.dated_on, two.stood_before) == (None, False)
    assert [item.is_article for item in (one, two, three)] == [True, True, False]
    assert history.awaited >= {canonical(finding(1).url)}
    assert (canonical(opening.url) in history.awaited) is (ended is None)


def test_what_was_to_rest_is_due_when_it_is_planned_after_all(store):
    run = begin(store)
    assert store.frontier.leave("wch", run, targets(1, 2)) == 2
    assert store.frontier.due("wch", run, limit=9) == []
    assert store.frontier.plan("wch", run, targets(2, 3)) == 2
    assert store.frontier.leave("wch", run, targets(3)) == 0, "it is due already"
    assert sorted(urls(store.frontier.due("wch", run, limit=9))) == ["2.html", "3.html"]
    assert store.coverage.of("wch", run).resting == 1
    assert store.coverage.read_addresses("wch", run) == frozenset()
