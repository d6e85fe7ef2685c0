"""Annual reports as portals print them: what is read from their tables, and what the rules say of the figures."""

import dataclasses

import docx
import pytest
from annual_report_pages import (
    NOW,
    OLD_NORMS,
    REQUESTS_HEADER,
    balanced,
    codes,
    norms_table,
    report_html,
    report_page,
    requests_rows,
    requests_table,
    reviews_table,
    zeros,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from made_drafts import read_draft

from auditor.judge.judge import judge_page, judge_site
from auditor.models import DocumentClass, Portal, Site, Table
from auditor.models.address import canonical
from auditor.rule import load
from rules.annual_report.cells import Unread, number
from rules.annual_report.other_tables import read_reviews
from rules.annual_report.successive import body_of
from rules.annual_report.tables import ALL_HANDLED, CARRIED, CARRIED_ON, HANDLED, NEW, read_requests

RULES = load("rules.annual_report")
PORTAL = Portal(id="x", name="镜湖区", home="http://www.example.gov.cn/", hosts=("www.example.gov.cn",))
SITE = Site(portal=PORTAL, as_of=NOW)
CALM = (1, 0, 2, 0, 3) * 3


def said(*tables, **words):
    page = report_page(report_html(*tables, **words))
    assert page.document_class is DocumentClass.ANNUAL_REPORT
    return judge_page(page, SITE, RULES)


def sample(leaves=21):
    inner = [[(3 * r + c) % 4 * (r < leaves) for c in range(6)] for r in range(21)]
    return balanced(inner, carried=[2, 1, 0, 0, 0, 1], carried_on=[1, 1, 1, 0, 0, 0])


def requests_in(*tables):
    return read_requests(report_page(report_html("", *tables)).document.tables)


def test_sound_report_is_silent():
    assert not said(norms_table(), requests_table(sample()), reviews_table(CALM))


def test_empty_report_is_silent():
    assert not said(norms_table(0, 0, 0), requests_table(zeros()), reviews_table([0] * 15))


def test_every_cell_of_the_form_is_read():
    grid = [[100 * r + c for c in range(7)] for r in range(25)]
    requests = requests_in(requests_table(grid))
    assert [requests.rows[name].numbers for name in (NEW, CARRIED)] == [tuple(grid[0]), tuple(grid[1])]
    leaves = [requests.rows[name].numbers for name in HANDLED]
    assert sorted(leaves) == sorted(map(tuple, grid[2:23]))
    assert requests.rows[ALL_HANDLED].numbers == tuple(grid[23])
    assert requests.rows[CARRIED_ON].numbers == tuple(grid[24])
    assert not requests.missing


def test_published_correct_figures_balance():
    grid = zeros()
    grid[0][0] = grid[0][6] = 14069
    grid[1][0] = grid[1][6] = 560
    grid[2][0] = grid[2][6] = grid[23][0] = grid[23][6] = 13810
    grid[24][0] = grid[24][6] = 819
    assert not said(norms_table(), requests_table(grid), reviews_table([376, 97, 196, 121, 790, *[0] * 10]))


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_any_changed_cell_breaks_a_sum(data):
    counts = st.lists(st.integers(0, 30), min_size=6, max_size=6)
    inner = data.draw(st.lists(counts, min_size=21, max_size=21))
    grid = balanced(inner, data.draw(counts), [c + 30 for c in data.draw(counts)])
    rest = balanced_groups(data)
    assert not codes(said(norms_table(), requests_table(grid), reviews_table(rest)))
    row, column = data.draw(st.integers(0, 24)), data.draw(st.integers(0, 6))
    grid[row][column] += data.draw(st.integers(1, 9))
    found = codes(said(norms_table(), requests_table(grid), reviews_table(rest)))
    assert "fail" in found.values()
    assert set(found) <= {"ANR004", "ANR005", "ANR006"}


def balanced_groups(data):
    groups = [data.draw(st.lists(st.integers(0, 9), min_size=4, max_size=4)) for _ in range(3)]
    return [n for group in groups for n in (*group, sum(group))]


@pytest.mark.parametrize("place", range(15))
def test_any_changed_outcome_of_table_four_fails(place):
    numbers = [1, 2, 3, 4, 10] * 3
    numbers[place] += 1
    (finding,) = said(norms_table(), requests_table(sample()), reviews_table(numbers))
    assert (finding.code, finding.verdict) == ("ANR007", "fail")


def test_one_finding_names_every_column_with_its_figures():
    grid = zeros()
    grid[0][0] = grid[0][6] = 5
    grid[2][0] = grid[2][6] = grid[23][0] = grid[23][6] = 4
    (finding,) = said(norms_table(), requests_table(grid), reviews_table(CALM))
    assert finding.code == "ANR004"
    assert finding.quote == "自然人：新收5+结转0≠办理4+结转下年0；总计：新收5+结转0≠办理4+结转下年0"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0), ("-", 0), ("/", 0), ("—", 0), ("无", 0), ("\uff11\uff12", 12), ("1 4 0", 140), ("1,234", 1234),
        ("1，234", 1234), ("5件", 5), ("3.5", None), ("若干", None), ("-2", None), ("1,23", None),
    ],
)  # fmt: skip
def test_counts(text, count):
    assert number(text) == count


