"""What is old and quiet takes turns: what is left alone on a night, and what never is."""

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quiet_nights import FIRST

from auditor.models import Look, Probe, TargetState
from auditor.models.past import History, Past
from spiders.rounds import at_rest, is_due, turn_of

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


@pytest.mark.parametrize(
    ("age", "within", "turn"),
    [(13, 10, 1), (14, 10, 3), (29, 10, 3), (30, 10, 10), (14, 2, 2), (30, 1, 1)],
)
def test_the_older_a_quiet_page_the_more_seldom_it_is_asked(age, within, turn):
    item = page("a", known_on=NIGHT - dt.timedelta(days=age))
    assert turn_of(item, {}, NIGHT, within) == turn
    first, asked = NIGHT, []
    for day in range(2 * within):
        night = first + dt.timedelta(days=day)
        history = History((replace(item, looked_on=night - dt.timedelta(days=1)),))
        if not at_rest(history, (), night=night, within_days=within):
            asked.append(day)
        item = replace(item, known_on=item.known_on + dt.timedelta(days=1))  # as old on every night
    assert len(asked) == len(range(asked[0], 2 * within, turn))


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
