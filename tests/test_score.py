"""The corpus in CI: each case in one style, all rules together; its form as its README tells it."""

import datetime as dt
import re

import pytest

from auditor.rule import load
from auditor.rule.book import manual_checks
from auditor.rule.examples import ExampleError
from tests import measured, sealed
from tests.corpus_cases import FORMS, LABELS, NO_PORTAL, Case, cases, read_cases, styles_of, subject_of
from tests.corpus_papers import FOLDER, PAPER_KEYS, STYLES
from tests.score import Shown, Table, main, report, score

README = (FOLDER / "README.md").read_text("utf-8")
CASE, PAPER = (
    {key for row in re.findall(r"^\| (`.*?) \|", part, re.M) for key in re.findall(r"`(\w+)`", row)}
    for part in README.split("## Parts of a paper")
)


def test_recall_and_precision_hold():
    table = score(load("rules"), every_style=False)
    overall = table.overall
    missed = [f"{one.case}（{one.style}）漏报{sorted(one.missed)}" for one in table.shown if one.missed]
    wrong = [f"{one.case}（{one.style}）误报{sorted(one.wrong)}" for one in table.shown if one.wrong]
    assert overall.recall >= 0.97, "\n".join(missed)
    assert overall.precision >= 0.99, "\n".join(wrong)


def test_the_corpus_is_large_enough_and_labelled():
    every = cases()
    assert sum(case.positive for case in every) >= 300
    assert sum(not case.positive for case in every) >= 300
    assert all(case.codes for case in every if case.positive)
    assert len({(case.file, case.why) for case in every}) == len(every), "two cases of one file tell the same"
    assert all(styles_of(case) for case in every)
    known = {check.code for check in (*load("rules"), *manual_checks())}
    assert {code for case in every for code in case.codes} <= known
    assert NO_PORTAL.units == ()


def test_a_miss_a_wrong_fail_and_a_doubt_are_counted_apart():
    positive = Case("x", True, "错例", ("FMT001",), {})
    trap = Case("x", False, "陷阱", ("FMT001",), {})
    nothing: frozenset[str] = frozenset()
    said = [
        Shown(positive, "own", frozenset({"FMT001"}), nothing, ()),
        Shown(positive, "own", nothing, frozenset({"FMT001"}), ()),
        Shown(positive, "own", frozenset({"TXT003"}), nothing, ()),
        Shown(trap, "own", frozenset({"FMT001"}), frozenset({"FMT005"}), ()),
    ]
    table = Table(said)
    number = table.by_code["FMT001"]
    assert (number.right, number.missed, number.wrong, number.traps) == (2, 1, 1, 1)
    assert table.by_code["TXT003"].wrong == 1 and table.by_code["FMT005"].doubts == 1
    assert (table.overall.recall, table.overall.precision) == (2 / 3, 0.5)
    assert "| FMT001 | 2 | 1 | 1 |" in report(table)


def test_the_readme_names_every_key_and_style():
    assert {*LABELS, *FORMS, *(key for keys in FORMS.values() for key in keys)} - set(PAPER_KEYS) | {
        "text"
    } == CASE
    assert set(PAPER_KEYS) == PAPER
    assert all(f"`{style}`" in README for style in STYLES)


