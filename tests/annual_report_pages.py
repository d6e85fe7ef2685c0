"""A fictional annual report in the present format (and the former one), written the way portals print it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from auditor.models import Page
from spiders.extract.extract import extract

NOW = dt.datetime(2026, 2, 10, 1, tzinfo=dt.timezone(dt.timedelta(hours=8)))
UNIT = "镜湖区财政局"
COLUMNS = 7
LEAVES = {
    "（三）不予公开": (
        "1.属于国家秘密 2.其他法律行政法规禁止公开 3.危及“三安全一稳定” 4.保护第三方合法权益"
        " 5.属于三类内部事务信息 6.属于四类过程性信息 7.属于行政执法案卷 8.属于行政查询事项"
    ).split(),
    "（四）无法提供": "1.本机关不掌握相关政府信息 2.没有现成信息需要另行制作 3.补正后申请内容仍不明确".split(),
    "（五）不予处理": (
        "1.信访举报投诉类申请 2.重复申请 3.要求提供公开出版物 4.无正当理由大量反复申请"
        " 5.要求行政机关确认或重新出具已获取信息"
    ).split(),
    "（六）其他处理": (
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"
        " 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 3.其他"
    ).split(),
}
OUTCOMES = ("结果<br>维持", "结果<br>纠正", "其他<br>结果", "尚未<br>审结", "总计")
Grid = Sequence[Sequence[object]]  # 25 rows of 7 counts: 新收, 结转, 21 outcomes, 总计, 下年度


def balanced(
    inner: Sequence[Sequence[int]], carried: Sequence[int], carried_on: Sequence[int]
) -> list[list[int]]:
    """表三 in which everything adds up: 21 rows of 6 counts, the rest follows."""
    handled = [sum(row[c] for row in inner) for c in range(6)]
    new = [handled[c] + carried_on[c] - carried[c] for c in range(6)]
    rows = [new, list(carried), *map(list, inner), handled, list(carried_on)]
    return [[*row, sum(row)] for row in rows]


def zeros() -> list[list[int]]:
    return [[0] * COLUMNS for _ in range(25)]


def _numbers(row: Sequence[object]) -> str:
    return "".join(f"<td align='center'><p><span>{n}</span>&nbsp;</p></td>" for n in row)


def requests_rows(grid: Grid, *, with_one_other_row: bool = False) -> list[str]:
    """The rows of 表三 below its header, with the merged labels of the official form.

    The former form had one row 其他处理 in place of the last three outcomes; it shows the first of their counts.
    """
    rows = [
        f"<tr><td colspan='3'>一、本年新收政府信息公开申请数量</td>{_numbers(grid[0])}</tr>",
        f"<tr><td colspan='3'>二、上年结转政府信息公开申请数量</td>{_numbers(grid[1])}</tr>",
        f"<tr><td rowspan='{20 if with_one_other_row else 22}'>三、本年度办理结果</td>"
        f"<td colspan='2'>（一）予以公开</td>{_numbers(grid[2])}</tr>",
        f"<tr><td colspan='2'>（二）部分公开<em>（区分处理的，只计这一情形，不计其他情形）</em></td>{_numbers(grid[3])}</tr>",
    ]
    at = 4
    for group, leaves in LEAVES.items():
        if with_one_other_row and group == "（六）其他处理":
            rows.append(f"<tr><td colspan='2'>{group}</td>{_numbers(grid[at])}</tr>")
            at += 3
            continue
        for k, leaf in enumerate(leaves):
            title = f"<td rowspan='{len(leaves)}'>{group}</td>" if not k else ""
            rows.append(f"<tr>{title}<td>{leaf}</td>{_numbers(grid[at])}</tr>")
            at += 1
    rows.append(f"<tr><td colspan='2'>（七）总计</td>{_numbers(grid[at])}</tr>")
    rows.append(f"<tr><td colspan='3'>四、结转下年度继续办理</td>{_numbers(grid[at + 1])}</tr>")
    return rows


REQUESTS_HEADER = (
    "<tr><td colspan='3' rowspan='3'>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td>"
    "<td colspan='7'>申请人情况</td></tr>"
    "<tr><td rowspan='2'>自然人</td><td colspan='5'>法人或其他组织</td><td rowspan='2'>总计</td></tr>"
    "<tr><td>商业<br>企业</td><td>科研<br>机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"
)


def requests_table(grid: Grid, header: str = REQUESTS_HEADER) -> str:
    return f"<table border='1'>{header}{''.join(requests_rows(grid))}</table>"


def reviews_table(numbers: Sequence[object]) -> str:
    leaves = "".join(f"<td>{word}</td>" for word in OUTCOMES)
    tall = "".join(f"<td rowspan='2'>{word}</td>" for word in OUTCOMES)
    return (
        "<table><tr><td colspan='5'>行政复议</td><td colspan='10'>行政诉讼</td></tr>"
        f"<tr>{tall}<td colspan='5'>未经复议直接起诉</td><td colspan='5'>复议后起诉</td></tr>"
        f"<tr>{leaves}{leaves}</tr><tr>{_numbers(numbers)}</tr></table>"
    )


def norms_table(made: object = 1, abolished: object = 0, valid: object = 4) -> str:
    return (
        "<table><tr><td colspan='4'>第二十条第（一）项</td></tr>"
        "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
        "<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr>"
        f"<tr><td>行政规范性文件</td><td>{made}</td><td>{abolished}</td><td>{valid}</td></tr>"
        "<tr><td colspan='4'>第二十条第（五）项</td></tr>"
        "<tr><td>信息内容</td><td colspan='3'>本年处理决定数量</td></tr>"
        "<tr><td>行政许可</td><td colspan='3'>12</td></tr></table>"
    )


OLD_NORMS = (
    "<table><tr><td colspan='4'>第二十条第（一）项</td></tr>"
    "<tr><td>信息内容</td><td>本年新<br>制作数量</td><td>本年新<br>公开数量</td><td>对外公开<br>总数量</td></tr>"
    "<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr><tr><td>规范性文件</td><td>1</td><td>1</td><td>3</td></tr></table>"
)


def report_html(
    *tables: str, year: int = 2025, unit: str = UNIT, overview: str = "", other: str = "", period: str = ""
) -> str:
    """A whole report; tables stand in parts two to four, as many as are given."""
    two, three, four = (*tables, "", "", "")[:3]
    period = period or f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
    overview = overview or f"{year}年，本局对照年度政务公开工作要点逐项落实。"
    other = other or "本年度未收取政府信息公开信息处理费。"
    body = (
        f"<p>根据《中华人民共和国政府信息公开条例》编制本报告。{period}</p><p><b>一、总体情况</b></p><p>{overview}</p>"
        f"<p>二、主动公开政府信息情况</p>{two}<p>三、收到和处理政府信息公开申请情况</p>{three}"
        f"<p>四、政府信息公开行政复议、行政诉讼情况</p>{four}"
        "<p>五、存在的主要问题及改进情况</p><p>公开的及时性还要提高，将定期自查。</p>"
        f"<p>六、其他需要报告的事项</p><p>{other}</p>"
    )
    title = f"{unit}{year}年政府信息公开工作年度报告"
    return (
        f"<html><head><title>{title}</title><meta name='ArticleTitle' content='{title}'></head>"
        f"<body><h1>{title}</h1><div id='zoom'>{body}</div></body></html>"
    )


def report_page(html: str, **named: str) -> Page:
    url = named.get("url", "http://www.example.gov.cn/nb/1.html")
    return extract(html.encode(), url=url, fetched_at=NOW)


def codes(findings: Sequence[object]) -> Mapping[str, str]:
    """Code -> verdict, of the annual-report rules only."""
    return {f.code: str(f.verdict) for f in findings if f.code.startswith("ANR")}  # type: ignore[attr-defined]
