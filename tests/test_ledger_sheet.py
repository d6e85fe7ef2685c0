"""The ledger as a sheet and as CSV, opened again."""

import csv
import datetime as dt
import io
import json
from decimal import Decimal

import openpyxl
import pytest
from drawn_up import a_bulletin, a_quarter, printed
from findings import AS_OF, UNITS, WILLOW, a_finding, exempted_findings, findings_of_a_quarter
from lxml import html

from auditor.inspection.rows import rows_of
from auditor.text.plain import jsonl
from reports import ledger_sheet
from reports.workbook import Column, sheet_names, write_table


def test_the_sheet_holds_the_ledger(tmp_path):
    path = ledger_sheet.write_xlsx(a_quarter(findings_of_a_quarter()).ledger, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    head = [cell.value for cell in sheet[1]]
    first = dict(zip(head, sheet[2], strict=True))
    assert sheet.max_row == len(findings_of_a_quarter()) + 1
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", sheet.dimensions)
    assert first["责任单位"].value == WILLOW
    assert first["扣分"].value == 1
    assert first["链接"].hyperlink.target == first["链接"].value
    points = sum(row[head.index("扣分")].value for row in sheet.iter_rows(min_row=2))
    scores = a_bulletin().scores
    assert Decimal(str(round(points, 2))) == sum(100 - s.score for s in scores if s.score is not None)


def test_the_sheet_and_the_bulletin_number_a_problem_alike(tmp_path):
    """Whatever nobody has to mend comes after, or a unit would be told of two numbers for one problem."""
    found = [*findings_of_a_quarter(), *exempted_findings()]
    path = ledger_sheet.write_xlsx(a_quarter(found).ledger, tmp_path / "a.xlsx")
    head, *rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    in_sheet = {row[head.index("问题编号")]: str(row[head.index("序号")]) for row in rows}
    page = html.fromstring(printed(a_bulletin(found), tmp_path))
    cells = page.xpath("//b[@class='serial']/..")
    told = {cell.findtext("a"): cell.findtext("b") for cell in cells}
    assert len(told) < len(in_sheet)
    assert told == {number: in_sheet[number] for number in told}
    assert sorted(map(int, told.values())) == list(range(1, len(told) + 1))


def test_the_same_ledger_gives_the_same_sheet_at_any_hour(tmp_path):
    now, later = (
        ledger_sheet.write_xlsx(a_quarter(findings_of_a_quarter()).ledger, tmp_path / name)
        for name in ("a.xlsx", "b.xlsx")
    )
    assert now.read_bytes() == later.read_bytes()
    newest = max(f.fetched_at for f in findings_of_a_quarter() if f.fetched_at)
    told = openpyxl.load_workbook(now).properties
    assert told.created == told.modified == newest.astimezone(dt.UTC).replace(tzinfo=None)


def test_each_unit_has_a_sheet_of_its_own_rows_and_the_index_leads_there(tmp_path):
    rows = a_quarter(findings_of_a_quarter()).ledger
    book = openpyxl.load_workbook(ledger_sheet.write_xlsx(rows, tmp_path / "a.xlsx"))
    whole, index, *own = book.worksheets
    assert whole.title == "问题台账" and [sheet.title for sheet in own] == list(
        dict.fromkeys(r.unit for r in rows)
    )
    for sheet, line in zip(own, index.iter_rows(min_row=2), strict=True):
        assert line[0].hyperlink.location == f"'{sheet.title}'!A1" and line[2].value == sheet.max_row - 1
        assert {row[2] for row in sheet.iter_rows(min_row=2, values_only=True)} == {line[1].value}
        assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", sheet.dimensions)
    assert sum(sheet.max_row - 1 for sheet in own) == whole.max_row - 1 == len(rows)


def test_printed_it_can_be_read(tmp_path):
    """As many sheets side by side as its columns need, the head and the row's number on each; no line of a cell is cut off."""
    path = ledger_sheet.write_xlsx(a_quarter(findings_of_a_quarter()).ledger, tmp_path / "a.xlsx")
    ledger, index, *own = openpyxl.load_workbook(path).worksheets
    for sheet in (ledger, *own):
        widths = [sheet.column_dimensions[name].width for name in _letters(sheet)]
        assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToHeight == 0
        assert sum(widths) / sheet.page_setup.fitToWidth < 200
        assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$A")
    assert (index.page_setup.fitToWidth or 1, index.print_title_cols) == (1, None)
    basis = [cell.value for cell in ledger[1]].index("依据") + 1
    for row in range(2, ledger.max_row + 1):
        told = ledger.cell(row, basis).value
        assert ledger.row_dimensions[row].height >= 15 * (2 * len(told) // 30)


def _letters(sheet):
    """Of a sheet's columns: a dimension may speak of several at once."""
    return [name for name, one in sheet.column_dimensions.items() for _ in range(one.min, one.max + 1)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一二三四五", 1),
        ("一二三四五六", 2),
        ("设置ColumnName", 2),  # a name is not parted that a line can hold
        ("甲ab乙cd", 1),
        ("http://a.cn/gongkai/1.html", 3),  # and one is that no line can
        ("甲\n乙", 2),
        ("", 1),
    ],
)
def test_a_row_is_as_high_as_its_longest_cell_takes_lines(tmp_path, text, lines):
    path = write_table(tmp_path / "a.xlsx", "表", [Column("甲", 11)], [[text]], author="甲", created_at=AS_OF)
    assert openpyxl.load_workbook(path).active.row_dimensions[2].height == 16.5 * lines


def test_names_that_no_sheet_can_have_are_made_so():
    names = sheet_names(["区/局[1]", "区*局?1'", "长" * 40, "长" * 41, "", "ABC", "abc"])
    assert len({name.casefold() for name in names}) == 7
    assert all(0 < len(name) <= 31 and not set("[]:*?/\\'") & set(name) for name in names)


def test_text_that_no_cell_can_hold_spoils_no_sheet(tmp_path):
    found = [
        a_finding(title="清\x00单\ud800\uffff", quote="长" * 40_000, url="http://a.example/" + "路" * 2_100)
    ]
    cells = next(
        openpyxl.load_workbook(ledger_sheet.write_xlsx(rows_of(found, ()), tmp_path / "a.xlsx"))
        .worksheets[0]
        .iter_rows(min_row=2)
    )
    by_value = {cell.value: cell for cell in cells}
    assert "清单" in by_value
    assert "长" * 32_767 in by_value
    assert by_value[found[0].url].hyperlink is None


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1+1"])  # noqa: RUF001
def test_crawled_text_never_becomes_a_formula(tmp_path, text):
    found = [a_finding(title=text, quote=text + "\x00", url=text)]
    sheet = openpyxl.load_workbook(
        ledger_sheet.write_xlsx(rows_of(found, ()), tmp_path / "a.xlsx")
    ).worksheets[0]
    assert all(cell.data_type != "f" for cell in sheet[2])
    assert text in [cell.value for cell in sheet[2]]
    path = ledger_sheet.write_csv(rows_of(found, ()), tmp_path / "a.csv")
    cells = list(csv.reader(path.read_text("utf-8-sig").splitlines()))[1]
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "＝")) for cell in cells)  # noqa: RUF001


