"""What the examples cannot count: how many findings one fault makes, and silence on sound real papers."""

import datetime as dt
import json

import pytest
from made_drafts import read_draft

from auditor.judge.judge import judge_page
from auditor.models import Verdict
from auditor.rule import load
from auditor.rule.examples import page_of, site_of
from spiders.extract.extract import extract

AT = dt.datetime(2026, 11, 20, 8, tzinfo=dt.timezone(dt.timedelta(hours=8)))
RULES = {rule.code: rule for family in ("format", "fields", "text") for rule in load(f"rules.{family}")}


def findings(code, page, site=None):
    return judge_page(page_of(page), site_of(site or {}), [RULES[code]])


def test_a_wrong_number_that_stands_in_both_places_alike_is_one_finding():
    body = "关于加强管理的通知\n示经发[2023]3号\n各镇人民政府："
    page = {
        "document_class": "official_document",
        "fields": {"document_number": "示经发[2023] 3号"},
        "text": body,
    }
    assert [f.subject for f in findings("FMT001", page)] == ["正文文号"]


def test_title_and_table_naming_the_same_wrong_issuer_are_one_finding():
    body = "示例区财政局关于加强管理的通知\n各镇人民政府：\n现通知如下。\n示例区经济发展局\n2023年7月21日"
    page = {"document_class": "official_document", "fields": {"issuer": "示例区财政局"}, "text": body}
    units = {"portal": {"units": [{"name": "示例区财政局"}, {"name": "示例区经济发展局"}]}}
    assert len(findings("FMT009", page, units)) == 1


def test_a_publisher_that_stands_for_the_issuer_is_one_finding():
    page = {
        "document_class": "news",
        "fields": {"issuer": "null", "publisher": "null"},
        "labels": {"issuer": "发布机构", "publisher": "发布机构"},
    }
    assert len(findings("FLD002", page)) == 1


@pytest.mark.parametrize(("count", "reported", "more"), [(10, 10, None), (13, 10, "本页另有3处")])
def test_half_width_marks_are_reported_ten_a_page(count, reported, more):
    words = "".join(f"({c}项)" for c in "甲乙丙丁戊己庚辛壬癸子丑寅"[:count])
    found = findings("TXT003", {"document_class": "news", "text": words + "(甲项)"})
    assert len(found) == reported
    assert [("另有" in f.message) for f in found] == [False] * (reported - 1) + [more is not None]
    assert more is None or more in found[-1].message


def test_unpaired_marks_are_reported_ten_a_page():
    found = findings(
        "TXT004", {"document_class": "news", "text": "\n".join(f"完善“内容{n}" for n in range(12))}
    )
    assert len(found) == 10


def test_real_state_council_papers_are_sound(shared):
    folder = shared / "portals/real"
    urls = {}
    for line in (folder / "labels.jsonl").read_text("utf-8").splitlines():
        label = json.loads(line)
        if label.get("cms") == "gov.cn":
            urls[label["file"]] = label["url"]
    assert len(urls) == 30
    site = site_of({})
    found = [
        (name, finding.code, finding.quote)
        for name, url in urls.items()
        for finding in judge_page(
            extract((folder / name).read_bytes(), url=url, fetched_at=AT), site, RULES.values()
        )
        if finding.verdict is Verdict.FAIL
    ]
    # 技工教育) closes a full-width bracket in the paper as it stands on the web
    assert [(code, quote[-5:]) for _, code, quote in found] == [("TXT003", "技工教育)")]


def test_the_plan_shows_its_known_defects_and_nothing_else(shared):
    page = read_draft(shared / "seed/plan-2023.txt", fetched_at=AT)
    forms = [rule for rule in RULES.values() if rule.family != "text" or rule.code in ("TXT003", "TXT004")]
    found = {(f.code, f.quote, f.verdict) for f in judge_page(page, site_of({}), forms)}
    assert found == {
        ("FMT003", "字淄文昌管办字〔2023〕16号字", Verdict.FAIL),
        ("TXT003", "(鲁发〔2022〕11号)", Verdict.FAIL),
        ("TXT003", "(含事实无人抚养儿童)", Verdict.FAIL),
        ("TXT003", "(居)", Verdict.FAIL),
        ("TXT003", "(社区)", Verdict.FAIL),
        ("FMT017", "<淄博市规范政府文件发布格式和数据联通工作实施方案>", Verdict.FAIL),
        ("FMT020", "   （一）强化组织领导。各", Verdict.REVIEW),
        ("FMT020", "文昌湖区政务公开\n\n工作方案的通知", Verdict.REVIEW),
    }
