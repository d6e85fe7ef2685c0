"""Page rules are asked while the pages come in; those that compare a page with others wait for the last one."""

import inspect

import pytest

from auditor.judge.judge import judge
from auditor.rule import Rule, load
from auditor.rule.examples import page_of, site_of

RULES = {rule.code: rule for rule in load("rules")}
UNIT = {"unit": "区民政局"}
GUIDE = UNIT | {
    "url": "http://www.example.gov.cn/zn.html",
    "document_class": "guide",
    "title": "区民政局政府信息公开指南",
    "fields": {"published_on": "2023-07-03"},
    "text": "受理机构：区民政局办公室；联系电话：0000-5550401。",
}
OFFICE = UNIT | {
    "url": "http://www.example.gov.cn/jg.html",
    "title": "区民政局机构概况",
    "text": "办公电话：{}",
}


@pytest.mark.parametrize("guide_first", [True, False])
@pytest.mark.parametrize(("number", "codes"), [("0000-5550888", ["GUI002"]), ("0000-5550401", [])])
def test_a_guide_is_compared_with_pages_that_come_after_it(
    guide_first: bool, number: str, codes: list[str]
) -> None:
    pages = [page_of(GUIDE), page_of(OFFICE | {"text": f"办公电话：{number}"})]
    site = site_of({"pages": [GUIDE, OFFICE | {"text": f"办公电话：{number}"}]})
    bare = type(site)(portal=site.portal, as_of=site.as_of, documents=site.documents)
    found = judge(pages if guide_first else pages[::-1], bare, [RULES["GUI002"]]).findings
    assert [finding.code for finding in found] == codes


@pytest.mark.parametrize("rule", [r for r in RULES.values() if r.scope == "page"], ids=lambda rule: rule.code)
def test_a_page_rule_that_looks_at_other_pages_awaits_them(rule: Rule) -> None:
    source = inspect.getsource(inspect.getmodule(rule.judge))  # type: ignore[arg-type]
    compares = "site.pages" in source or "elsewhere(page, site)" in source
    assert not compares or rule.awaits is not None
