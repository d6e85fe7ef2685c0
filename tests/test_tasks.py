"""The ledger of duties: who owes what by when, and its light on a day. What a machine cannot know is to be checked."""

import datetime as dt
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from icalendar import Calendar as Book

from auditor.cli import run
from auditor.inspection.proofs import found_in
from auditor.inspection.tasks import step_of, task_row
from auditor.installation import open_profile
from auditor.models import (
    Deadline,
    DeadlineClass,
    Duty,
    Light,
    NoteAct,
    Page,
    PageKind,
    Plan,
    Role,
    TaskNote,
    Unit,
)
from auditor.office.tasks import task_rows
from auditor.portal.profile import PortalError, parse_portal
from auditor.store import Store
from auditor.workdays import BEIJING, CALENDAR
from reports import task_board

ISSUED = dt.date(2023, 7, 21)
PLAN = Plan(name="2023年青禾市政务公开工作方案", issued_on=ISSUED)
WENCHANGHU = str(Path(__file__).parents[1] / "spiders/portals/wenchanghu.toml")
K = DeadlineClass
SITE = "http://www.qinghe.example"


def a_duty(kind=K.FIXED, *, asks="内容由人看", keywords=("目录",), **deadline) -> Duty:
    return Duty(
        number="1",
        duty="更新目录",
        deadline=Deadline(kind=kind, **deadline),
        units=("甲局",),
        keywords=keywords,
        asks=asks,
    )


def a_page(day: str, title="主动公开基本目录（2023年版）", unit="甲局") -> Page:
    at = dt.datetime.fromisoformat(f"{day}T02:00:00+08:00")
    return Page(
        source=f"{SITE}/{day}",
        url=f"{SITE}/{day}",
        kind=PageKind.ARTICLE,
        title=title,
        unit=unit,
        fetched_at=at,
        first_seen_at=at,
        fields={"published_on": day},
    )


def a_note(
    act=NoteAct.EVIDENCE, *, on: str | None = None, at="2023-08-10", role=Role.INSPECTOR, **more
) -> TaskNote:
    return TaskNote(
        plan=PLAN.name,
        task="1",
        unit="甲局",
        act=act,
        at=dt.datetime.fromisoformat(f"{at}T09:00:00+08:00"),
        by="张三",
        role=role,
        on=dt.date.fromisoformat(on) if on else None,
        **more,
    )


def a_row(duty: Duty, day: str, *, pages=(), notes=(), part="责任"):
    found = found_in(pages, [duty]).proofs.get(("1", "甲局"), ())
    return task_row(
        PLAN, duty, "甲局", part, found=found, notes=notes, day=dt.date.fromisoformat(day), calendar=CALENDAR
    )


BASIC = a_duty(K.EVENT_WD, number=20, event="本方案发布", event_on=ISSUED)
YEAR_END = a_duty(due_on=dt.date(2023, 12, 31))


@pytest.mark.parametrize(
    ("duty", "due_on"),
    [
        (BASIC, "2023-08-18"),
        (YEAR_END, "2023-12-31"),
        (a_duty(K.ANNUAL, month_day=(3, 31)), "2024-03-31"),
        (a_duty(K.ANNUAL, month_day=(10, 31)), "2023-10-31"),
        (a_duty(K.COUNT_BY, number=10, due_on=dt.date(2023, 12, 31)), "2023-12-31"),
        (a_duty(K.EVENT_WD, number=10, event_on=dt.date(2023, 9, 15)), "2023-10-07"),  # a working Saturday
        (a_duty(K.EVENT_D, number=30, event_on=dt.date(2023, 9, 15)), "2023-10-15"),
        (a_duty(K.EVENT_H, number=48, event_on=dt.date(2023, 9, 15)), "2023-09-17"),
    ],
)
def test_the_day_is_told_by_the_offices_calendar(duty, due_on):
    assert a_row(duty, "2023-08-01").due_on == dt.date.fromisoformat(due_on)


@pytest.mark.parametrize("kind", [K.EVENT_WD, K.EVENT_D, K.EVENT_H])
def test_an_event_that_nobody_told_of_gives_no_day(kind):
    row = a_row(a_duty(kind, number=20, event="信息形成"), "2024-01-15")
    assert (row.due_on, row.light) == (None, Light.TO_CHECK)
    assert "信息形成" in row.why


def test_a_told_event_sets_the_clock_going():
    duty = a_duty(K.EVENT_WD, number=10, event="文件出台")
    event = a_note(NoteAct.EVENT, on="2023-09-15")
    assert a_row(duty, "2023-09-14", notes=[event]).due_on is None
    assert a_row(duty, "2023-09-20", notes=[event]).light is Light.SOON
    assert a_row(duty, "2023-10-08", notes=[event]).light is Light.OVERDUE
    assert a_row(duty, "2023-10-08", notes=[event, a_note(on="2023-10-07")]).light is Light.DONE
    assert a_row(duty, "2023-10-08", notes=[event, a_note(on="2023-09-01")]).light is Light.OVERDUE


