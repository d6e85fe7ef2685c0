"""The 台账 as its clerks meet it: nights open rows, people act on them, and no night undoes what people did."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from clerk import CHIEF, INSPECTOR, OWN, UNIT, Clerk
from mini_district import FIRST, LATE, District
from mini_portal import Answer

from auditor.judge.judge import judge
from auditor.models import RunState
from auditor.night.nightly import rejudge
from auditor.rule.book import rulebook
from auditor.store import Store


@pytest.fixture
def clerk(after_a_night: District, capsys: pytest.CaptureFixture[str]) -> Clerk:
    return Clerk(after_a_night, capsys)


def mend(district: District) -> None:
    """The late paper's real day of making stands on its page now."""
    answer = district.portal.pages[LATE]
    answer.body = answer.body.replace(b"2026-08-03", b"2026-09-29")


def notified(clerk: Clerk) -> str:
    number = str(clerk.late()["number"])
    clerk.act("issue", "confirm", number=number)
    clerk.act("issue", "notify", number=number)
    return number


def test_a_night_opens_a_row_for_everything_that_stands_and_a_second_judgement_opens_none(
    clerk: Clerk,
) -> None:
    rows = clerk.rows()
    standing = clerk.district.findings()
    assert {row["fingerprint"] for row in rows} == standing.keys()
    assert [row["number"] for row in rows] == [f"2026-{n:04d}" for n in range(1, len(rows) + 1)]
    late = clerk.late()
    assert late["state"] == "suspected" and late["source"] == "machine" and late["points"] is None
    assert [event["act"] for event in late["events"]] == ["open"]
    rejudge(clerk.district.profile, db=clerk.district.db)
    assert clerk.rows() == rows
    clerk.district.night(1)
    later = clerk.rows()
    assert later[: len(rows)] == rows
    assert {row["fingerprint"] for row in later} == clerk.district.findings().keys()
    assert len({row["fingerprint"] for row in later}) == len(later)


def test_a_row_goes_its_way_from_suspicion_to_its_end(clerk: Clerk) -> None:
    number = clerk.late()["number"]
    clerk.act("issue", "confirm", number=number)
    told = clerk.act("issue", "notify", "--inspection", "2026Q4", number=number)
    assert "已下发" in told and "2026-11-30" in told
    row = clerk.row(number, day=9)
    assert row["state"] == "notified" and row["inspection"] == "2026Q4" and row["points"] > 0
    assert (
        row["notified_on"] == "2026-11-23" and row["rectify_by"] == "2026-11-30" and row["overdue_days"] == 2
    )
    clerk.act("issue", "fixed", "--why", "已更正", number=number, who=OWN, day=1)
    row = clerk.row(number)
    assert row["reported"]["text"] == "已更正"
    mend(clerk.district)
    clerk.act("issue", "recheck", "--profile", str(clerk.district.profile), number=number, day=2)
    row = clerk.row(number, day=30)
    assert row["state"] == "closed" and row["ended_on"] == "2026-11-25" and row["overdue_days"] == 0
    assert row["recheck"]["result"] == "fixed" and row["recheck"]["before"] != row["recheck"]["after"]
    with Store.open(clerk.district.db) as store:
        assert b"2026-08-03" in store.bodies.get(row["recheck"]["before"])
        assert b"2026-09-29" in store.bodies.get(row["recheck"]["after"])
    assert [(e["act"], e["role"]) for e in row["events"]] == [
        ("open", "machine"), ("confirm", "inspector"), ("notify", "inspector"), ("fixed", "unit"), ("recheck", "inspector"),
    ]  # fmt: skip


