"""Real pages of the Zibo platform, rebuilt from what was noted of them: every noted defect is found, and no other.

The markup is the tests' own; titles, fields, addresses and first lines are those of the pages.
"""

import dataclasses
import datetime as dt
import json
from html import escape

import pytest

from auditor.judge.judge import judge
from auditor.models import DocumentClass, Portal, Site
from auditor.rule import load
from auditor.text.classify import classify
from spiders.extract.extract import extract

NOW = dt.datetime(2026, 2, 10, 1, tzinfo=dt.timezone(dt.timedelta(hours=8)))
RULES = load("rules")
CODES = frozenset(
    "ANR001 COL001 COL002 COL003 COL004 COL009 COL011 FLD001 FLD002 FLD003 FLD006 FLD007 FLD008 FLD013 FLD015"
    " FMT001 FMT002 FMT003 FMT004 FMT008 FMT009 FMT015 LAG001 LAG004 LNK002 LNK003 LNK004 PRV001 PRV002 TXT003"
    " TXT004".split()
)
FULL_WIDTH = str.maketrans(",:;()", "，：；（）")  # the notes write these marks in half width
LATE = {  # record made more than a working day after the shown date, or after 31 January
    "doc_6017a5b315926bbfe8ec3124",
    "doc_69786d3f69d516b4fac7a719",
    "doc_697821c284569b5304c7a708",
    "doc_697c1cfcf84e0d9db0c7a79e",
    "doc_697b1f2c48630dd964c7a76b",
    "doc_697b19509d1028953ce048b4",
}


def pages_of(shared):
    lines = (shared / "portals/real/zibo_platform_pages_text.jsonl").read_text("utf-8").splitlines()
    return [entry for entry in map(json.loads, lines) if entry["kind"] in ("annual-report", "policy")]


def body_of(entry):
    given = entry.get("body_head", "").translate(FULL_WIDTH)
    report = (
        ""
        if entry["kind"] == "policy"
        else f"{entry['unit']}依法公开政府信息，办理公开申请，接受社会监督。\n一、总体情况"
    )
    ending = (
        "现将方案印发给你们，请认真贯彻执行。\n淄博市人民政府办公室\n2025年5月28日\n（此件公开发布）"
        if entry["kind"] == "policy"
        else f"{entry['unit']}严格落实公开要求，按时更新栏目，公开内容真实准确。"
    )
    lines = [line for line in (*given.split("\n"), *report.split("\n"), *ending.split("\n")) if line]
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def older_table(fields):
    rows = [("标题",), ("索引号", "文号"), ("发文日期", "发布机构")]
    cells = (
        "".join(f"<td>{n}：</td><td>{escape(fields[n])}</td>" for n in row if n in fields) for row in rows
    )
    return "<table class='info'>" + "".join(f"<tr>{row}</tr>" for row in cells if row) + "</table>"


def newer_table(fields):
    pairs = (
        f"<div><span>{name}：</span><span>{escape(value)}</span></div>" for name, value in fields.items()
    )
    return f"<div class='head'>{''.join(pairs)}</div>"


def html_of(entry):
    fields = entry["fields"]
    title = fields.get("标题", "")
    issuer = fields.get("发布机构") or fields.get("发文机关", "")
    shown = fields["发文日期"]
    metas = {
        "SiteName": entry["unit"], "SiteDomain": "www.zibo.gov.cn", "SiteIDCode": "3703000001",
        "ColumnName": "政府信息公开年度报告", "ColumnType": "政府信息公开", "ArticleTitle": title,
        "PubDate": f"{shown} 09:00", "ContentSource": issuer,
    }  # fmt: skip
    head = "".join(
        f'<meta name="{name}" content="{escape(value)}">' for name, value in metas.items() if value
    )
    tabs = "".join(f"<li>{tab}</li>" for tab in entry.get("tabs", "标题 正文 手机").split())
    dated = f"<p class='date'>{entry['body_meta']}</p>" if "body_meta" in entry else ""
    table = newer_table(fields) if entry["kind"] == "policy" else older_table(fields)
    return (
        f"<html><head><meta charset='utf-8'><title>{escape(title)}</title>{head}</head><body>"
        f"<div class='crumb'>{entry.get('breadcrumb', '首页 政务公开')}</div>{table}<ul>{tabs}</ul>"
        f"<h1>{escape(title)}</h1>{dated}<div id='zoom'>{body_of(entry)}</div></body></html>"
    )


def read(entry):
    page = extract(html_of(entry).encode(), url=entry["url"], fetched_at=NOW)
    return dataclasses.replace(page, document_class=classify(page, None), unit=entry["unit"])


@pytest.fixture(scope="module")
def found(shared):
    pages = [read(entry) for entry in pages_of(shared)]
    portal = Portal(id="zibo", name="淄博市", home="http://www.zibo.gov.cn/", hosts=("www.zibo.gov.cn",))
    findings = judge(pages, Site(portal=portal, as_of=NOW), RULES).findings
    return pages, [finding for finding in findings if finding.code in CODES]


def of(found, code):
    return sorted((str(f.verdict), f.quote) for f in found[1] if f.code == code)


def test_fields_are_read_as_they_stand(found, shared):
    for page, entry in zip(found[0], pages_of(shared), strict=True):
        assert page.cms == "gongkai"
        assert page.fields["index_number"] == entry["fields"]["索引号"]
        assert page.fields["issued_on"] == entry["fields"]["发文日期"]
        assert page.readable


def test_titled_reports_are_annual_reports(found):
    classes = [page.document_class for page in found[0] if page.title]
    assert classes.count(DocumentClass.ANNUAL_REPORT) == 12
    assert classes.count(DocumentClass.OFFICIAL) == 1


def test_template_and_program_values_are_found(found):
    assert of(found, "FLD002") == [
        ("fail", "11370300004224423Q/2021-None"),
        ("fail", "11370306004220545G/2009-None"),
        *[("fail", "〔〕号")] * 3,
    ]


def test_index_numbers_without_an_organisation_are_found(found):
    assert of(found, "FLD003") == [("fail", f"/2026-{n}") for n in (5564390, 5565770, 5566305)]


def test_stray_space_in_a_title_is_found(found):
    ((verdict, quote),) = of(found, "FMT015")
    assert verdict == "fail" and "常家镇人民政府 2025年" in quote


def test_late_records_are_left_to_a_person(found):
    late = [f for f in found[1] if f.code == "LAG004"]
    assert {f.url.rsplit("/", 1)[1].removesuffix(".html") for f in late} == LATE
    assert {str(f.verdict) for f in late} == {"review"}


def test_nothing_else_is_said(found):
    other = [f for f in found[1] if f.code not in ("FLD002", "FLD003", "FMT015", "LAG004")]
    assert not other, [(f.code, f.url, f.message) for f in other]
    assert not [f for f in found[1] if "doc_683969678940ec8b68717b9c" in f.url]
