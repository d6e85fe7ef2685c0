"""The shelf of rows: it only grows, its numbers are never used twice, and of two clerks one is told."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text
from stores import NIGHTS, article, begin, finding, store, url  # noqa: F401
from test_issue_life import INSPECTOR, OPENING, event

from auditor.ledger.advance import advance
from auditor.models.issue_kinds import Act, IssueState
from auditor.office.issue_sync import sync
from auditor.store import Store, StoreError
from auditor.store.issues import OvertakenError

FIRST = event(Act.OPEN)


def test_rows_come_back_as_they_were_kept_with_their_histories(store):
    strange = replace(OPENING, quote="“〔〕号”\ud800 &<>", amount=3, spell_at=NIGHTS[0])
    (opened,) = store.issues.open("wch", [(strange, FIRST)])
    confirm = event(Act.CONFIRM, files=("签批单.pdf",), unit="区审计局")
    store.issues.append("wch", opened.number, confirm, version=1)
    (kept,) = store.issues.of("wch")
    assert kept.state is IssueState.CONFIRMED and kept.unit == "区审计局"
    assert kept.opening == strange and kept.events == (FIRST, confirm)
    assert store.issues.of("other") == []


def test_numbers_run_through_the_portals_year(store):
    later = replace(FIRST, at=FIRST.at.replace(year=2027))
    rows = [store.issues.open(portal, [(OPENING, first), (OPENING, first)])
            for portal, first in (("a", FIRST), ("b", FIRST), ("a", later), ("a", FIRST))]  # fmt: skip
    assert [[row.number for row in some] for some in rows] == [
        ["2026-0001", "2026-0002"], ["2026-0001", "2026-0002"], ["2027-0001", "2027-0002"], ["2026-0003", "2026-0004"],
    ]  # fmt: skip
    assert [row.portal for row in store.issues.numbered("2026-0001")] == ["a", "b"]
    new_year = dt.datetime(2026, 12, 31, 23, tzinfo=dt.UTC)  # it is 2027 in Beijing
    assert store.issues.open("c", [(OPENING, replace(FIRST, at=new_year))])[0].number == "2027-0001"


def test_rows_come_by_their_numbers_with_what_they_came_back_from(store):
    first, *_ = store.issues.open("wch", [(OPENING, FIRST)] * 3)
    [second] = store.issues.open("wch", [(replace(OPENING, returned_from=first.number), FIRST)])
    [third] = store.issues.open("wch", [(replace(OPENING, returned_from=second.number), FIRST)])
    store.issues.append("wch", third.number, event(Act.CONFIRM), version=1)
    found = {row.number: row for row in store.issues.among("wch", [third.number, "2026-9999"])}
    assert set(found) == {first.number, second.number, third.number}
    assert found[third.number] == store.issues.numbered(third.number, "wch")[0]
    assert store.issues.among("wch", []) == [] == store.issues.among("other", [first.number])


def test_who_acts_on_an_older_state_is_told_by_whom_it_was_changed(store):
    (opened,) = store.issues.open("wch", [(OPENING, FIRST)])
    store.issues.append("wch", opened.number, event(Act.CONFIRM), version=1)
    with pytest.raises(OvertakenError, match=f"这一行已被“{INSPECTOR.name}”.*确认，改为“已确认”"):
        store.issues.append("wch", opened.number, event(Act.DISMISS), version=1)
    assert [e.act for e in store.issues.of("wch")[0].events] == [Act.OPEN, Act.CONFIRM]


def test_of_two_at_once_one_is_kept_and_one_is_told(store, url):
    numbers = [row.number for row in store.issues.open("wch", [(OPENING, FIRST)] * 12)]

    def act(job: tuple[str, Act]) -> bool:
        number, act = job
        try:
            with Store.open(url) as own:
                own.issues.append("wch", number, event(act), version=1)
        except OvertakenError:
            return False
        return True

    jobs = [(number, act) for number in numbers for act in (Act.CONFIRM, Act.DISMISS)]
    with ThreadPoolExecutor(4) as pool:
        kept = list(pool.map(act, jobs))
    assert sum(kept) == len(numbers)
    assert all(row.version == 2 for row in store.issues.of("wch"))


def test_rows_opened_at_once_share_no_number(store, url):
    def open_some(_: int) -> list[str]:
        with Store.open(url) as own:
            return [row.number for row in own.issues.open("wch", [(OPENING, FIRST)] * 3)]

    with ThreadPoolExecutor(4) as pool:
        numbers = [number for some in pool.map(open_some, range(6)) for number in some]
    assert sorted(numbers) == [f"2026-{n:04d}" for n in range(1, 19)]


def test_what_is_undone_together_leaves_no_row(store):
    with pytest.raises(RuntimeError), store.together():
        store.issues.open("wch", [(OPENING, FIRST)])
        raise RuntimeError
    assert store.issues.of("wch") == []


def test_an_event_is_never_written_over(store, url):
    (opened,) = store.issues.open("wch", [(OPENING, FIRST)])
    with pytest.raises(StoreError):
        store.issues.append("wch", "2026-0404", event(Act.CONFIRM), version=1)
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM issue_events")).scalar() == 1
    engine.dispose()
    assert store.issues.of("wch") == [opened]


def ledger_after(store, before, run, at, *found):
    after = advance(before, found, seen=lambda f: True, at=at)
    with store.together():
        sync(store, "wch", after, run=run, at=at, saw=lambda f: True)
    return after


def test_a_ledger_brought_in_twice_opens_each_row_once_and_follows_a_page_that_moved(store):
    run = begin(store)
    for number in (1, 9):
        store.pages.save("wch", run, article(number, fields={"index_number": "1137/2026-1"}))
    ledger = ledger_after(store, [], run, NIGHTS[0], finding(1), finding(2))
    ledger_after(store, ledger, run, NIGHTS[0], finding(1), finding(2))
    first, second = store.issues.of("wch")
    assert (first.opening.index_number, second.opening.index_number) == ("1137/2026-1", None)
    ledger_after(store, ledger, run + 1, NIGHTS[5], finding(9), finding(2))
    moved, same = store.issues.of("wch")
    assert moved.url.endswith("/9.html") and moved.state is IssueState.SUSPECTED and same == second