def test_blanks_and_dashes_count_as_nothing():
    grid = [
        [n or blank for n, blank in zip(row, ["", "-", "/", "—", "无", "0", "&nbsp;"], strict=True)]
        for row in sample()
    ]
    assert not said(norms_table(), requests_table(grid), reviews_table([n or "" for n in CALM]))


def test_table_split_by_a_page_break_is_read_as_one():
    rows = requests_rows(sample())
    first = f"<table>{REQUESTS_HEADER}{''.join(rows[:10])}</table>".replace("rowspan='8'", "rowspan='6'")
    for header, label in (("", ""), (REQUESTS_HEADER, "三、本年度办理结果")):
        cut = f"<tr><td rowspan=14>{label}</td><td rowspan=2></td>{rows[10].removeprefix('<tr>')}"
        rest = f"<table>{header}{cut}{''.join(rows[11:])}</table>"
        assert requests_in(first + rest).rows == requests_in(requests_table(sample())).rows


def test_second_piece_without_label_columns_is_read():
    rows = requests_rows(sample())
    first, rest = (
        f"<table>{REQUESTS_HEADER}{''.join(rows[:24])}</table>",
        f"<table>{rows[24].replace('colspan=', 'x=')}</table>",
    )
    assert requests_in(first + rest).rows == requests_in(requests_table(sample())).rows


@pytest.mark.parametrize(
    "header",
    [
        REQUESTS_HEADER.replace(" rowspan='2'", ""),
        REQUESTS_HEADER.replace("<tr><td rowspan='2'>", "<tr><td>"),
        "<tr><td colspan='3'>申请人</td><td>自然人</td><td>商业企业</td><td>科研机构</td><td>社会公益组织</td>"
        "<td>法律服务机构</td><td>其他</td><td>总计</td></tr>",
        "<tr><td colspan='10'>单位：件</td></tr>" + REQUESTS_HEADER,
    ],
)
def test_headers_of_one_to_four_rows(header):
    assert requests_in(requests_table(sample(), header)).rows == requests_in(requests_table(sample())).rows


@pytest.mark.parametrize(
    ("old", "new"), [("<td rowspan='8'>", "<td rowspan='7'>"), ("<td rowspan='3'>（四）无法提供</td>", "")]
)
def test_labels_merged_over_too_few_rows_are_read(old, new):
    html = requests_table(sample()).replace(old, new)
    assert requests_in(html).rows == requests_in(requests_table(sample())).rows