def test_an_unknown_year_is_to_be_checked():
    row = a_row(a_duty(K.EVENT_WD, number=20, event_on=dt.date(2099, 1, 5)), "2099-02-01")
    assert (row.due_on, row.light) == (None, Light.TO_CHECK)
    assert "2099" in row.why


@pytest.mark.parametrize(
    ("day", "light", "step"),
    [
        ("2023-11-16", Light.NOT_DUE, None),
        ("2023-11-20", Light.NOT_DUE, 30),
        ("2023-12-20", Light.SOON, 7),
        ("2023-12-29", Light.SOON, 1),
        ("2023-12-31", Light.SOON, 1),
        ("2024-01-01", Light.OVERDUE, None),
    ],
)
def test_a_fixed_day_comes_nearer_and_goes_by(day, light, step):
    row = a_row(YEAR_END, day)
    assert (row.light, step_of(row)) == (light, step)


def test_a_yearly_day_on_a_sunday_waits_for_monday():
    duty = a_duty(K.ANNUAL, month_day=(3, 31))
    assert [a_row(duty, day).light for day in ("2024-03-31", "2024-04-01", "2024-04-02")] == [
        Light.SOON,
        Light.SOON,
        Light.OVERDUE,
    ]


def test_a_page_settles_only_what_asks_for_no_more():
    page = a_page("2023-08-10")
    row = a_row(BASIC, "2023-08-21", pages=[page])
    assert row.light is Light.TO_CHECK and "内容由人看" in row.why
    assert [(proof.url, proof.title) for proof in row.evidence] == [(page.url, page.title)]
    plain = a_duty(K.EVENT_WD, number=20, event_on=ISSUED, asks="")
    assert a_row(plain, "2023-08-21", pages=[page]).light is Light.DONE
    assert a_row(plain, "2023-08-21", pages=[page], part="涉及").light is Light.TO_CHECK
    assert a_row(plain, "2023-08-21", pages=[a_page("2023-07-01")]).light is Light.OVERDUE  # before the plan
    assert a_row(plain, "2023-08-21", pages=[a_page("2023-08-25")]).light is Light.OVERDUE  # not there yet
    assert a_row(plain, "2023-08-21", pages=[a_page("2023-08-10", unit="乙局")]).light is Light.OVERDUE
    assert a_row(plain, "2023-08-21", pages=[a_page("2023-08-10", title="通知")]).light is Light.OVERDUE


def test_people_settle_it_and_may_say_that_it_does_not_arise():
    assert a_row(BASIC, "2023-08-21", notes=[a_note()]).light is Light.DONE
    own = a_row(BASIC, "2023-08-21", notes=[a_note(role=Role.UNIT)])
    assert own.light is Light.DONE and "自报" in own.why
    left_out = a_note(NoteAct.NOT_APPLICABLE, note="没有下属机构")
    row = a_row(BASIC, "2023-08-21", notes=[left_out])
    assert row.light is Light.NOT_APPLICABLE and "没有下属机构" in row.why
    assert a_row(BASIC, "2023-08-21", notes=[left_out, a_note()]).light is Light.DONE  # the last word counts


def test_as_many_times_as_asked():
    duty = a_duty(K.COUNT_BY, number=5, due_on=dt.date(2023, 12, 31))
    three, two = a_note(times=3), a_note(times=2)
    assert a_row(duty, "2024-01-15", notes=[three]).light is Light.TO_CHECK
    assert a_row(duty, "2024-01-15", notes=[three, two]).light is Light.DONE
    pages = [a_page(f"2023-09-0{n}") for n in range(1, 10)]
    assert a_row(duty, "2024-01-15", pages=pages).light is Light.TO_CHECK
    assert a_row(duty, "2024-01-15").light is Light.OVERDUE


def test_what_goes_on_for_ever_wants_a_proof_each_quarter():
    duty = a_duty(K.CONTINUOUS, number=1)
    third = a_note(on="2023-08-10")
    assert a_row(duty, "2023-08-11", notes=[third]).light is Light.DONE
    assert a_row(duty, "2023-10-11", notes=[third]).light is Light.NOT_DUE
    assert a_row(duty, "2023-12-11", notes=[third]).light is Light.SOON
    assert a_row(duty, "2024-01-11", notes=[third]).light is Light.TO_CHECK  # none in the quarter before
    assert a_row(duty, "2023-10-11", notes=[a_note(at="2023-08-10")]).light is Light.NOT_DUE


