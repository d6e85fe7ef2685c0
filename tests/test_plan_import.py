"""A plan becomes data from a DOCX, an XLSX or copied text; what is not plain is said, row by row, and never guessed."""

import datetime as dt
import json
import re
import tomllib
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook

from auditor.cli import run
from auditor.installation import open_profile
from auditor.models import DeadlineClass
from auditor.office.plan_import import import_plan
from auditor.portal.duties import PlanFile
from auditor.portal.limits import read_limit
from auditor.portal.owners import read_owners
from auditor.portal.plan_rows import duties_of

WENCHANGHU = Path(__file__).parents[1] / "spiders/portals/wenchanghu.toml"
ISSUED = dt.date(2026, 3, 2)
HEAD = ("编号", "重点任务", "具体措施", "牵头单位", "配合单位", "完成时间")
ROWS = (
    ("1", "夯实基础", "编制本级政务公开事项清单", "市财政局", "各镇街", "2026年9月底前"),
    ("2", "夯实基础", "每年至少组织2次业务培训", "市政府办公室", "", "长期"),
    ("3", "民生公开", "公开救助信息", "市民政局", "", "信息生成后20个工作日内"),
    ("4", "民生公开", "更新办事指南", "各部门、单位", "", "方案印发后10个工作日内"),
    ("5", "民生公开", "公布学位和医疗资源", "市教育局、市卫生健康局按职责分工负责", "", "每年3月底前"),
    ("6", "决策公开", "归集决策全过程信息", "市司法局牵头，各有关部门配合", "", "全年持续推进"),
    ("7", "决策公开", "改造专栏", "市住房城乡建设局", "", "12月前"),
    ("8", "决策公开", "反馈公众意见", "市信访局", "", "公众意见征集结束后三十日内"),
)
WANTED = {
    "1": ("FIXED", dt.date(2026, 9, 30), 0, ("市财政局",), ("各镇街",), ()),
    "2": ("COUNT_BY", dt.date(2026, 12, 31), 2, ("市政府办公室",), (), ()),
    "3": ("EVENT_WD", None, 20, ("市民政局",), (), ()),
    "4": ("EVENT_WD", None, 10, ("各部门、单位",), (), ()),
    "5": ("ANNUAL", None, 0, ("市教育局", "市卫生健康局"), (), ()),
    "6": ("CONTINUOUS", None, 1, ("市司法局",), (), ("各有关部门",)),
    "7": (None, None, 0, ("市住房城乡建设局",), (), ()),
    "8": ("EVENT_D", None, 30, ("市信访局",), (), ()),
}


@pytest.fixture
def word(tmp_path) -> Path:
    """A notice with its annex: the column of the task is merged, and the head comes again on the next page."""
    paper = docx.Document()
    for line in (
        "青禾市人民政府办公室关于印发2026年青禾市政务公开工作方案的通知",
        "青政办字〔2026〕9号",
        "《2026年青禾市政务公开工作方案》已经市政府同意，现印发给你们。",
        "青禾市人民政府办公室",
        "2026年3月2日",
        "2026年青禾市政务公开任务分解表",
    ):
        paper.add_paragraph(line)
    rows = [HEAD, *ROWS[:4], HEAD, *ROWS[4:]]
    table = paper.add_table(len(rows), len(HEAD))
    for row, words in zip(table.rows, rows, strict=True):
        for cell, word_ in zip(row.cells, words, strict=True):
            cell.text = word_
    merged = table.cell(1, 1).merge(table.cell(2, 1))
    merged.text = "夯实基础"
    path = tmp_path / "方案.docx"
    paper.save(path)
    return path


@pytest.fixture
def sheet(tmp_path) -> Path:
    book = Workbook()
    page = book.active
    page.append(["2026年青禾市政务公开任务分解表"])
    page.append(HEAD)
    for row in ROWS:
        page.append([int(row[0]), *row[1:]])
    page.merge_cells("B3:B4")
    path = tmp_path / "方案.xlsx"
    book.save(path)
    return path


def facts(plan: PlanFile) -> dict:
    return {
        duty.number: (
            duty.deadline and duty.deadline.kind.value,
            duty.deadline and duty.deadline.due_on,
            duty.deadline.number if duty.deadline else 0,
            duty.units,
            duty.support,
            duty.concerned,
        )
        for duty in plan.duties
    }


