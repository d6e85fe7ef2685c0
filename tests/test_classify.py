"""The document class of pages, with and without a section."""

import datetime as dt
import json
from pathlib import Path

import pytest

from auditor.models import DocumentClass as D
from auditor.models import Page, PageKind, Problem, ProblemKind, Section, SectionKind
from auditor.text.classify import classify, document_number_of
from auditor.text.paper import paragraphs_of, read_document
from spiders.extract.extract import extract

NOW = dt.datetime(2023, 9, 1, tzinfo=dt.UTC)


def page(title: str, number: str | None = None, text: str = "正文。", **values) -> Page:
    fields = {"title": title} | ({"document_number": number} if number else {}) | values.pop("fields", {})
    return Page(
        source="p", url="http://a.example/p.html", kind=PageKind.ARTICLE, fetched_at=NOW, title=title,
        fields=fields, document=read_document(paragraphs_of(text)), **values,
    )  # fmt: skip


def section(kind: SectionKind) -> Section:
    return Section("云湖区水务局", "法定主动公开内容/栏目", kind=kind)


@pytest.mark.parametrize(
    ("title", "number", "expected"),
    [
        ("云湖区水务局关于开展检查的通知", "云水字〔2023〕1号", D.OFFICIAL),
        ("云湖区水务局关于开展检查的通知", "无文号", D.OFFICIAL),
        ("关于同意设立机构的复函", None, D.OFFICIAL),
        ("某某条例", "国令第706号", D.OFFICIAL),
        ("关于印发《公开征求意见工作规定》的通知", None, D.OFFICIAL),
        ("云湖区水务局2023年度政府信息公开工作年度报告", "无文号", D.ANNUAL_REPORT),
        ("关于做好政府信息公开年度报告编制工作的通知", None, D.OFFICIAL),
        ("云湖区水务局政府信息公开指南", "〔〕号", D.GUIDE),
        ("《云湖区供水管理办法》政策解读", None, D.INTERPRETATION),
        ("一图读懂《云湖区供水管理办法》", "云水字〔2023〕1号", D.INTERPRETATION),
        ("关于公开征求《云湖区供水管理办法（征求意见稿）》意见的公告", None, D.CONSULTATION),
        ("关于《云湖区供水管理办法》公开征求意见采纳情况的反馈", None, D.CONSULTATION_FEEDBACK),
        ("关于建议提案办理情况的报告", None, D.UNKNOWN),
        ("云湖区水务局2023年部门预算", None, D.BUDGET),
        ("关于批复2023年部门预算的通知", None, D.OFFICIAL),
        ("云湖区2023年低保对象公示", None, D.PUBLIC_NOTICE),
        ("云湖区水务局招聘公告", None, D.PUBLIC_NOTICE),
        ("关于临时停水的通告", "云水告〔2023〕2号", D.OFFICIAL),
        ("区水务局召开防汛会议", None, D.UNKNOWN),
        (None, None, D.UNKNOWN),
    ],
)
def test_without_a_section(title, number, expected):
    assert classify(page(title or "", number), None) is expected


@pytest.mark.parametrize(
    ("kind", "title", "number", "expected"),
    [
        (SectionKind.NORMATIVE, "关于印发供水管理办法的通知", "云水字〔2023〕1号", D.NORMATIVE),
        (SectionKind.NORMATIVE, "云湖区供水管理办法", None, D.NORMATIVE),
        (SectionKind.NORMATIVE, "《云湖区供水管理办法》政策解读", None, D.INTERPRETATION),
        (SectionKind.NORMATIVE, "关于公布规范性文件清理结果的通知", "云政字〔2023〕1号", D.OFFICIAL),
        (SectionKind.POLICY, "2023年政务公开工作方案", None, D.OFFICIAL),
        (SectionKind.POLICY, "某项目公示", None, D.PUBLIC_NOTICE),
        (SectionKind.NEWS, "区水务局召开防汛会议", None, D.NEWS),
        (SectionKind.NEWS, "关于开展检查的通知", "云水字〔2023〕1号", D.OFFICIAL),
        (SectionKind.ANNUAL_REPORT, "云湖区水务局2023年年报", None, D.ANNUAL_REPORT),
        (SectionKind.ANNUAL_REPORT, "云湖区水务局政府信息公开指南", None, D.GUIDE),
        (SectionKind.CONSULTATION, "关于征集防汛建议的公告", None, D.CONSULTATION),
        (SectionKind.GUIDE, "云湖区水务局", None, D.GUIDE),
        (SectionKind.OTHER, "区水务局召开防汛会议", None, D.UNKNOWN),
        (
            SectionKind.CONSULTATION,
            "关于公开征求《供水办法（征求意见稿）》意见的反馈",
            None,
            D.CONSULTATION_FEEDBACK,
        ),
        (SectionKind.CONSULTATION, "公开征求《信用情况公示办法》意见", None, D.CONSULTATION),
    ],
)
def test_in_a_section(kind, title, number, expected):
    assert classify(page(title, number), section(kind)) is expected


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"record_number": "YHCR-2023-0020001"}, "正文。"),
        ({"expires_on": "2028-07-31"}, "正文。"),
        ({}, "YHCR-2023-0020001\n关于印发办法的通知\n正文。"),
        ({}, "正文。\n第十条　本办法自2023年8月1日起施行，有效期至2028年7月31日。"),
    ],
)
def test_a_registration_or_a_term_of_validity_makes_a_normative_document(fields, text):
    assert classify(page("关于印发办法的通知", "云水字〔2023〕1号", text, fields=fields)) is D.NORMATIVE


def test_a_term_of_validity_of_other_things_does_not():
    assert (
        classify(page("关于换证的通知", "云水字〔2023〕1号", "证件有效期为五年，请及时换领。")) is D.OFFICIAL
    )


def test_the_columns_name_helps_where_the_title_says_nothing():
    assert classify(page("区水务局召开防汛会议", metas={"ColumnName": "工作动态"})) is D.NEWS
    assert classify(page("区水务局召开防汛会议", breadcrumb=("政务公开", "部门动态"))) is D.NEWS


def test_pages_that_were_not_read_have_no_class():
    blocked = page("关于开展检查的通知", problems=(Problem(ProblemKind.CHALLENGE, "拦截"),))
    assert classify(blocked, section(SectionKind.POLICY)) is D.UNKNOWN


def test_the_number_of_a_page_is_never_a_placeholder():
    assert document_number_of(page("甲", "〔〕号")) is None
    assert (
        document_number_of(page("甲", "无文号", "关于检查的通知\n云水字〔2023〕1号\n各镇："))
        == "云水字〔2023〕1号"
    )


def test_real_policy_pages_are_papers(shared: Path):
    folder = shared / "portals" / "real"
    for line in (folder / "labels.jsonl").read_text("utf-8").splitlines():
        label = json.loads(line)
        read = extract((folder / label["file"]).read_bytes(), url=label["url"], fetched_at=NOW)
        assert read.document_class in (D.OFFICIAL, D.NORMATIVE), label["file"]
