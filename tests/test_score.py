"""The corpus in CI: each case in one style, all rules together."""

from auditor.rule import load
from tests.score import NO_PORTAL, Case, Shown, Table, cases, report, score, styles_of


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
