"""The list of a unit as its people meet it."""

import csv
from dataclasses import replace
from decimal import Decimal
from urllib.parse import unquote

from drawn_up import a_bulletin, a_quarter, lists, printed, words
from findings import (
    BRIDGE,
    FINANCE,
    HOST,
    SOCIAL,
    UNITS,
    a_finding,
    a_portal,
    findings_of_a_quarter,
)
from lxml import html

from reports import ledger_sheet, unit_list


def test_a_unit_sees_its_own_rows_alone(tmp_path):
    found = lists(findings_of_a_quarter())
    unit_list.write(found, tmp_path, fixes={})
    others = {unit.name for unit in UNITS}
    for one in found:
        text = words((tmp_path / "units" / one.file).read_text("utf-8"))
        for name in others - {one.unit}:
            assert name not in text, (one.unit, name)
    assert sum(len(one.failed) + len(one.doubtful) for one in found) == len(findings_of_a_quarter())


def test_a_unit_is_told_what_to_do_by_when(tmp_path):
    found = lists([a_finding("FMT001", message="文号括号不对")])
    index = unit_list.write(found, tmp_path, fixes={"FMT001": "照原件改正网页上的文号。"})
    page = next(tmp_path.glob(f"units/*{FINANCE}.html")).read_text("utf-8")
    for part in ("文号括号不对", "照原件改正网页上的文号。", "2024年10月12日", "从100分起扣"):
        assert part in words(page)
    links = html.fromstring(index.read_text("utf-8")).xpath("//tbody//a/@href")
    assert len(links) == len(UNITS)
    assert all((index.parent / unquote(link)).is_file() for link in links)


DEAD = a_finding(
    "LNK002", name="页面死链", url=f"{HOST}/gone.html", page_url=f"{HOST}/list/1.html", title="关于申报的通知"
)


def test_of_a_dead_link_papers_open_the_page_that_has_it(tmp_path):
    """The words of the link are that page's title: whoever follows them is not to land where nothing is."""
    unit_list.write(lists([DEAD]), tmp_path, fixes={})
    pages = [
        next(tmp_path.glob(f"units/*{FINANCE}.html")).read_text("utf-8"),
        printed(a_bulletin([DEAD]), tmp_path),
    ]
    for page in pages:
        links = [a for a in html.fromstring(page).xpath("//a") if "关于申报的通知" in a.text_content()]
        assert links and {a.get("href") for a in links} == {f"{HOST}/list/1.html"}
    sheet = ledger_sheet.write_csv(a_quarter([DEAD]).ledger, tmp_path / "a.csv").read_text("utf-8-sig")
    assert next(csv.DictReader(sheet.splitlines()))["链接"] == f"{HOST}/list/1.html"


def test_a_dead_link_on_a_page_that_leaks_does_not_tell_others_where_that_is(tmp_path):
    leak = a_finding("PRV001", name="公开居民身份证号码", url=DEAD.page_url, page_url=DEAD.page_url)
    page = printed(a_bulletin([DEAD, leak]), tmp_path)
    sheet = ledger_sheet.write_csv(a_quarter([DEAD, leak]).ledger, tmp_path / "a.csv").read_text("utf-8-sig")
    assert "list/1.html" not in page and "list/1.html" not in sheet


def test_what_is_printed_adds_up_where_a_budget_was_first_missing_and_then_late(tmp_path):
    section = f"{HOST}/ys/"
    missing = a_finding("BUD006", url=section, section_url=section, title=None, subject="财政局2025年预算")
    late = a_finding("BUD001", url=f"{section}1.html", section_url=section, title="2025年部门预算公开")
    quarter = a_quarter([missing, late])
    sheet = ledger_sheet.write_csv(quarter.ledger, tmp_path / "a.csv").read_text("utf-8-sig")
    in_sheet = sum(Decimal(row["扣分"]) for row in csv.DictReader(sheet.splitlines()))
    unit_list.write(lists([missing, late]), tmp_path, fixes={})
    page = html.fromstring(next(tmp_path.glob(f"units/*{FINANCE}.html")).read_text("utf-8"))
    told = [small.text_content().rpartition(" · ")[2] for small in page.xpath("//h3/small")]
    score = next(one.score for one in quarter.scores if one.unit.name == FINANCE)
    assert (in_sheet, score) == (1, 99)
    assert sorted(told) == ["不扣分（同一年度缺的和晚的只计一次）", "扣1分"]


def test_a_unit_without_problems_is_told_so(tmp_path):
    unit_list.write(lists([]), tmp_path, fixes={})
    text = words(next(tmp_path.glob(f"units/*{BRIDGE}.html")).read_text("utf-8"))
    assert "没有须整改的问题" in text
    assert "无须反馈" in text
    assert "不评分。这不表示没有问题" in words(
        next(tmp_path.glob(f"units/*{SOCIAL}.html")).read_text("utf-8")
    )


def test_a_name_cannot_leave_the_folder(tmp_path):
    unit = replace(UNITS[0], name="../../x/<局>")
    found = lists([], portal=a_portal(units=(unit,), sections=()))
    unit_list.write(found, tmp_path / "out", fixes={})
    assert [p.parent.name for p in tmp_path.rglob("*.html")] == ["units", "units"]


def test_rows_of_no_unit_are_kept_for_the_inspector():
    last = lists([a_finding("FLD005", None)])[-1]
    assert (last.unit, len(last.failed), last.score) == ("未归属单位", 1, None)
