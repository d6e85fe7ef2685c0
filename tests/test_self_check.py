"""自查: units answer of their duties; what differs from the crawl stands first, and no answer is a fact of its own."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter
from test_tasks import CALENDAR, ISSUED, PLAN, WENCHANGHU, a_duty

from auditor.cli import run
from auditor.inspection.self_check import Compared, self_checks
from auditor.inspection.tasks import task_row
from auditor.models.address import canonical
from auditor.models.role import Role
from auditor.models.self_answer import SelfAnswer
from auditor.store import Store
from auditor.workdays import BEIJING

ROW = replace(
    task_row(PLAN, a_duty(due_on=ISSUED), "甲局", "责任", found=(), notes=(), day=ISSUED, calendar=CALENDAR),
    pages=0,
)
OWNERS = {
    canonical("http://www.qinghe.example/1"): "甲局",
    canonical("http://www.qinghe.example/2"): "乙局",
}


def an_answer(**said) -> SelfAnswer:
    at = dt.datetime(2023, 9, 1, tzinfo=BEIJING)
    return SelfAnswer(term="2023Q3", task="1", unit="甲局", at=at, by="甲局", role=Role.UNIT, **said)


@pytest.mark.parametrize(
    ("said", "pages", "compared"),
    [
        ({"url": "http://www.qinghe.example/1"}, 0, Compared.AGREES),
        ({"url": "http://www.qinghe.example/2"}, 3, Compared.OF_ANOTHER),
        ({"url": "http://www.qinghe.example/9"}, 3, Compared.NOT_ON_PORTAL),
        ({"nothing": "没有出台"}, 0, Compared.NOTHING),
        ({"nothing": "没有出台"}, 2, Compared.FOUND_THOUGH_NONE),
        (None, 2, Compared.UNANSWERED_FOUND),
        (None, 0, Compared.UNANSWERED),
    ],
)
def test_an_answer_beside_what_the_crawl_found(said, pages, compared):
    answers = [an_answer(**said)] if said else []
    (one,) = self_checks([replace(ROW, pages=pages)], answers, OWNERS)
    assert one.compared is compared


def test_what_differs_stands_first_and_of_two_answers_the_last_counts():
    other = replace(ROW, unit="乙局")
    answers = [an_answer(nothing="没有"), an_answer(url="http://www.qinghe.example/1")]
    lines = self_checks([ROW, other], answers, OWNERS)
    assert [(one.row.unit, one.compared) for one in lines] == [
        ("乙局", Compared.UNANSWERED),
        ("甲局", Compared.AGREES),
    ]


@pytest.fixture
def told(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("AUDITOR_DB", str(tmp_path / "a.sqlite3"))
    Store.open(f"sqlite:///{tmp_path / 'a.sqlite3'}").close()

    def call(*words: str) -> tuple[int, str, str]:
        code = run(["self", *words])
        out = capsys.readouterr()
        return code, out.out, out.err

    return call


OWN = ("--period", "2023Q3", "--unit", "区财政局")


def test_answers_are_taken_down_and_compared(told):
    assert told("answer", WENCHANGHU, "13", *OWN, "--url", "http://a.example/1.html")[0] == 0
    code, out, _ = told("compare", WENCHANGHU, "--period", "2023Q3", "--format", "jsonl")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and lines[0]["compared"] == "not_on_portal" and lines[0]["task"] == "13"
    assert lines[0]["url"] == "http://a.example/1.html" and lines[0]["differs"]
    assert {line["compared"] for line in lines[1:]} == {"unanswered"}


def test_no_word_of_the_comparison_is_left_out_where_it_goes_to_a_file(told, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    address = f"http://a.example/{'长' * 60}/1.html"
    told("answer", WENCHANGHU, "13", *OWN, "--url", address)
    out = told("compare", WENCHANGHU, "--period", "2023Q3")[1]
    assert Compared.NOT_ON_PORTAL.value in out and "…" not in out
    assert address[:40] in out and "/1.html" in out


WRONG = [
    (("13", "--period", "2023Q3", "--unit", "区财政局"), "--url"),
    (("13", *OWN, "--none", "没有", "--url", "http://a.example/"), "只能填一样"),
    (("没有的任务", *OWN, "--none", "没有"), "没有任务"),
    (("13", "--period", "2023", "--unit", "区财政局", "--none", "没有"), "季度"),
    (("13", "--period", "2023Q3", "--unit", "火星局", "--none", "没有"), "火星局"),
]


@pytest.mark.parametrize(("words", "complaint"), WRONG)
def test_a_wrong_answer_is_told_and_not_kept(told, words, complaint):
    code, _, err = told("answer", WENCHANGHU, *words)
    assert code == 2 and complaint in err
    out = told("compare", WENCHANGHU, "--period", "2023Q3", "--format", "jsonl")[1]
    assert {json.loads(line)["compared"] for line in out.splitlines()} == {"unanswered"}


TABLE = [
    ("任务", "单位", "链接", "无此类信息的理由"),
    ("13", "区财政局", "http://a.example/1.html", ""),
    ("13", "区行政审批服务局", "", "没有出台"),
    ("26", "区财政局", "", ""),
]


def written(path: Path, lines) -> str:
    if path.suffix == ".csv":
        path.write_text("\n".join(",".join(line) for line in lines), "gb18030")
    else:
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for place, line in enumerate(lines):
                sheet.write_row(place, 0, line)
    return str(path)


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_table_is_taken_in_whole_and_what_is_empty_is_no_answer(told, tmp_path, name):
    code, out, err = told("import", WENCHANGHU, written(tmp_path / name, TABLE), "--period", "2023Q3")
    assert code == 0, err
    assert "已导入 2 条" in out


def test_a_table_with_a_fault_changes_nothing_and_names_its_lines(told, tmp_path):
    wrong = [*TABLE, ("99", "区财政局", "", "没有"), ("13", "火星局", "", "没有")]
    code, _, err = told("import", WENCHANGHU, written(tmp_path / "a.csv", wrong), "--period", "2023Q3")
    assert code == 2 and "第4条" in err and "第5条" in err and "没有改动" in err
    out = told("compare", WENCHANGHU, "--period", "2023Q3", "--format", "jsonl")[1]
    assert {json.loads(line)["compared"] for line in out.splitlines()} == {"unanswered"}
