"""The rule book, and the words that every paper shares."""

from decimal import Decimal

import pytest
from drawn_up import words

from auditor.models import Severity
from auditor.rule import load
from auditor.text import wording
from auditor.text.numerals import ordinal
from reports.book import rulebook


def test_the_rule_book_holds_every_rule_and_its_examples(tmp_path):
    rules = load("rules")
    page = rulebook.write(rules, tmp_path / "rules.html").read_text("utf-8")
    text = words(page)
    for rule in rules:
        assert rule.code in text
        assert rule.manual.splitlines()[0] in text
        for examples in rule.examples.values():
            assert all(" ".join(example["why"].split()) in text for example in examples)


def test_every_rule_says_how_to_mend():
    rules = load("rules")
    assert [code for code, text in rulebook.fixes(rules).items() if not text] == []


def test_a_manual_is_taken_apart_by_its_labels():
    manual = rulebook.read_manual("应当公开。\n\n怎么算：次日起算。\n休息日顺延。\n改法：及时公开。")
    assert manual.statement == "应当公开。"
    assert [(p.label, p.lines) for p in manual.parts] == [
        ("怎么算", ("次日起算。", "休息日顺延。")),
        ("改法", ("及时公开。",)),
    ]


def test_rules_as_json_and_text_carry_what_others_rely_on():
    rules = load("rules")
    for rule, record in zip(rules, rulebook.rules_as_json(rules), strict=True):
        assert {"code", "name", "manual", "verdicts", "basis", "version"} <= record.keys()
        assert record["severity"] in {s.value for s in Severity}
        text = rulebook.rule_text(rule)
        assert all(part in text for part in (rule.code, rule.name, "依据：", "改法："))


@pytest.mark.parametrize(
    ("value", "text"),
    [("0.50", "0.5"), ("3", "3"), ("100", "100"), ("0", "0"), ("97.10", "97.1"), ("0.05", "0.05")],
)
def test_points_are_printed_without_trailing_zeros(value, text):
    assert wording.points(Decimal(value)) == text


def test_small_words():
    assert [ordinal(n) for n in (1, 10, 11, 20, 21)] == ["一", "十", "十一", "二十", "二十一"]
    assert wording.titled("关于转发《办法》的通知") == "《关于转发〈办法〉的通知》"
    assert wording.sentence("已超期。；") == "已超期。"
    assert wording.listed(list("甲乙丙丁"), 2) == "甲、乙等4家"