def test_who_dates_an_act_on_another_day_is_seen_to(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.office.issues.now", lambda: FIRST + dt.timedelta(days=9))
    number = clerk.late()["number"]
    clerk.act("issue", "confirm", number=number, day=9)
    clerk.act("issue", "notify", number=number, day=2)
    confirmed, told = clerk.row(number)["events"][1:]
    assert "recorded_at" not in confirmed
    assert told["at"].startswith("2026-11-25") and told["recorded_at"].startswith("2026-12-02")


def test_a_wrong_act_names_the_state_and_what_is_allowed_and_changes_nothing(clerk: Clerk) -> None:
    before = clerk.late()
    told = clerk.act("issue", "notify", number=before["number"], code=2)
    assert "机检疑似" in told and "suspected" in told and "确认" in told and "判为误报" in told
    for words, who in (
        (("issue", "confirm"), OWN),
        (("issue", "dismiss"), INSPECTOR),
        (("issue", "confirm"), ("--role", "unit")),
        (("issue", "confirm"), ("--by", "王丽", "--role", "boss")),
        (("appeal", "decide", "--decision", "维持", "--why", "属实"), CHIEF),
    ):
        clerk.act(*words, number=before["number"], who=who, code=2)
    clerk.act("issue", "show", number="2026-9999", who=(), code=2)
    assert clerk.late() == before


def test_who_says_no_name_acts_as_who_is_logged_in_and_as_an_inspector(clerk: Clerk, monkeypatch) -> None:
    monkeypatch.setenv("LOGNAME", "zhaogang")
    clerk.act("issue", "confirm", number=(number := clerk.late()["number"]), who=())
    confirmed = clerk.row(number)["events"][-1]
    assert (confirmed["by"], confirmed["role"]) == ("zhaogang", "inspector")


def test_of_several_numbers_all_are_done_or_none(clerk: Clerk) -> None:
    number = clerk.late()["number"]
    clerk.act("issue", "confirm", "2026-0001", number="2026-9999", code=2)
    assert clerk.row("2026-0001")["state"] == "suspected"
    clerk.act("issue", "confirm", "2026-0001", number=number)
    assert [row["number"] for row in clerk.rows("--state", "confirmed")] == sorted(["2026-0001", number])


def test_what_people_cleared_stays_cleared_until_its_words_change(clerk: Clerk) -> None:
    number = clerk.late()["number"]
    clerk.act("issue", "dismiss", "--why", "会签后才定稿", number=number)
    rows = clerk.rows()
    clerk.district.night(1)
    rejudge(clerk.district.profile, db=clerk.district.db)
    assert clerk.rows()[: len(rows)] == rows and len(clerk.rows("--code", "LAG001")) == 1
    row = clerk.row(number)
    assert row["deviation"] == {"kind": "误报", "state": "同意", "from": None, "to": 0} and row["points"] == 0
    answer = clerk.district.portal.pages[LATE]
    answer.body = answer.body.replace(b"2026-08-03", b"2026-07-03")
    clerk.district.night(2)
    (again,) = [r for r in clerk.rows("--code", "LAG001") if r["number"] != number]
    assert (
        again["state"] == "suspected" and again["dismissed_as"] == number and "2026-07-03" in again["quote"]
    )


def test_a_page_that_could_not_be_read_ends_nothing(clerk: Clerk) -> None:
    number = notified(clerk)
    clerk.act("issue", "fixed", number=number, who=OWN)
    clerk.district.portal.pages[LATE] = Answer(b"busy", status=503)
    before = clerk.row(number)
    profile = str(clerk.district.profile)
    for result in ((), ("--result", "fixed")):
        told = clerk.act("issue", "recheck", "--profile", profile, *result, number=number, code=2)
        assert "状态没有改变" in told
    assert clerk.row(number) == before


def test_the_machine_contradicts_who_says_mended_of_what_stands(clerk: Clerk) -> None:
    number = notified(clerk)
    clerk.act("issue", "fixed", number=number, who=OWN)
    profile = ("--profile", str(clerk.district.profile))
    clerk.act("issue", "recheck", "--result", "已整改", *profile, number=number, code=2)
    clerk.act("issue", "recheck", *profile, number=number)
    row = clerk.row(number)
    assert row["state"] == "notified" and row["recheck"]["result"] == "not"


GONE_PAGE = Answer(b"<html><title>404</title></html>", status=404)


@pytest.mark.parametrize(
    "change", ["withdrawn", "moved on", "renamed", "untouched", "made anew by another rule"]
)
def test_what_the_machine_cannot_tell_a_person_has_to(clerk: Clerk, change: str, monkeypatch: Any) -> None:
    number = notified(clerk)
    clerk.act("issue", "fixed", number=number, who=OWN)
    pages, late = clerk.district.portal.pages, clerk.district.portal.pages[LATE]
    mend(clerk.district)
    if change == "withdrawn":
        pages[LATE] = GONE_PAGE
    elif change == "moved on":
        pages[LATE] = Answer(b"", status=302, location="/zcwj/202610/t20261001_1001.html")
    elif change == "renamed":
        late.body = late.body.replace("第3项".encode(), "第30项".encode())
    elif change == "untouched":
        pages[LATE] = Answer(late.body.replace(b"2026-09-29", b"2026-08-03"))
        only_others_are_asked(monkeypatch)
    else:
        rules_are_revised(monkeypatch)
    before = clerk.row(number)
    profile = ("--profile", str(clerk.district.profile))
    told = clerk.act("issue", "recheck", *profile, number=number, code=2)
    assert "--result" in told and clerk.row(number) == before
    clerk.act("issue", "recheck", "--result", "部分整改", "--why", "看过网页", *profile, number=number)
    row = clerk.row(number)
    assert row["state"] == "notified" and row["recheck"]["result"] == "partly" and row["recheck"]["after"]


def only_others_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule has become silent about pages as they were."""
    from auditor.office import recheck

    monkeypatch.setattr(recheck, "judge", lambda pages, site, rules: judge([], site, []))


def rules_are_revised(monkeypatch: pytest.MonkeyPatch) -> None:
    from auditor.office import recheck

    revised = [replace(rule, version=rule.version + 1) for rule in rulebook()]
    monkeypatch.setattr(recheck, "rulebook", lambda: revised)


def test_what_needs_the_whole_portal_to_be_judged_is_told_by_a_person(clerk: Clerk) -> None:
    row = next(row for row in clerk.rows() if row["code"] == "COL005")
    clerk.act("issue", "confirm", "--unit", UNIT, number=row["number"])
    clerk.act("issue", "notify", number=row["number"])
    profile = ("--profile", str(clerk.district.profile))
    assert "整个栏目或门户" in clerk.act("issue", "recheck", *profile, number=row["number"], code=2)
    clerk.act("issue", "recheck", "--result", "fixed", *profile, number=row["number"])
    assert clerk.row(row["number"])["state"] == "closed"


def test_what_is_nobodys_is_not_sent_out(clerk: Clerk) -> None:
    row = next(row for row in clerk.rows() if row["unit"] is None)
    clerk.act("issue", "confirm", number=row["number"])
    assert "责任单位" in clerk.act("issue", "notify", number=row["number"], code=2)


def test_a_void_night_touches_no_row_and_a_good_one_asks_for_a_recheck(clerk: Clerk) -> None:
    number = notified(clerk)
    rows = clerk.rows()
    pages = dict(clerk.district.portal.pages)
    for path in pages:
        if path != "/robots.txt":
            clerk.district.portal.pages[path] = Answer(b"busy", status=503)
    assert clerk.district.night(1).state is RunState.VOID
    assert clerk.rows() == rows
    clerk.district.portal.pages.update(pages)
    mend(clerk.district)
    clerk.district.night(2)
    assert clerk.row(number)["state"] == "recheck"
    assert clerk.row(number)["events"][-1]["act"] == "gone"


def test_what_comes_back_after_its_end_is_a_new_row_that_names_the_old_one(clerk: Clerk) -> None:
    number = notified(clerk)
    mend(clerk.district)
    clerk.act("issue", "recheck", "--profile", str(clerk.district.profile), number=number)
    before = clerk.rows()
    rejudge(clerk.district.profile, db=clerk.district.db)  # of what was read before the end
    assert clerk.rows() == before
    clerk.district.night(1)
    clerk.district.make_late()
    clerk.district.night(8)
    old, new = clerk.rows("--code", "LAG001")
    assert old["state"] == "closed"
    assert new["state"] == "suspected" and new["returned_from"] == number and new["notified_on"] is None


def test_an_appeal_is_decided_by_another_than_who_confirmed(clerk: Clerk) -> None:
    number = notified(clerk)
    cost = clerk.row(number)["points"]
    clerk.act(
        "appeal",
        "file",
        "--why",
        "不是",
        number=number,
        who=("--by", "文昌湾区审计局", "--role", "unit"),
        code=2,
    )
    clerk.act(
        "appeal", "file", "--why", "不是", number=number, who=("--by", "张三", "--role", "unit"), code=2
    )
    appeal = (
        "appeal",
        "file",
        "--kind",
        "改扣分",
        "--points",
        "0.5",
        "--why",
        "会签后定稿",
        "--file",
        "会签单.pdf",
    )
    clerk.act(*appeal, number=number, who=("--by", "张三", "--role", "unit", "--unit", UNIT))
    row = clerk.row(number)
    assert row["state"] == "appealed" and row["appeal"]["files"] == ["会签单.pdf"]
    assert row["deviation"] == {"kind": "改扣分", "state": "待定", "from": cost, "to": 0.5}
    decide = ("appeal", "decide", "--decision", "改扣分", "--points", "0.5", "--why", "属实")
    told = clerk.act(*decide, number=number, who=("--by", "王丽", "--role", "chief"), code=2)
    assert "另一个人" in told
    clerk.act(*decide, number=number, who=CHIEF)
    row = clerk.row(number)
    assert row["state"] == "notified" and row["points"] == 0.5 and row["appeal"]["reviewer"] == "李强"
    assert row["deviation"] == {"kind": "改扣分", "state": "同意", "from": cost, "to": 0.5}
    clerk.act("appeal", "file", "--why", "属误报", number=number, who=OWN)
    clerk.act("appeal", "decide", "--decision", "withdraw", "--why", "属实", number=number, who=CHIEF)
    row = clerk.row(number)
    assert row["state"] == "withdrawn" and row["points"] == 0
    clerk.district.night(1)
    assert len(clerk.rows("--code", "LAG001")) == 1


def test_more_time_is_asked_for_and_given_before_the_time_is_over(clerk: Clerk) -> None:
    number = notified(clerk)
    ask = ("extension", "ask", "--until", "2026-12-31", "--why", "等待平台")
    told = clerk.act(*ask, number=number, who=OWN, day=8, code=2)
    assert "2026-11-30" in told
    clerk.act(*ask, number=number, who=OWN, day=3)
    clerk.act("extension", "decide", "--decision", "同意", number=number, who=INSPECTOR, day=3, code=2)
    clerk.act("extension", "decide", "--decision", "同意", number=number, who=CHIEF, day=3)
    row = clerk.row(number, day=30)
    assert row["state"] == "extended" and row["rectify_by"] == "2026-12-31" and row["overdue_days"] == 0
    assert row["extension"]["approver"] == "李强"


def test_while_it_hangs_on_the_platform_the_clock_stands(clerk: Clerk) -> None:
    number = notified(clerk)
    said = clerk.act(
        "issue", "platform", "--owner", "市级平台", "--why", "模板统一修改", number=number, day=1
    )
    assert "平台或上级原因，整改计时停止。" in said
    clerk.act("issue", "remind", number=number, day=10)
    row = clerk.row(number, day=30)
    assert row["overdue_days"] == 0
    assert row["platform"] == {
        "owner": "市级平台", "since": "2026-11-24", "reminded_on": "2026-12-03", "resumed_on": None,
    }  # fmt: skip
    clerk.act("issue", "resume", number=number, day=14)  # 12-07, four working days were left
    row = clerk.row(number)
    assert row["state"] == "notified" and row["rectify_by"] == "2026-12-11"


def test_people_write_rows_of_their_own(clerk: Clerk) -> None:
    add = (
        "issue",
        "add",
        "--unit",
        UNIT,
        "--url",
        "http://127.0.0.1/x.html",
        "--message",
        "没有解读",
        "--code",
    )
    seen = clerk(*add, "INT001", *INSPECTOR).split("：")[0]
    assert clerk.row(seen)["state"] == "confirmed" and clerk.row(seen)["source"] == "person"
    clerk(*add, "XYZ001", *INSPECTOR, code=2)
    clerk(*add, "INT001", "--source", "outside", *INSPECTOR, code=2)
    told = clerk(*add, "INT001", "--source", "outside", "--from", "市大数据局", "--received-on", "2026-11-20",
                 "--answer-by", "2026-12-01", *INSPECTOR).split("：")[0]  # fmt: skip
    row = clerk.row(told)
    assert row["state"] == "suspected"
    assert row["outside"] == {
        "from": "市大数据局",
        "received_on": "2026-11-20",
        "answer_by": "2026-12-01",
        "answered_on": None,
    }
    clerk(*add, "INT001", *OWN, code=2)
    own = clerk(*add, "INT001", "--source", "self", *OWN).split("：")[0]
    assert clerk.row(own)["source"] == "self" and clerk.row(own)["state"] == "suspected"
    rows = clerk.rows()
    clerk.district.night(1)
    assert clerk.rows()[: len(rows)] == rows


def test_who_acts_on_what_somebody_else_has_changed_is_told(clerk: Clerk) -> None:
    number = clerk.late()["number"]
    clerk.act("issue", "confirm", number=number)
    clerk.act("issue", "notify", number=number)
    told = clerk.act("issue", "withdraw", "--why", "误报", "--seen", "2", number=number, who=CHIEF, code=2)
    assert "这一行已被“王丽”" in told and "已下发" in told
    assert clerk.row(number)["state"] == "notified"


def test_who_reads_them_at_a_terminal_reads_chinese(clerk: Clerk) -> None:
    number = notified(clerk)
    page = clerk("issue", "show", number, "--format", "text")
    assert "已下发" in page and "王丽（检查人员） 确认" in page
    table = clerk("issue", "list", "--code", "LAG001", "--format", "text")
    assert number in table and "2026-11-30" in table