@pytest.mark.parametrize("kind", ["word", "sheet"])
def test_a_plan_of_other_words_is_read_alike_from_word_and_excel(kind, request):
    done = import_plan(request.getfixturevalue(kind), PlanFile(issued_on=ISSUED))
    assert facts(done.plan) == WANTED
    by_number = {duty.number: duty for duty in done.plan.duties}
    assert by_number["4"].deadline.event_on == ISSUED
    assert by_number["3"].deadline.event_on is None and by_number["3"].deadline.event == "信息生成"
    assert by_number["5"].deadline.month_day == (3, 31)
    [doubt] = [line for line in done.doubts if line.startswith("第")]
    assert "第7行" in doubt and "改造专栏" in doubt and "12月前" in doubt


def test_the_paper_itself_says_its_name_number_and_day(word):
    plan = import_plan(word, PlanFile()).plan
    assert (plan.name, plan.document_number, plan.issued_on) == (
        "2026年青禾市政务公开工作方案",
        "青政办字〔2026〕9号",
        ISSUED,
    )


def test_what_the_command_writes_is_read_back_whole(word, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["plan", "import", str(word)]) == 1
    told = capsys.readouterr()
    assert "任务 8 项，时限看懂 7 项" in told.out and "看不懂：第7行" in told.err
    assert len(tomllib.loads(Path("方案.toml").read_text("utf-8"))["tasks"]) == 8
    profile = tmp_path / "青禾.toml"
    profile.write_text(
        'name = "青禾市"\nhome = "http://www.qinghe.example/"\nhosts = ["www.qinghe.example"]\n'
        '[[units]]\nname = "市财政局"\n[[plans]]\nfile = "方案.toml"\n',
        "utf-8",
    )
    [plan] = open_profile(profile).plans
    assert plan.issued_on == ISSUED and facts(plan) == WANTED
    assert run(["plan", "import", str(word)]) == 2  # what was written is not overwritten unasked


def test_a_sheet_that_does_not_say_when_it_was_issued_is_asked_about(sheet, capsys):
    assert run(["plan", "import", str(sheet)]) == 2
    assert "--issued-on" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "kind", "due_on"),
    [
        ("6月30日前完成", DeadlineClass.FIXED, dt.date(2026, 6, 30)),
        ("2026年年底前", DeadlineClass.FIXED, dt.date(2026, 12, 31)),
        ("三季度末", DeadlineClass.FIXED, dt.date(2026, 9, 30)),
        ("上半年完成", DeadlineClass.FIXED, dt.date(2026, 6, 30)),
        ("次年1月31日前", DeadlineClass.ANNUAL, None),
        ("48小时内", DeadlineClass.EVENT_H, None),
        ("立即", None, None),
        ("2月28日前", None, None),  # before the plan was issued
        ("9月底前、12月底前", None, None),  # two days in one row
        ("每月5日前", None, None),
        ("2026-08-18", DeadlineClass.FIXED, dt.date(2026, 8, 18)),
        ("2026.8.18前", DeadlineClass.FIXED, dt.date(2026, 8, 18)),
        ("2026-13-40", None, None),
        ("全年不少于4次", DeadlineClass.COUNT_BY, dt.date(2026, 12, 31)),
        ("12月底前不少于2次", DeadlineClass.COUNT_BY, dt.date(2026, 12, 31)),
        ("长期坚持，每季度不少于2次", DeadlineClass.CONTINUOUS, None),
        ("全年不少于4次，每季度至少1次", None, None),  # which of the two?
        ("", None, None),
    ],
)
def test_a_deadline_is_what_its_words_say_or_nothing(words, kind, due_on):
    limit = read_limit(words, "公开信息", issued_on=ISSUED, year=2026)
    assert (limit.deadline and limit.deadline.kind, limit.deadline and limit.deadline.due_on) == (
        kind,
        due_on,
    )
    assert bool(limit.doubt) == (kind is None)


@pytest.mark.parametrize(
    ("words", "number"), [("全年不少于4次", 4), ("长期坚持，每季度不少于2次", 2), ("12月底前至少3场", 3)]
)
def test_a_limit_that_is_a_number_of_times_keeps_it(words, number):
    assert read_limit(words, "开展活动", issued_on=ISSUED, year=2026).deadline.number == number


def test_a_day_of_a_sheet_is_read_whatever_the_columns_are_called_and_in_which_order(tmp_path):
    book = Workbook()
    for row in (
        ["任务编号", "办结时间", "配合部门", "责任部门", "工作内容"],
        [1, dt.date(2026, 8, 18), "区档案馆", "各镇（街道）、各部门", "更新主动公开基本目录"],
        [2, "全年不少于2次", "", "区政府办", "开展政府开放日活动"],
    ):
        book.active.append(row)
    book.save(path := tmp_path / "分解表.xlsx")
    done = import_plan(path, PlanFile(name="方案", issued_on=ISSUED))
    told = [(d.deadline.due_on, d.deadline.number, d.units, d.support) for d in done.plan.duties]
    assert told == [
        (dt.date(2026, 8, 18), 0, ("各镇（街道）", "各部门"), ("区档案馆",)),
        (dt.date(2026, 12, 31), 2, ("区政府办",), ()),
    ]