def test_csv_opens_rightly_in_spreadsheet_programs(tmp_path):
    path = ledger_sheet.write_csv(rows_of(findings_of_a_quarter(), UNITS), tmp_path / "a.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(path.open(encoding="utf-8-sig", newline="")))
    assert len(rows) == len(findings_of_a_quarter())
    assert {row["判定方式"] for row in rows} == {"机检", "需人工核对"}


HOSTILE = "关于\x1b[2J\x9b31m\x7f的\u202e通知\u2066"


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_what_a_page_says_is_shown_on_a_terminal_and_not_obeyed():
    rows = rows_of([a_finding(title=HOSTILE, quote="=1+1")], UNITS)
    ledger_sheet.print_csv(rows, screen := Terminal())
    shown = screen.getvalue()
    assert not {"\x1b", "\x9b", "\x7f", "\u202e", "\u2066"} & set(shown)
    assert "通知" in shown and "'=1+1" in shown


def test_json_lines_hold_nothing_that_a_terminal_obeys_and_lose_nothing():
    finding = a_finding(title=HOSTILE, quote="半个字\ud800")
    (line,) = jsonl([finding])
    assert line.isprintable() is False and line.rstrip("\n").isprintable()
    assert (json.loads(line)["title"], json.loads(line)["quote"]) == (finding.title, finding.quote)
