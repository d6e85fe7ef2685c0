"""The bulletin is an official paper itself: the program finds nothing certain against its text."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from findings import AS_OF, UNITS, a_coverage, a_finding, a_portal, findings_of_a_quarter, two_quarters
from lxml import html
from sample_night import PROFILE, RULES

from auditor.cli import run
from auditor.inspection.inspected import Inspected, inspected
from auditor.inspection.period import Term
from auditor.inspection.rows import rows_of
from auditor.inspection.scheme import load_scheme
from auditor.judge.judge import judge
from auditor.models import Coverage, Site
from auditor.sample import NIGHTS
from reports import bulletin
from reports.comparison import compare

QUARTER = load_scheme("quarterly_check")


def text_of(page: str) -> str:
    """Title and main part, a line each, as a person would paste them; links to the annex are no words of it."""
    tree = html.fromstring(page)
    for link in tree.xpath("//main//a[@class='see']"):
        link.drop_tree()
    for end in tree.xpath("//main//br"):
        end.tail = "\n" + (end.tail or "")
    lines = tree.xpath("//h1 | //main//*[self::p or self::h2 or self::h3 or self::li[parent::ol]]")
    return "\n".join(" ".join(line.text_content().split(" ")).strip() for line in lines) + "\n"


def sample_quarter(sample_pages) -> Inspected:
    """The sample district's articles, judged without its sections."""
    at = NIGHTS[2]
    pages = [page for _, page in sample_pages(3)]
    found = judge(pages, Site(portal=PROFILE, as_of=at), list(RULES.values())).findings
    seen = Coverage(pages_by_unit={unit.name: 30 for unit in PROFILE.units}, sections=9, sections_read=9)
    return inspected(PROFILE, found, seen, QUARTER, as_of=at, period=Term.of(3, at.date()).name)


def fictional_quarter(_: object) -> Inspected:
    return inspected(
        a_portal(), findings_of_a_quarter(), a_coverage(), QUARTER, as_of=AS_OF, period="2024年第3季度"
    )


@pytest.mark.parametrize("quarter", [sample_quarter, fictional_quarter])
def test_the_bulletin_passes_the_programs_own_rules(
    quarter, sample_pages, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    compared = compare(*two_quarters(), UNITS, QUARTER) if quarter is fictional_quarter else None
    view = bulletin.build(quarter(sample_pages), comparison=compared, since=AS_OF.date())
    assert view.topics
    draft = tmp_path / "通报.txt"
    draft.write_text(text_of(bulletin.write(view, tmp_path).read_text("utf-8")), "utf-8")
    run(["check", str(draft), "--format", "jsonl"])
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["code"], one["quote"]) for one in said if one["verdict"] == "fail"] == []


def test_what_the_bulletin_says_of_each_code_passes_the_programs_own_rules(
    sample_pages, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bulletin names a few examples; each code's may be among them in some quarter."""
    whole, said = sample_quarter(sample_pages), {}
    for code in sorted({finding.code for finding in whole.findings}):
        alone = [finding for finding in whole.findings if finding.code == code]
        view = bulletin.build(
            replace(whole, rows=rows_of(alone, PROFILE.units)), comparison=None, since=AS_OF.date()
        )
        said[code] = [example.text for topic in view.topics for example in topic.examples]
    lines = [text for texts in said.values() for text in texts]
    assert len(lines) > 40
    draft = tmp_path / "通报.txt"
    draft.write_text("关于政务公开检查情况的通报\n\n" + "\n".join(lines) + "\n", "utf-8")
    run(["check", str(draft), "--format", "jsonl"])
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    failed = [f"{one['code']} {one['quote']}" for one in found if one["verdict"] == "fail"]
    assert "\n".join(failed) == ""


def test_wording_that_a_paper_does_not_repeat_is_told_put_right_or_by_where_it_is_read() -> None:
    comma = a_finding(
        "TXT003", name="中文中用半角标点", message="“各企业,请于”中用了半角标点", quote="各企业,请于", expected="各企业，请于"
    )  # fmt: skip
    absent = a_finding(
        "TXT011", name="日期与星期非法", message="“2026年2月30日”：日历上没有这一天", quote="2026年2月30日", expected="日历上有的日期"
    )  # fmt: skip
    view = bulletin.build(
        inspected(a_portal(), [comma, absent], a_coverage(), QUARTER, as_of=AS_OF, period="2024年第3季度")
    )
    told = [example.text for topic in view.topics for example in topic.examples]
    assert any("中文中用半角标点，应为“各企业，请于”" in one and "企业,请" not in one for one in told)
    assert any(f"原文见附件2，编号{absent.number}" in one and "2月30日" not in one for one in told)
