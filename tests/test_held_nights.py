"""A night that jumps waits; a unit that refuses silences no other."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from mini_district import District
from mini_portal import Answer, MiniPortal, filled, serving

from auditor.cli import run
from auditor.ledger.advance import advance
from auditor.ledger.jump import LEAST_OF_ONE, Moves, jumps, limit, same_again
from auditor.models import Finding, RunState, Severity, StandingState, Verdict
from auditor.models.issue_kinds import ENDED
from auditor.store import Store
from spiders.politeness import Patience

PROJECT = Path(__file__).parents[1]
BEIJING = dt.timezone(dt.timedelta(hours=8))
NIGHTS = [dt.datetime(2026, 3, day, 1, tzinfo=BEIJING) for day in range(1, 8)]


def finding(number: int, unit: str = "区教育局", code: str = "FLD001") -> Finding:
    return Finding(
        code=code, name="要素缺失", verdict=Verdict.FAIL, severity=Severity.ORDINARY,
        url=f"https://www.example.test/{number}.html", section_url=None, section=None, unit=unit, title=None,
        subject="", quote="", expected="", message="缺少发文字号", basis=(), amount=None, fetched_at=NIGHTS[0],
        capture=None, rule_version=1, fingerprint=f"{code}-{number}",
    )  # fmt: skip


def opening(count: int, first: int = 0) -> Moves:
    return Moves({f.fingerprint: f for f in map(finding, range(first, first + count))}, {})


@pytest.fixture
def district(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[District]:
    monkeypatch.chdir(tmp_path)
    with serving(filled(MiniPortal(), articles=6)) as portal:
        yield District(portal, tmp_path)


def test_a_few_are_no_jump_and_many_are_unless_every_night_has_as_many() -> None:
    assert not jumps(opening(LEAST_OF_ONE), [], [])
    [*reasons] = jumps(opening(100), [], [])
    assert "“区教育局”一夜新增100个问题" in "".join(reasons)
    busy = [opening(60, night * 100).counts for night in range(5)]
    assert not jumps(opening(100), [], busy)


def test_one_wild_night_does_not_make_the_next_one_usual() -> None:
    assert limit([0, 1, 0, 2, 30], 0, least=20) == 60
    assert limit([0, 0, 0], 400, least=20) == 100


def test_the_next_night_must_say_the_same() -> None:
    held = opening(50).signs
    assert same_again(opening(49), held)
    assert not same_again(opening(50, first=30), held)
    assert not same_again(opening(0), held)


def test_what_a_misreading_night_closed_is_standing_as_before() -> None:
    found = [finding(n) for n in range(6)]
    first = advance([], found, seen=set(), at=NIGHTS[0])
    misread = advance(first, found[:2], seen=lambda _: True, at=NIGHTS[1])
    back = advance(misread, found, seen=lambda _: True, at=NIGHTS[2])
    assert {item.state for item in back} == {StandingState.STANDING}
    assert all(not item.earlier and item.first_seen_at == NIGHTS[0] for item in back)


def test_a_fault_that_alone_came_back_is_a_relapse() -> None:
    found = [finding(n) for n in range(6)]
    first = advance([], found, seen=set(), at=NIGHTS[0])
    mended = advance(first, [], seen=lambda _: True, at=NIGHTS[1])
    back = advance(mended, found[:1], seen=lambda _: True, at=NIGHTS[2])
    assert back[0].state is StandingState.REGRESSED


def test_a_night_run_again_within_hours_still_says_what_was_new() -> None:
    first = advance([], [finding(1)], seen=set(), at=NIGHTS[0])
    again = advance(first, [finding(1)], seen=set(), at=NIGHTS[0] + dt.timedelta(hours=6))
    assert again[0].state is StandingState.NEW
    assert advance(again, [finding(1)], seen=set(), at=NIGHTS[1])[0].state is StandingState.STANDING


def test_a_place_that_refuses_is_left_in_peace_and_the_rest_of_its_host_is_asked() -> None:
    patience = Patience(limit=3)
    for _ in range(3):
        patience.refused("a.test", "412", "/jyj/")
    assert "连续 3 次" in (patience.why_paused("a.test", "/jyj/") or "")
    assert patience.why_paused("a.test", "/czj/") is None
    patience.answered("a.test", "/czj/")
    assert patience.why_paused("a.test", "/jyj/")


def test_a_host_that_refuses_everywhere_is_left_in_peace() -> None:
    patience = Patience(limit=3)
    for place in ("/a/", "/b/", "/c/"):
        patience.refused("a.test", "412", place)
    assert patience.why_paused("a.test", "/d/")


REFUSED = """
[[units]]
name = "区林业局"

