"""One fault is one deduction: moot findings, template faults, the law of the time."""

import dataclasses
import datetime as dt

from auditor.judge.judge import judge, judge_page
from auditor.models import Basis, Flaw, Severity, Verdict
from auditor.rule import page_rule
from auditor.rule.examples import page_of, site_of

BASIS = (Basis("示例办法"),)


def _rule(code, **traits):
    def speak(page, _site):
        yield Flaw(verdict=Verdict.FAIL, message=f"{code}不符", subject="字段")

    return page_rule(code, "示例", Severity.MINOR, basis=BASIS, **traits)(speak)


def _pages(count, **more):
    return [page_of({"url": f"http://www.example.gov.cn/doc_{n}.html", **more}) for n in range(count)]


def _judged(pages, *rules):
    return judge(pages, site_of({"portal": {"operator": "区政府办公室"}}), rules).findings


def test_a_covered_fault_on_the_same_page_is_moot():
    codes = lambda findings: [f.code for f in findings]
    assert codes(_judged(_pages(1), _rule("AAA001", covers=["AAA002"]), _rule("AAA002"))) == ["AAA001"]
    assert codes(_judged(_pages(1), _rule("AAA001"), _rule("AAA002"))) == ["AAA001", "AAA002"]


def test_a_template_fault_is_one_finding_for_the_platform():
    rule = _rule("AAA001", template=True)
    [finding] = _judged(_pages(5), rule)
    assert finding.unit == "区政府办公室"
    assert finding.amount == 5
    assert "5个页面" in finding.message
    assert len(_judged(_pages(4), rule)) == 4, "four pages prove no template"


def test_a_fault_of_some_pages_is_the_pages_own():
    def some(page, _site):
        if int(page.url.rsplit("_", 1)[1].removesuffix(".html")) < 7:
            yield Flaw(verdict=Verdict.FAIL, message="缺标签", subject="PubDate")

    rule = page_rule("AAA001", "示例", Severity.MINOR, basis=BASIS, template=True)(some)
    assert len(_judged(_pages(10), rule)) == 7
    assert len(_judged(_pages(8), rule)) == 1, "seven of eight are more than four fifths"


def test_template_finding_does_not_depend_on_page_order():
    rule = _rule("AAA001", template=True)
    assert _judged(_pages(6), rule) == _judged(_pages(6)[::-1], rule)


def test_papers_older_than_the_law_are_not_judged_by_it():
    rule = _rule("AAA001", since=dt.date(2019, 5, 15))
    site = site_of({})
    old, new, undated = (
        page_of({"fields": {"dated_on": "2019-05-14"}}),
        page_of({"fields": {"dated_on": "2019-05-15"}}),
        page_of({}),
    )
    assert [bool(judge_page(p, site, [rule])) for p in (old, new, undated)] == [False, True, True]


def test_a_broken_rule_speaks_and_does_not_stop_the_run(caplog):
    def broken(page, _site):
        raise ValueError("x")
        yield

    rule = page_rule("AAA001", "示例", Severity.MINOR, basis=BASIS)(broken)
    findings = _judged(_pages(1), rule, _rule("AAA002"))
    assert [(f.code, f.verdict) for f in findings] == [("AAA001", Verdict.REVIEW), ("AAA002", Verdict.FAIL)]
    assert "规则未能执行" in findings[0].message
    assert "ValueError" in caplog.text


def test_unread_pages_are_listed_and_not_judged():
    blocked = page_of({"problems": [{"kind": "challenge", "text": "被网站防护拦截"}]})
    result = judge([blocked], site_of({}), [_rule("AAA001")])
    assert result.findings == ()
    assert [u.why for u in result.unchecked] == ["被网站防护拦截"]


def test_an_exemption_ends_on_its_day():
    site = site_of(
        {
            "portal": {
                "exemptions": [{"code": "AAA001", "reason": "迁移中", "period": {"until": "2023-09-01"}}]
            }
        }
    )
    rule = _rule("AAA001")
    result = judge(_pages(1), site, [rule])
    assert result.findings == ()
    assert len(result.exempted) == 1
    later = dataclasses.replace(site, as_of=site.as_of + dt.timedelta(days=1))
    assert len(judge(_pages(1), later, [rule]).findings) == 1


def test_personal_data_never_reaches_a_finding():
    def leak(page, _site):
        yield Flaw(
            verdict=Verdict.FAIL,
            message="见37030319900101005X",
            subject="37030319900101005X",
            quote="电话13900000001",
        )

    rule = page_rule("AAA001", "示例", Severity.MINOR, basis=BASIS)(leak)
    [finding] = _judged(_pages(1), rule)
    assert "19900101" not in repr(finding)
    assert "13900000001" not in repr(finding)
