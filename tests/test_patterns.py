"""Patterns that are compiled when first asked, or tried only where figures begin, find what `re` finds."""

import gc
import re

import pytest

from auditor.rule import load
from auditor.text.figures import beginning_with_figures
from auditor.text.patterns import _Pattern, pattern

DATE = r"(?:(?<!\d)(?P<year>20\d\d)年)?(?<![\d.历])(?P<month>\d{1,2})月(?P<day>\d{1,2})日"


def test_every_pattern_of_the_rule_book_can_be_compiled():
    load("rules")
    gc.unfreeze()  # what stood before the tests began is looked at too
    patterns = [each for each in gc.get_objects() if isinstance(each, _Pattern)]
    assert len(patterns) > 500
    wrong = []
    for each in patterns:
        try:
            each.search("")
        except re.error as error:
            wrong.append(f"{each.pattern}: {error}")
    assert not wrong


def test_a_pattern_answers_as_one_that_was_compiled_at_once():
    asked, compiled = pattern(r"第(\d+)期", re.ASCII), re.compile(r"第(\d+)期", re.ASCII)
    text = "第3期、第４期、第12期"
    assert asked.findall(text) == compiled.findall(text) == ["3", "12"]
    assert asked.sub("本期", text) == compiled.sub("本期", text)
    assert [m.span() for m in asked.finditer(text)] == [m.span() for m in compiled.finditer(text)]
    assert asked.fullmatch("第3期") and not asked.match("又第3期") and asked.pattern == compiled.pattern


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2023年9月31日至2024年1月5日，9月5日又9月6日",
        "历时13月20日；1202.3月4日；122023年9月1日",
        "２０２３年９月５日 12月31日2023年1月1日",
    ],
)
def test_what_begins_with_figures_is_found_where_it_would_be_found_anyway(text):
    date = re.compile(DATE)
    found = [match.span() for match in beginning_with_figures(date, text)]
    assert found == [match.span() for match in date.finditer(text)]
