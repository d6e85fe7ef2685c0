"""A table of a budget is known by the line above it, and what explains it stands below."""

from datetime import datetime

from auditor.models import Document
from auditor.rule.examples import FETCHED_AT
from rules.budget.captions import captioned
from spiders.extract.extract import extract

FUND = "<table><tr><td>科目</td><td>合计</td></tr><tr><td>支出</td><td>0</td></tr></table>"
TITLED = (
    "<table><tr><td>国有资本经营预算支出表</td><td>合计</td></tr><tr><td>支出</td><td>0</td></tr></table>"
)


def _read(body: str) -> Document:
    page = f"<html><body><h1>某局2023年部门预算</h1><div class='TRS_Editor'>{body}</div></body></html>"
    at = datetime.fromisoformat(FETCHED_AT)
    return extract(page.encode(), url="http://www.example.gov.cn/ys/1.html", fetched_at=at).document


def test_the_line_above_names_a_table_and_its_unit_does_not() -> None:
    shown = list(
        captioned(_read(f"<p>表八　政府性基金预算支出表</p><p>单位：万元</p>{FUND}<p>注：无此项。</p>"))
    )
    assert [(t.name, t.below) for t in shown] == [("表八政府性基金预算支出表", "注：无此项。")]


def test_the_number_of_a_table_is_not_its_name() -> None:
    numbered = "<p>政府性基金预算支出情况表</p><p>公开08表　单位：万元</p>"
    assert [t.name for t in captioned(_read(numbered + FUND))] == ["政府性基金预算支出情况表"]


def test_a_note_under_one_table_does_not_name_the_next() -> None:
    shown = list(
        captioned(_read(f"<p>政府性基金预算支出表</p>{FUND}<p>说明：本单位没有，故本表为空表。</p>{FUND}"))
    )
    assert [t.name for t in shown] == ["政府性基金预算支出表", ""]


def test_of_tables_without_a_word_between_only_the_last_has_the_note() -> None:
    shown = list(
        captioned(_read(f"<p>政府性基金预算支出表</p>{FUND}{TITLED}<p>注：无此项。</p><p>一、总体情况。</p>"))
    )
    assert [t.below for t in shown] == ["", "注：无此项。"]


def test_text_without_tables_has_none() -> None:
    assert list(captioned(_read("<p>现予公开。</p>"))) == []
