"""The ledger: what a night adds, keeps, closes and reopens."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from auditor.ledger.advance import Standing, StandingState, advance
from auditor.models import Exemption, Finding, Severity, Verdict

NIGHTS = [dt.datetime(2026, 3, day, 1, tzinfo=dt.timezone(dt.timedelta(hours=8))) for day in range(1, 6)]
HOST = "www.wenchanghu.example"


def finding(number: int, message: str = "缺少发文字号", code: str = "FLD001") -> Finding:
    url = f"https://{HOST}/art/{number}.html"
    return Finding(
        code=code, name="要素缺失", verdict=Verdict.FAIL, severity=Severity.ORDINARY, url=url, section_url=None,
        section=None, unit=None, title=None, subject="", quote="", expected="", message=message, basis=(),
        amount=None, fetched_at=NIGHTS[0], capture=None, rule_version=1, fingerprint=f"{code}-{number}",
    )  # fmt: skip


def address(number: int) -> str:
    return f"{HOST}/art/{number}.html"


def states(ledger: list[Standing]) -> dict[str, str]:
    return {item.fingerprint: item.state.value for item in ledger}


def night(before, numbers, at, *, read=range(10), **options):
    return advance(before, [finding(n) for n in numbers], seen={address(n) for n in read}, at=at, **options)


def test_a_fault_lives_from_new_to_standing_to_fixed_to_regressed_with_both_clocks():
    first = night([], [1], NIGHTS[0])
    second = night(first, [1], NIGHTS[1])
    third = night(second, [], NIGHTS[2])
    fourth = night(third, [1], NIGHTS[3])
    assert [states(n)["FLD001-1"] for n in (first, second, third, fourth)] == [
        "new",
        "standing",
        "fixed",
        "regressed",
    ]
    assert (second[0].first_seen_at, second[0].last_seen_at) == (NIGHTS[0], NIGHTS[1])
    assert (third[0].last_seen_at, third[0].fixed_at) == (NIGHTS[1], NIGHTS[2])
    assert (fourth[0].first_seen_at, fourth[0].fixed_at) == (NIGHTS[3], None)
    [spell] = fourth[0].earlier
    assert (spell.first_seen_at, spell.last_seen_at, spell.fixed_at) == (NIGHTS[0], NIGHTS[1], NIGHTS[2])


def test_what_was_not_read_is_not_fixed():
    before = night([], [1, 2], NIGHTS[0])
    assert states(night(before, [], NIGHTS[1], read=[2])) == {"FLD001-1": "new", "FLD001-2": "fixed"}


def test_a_rule_that_did_not_run_closes_nothing():
    before = night([], [1], NIGHTS[0])
    assert night(before, [], NIGHTS[1], rules={"LAG001"}) == before
    assert states(night(before, [], NIGHTS[1], rules={"FLD001"})) == {"FLD001-1": "fixed"}


def test_seen_may_be_a_question_asked_of_the_finding():
    before = night([], [1, 2], NIGHTS[0])
    after = advance(before, [], seen=lambda found: found.url.endswith("/1.html"), at=NIGHTS[1])
    assert states(after) == {"FLD001-1": "fixed", "FLD001-2": "new"}


def test_the_newest_words_are_kept_and_a_fixed_fault_keeps_the_day_it_was_fixed():
    before = night([], [1], NIGHTS[0])
    after = advance(before, [finding(1, "超期3个工作日")], seen=set(), at=NIGHTS[1])
    assert after[0].finding.message == "超期3个工作日"
    fixed = night(after, [], NIGHTS[2])
    assert night(fixed, [], NIGHTS[3]) == fixed


numbers = st.lists(st.integers(0, 6), max_size=8)
messages = st.sampled_from(["缺少发文字号", "发文字号是空的"])
found = st.lists(st.builds(finding, st.integers(0, 6), messages), max_size=8)
reads = st.sets(st.integers(0, 6).map(address))
histories = st.lists(st.tuples(found, reads), max_size=3)


def lived(history) -> list[Standing]:
    ledger: list[Standing] = []
    for (tonight, read), at in zip(history, NIGHTS, strict=False):
        ledger = advance(ledger, tonight, seen=read, at=at)
    return ledger


@given(histories, found, reads, st.randoms(use_true_random=False))
def test_the_order_of_pages_and_rules_changes_nothing(history, tonight, read, random):
    before = lived(history)
    shuffled, mixed = random.sample(before, len(before)), random.sample(tonight, len(tonight))
    assert advance(shuffled, mixed, seen=read, at=NIGHTS[4]) == advance(
        before, tonight, seen=read, at=NIGHTS[4]
    )


@given(histories, found, reads)
def test_the_same_night_twice_is_the_same_night(history, tonight, read):
    once = advance(lived(history), tonight, seen=read, at=NIGHTS[4])
    assert advance(once, tonight, seen=read, at=NIGHTS[4]) == once


@given(histories, found, reads)
def test_a_void_night_changes_nothing(history, tonight, read):
    before = lived(history)
    assert advance(before, tonight, seen=read, at=NIGHTS[4], void=True) == before


@given(histories, found, reads)
def test_no_fault_is_lost_and_what_was_found_stands(history, tonight, read):
    before = lived(history)
    after = {item.fingerprint: item for item in advance(before, tonight, seen=read, at=NIGHTS[4])}
    assert after.keys() == {i.fingerprint for i in before} | {f.fingerprint for f in tonight}
    assert all(after[f.fingerprint].state is not StandingState.FIXED for f in tonight)
    untouched = [
        i
        for i in before
        if address_of(i) not in read and i.fingerprint not in {f.fingerprint for f in tonight}
    ]
    assert all(after[i.fingerprint] == i for i in untouched)


def address_of(item: Standing) -> str:
    return item.finding.url.removeprefix("https://")


def exempt(number: int) -> Finding:
    return replace(finding(number), exemption=Exemption("FLD001", "机构改革，经批准缓填"))


def test_what_is_exempted_is_neither_mended_nor_owed_and_no_relapse_when_the_exemption_ends():
    first = night([], [1], NIGHTS[0])
    second = advance(first, [exempt(1)], seen={address(1)}, at=NIGHTS[1])
    third = night(second, [1], NIGHTS[2])
    assert [states(n)["FLD001-1"] for n in (first, second, third)] == ["new", "exempted", "new"]
    assert second[0].finding.exemption.reason == "机构改革，经批准缓填"
    assert (third[0].first_seen_at, third[0].earlier) == (NIGHTS[0], ())


def test_what_went_while_it_was_exempted_begins_anew_when_it_is_there_again():
    first = advance([], [exempt(1)], seen=set(), at=NIGHTS[0])
    gone = night(first, [], NIGHTS[1])
    back = night(gone, [1], NIGHTS[2])
    assert [states(n)["FLD001-1"] for n in (first, gone, back)] == ["exempted", "fixed", "new"]
    assert (back[0].first_seen_at, back[0].earlier) == (NIGHTS[2], ())


def test_a_fault_that_came_back_is_a_relapse_until_it_is_mended():
    ledger: list[Standing] = []
    for numbers, at in zip(([1], [], [1], [1], []), NIGHTS, strict=True):
        ledger = night(ledger, numbers, at)
        if at == NIGHTS[3]:
            assert (states(ledger), ledger[0].first_seen_at) == ({"FLD001-1": "regressed"}, NIGHTS[2])
    assert states(ledger) == {"FLD001-1": "fixed"}


def test_the_ledger_knows_what_stood_on_a_past_day():
    ledger: list[Standing] = []
    for numbers, at in zip(([1], [], [1]), NIGHTS, strict=False):
        ledger = night(ledger, numbers, at)
    before = NIGHTS[0] - dt.timedelta(hours=1)
    assert [ledger[0].stood_at(at) for at in (before, *NIGHTS[:3])] == [False, True, False, True]
    assert [ledger[0].came_back_after(at) for at in NIGHTS[:3]] == [True, True, False]