def test_columns_in_another_order_are_read_by_their_words():
    order = [6, 0, 1, 2, 3, 4, 5]
    names = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    header = "<tr><td colspan='3'></td>" + "".join(f"<td>{names[k]}</td>" for k in order) + "</tr>"
    turned = requests_in(requests_table([[row[k] for k in order] for row in sample()], header))
    assert turned.column("总计") == requests_in(requests_table(sample())).column("总计")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda html: html.replace("自然人", "申请甲"),
        lambda html: html.replace("2.重复申请", "2.另一种"),
        lambda html: html.replace("四、结转下年度继续办理", "四、其余"),
        lambda html: html.replace("<span>2</span>", "<span>二件</span>", 1),
        lambda html: html.replace("rowspan='3'>（四）", "rowspan='5'>（四）"),
        lambda html: html.replace("1.属于国家秘密", "（一）予以公开"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_for_certain_is_never_failed(spoil):
    html = spoil(requests_table(sample()))
    assert isinstance(requests_in(html), Unread)
    found = said(norms_table(), html, reviews_table(CALM))
    assert codes(found) == {"ANR003": "review"}


def test_lacking_row_and_column_fail():
    rows = requests_rows(sample())
    lacking_row = f"<table>{REQUESTS_HEADER}{''.join(rows[:5] + rows[6:])}</table>".replace(
        "rowspan='8'", "rowspan='7'"
    ).replace("rowspan='22'", "rowspan='21'")
    (finding,) = [f for f in said(norms_table(), lacking_row, reviews_table(CALM)) if f.code == "ANR003"]
    assert (finding.verdict, finding.message) == ("fail", "表三缺法律禁止行")


def test_table_four_under_an_unmerged_header():
    html = reviews_table(CALM).replace(" rowspan='2'", "")
    assert read_reviews(report_page(report_html("", "", html)).document.tables) == {
        "行政复议": (1, 0, 2, 0, 3), "未经复议直接起诉": (1, 0, 2, 0, 3), "复议后起诉": (1, 0, 2, 0, 3)
    }  # fmt: skip


def test_table_four_that_cannot_be_read_is_reviewed():
    html = reviews_table(CALM).replace("尚未<br>审结", "未结")
    assert codes(said(norms_table(), requests_table(sample()), html)) == {"ANR003": "review"}


def test_tables_joined_into_one_are_read():
    joined = requests_table(sample())[: -len("</table>")] + reviews_table(CALM)[len("<table>") :]
    tables = report_page(report_html("", joined)).document.tables
    assert read_requests(tables).rows == requests_in(requests_table(sample())).rows


def test_former_format_is_right_for_its_years_and_wrong_after():
    rows = "".join(requests_rows(sample(19), with_one_other_row=True))
    table = f"<table>{REQUESTS_HEADER}{rows}</table>"
    assert not said(OLD_NORMS, table, reviews_table(CALM), year=2020)
    found = said(OLD_NORMS, table, reviews_table(CALM), year=2021)
    assert {(f.code, f.verdict, f.subject) for f in found} == {
        ("ANR003", "fail", "旧模板"),
        ("ANR003", "fail", "表三行列"),
    }


def test_sums_of_the_former_format_are_judged():
    grid = sample(19)
    grid[20][0] += 1
    rows = "".join(requests_rows(grid, with_one_other_row=True))
    found = said(OLD_NORMS, f"<table>{REQUESTS_HEADER}{rows}</table>", reviews_table(CALM), year=2020)
    assert codes(found) == {"ANR005": "fail", "ANR006": "fail"}


def test_report_in_a_picture_or_without_text_is_silent():
    html = report_html().replace("<p>三、", "<img src='/a/t3.png'><p>三、")
    assert not codes(judge_page(report_page(html), SITE, RULES))
    title = "镜湖区财政局2025年政府信息公开工作年度报告"
    short = f"<html><body><h1>{title}</h1><div id='zoom'><p>年度报告全文请下载附件查看，欢迎社会各界监督并提出意见和建议。</p></div></body></html>"
    assert not codes(judge_page(report_page(short), SITE, RULES))


def test_report_laid_out_in_a_table_is_read_like_any_other():
    html = report_html(norms_table(), requests_table(sample()), reviews_table(CALM))
    html = html.replace("<div id='zoom'>", "<div id='zoom'><table><tr><td>正文</td><td>").replace(
        "</div></body>", "</td></tr></table></div></body>"
    )
    assert not codes(judge_page(report_page(html), SITE, RULES))


def word_report(path, grid):
    """The report as a Word file, 表三 with its labels merged as in the official form."""
    paper = docx.Document()
    page = report_page(report_html("", requests_table(grid)))
    paper.add_paragraph(page.title)
    for line in (p.text for p in page.document.paragraphs if not p.in_table):
        paper.add_paragraph(line)
        if line.startswith("三、"):
            _write_table(paper, page.document.tables[0].rows)
    paper.save(str(path))
    return read_draft(path, fetched_at=NOW)


def _write_table(paper, rows):
    table = paper.add_table(rows=len(rows), cols=len(rows[0]))
    cells = [row.cells for row in table.rows]  # asked of the table each is looked for anew
    done = set()
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            if (r, c) in done:
                continue
            right, below = c, r
            while not words.isdigit() and row[right + 1 : right + 2] == (words,):
                right += 1
            while (
                not words.isdigit() and below + 1 < len(rows) and {*rows[below + 1][c : right + 1]} == {words}
            ):
                below += 1
            done |= {(y, x) for y in range(r, below + 1) for x in range(c, right + 1)}
            whole = cells[r][c] if (below, right) == (r, c) else cells[r][c].merge(cells[below][right])
            whole.text = words


def test_a_draft_in_word_is_judged_before_it_is_published(tmp_path):
    assert not codes(judge_page(word_report(tmp_path / "年报.docx", sample()), SITE, RULES)).get("ANR004")
    grid = sample()
    grid[24][0] += 1
    found = codes(judge_page(word_report(tmp_path / "年报.docx", grid), SITE, RULES))
    assert found["ANR004"] == found["ANR006"] == "fail"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("镜湖区财政局2025年政府信息公开工作年度报告", "镜湖区财政局"),
        ("2025年镜湖区财政局政府信息公开年度报告（更正）", "镜湖区财政局"),
        ("镜湖区政务公开办公室关于2025年度政府信息公开年报", "镜湖区政务公开办公室"),
        ("2025年度政府信息公开工作年度报告", ""),
        ("2025年度报告", ""),
    ],
)
def test_whose_report_it_is(title, body):
    assert body_of(dataclasses.replace(report_page(report_html()), title=title)) == body