def test_whom_the_plan_does_not_name_is_asked_not_blamed():
    assert a_row(YEAR_END, "2024-01-15", part="涉及").light is Light.TO_CHECK
    assert a_row(YEAR_END, "2024-01-15", part="配合").light is Light.TO_CHECK


LIGHTS = {
    "2023-08-01": {"13": Light.SOON, "三(末)": Light.OVERDUE, "12": Light.NOT_DUE, "1": Light.NOT_DUE},
    "2023-10-10": {"13": Light.OVERDUE, "三(末)": Light.OVERDUE, "12": Light.SOON, "1": Light.NOT_DUE},
    "2024-01-15": {"13": Light.OVERDUE, "三(二)": Light.SOON, "12": Light.OVERDUE, "1": Light.OVERDUE},
}
DAYS = {
    "1": "2023-12-31", "12": "2023-10-31", "13": "2023-08-18", "14": "2023-10-31", "二(三)": "2023-12-31",
    "三(一)": "2023-12-31", "三(二)": "2024-01-31", "三(末)": "2023-07-31",
}  # fmt: skip


@pytest.mark.parametrize("day", LIGHTS)
def test_the_owners_plan_on_three_days(day):
    rows = task_rows(open_profile(WENCHANGHU), dt.date.fromisoformat(day), unit="区财政局")
    lights = {row.duty.number: row.light for row in rows}
    assert {number: lights[number] for number in LIGHTS[day]} == LIGHTS[day]


def test_all_46_rows_of_the_owners_plan_stand_with_their_days():
    rows = task_rows(open_profile(WENCHANGHU), dt.date(2023, 8, 1))
    assert len({row.duty.number for row in rows}) == 46
    due = {row.duty.number: str(row.due_on) for row in rows if row.unit == "区财政局"}
    assert {number: due[number] for number in DAYS} == DAYS
    others = {(row.duty.number, row.unit): row.due_on for row in rows}
    assert others["2", "区经济发展局"] == dt.date(2024, 3, 31)
    assert others["27", "区管委会办公室"] == dt.date(2023, 12, 31)
    assert others["3", "区经济发展局"] is None  # 20 working days after what nobody has told of
    limits = {row.duty.number: (row.duty.deadline.kind, row.duty.deadline.number) for row in rows}
    assert limits["3"] == (K.EVENT_WD, 20) and limits["26"] == (K.EVENT_WD, 10)
    assert limits["22"] == (K.EVENT_H, 48) and limits["31"] == (K.EVENT_WD, 15)
    assert (
        Counter(row.unit for row in rows if row.duty.number == "13")["各镇"] == 1
    )  # no town is in the profile