[[sections]]
unit = "区林业局"
path = "通知公告"
url = "{home}lyj/"
kind = "public_notice"
"""


def test_one_unit_that_refuses_voids_nothing_and_the_others_are_read(district: District) -> None:
    portal = district.portal
    rows = []
    for number in range(1, 16):
        path = f"/lyj/202610/t202610{number:02d}_{3000 + number}.html"
        portal.article(path, f"关于第{number}片林地管护的通知", number=number)
        rows.append((path, f"关于第{number}片林地管护的通知", f"2026-10-{number:02d}"))
    portal.section("/lyj/", "通知公告", rows)
    district.sections = REFUSED.format(home=portal.home)
    district.night()
    district.night(1)
    before = {f: item for f, item in district.findings().items() if item.unit == "区林业局"}
    for path in list(portal.pages):
        if path.startswith("/lyj/"):
            portal.pages[path] = Answer(b"<html><script>document.cookie</script></html>", 412)
    portal.asked.clear()
    night = district.night(2)
    assert night.state is RunState.PARTIAL
    assert "区林业局一个网页也没有读到" in night.why
    assert night.coverage.unasked > 5
    assert sum(count for path, count in portal.asked.items() if path.startswith("/lyj/")) <= 6
    assert all(portal.asked[path] for path in portal.pages if path.startswith("/zcwj/2"))
    after = {f: item for f, item in district.findings().items() if item.unit == "区林业局"}
    assert after.keys() == before.keys()
    assert "区林业局" in night.papers[0].read_text("utf-8")


def rows_of(district: District) -> list[str]:
    """The fingerprints of the rows that live."""
    with Store.open(district.db) as store:
        return [row.fingerprint for row in store.issues.of("wenchangwan") if row.state not in ENDED]


@pytest.fixture
def easily_held(monkeypatch: pytest.MonkeyPatch) -> None:
    from auditor.ledger import jump

    monkeypatch.setattr(jump, "LEAST_OF_ALL", 2)
    monkeypatch.setattr(jump, "LEAST_OF_ONE", 2)


def break_dates(portal: MiniPortal) -> None:
    """Every paper is late from now on."""
    for path in [p for p in portal.pages if "/t2026" in p]:
        body = portal.pages[path].body
        portal.pages[path] = Answer(
            body.replace("成文日期：</td><td>2026-10".encode(), "成文日期：</td><td>2026-06".encode())
        )


@pytest.mark.usefixtures("easily_held")
def test_a_night_that_jumps_waits_for_the_next(
    district: District, capsys: pytest.CaptureFixture[str]
) -> None:
    district.night()
    district.night(1)
    before = district.findings()
    break_dates(district.portal)
    rows = rows_of(district)
    held = district.night(2)
    assert (held.state, held.papers) == (RunState.HELD, ())
    assert district.findings() == before
    assert rows_of(district) == rows
    assert run(["runs", "--db", district.db]) == 0
    assert "待确认" in capsys.readouterr().out
    confirmed = district.night(3)
    assert confirmed.state is RunState.DONE
    assert len(district.late()) == 6
    assert "待确认" in confirmed.papers[0].read_text("utf-8")


@pytest.mark.usefixtures("easily_held")
def test_a_person_releases_a_held_night_once(district: District, capsys: pytest.CaptureFixture[str]) -> None:
    district.night()
    district.night(1)
    break_dates(district.portal)
    held = district.night(2)
    assert run(["judge", str(district.profile), "--db", district.db]) != 0
    assert f"runs release {held.run_id}" in capsys.readouterr().err
    assert run(["runs", "release", str(held.run_id), "--db", district.db]) == 0
    assert sorted(district.late()) == ["new"] * 5 + ["standing"]
    assert sorted(rows_of(district)) == sorted(district.findings())
    assert district.runs()[0].state is RunState.DONE
    assert run(["runs", "release", str(held.run_id), "--db", district.db]) != 0


@pytest.mark.usefixtures("easily_held")
def test_a_change_of_the_profile_is_meant_to_move_the_ledger(district: District) -> None:
    district.night()
    district.night(1)
    district.sections = "\n[rule_options.LAG001]\nlimit_workdays = 1\n"
    assert district.night(2).state is RunState.DONE