@pytest.mark.parametrize(
    ("form", "key"),
    [(form, key) for form, keys in FORMS.items() for key in keys if key not in PAPER_KEYS]
    + [("paper", key) for key in PAPER_KEYS],
)
def test_a_key_of_the_readme_is_accepted_and_judged(form, key):
    bring = {"site": "{}", "page": "{}", "paper": '"notice"', "html": '"<p>x</p>"', "text": '"x"'}
    values = {"styles": '["draft"]', "swap": '[["水利局", "水务局"]]', "as_of": '"2023-09-01T08:00:00+08:00"'}
    values |= {"files": '[["名单", "/a.pdf"]]', "metas": '{ PubDate = "2023-07-27" }', "headed": "false"}
    given = values.get(key, '"2023-07-27"')
    (case,) = read_cases(f'[[trap]]\nwhy = "x"\n{form} = {bring[form]}\n{key} = {given}\n', "made")
    assert case.given[key] is not None
    pages, site = subject_of(case, styles_of(case)[0])
    assert site.as_of and list(pages) is not None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'paper = "notice"\npublishd = "2023-08-18"',
            "made 陷阱“甲”：没有键“publishd”（是不是“published”？）",
        ),
        ('html = "x"\npublished = "2023-08-18"', "made 陷阱“甲”：没有键“published”"),
        ('text = "x"\ncode = ["FMT001"]', "made 陷阱“甲”：没有键“code”（是不是“codes”？）"),
        ('papr = "notice"', "made 陷阱“甲”：没有键“papr”（是不是“paper”？）"),
        ('paper = "notise"', "made 陷阱“甲” paper：没有键“notise”（是不是“notice”？）"),
        ('paper = "notice"\nstyles = ["pannel"]', "没有键“pannel”（是不是“panel”？）"),
        ("", "没有写 site、page、paper、html、text 当中的一个"),
    ],
)
def test_a_key_that_is_none_is_refused_with_file_and_case(text, told):
    with pytest.raises(ExampleError) as refusal:
        list(read_cases(f'[[trap]]\nwhy = "甲"\n{text}\n', "made"))
    assert told in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('page = { titel = "x" }', "made 陷阱“甲”：Page：没有键“titel”（是不是“title”？）"),
        ('site = { pages = [{ htlm = "x" }] }', "made 陷阱“甲”：Page：没有键“htlm”"),
        ('paper = "notice"\nswap = [["没有的话", "x"]]', "made 陷阱“甲”：notice 里没有“没有的话”"),
    ],
)
def test_what_cannot_be_built_is_refused_with_file_and_case(text, told):
    (case,) = read_cases(f'[[trap]]\nwhy = "甲"\n{text}\n', "made")
    with pytest.raises(ExampleError) as refusal:
        subject_of(case, "panel")
    assert told in str(refusal.value)


def test_the_score_of_one_rule_names_its_cases(monkeypatch, capsys):
    positive = Case("x", True, "错例", ("FMT001",), {})
    other = Case("y", True, "别的", ("FMT002",), {})
    nothing: frozenset[str] = frozenset()
    table = Table(
        [
            Shown(positive, "own", nothing, nothing, ()),
            Shown(other, "own", frozenset({"FMT001"}), frozenset(), ("FMT001 fail 原话",)),
            Shown(other, "own", nothing, frozenset({"FMT001", "FMT002"}), ()),
            Shown(other, "own", frozenset({"TXT003"}), nothing, ()),
        ]
    )
    monkeypatch.setattr("tests.score.score", lambda rules: table)
    assert main(["fmt001"]) == 0
    out = capsys.readouterr().out
    assert "x 错例“错例”（own）漏报 FMT001" in out
    assert "y 错例“别的”（own）误报 FMT001\n    FMT001 fail 原话" in out
    assert "y 错例“别的”（own）多余的人工核对 FMT001" in out
    assert "TXT003" not in out
    assert "| FMT001 | 0 | 1 | 1 | 1 | 0 | 0.0% | 0.0% |" in out
    assert main(["FMT0011"]) == 2
    assert "没有规则“FMT0011”（是不是“FMT" in capsys.readouterr().err


def test_the_page_of_figures_tells_what_was_seen_first_and_nothing_that_was_fitted():
    written = sealed.SCORE.read_text("utf-8")
    assert written.startswith(sealed.section(sealed.portals()))
    assert "tests/corpus" not in measured.kept(sealed.SCORE)


def test_a_sealed_portal_is_told_by_what_was_planted_and_what_was_right():
    portal = sealed.Sealed(
        dt.date(2023, 9, 1), "区政府门户", 90, {"TXT": 3, "FMT": 1}, {"TXT": 1}, 2, 2, 5, 4, 7, 0
    )
    told = sealed.section([portal, portal])
    assert "| 2023-09-01 | 区政府门户 | 90 | 4 | 3 | 75.0% | 2 | 2 | 5 | 4 | 80.0% | 7 | 0 |" in told
    assert "| TXT | 6 | 4 | 66.7% |" in told and "| FMT | 2 | 2 | 100.0% |" in told