def test_notes_are_kept_and_listed(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("AUDITOR_DB", str(tmp_path / "a.sqlite3"))
    assert run(["task", "list", WENCHANGHU, "--as-of", "2023-08-21"]) == 0
    assert not (tmp_path / "a.sqlite3").exists()  # a look leaves nothing behind
    said = ["--unit", "区财政局", "--by", "李四", "--role", "inspector"]
    url = f"{SITE}/mulu.html"
    assert run(["task", "note", WENCHANGHU, "13", *said, "--url", url, "--note", "2023年版"]) == 0
    assert run(["task", "note", WENCHANGHU, "二（三）", *said, "--not-applicable", "与系统培训合并"]) == 0
    capsys.readouterr()
    assert (
        run(["task", "list", WENCHANGHU, "--unit", "区财政局", "--as-of", "2023-08-21", "--format", "json"])
        == 0
    )
    rows = {row["task"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["13"].items() >= {
        "unit": "区财政局", "deadline_class": "EVENT_WD", "due_on": "2023-08-18", "light": "done",
    }.items()  # fmt: skip
    [proof] = rows["13"]["evidence"]
    assert (proof["url"], proof["by"], proof["note"]) == (url, "李四", "2023年版")
    assert rows["二(三)"]["light"] == "not_applicable"
    with Store.existing(f"sqlite:///{tmp_path / 'a.sqlite3'}") as store:
        assert [note.task for note in store.task_notes.all("wenchanghu")] == ["13", "二(三)"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["9", "--unit", "区财政局", "--note", "有"], "区城乡建设局"),
        (["99", "--unit", "区财政局", "--note", "有"], "没有任务99"),
        (["13", "--unit", "区财务局", "--note", "有"], "区财政局"),
        (["13", "--unit", "区财政局"], "--note"),
        (["1", "--unit", "区财政局", "--event-on", "2023-08-01"], "不从事件起算"),
        (["3", "--unit", "区经济发展局", "--event-on", "8月1日"], "不是日期"),
    ],
)
def test_a_note_that_makes_no_sense_is_refused_and_not_kept(more, told, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("AUDITOR_DB", str(tmp_path / "a.sqlite3"))
    assert run(["task", "note", WENCHANGHU, *more, "--by", "李四", "--role", "inspector"]) == 2
    assert told in capsys.readouterr().err
    with Store.open(f"sqlite:///{tmp_path / 'a.sqlite3'}") as store:
        assert store.task_notes.all("wenchanghu") == []


def test_the_text_calls_to_mind_what_is_due(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("AUDITOR_DB", str(tmp_path / "none.sqlite3"))
    assert run(["task", "list", WENCHANGHU, "--unit", "区财政局", "--as-of", "2023-08-17"]) == 0
    told = capsys.readouterr().out
    headings = [line for line in told.splitlines() if line.endswith("）") and not line.startswith(" ")]
    assert headings[0].startswith("逾期未见佐证") and headings[1].startswith("【提醒】1个工作日内到期")


def test_a_calendar_is_the_same_when_written_again_and_its_alarms_are_workday_mornings(tmp_path, monkeypatch):
    monkeypatch.setenv("AUDITOR_DB", str(tmp_path / "none.sqlite3"))
    args = ["task", "calendar", WENCHANGHU, "--unit", "区财政局", "--as-of"]
    books = []
    for day in ("2023-08-01", "2023-09-01"):
        out = tmp_path / f"{day}.ics"
        assert run([*args, day, "--out", str(out)]) == 0
        raw = out.read_bytes()
        assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
        books.append(Book.from_ical(raw))
    first, second = ({str(e["UID"]): e for e in book.walk("VEVENT")} for book in books)
    assert first.keys() == second.keys()
    [basic] = [e for e in first.values() if "第13项" in str(e["SUMMARY"])]
    assert basic["DTSTART"].dt == dt.date(2023, 8, 18)
    alarms = sorted(alarm["TRIGGER"].dt.astimezone(BEIJING) for alarm in basic.walk("VALARM"))
    assert [f"{alarm:%m-%d %H:%M}" for alarm in alarms] == ["07-07 09:00", "08-09 09:00", "08-17 09:00"]


def test_what_a_unit_put_on_record_under_its_former_name_still_counts():
    portal = replace(
        open_profile(WENCHANGHU),
        units=(Unit("甲新局", ("甲局",)),),
        plans=(replace(PLAN, duties=(replace(YEAR_END, units=("甲局",)),)),),
    )
    said = a_note(NoteAct.NOT_APPLICABLE, note="没有这项职能")
    [row] = task_rows(portal, dt.date(2023, 12, 1), notes=[said])
    assert (row.unit, row.light) == ("甲新局", Light.NOT_APPLICABLE)


def test_the_board_shows_every_task_and_reads_without_colour(tmp_path):
    portal = open_profile(WENCHANGHU)
    evil = a_page("2023-08-10", title="<script>alert(1)</script>基本目录", unit="区财政局")
    rows = task_rows(portal, dt.date(2023, 9, 30), pages=[evil])
    board = task_board.build(
        portal.plans[0], rows, portal=portal, period="2023年第3季度", as_of=dt.date(2023, 9, 30)
    )
    assert len(board.lines) == 46 and len(board.columns) == 14
    page = task_board.write(board, tmp_path).read_text("utf-8")
    assert "<script>" not in page
    for light in {row.light for row in rows}:
        assert (
            f'<span aria-hidden="true">{light.mark}</span><span class="unseen">{light.label}</span>' in page
        )
    assert len({light.mark for light in Light}) == len(Light)


HEAD = 'name = "青禾"\nhome = "http://a.example/"\nhosts = ["a.example"]\n[[units]]\nname = "甲局"\n[[plans]]\nfile = "方案.toml"\n'


@pytest.mark.parametrize(
    ("task", "told"),
    [
        ('number = "1"\nduty = "甲"\nunits = ["甲局"]\ndeadline = { class = "FIXED" }', "due_on"),
        (
            'number = "1"\nduty = "甲"\nunits = ["甲局"]\ndeadline = { class = "ANNUAL", month_day = "02-30" }',
            "月日",
        ),
        ('number = "1"\nduty = "甲"\nunits = ["甲局"]\ndeadline = { class = "SOMETIMES" }', "SOMETIMES"),
        ('number = "1"\nduty = "甲"', "责任单位"),
        ('number = "1"\nduty = "甲"\nunits = ["甲局"]\nkeyword = ["x"]', "keyword"),
    ],
)
def test_a_wrong_plan_file_is_told_by_file_line_and_key(task, told, tmp_path):
    (tmp_path / "方案.toml").write_text(f'name = "甲"\nissued_on = 2026-03-02\n[[tasks]]\n{task}\n', "utf-8")
    with pytest.raises(PortalError) as error:
        parse_portal(HEAD, str(tmp_path / "青禾.toml"))
    assert told in str(error.value) and "方案.toml 第" in str(error.value)
