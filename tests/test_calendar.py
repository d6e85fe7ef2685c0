"""The operator's table of a newly announced year: read at the edge, checked whole, honoured by every rule."""

import dataclasses
import datetime as dt
import importlib
import pkgutil
from pathlib import Path

import pytest

import rules
from auditor.check.check import check
from auditor.cli import run
from auditor.config.calendar import CalendarError, operator_calendar, parse_calendar
from auditor.inspection.rows import rectify_by
from auditor.inspection.scheme import load_scheme
from auditor.judge.judge import judge_page
from auditor.models import Verdict
from auditor.rule import load
from auditor.rule.examples import page_of, site_of
from auditor.workdays import CALENDAR, UnknownYearError

PROFILE = Path(__file__).parents[1] / "spiders/portals/wenchanghu.toml"
LAG001 = next(rule for rule in load("rules") if rule.code == "LAG001")
TABLE = """
[2035]
notice = "国办发明电〔2034〕1号"
holidays = [2035-01-01, "2035-02-07至2035-02-13", 2035-05-01, "2035-10-01 至 2035-10-07"]
workdays = [2035-02-04, "2035-02-17"]
"""
LATE = {  # 20 working days after 2035-01-25 end on 2035-02-26 by the table
    "title": "关于做好春耕工作的通知",
    "document_class": "official_document",
    "fields": {"dated_on": "2035-01-25", "published_on": "2035-02-28"},
}


def judged(calendar, published_on="2035-02-28"):
    page = page_of(LATE | {"fields": LATE["fields"] | {"published_on": published_on}})
    site = dataclasses.replace(site_of({"as_of": "2035-03-01T08:00:00+08:00"}), calendar=calendar)
    return judge_page(page, site, [LAG001])


def test_a_lag_over_a_year_that_is_not_known_is_for_a_person():
    (finding,) = judged(CALENDAR)
    assert finding.verdict is Verdict.REVIEW
    assert "2035 年的放假调休安排未收录" in finding.message


def test_a_lag_over_a_year_of_the_table_is_counted_by_it():
    calendar = parse_calendar(TABLE, "calendar.toml")
    assert calendar.between(dt.date(2035, 1, 25), dt.date(2035, 2, 28)) == 21
    (finding,) = judged(calendar)
    assert finding.verdict is Verdict.FAIL
    assert "第21个工作日才公开，超期1个工作日" in finding.message
    assert not judged(calendar, "2035-02-27")


def test_the_years_around_the_table_stay_as_they_are():
    calendar = parse_calendar(TABLE, "calendar.toml")
    assert calendar.add(dt.date(2023, 7, 21), 20) == dt.date(2023, 8, 18)
    with pytest.raises(UnknownYearError, match="2036"):
        calendar.add(dt.date(2035, 12, 28), 3)


def test_no_rule_counts_by_a_calendar_of_its_own():
    modules = [importlib.import_module(m.name) for m in pkgutil.walk_packages(rules.__path__, "rules.")]
    assert not [module.__name__ for module in modules if hasattr(module, "CALENDAR")]


def test_the_day_for_mending_goes_by_the_table():
    scheme = load_scheme("quarterly_check")
    assert rectify_by(scheme, dt.date(2035, 2, 5)) is None
    by = rectify_by(scheme, dt.date(2035, 2, 5), parse_calendar(TABLE, "calendar.toml"))
    assert by == dt.date(2035, 2, 17)


def test_the_table_is_found_in_the_working_folder_or_where_the_variable_says(tmp_path, monkeypatch):
    monkeypatch.delenv("AUDITOR_CALENDAR", raising=False)
    monkeypatch.chdir(tmp_path)
    assert operator_calendar() == CALENDAR
    (tmp_path / "calendar.toml").write_text(TABLE, "utf-8-sig")
    assert operator_calendar().extra_years == {2035}
    monkeypatch.setenv("AUDITOR_CALENDAR", str(tmp_path / "放假.toml"))
    with pytest.raises(CalendarError, match=r"放假安排打不开：.*AUDITOR_CALENDAR"):
        operator_calendar()


