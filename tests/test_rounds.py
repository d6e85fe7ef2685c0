"""What is old and quiet takes turns: what is left alone on a night, and what never is."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from urllib.parse import urlsplit

import mini_district
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mini_district import District
from mini_portal import MiniPortal, filled, serving
from quiet_nights import FIRST, QuietPortal
from stores import NOTICES, PORTAL, SITE, finding

from auditor.ledger.advance import advance
from auditor.models import Entry, Look, Probe, RunState, TargetState
from auditor.models.address import canonical
from auditor.models.past import History, Past
from auditor.models.portal import Politeness
from auditor.night.crawl import crawl
from auditor.night.weigh import credible
from auditor.store import Store
from spiders.ending import resting_told
from spiders.health import Doubts
from spiders.rounds import at_rest, is_due

NIGHT = dt.date(2026, 3, 6)
CALM = (
    frozenset({TargetState.FETCHED}),
    frozenset({TargetState.UNCHANGED}),
    frozenset({TargetState.RESTING}),
)
LONG_AGO = dt.date(2025, 1, 1)
keys = st.integers(0, 99_999).map("www.wenchanghu.example/a/t{}.html".format)


@given(
    keys,
    st.integers(2, 30),
    st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1)),
    st.sets(st.integers(1, 60), max_size=9),
)
def test_every_quiet_page_is_looked_at_within_the_nights_whatever_the_start(key, within, start, missed):
    """On nights that are missed nothing is asked: the first night after them makes up for it."""
    looked_on = start
    for past in range(1, 100):
        day = start + dt.timedelta(days=past)
        if past in missed:
            continue
        if is_due(key, day, looked_on, within):
            looked_on = day
        assert (day - looked_on).days < within


@given(st.integers(0, 10**6), st.integers(2, 14))
def test_turns_are_spread_evenly(start, within):
    names = [f"www.wenchanghu.example/a/t{start + n}.html" for n in range(1400)]
    day = NIGHT + dt.timedelta(days=start % 400)
    turns = Counter(
        n
        for name in names
        for n in range(within)
        if is_due(name, day + dt.timedelta(days=n), day + dt.timedelta(days=n), within)
    )
    assert sum(turns.values()) == len(names), "each has one turn"
    assert len(turns) == within
    assert max(turns.values()) < 1.5 * len(names) / within


def page(name: str, **more) -> Past:
    known = {
        "kind": "article",
        "is_article": True,
        "referrer": None,
        "looked_on": NIGHT,
        "known_on": LONG_AGO,
        "nights": CALM,
    }
    return Past(key=name, **known | more)


def rests(item: Past, *others: Past, probes=(), awaited=()) -> bool:
    """On any night, not at its turn."""
    history = History((item, *others), frozenset(awaited))
    found = [at_rest(history, probes, night=NIGHT + dt.timedelta(days=n), within_days=99) for n in range(2)]
    return any(item.key in each for each in found)


def test_an_old_page_that_three_nights_found_the_same_rests():
    assert rests(page("a"))


@pytest.mark.parametrize(
    "why",
    [
        {"nights": (CALM[0], CALM[1])},
        {"nights": (CALM[0], CALM[0], CALM[1])},
        {"nights": (CALM[0], CALM[1], frozenset({TargetState.FAILED}))},
        {"nights": (CALM[0], CALM[1], frozenset({TargetState.UNCHANGED, TargetState.UNASKED}))},
        {"is_article": False},
        {"known_on": NIGHT - dt.timedelta(days=9)},
        {"known_on": NIGHT - dt.timedelta(days=9), "dated_on": LONG_AGO},
        {"known_on": NIGHT - dt.timedelta(days=9), "dated_on": NIGHT - dt.timedelta(days=9), "stood_before": True},
    ],
    ids=["two looks", "changed lately", "failed", "not asked", "leads on", "came lately", "written back", "young"],
)  # fmt: skip
def test_a_page_is_asked_every_night_that_is(why):
    assert not rests(page("a", **why))


def test_what_stood_there_before_we_came_rests_after_three_nights():
    lately = NIGHT - dt.timedelta(days=3)
    assert rests(page("a", known_on=lately, stood_before=True, dated_on=LONG_AGO))
    assert rests(page("a", known_on=lately, stood_before=True))


def test_what_somebody_waits_for_is_asked():
    assert not rests(page("a"), awaited=["a"])


def look(day: int, status: int | None = 200, size: int | None = 9) -> Look:
    return Look(at=FIRST + dt.timedelta(days=day), status=status, size=size, sniffed="pdf")


@pytest.mark.parametrize(
    ("looks", "quiet"),
    [
        ([look(0), look(1), look(2)], True),
        ([look(0), look(1, 304, None), look(2, 304, None)], True),
        ([look(0), look(1), look(2, 404)], False),
        ([look(0), look(1), look(2, None)], False),
        ([look(0), look(1), look(2, size=10)], False),
        ([look(0), look(2), look(2)], False),
    ],
)
def test_an_attachment_rests_where_three_nights_found_the_same_file(looks, quiet):
    fetched = (frozenset({TargetState.FETCHED}),) * 3
    probe = Probe("http://a.test/a.pdf", tuple(looks), ())
    attached = page("a.test/a.pdf", kind="attachment", is_article=False, nights=fetched)
    assert rests(attached, probes=[probe]) is quiet


def test_an_attachment_is_as_old_as_its_page():
    lately, probe = (
        NIGHT - dt.timedelta(days=3),
        Probe("http://a.test/f.pdf", tuple(look(n) for n in range(3)), ()),
    )
    attached = page("a.test/f.pdf", kind="attachment", is_article=False, known_on=lately, referrer="p")
    assert rests(attached, page("p"), probes=[probe])
    assert not rests(attached, page("p", known_on=lately), probes=[probe])


def test_a_page_that_links_what_did_not_open_is_asked():
    """Before its dead link is held against it, it is known whether it still has it."""
    dead = Probe("http://a.test/a.pdf", (look(0), look(1, 404)), ("http://a.test/p.html",))
    assert not rests(page("a.test/p.html"), probes=[dead])


# Whole nights

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
