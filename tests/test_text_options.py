"""Text rules: words that a profile adds, and one finding for one fault."""

import dataclasses

from auditor.judge.judge import judge_page
from auditor.models import Verdict
from auditor.rule import load
from auditor.rule.examples import page_of, site_of

RULES = [rule for rule in load("rules.text") if rule.code.startswith("TXT")]


def findings(text, **options):
    site = site_of({})
    portal = dataclasses.replace(site.portal, rule_options=options)
    page = page_of({"document_class": "news", "text": text})
    return judge_page(page, dataclasses.replace(site, portal=portal), RULES)


def test_a_profile_adds_wrong_words():
    text = "请在政通办平台提交材料，登陆系统后办理。"
    before = {f.quote: f.verdict for f in findings(text)}
    after = {f.quote: f.verdict for f in findings(text, TXT001={"words": {"登陆系统": "登录系统"}})}
    assert before["登陆系统"] is Verdict.REVIEW
    assert after["登陆系统"] is Verdict.FAIL


def test_a_profile_names_words_that_are_right():
    text = "以汇总链接形式在平合进行集中展示。"
    assert [f.code for f in findings(text)] == ["TXT001"]
    assert findings(text, TXT001={"known": ("平合",)}) == []


def test_one_fault_is_one_finding():
    text = "通过政府开放日、與情监测、网络问政等方式开展实施效果评价，全面掌握政策落地情况。"
    assert [(f.code, f.quote) for f in findings(text)] == [("TXT007", "與情")]


def test_half_width_bracket_of_a_citation_is_one_finding():
    assert [f.code for f in findings("落实《十条意见》(鲁发〔2022〕11号)的要求。")] == ["TXT003"]


def test_a_portal_knows_the_names_of_its_units():
    site = site_of({"portal": {"units": [{"name": "平合办公室"}]}})
    page = page_of({"document_class": "news", "text": "以汇总链接形式在平合进行集中展示。"})
    assert judge_page(page, site, RULES) == []