def test_a_draft_is_checked_by_the_table(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = tmp_path / "页.html"
    page.write_text(
        "<html><head><meta name='ArticleTitle' content='关于做好春耕工作的通知'></head><body><table>"
        "<tr><td>标题</td><td>关于做好春耕工作的通知</td><td>发文机关</td><td>甲局</td></tr>"
        "<tr><td>发文字号</td><td>甲字〔2035〕1号</td><td>成文日期</td><td>2035-01-25</td></tr>"
        "<tr><td>发布日期</td><td>2035-02-28</td><td>索引号</td><td>1/2035-1</td></tr></table>"
        "<div id='zoom'><p>" + "各单位要认真做好春耕备耕工作。" * 20 + "</p></div></body></html>",
        "utf-8",
    )
    at = dt.datetime(2035, 3, 1, 8, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    assert [f.verdict for f in check([str(page)], [LAG001], as_of=at).findings] == [Verdict.REVIEW]
    (tmp_path / "calendar.toml").write_text(TABLE, "utf-8")
    assert [f.verdict for f in check([str(page)], [LAG001], as_of=at).findings] == [Verdict.FAIL]


@pytest.mark.parametrize("command", ["rules", "check", "nightly", "judge", "schedule"])
def test_every_command_that_counts_days_refuses_a_wrong_table_before_it_begins(
    command, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "calendar.toml").write_text(TABLE.replace("2035-05-01, ", ""), "utf-8")
    (tmp_path / "稿.txt").write_text("关于做好春耕工作的通知\n", "utf-8")
    what = {"rules": "LAG001", "check": "稿.txt"}.get(command, str(PROFILE))
    assert run([command, what]) == 2
    assert "calendar.toml 第4行 2035.holidays：没有5月1日" in capsys.readouterr().err
    assert not (tmp_path / "auditor.sqlite3").exists()


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("[2035]", "[明年]", "放假.toml 第2行第2列：写法不合 TOML 格式"),
        ("[2035]", "[year]", "放假.toml 第2行 year：“year”不是年份"),
        ('notice = "国办发明电〔2034〕1号"\n', "", "放假.toml 第2行 2035：缺少必填的键“notice”"),
        ('notice = "国办发明电〔2034〕1号"', 'notice = " "', "放假.toml 第3行 2035.notice：不能为空"),
        ("workdays = ", "workday = ", "未知的键“workday”（是不是“workdays”？）"),
        ("workdays = ", "workday = ", "放假.toml 第2行 2035：缺少必填的键“workdays”"),
        ("[2035-01-01, ", "[2036-01-01, 2035-01-01, ", "第4行 2035.holidays：“2036-01-01”不在2035年"),
        ("2035-02-13", "2036-02-13", "“2035-02-07至2036-02-13”不在2035年；跨年的日子写到它所在的年份里"),
        ("2035-02-07至2035-02-13", "2035-02-13至2035-02-07", "“2035-02-13至2035-02-07”看不懂"),
        ("2035-02-07至2035-02-13", "春节", "“春节”看不懂，日期写成 2027-01-01"),
        ("[2035-02-04,", "[2035-02-10,", "第5行 2035.workdays：2035-02-10 同时写在 holidays 里，一天只能是一种"),
        ("[2035-02-04,", "[2035-02-05,", "第5行 2035.workdays：2035-02-05 是星期一，本来就上班"),
        ("2035-05-01, ", "", "第4行 2035.holidays：没有5月1日；要写全一年的放假安排"),
        ('[2035-02-04, "2035-02-17"]', '"2035-02-17"', "第5行 2035.workdays：应当是日期的列表"),
    ],
)  # fmt: skip
def test_a_wrong_table_is_refused_with_file_line_and_key(before, after, message):
    with pytest.raises(CalendarError) as refused:
        parse_calendar(TABLE.replace(before, after), "放假.toml")
    assert message in str(refused.value)