def test_a_plan_issued_before_its_year_means_its_own_year():
    limit = read_limit("年底前", "公开信息", issued_on=dt.date(2025, 12, 28), year=2026)
    assert limit.deadline.due_on == dt.date(2026, 12, 31)


def test_a_heading_across_the_table_is_no_task():
    rows = [HEAD, ("一、夯实基础",) * 6, ROWS[0], ("二", "民生公开", "", "", "", ""), ROWS[2]]
    done = duties_of([rows], issued_on=ISSUED, year=2026)
    assert [duty.number for duty in done.duties] == ["1", "3"] and done.doubts == ()
    assert "夯实基础" in done.remarks[0]


def test_an_event_of_another_paper_is_not_the_plans_own():
    limit = read_limit("政策文件发布之日起3个工作日内", "开展解读", issued_on=ISSUED, year=2026)
    assert limit.deadline.event == "政策文件发布" and limit.deadline.event_on is None


def test_names_in_brackets_stay_whole():
    owners = read_owners("市委组织部（市公务员局、市人才办）；配合单位：市财政局、各相关企业")
    assert owners.units == ["市委组织部（市公务员局、市人才办）"]
    assert owners.support == ["市财政局"] and owners.concerned == ["各相关企业"]


@pytest.mark.parametrize(
    ("cell", "units", "support"),
    [
        ("市财政局\n市教育局", ["市财政局", "市教育局"], []),
        ("财 政 局　教 育 局", ["财政局", "教育局"], []),
        ("市行政审批\n服务局", ["市行政审批服务局"], []),
        ("牵头单位：市财政局\n配合单位：市教育局、各镇街", ["市财政局"], ["市教育局", "各镇街"]),
        ("市财政局牵头\n市教育局、市民政局配合", ["市财政局"], ["市教育局", "市民政局"]),
        ("各镇、街道", ["各镇、街道"], []),
    ],
)
def test_a_cell_broken_over_lines_keeps_its_names(cell, units, support):
    owners = read_owners(cell)
    assert (owners.units, owners.support) == (units, support)


def test_the_owners_plan_gives_all_38_tasks_with_units_and_deadlines(shared: Path):
    done = import_plan(shared / "seed/plan-2023.txt", PlanFile(), open_profile(WENCHANGHU))
    assert done.doubts == () and done.plan.issued_on == dt.date(2023, 7, 21)
    told = {row["task"]: row for row in json.loads((shared / "domain/tasks.json").read_text("utf-8"))}
    duties = {duty.number: duty for duty in done.plan.duties}
    assert list(duties) == [str(n) for n in range(1, 39)]
    for number, duty in duties.items():
        due = told[number]["due"]
        assert _fits(duty.deadline, due), (number, due, duty.deadline)
        names = {
            re.sub("（.*|牵头", "", name) for name in re.split("[、;] ?", told[number]["units"].split("(")[0])
        }
        mine = {re.sub("（.*", "", name) for name in (*duty.units, *duty.support, *duty.concerned)}
        missing = {name for name in names if not any(name.strip() in own or own in name for own in mine)}
        assert not missing - {"起草部门"}, (number, missing, mine)


def _fits(deadline, due: str) -> bool:
    """Whether a deadline says what the table of facts says."""
    day = deadline.due_on.isoformat() if deadline.due_on else "-"
    if within := re.search(r"event\+(\d+)wd|\+(\d+)wd", due):
        number = int(within[1] or within[2])
        is_continuous = due.startswith("continuous")  # a duty of every file; its own rule counts the days
        return is_continuous or (deadline.kind is DeadlineClass.EVENT_WD and deadline.number == number)
    if count := re.search(r">=(\d+)/yr", due):
        return (
            deadline.kind is DeadlineClass.COUNT_BY
            and deadline.number == int(count[1])
            and day == "2023-12-31"
        )
    if yearly := re.search(r"annual (\d\d)-(\d\d)", due):
        return deadline.month_day == (int(yearly[1]), int(yearly[2]))
    if hours := re.search(r"(\d+)h", due):
        return deadline.kind is DeadlineClass.EVENT_H and deadline.number == int(hours[1])
    if days := re.search(r">=(\d+)d", due):
        return deadline.kind is DeadlineClass.EVENT_D and deadline.number == int(days[1])
    if fixed := re.search(r"by (\d{4}-\d\d-\d\d)", due):
        return deadline.kind is DeadlineClass.FIXED and day == fixed[1]
    return deadline.kind is DeadlineClass.CONTINUOUS and ("continuous" in due or "per event" in due)