def site_with(*pages):
    heads = tuple(dataclasses.replace(page, unit="镜湖区财政局") for page in pages)
    documents = {canonical(page.url): page.document for page in pages}
    return dataclasses.replace(SITE, pages=heads, documents=documents)


def yearly(year, grid, **words):
    html = report_html(norms_table(), requests_table(grid), reviews_table(CALM), year=year, **words)
    return report_page(html, url=f"http://www.example.gov.cn/nb/{year}.html")


def test_carried_on_must_be_carried_over():
    before, now = zeros(), zeros()
    before[0][0] = before[0][6] = before[24][0] = before[24][6] = 3
    findings = [
        f for f in judge_site(site_with(yearly(2024, before), yearly(2025, now)), RULES) if f.code == "ANR008"
    ]
    assert [(f.verdict, f.url) for f in findings] == [("fail", "http://www.example.gov.cn/nb/2025.html")]
    now[1][0] = now[1][6] = now[23][0] = now[23][6] = now[2][0] = now[2][6] = 3
    assert not [
        f for f in judge_site(site_with(yearly(2024, before), yearly(2025, now)), RULES) if f.code == "ANR008"
    ]


def test_reports_without_bodies_are_not_compared():
    site = dataclasses.replace(site_with(yearly(2024, sample()), yearly(2025, sample())), documents={})
    assert not [f for f in judge_site(site, RULES) if f.code in ("ANR008", "ANR011", "ANR013")]


def test_empty_table_reads_as_no_table():
    assert read_requests((Table(()),)) is None
    assert read_reviews((Table(()),)) is None
