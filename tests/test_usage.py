"""A doubt about the same words on many pages of a unit, or of several units, is put once; what is certain is told everywhere."""

import datetime as dt

import pytest

from auditor.judge.judge import judge
from auditor.ledger.advance import advance
from auditor.models import StandingState, Verdict
from auditor.rule import load
from auditor.rule.examples import page_of, site_of

RULES = [rule for rule in load("rules.text") if rule.code in ("TXT001", "TXT008")]
AT = dt.datetime(2026, 4, 13, 2, tzinfo=dt.timezone(dt.timedelta(hours=8)))
DOUBTED = "请各单位认真落买整改要求，确保按时完成。"
LISTED = "请到窗口登记帐号，领取材料。"
CERTAIN = "请各单位及时拔款，确保按时完成。"


def _page(number, day, text=DOUBTED, unit="区民政局"):
    return page_of(
        {
            "url": f"http://www.example.gov.cn/doc_{number}.html",
            "unit": unit,
            "text": text,
            "fields": {"published_on": day} if day else {},
        }
    )


def _judged(pages):
    return judge(pages, site_of({"portal": {}}), RULES)


def _three(**more):
    return [_page(n, f"2026-03-0{n}", **more) for n in (1, 2, 3)]


def test_the_page_published_first_is_asked_about_and_tells_of_the_others():
    judged = _judged(_three()[::-1])
    [asked] = judged.findings
    assert asked.url.endswith("doc_1.html")
    assert "另有2个页面" in asked.message
    assert "doc_2.html" in asked.message
    assert [finding.exemption.asked_at for finding in judged.exempted] == [asked.url, asked.url]


def test_it_does_not_depend_on_the_order_of_pages():
    assert _judged(_three()).findings == _judged(_three()[::-1]).findings


@pytest.mark.parametrize(
    "pages",
    [
        _three()[:2],
        [_page(n, "2026-03-01") for n in (1, 2, 3)],
        [_page(n, None) for n in (1, 2, 3)],
        [_page(n, f"2026-03-0{n}", unit=f"区{n // 2}局") for n in (1, 2, 3)],
        _three(text=LISTED),
    ],
    ids=["two pages", "one day", "drafts", "two units", "a listed word"],
)
def test_otherwise_every_page_is_asked_about(pages):
    judged = _judged(pages)
    assert len(judged.findings) == len(pages)
    assert not judged.exempted


def test_words_that_several_units_use_are_asked_about_once():
    judged = _judged([_page(n, f"2026-03-0{n}", unit=f"区{n}局") for n in (3, 1, 2)])
    [asked] = judged.findings
    assert asked.unit == "区1局"
    assert "另有2个页面" in asked.message


def test_what_is_certain_is_told_on_every_page():
    judged = _judged(_three(text=CERTAIN))
    assert [finding.verdict for finding in judged.findings] == [Verdict.FAIL] * 3


def test_on_the_ledger_it_is_neither_mended_nor_a_relapse():
    two, three = _judged(_three()[:2]), _judged(_three())
    first = advance([], two.found, seen=lambda _: True, at=AT)
    second = advance(first, three.found, seen=lambda _: True, at=AT + dt.timedelta(days=1))
    states = {item.finding.url[-6]: item.state for item in second}
    assert states == {
        "1": StandingState.STANDING,
        "2": StandingState.EXEMPTED,
        "3": StandingState.EXEMPTED,
    }
