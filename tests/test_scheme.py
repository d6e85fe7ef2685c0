"""扣分表: what a file may say, how mistakes are named, and what a score is made of."""

import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from findings import BRIDGE, FINANCE, HOST, UNITS, WILLOW, a_finding, findings_of_a_quarter
from hypothesis import given
from hypothesis import strategies as st

from auditor.inspection.scheme import SchemeError, load_scheme, scheme_names
from auditor.inspection.scoring import charge, marks, score
from auditor.models import Finding, Verdict
from auditor.rule import load

QUARTER = load_scheme("quarterly_check")
PAGES = {unit.name: 50 for unit in UNITS}

SMALL = """\
name = "街道抽测"
basis = "街道方案"
page_cap = 3
veto_score = 59
[[bands]]
name = "达标"
from = 60
[[bands]]
name = "不达标"
from = 0
[[categories]]
name = "时效"
cap = 4
[categories.points]
LAG001 = { points = 1, tiers = [{ over = 60, points = 2 }] }
LNK002 = { points = 0.5, once = "subject" }
COL001 = { points = 1, veto_from = 3 }
PRV001 = { points = 3, page_cap = 3 }
TXT002 = { veto = true }
"""


@pytest.fixture
def small(tmp_path: Path):
    def load_small(*changes: tuple[str, str]):
        text = SMALL
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / "街道.toml"
        path.write_text(text, "utf-8")
        return load_scheme(path)

    return load_small


def of(unit: str, findings: list[Finding], scheme=QUARTER, earlier=frozenset()):
    scores = score(findings, UNITS, scheme, pages_by_unit=PAGES, earlier=earlier)
    return next(s for s in scores if s.unit.name == unit)


def test_every_rule_has_its_price_in_every_packed_scheme():
    codes = {rule.code for rule in load("rules")}
    for name in scheme_names():
        assert set(load_scheme(name, codes=codes).prices) == codes, name


def test_packed_schemes_differ_in_what_they_say():
    assert [load_scheme(n).name for n in ("spot_check", "quarterly_check", "annual_appraisal")] == [
        "日常抽测",
        "季度检查",
        "年度考核",
    ]
    assert load_scheme("spot_check").rectify_workdays == 3
    assert load_scheme("spot_check").prices == QUARTER.prices


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('page_cap = 3', 'page_cup = 3'), ("第3行", "page_cup", "是不是“page_cap”")),
        (("page_cap = 3", 'page_cap = "三分"'), ("第3行", "page_cap", "三分")),
        (("veto_score = 59", "veto_score = 159"), ("第4行", "veto_score", "159")),
        (("LAG001 = {", "lag1 = {"), ("第15行", "lag1", "LAG001")),
        (("over = 60", "above = 60"), ("第15行", "above", "over")),
        (('once = "subject"', 'once = "page"'), ("第16行", "once", "page")),
        (("TXT002 = { veto = true }", "TXT002 = { }"), ("第19行", "TXT002", "points")),
        (("[categories.points]\n", "[categories.points]\nFMT001 = -1\n"), ("第15行", "FMT001", "-1")),
        (("TXT002 = { veto = true }", "TXT002 = 1\n[[categories]]\nname = '文字'\ncap = 1\npoints = { TXT002 = 1 }"), ("第23行", "TXT002", "时效")),
        (("from = 0", "from = 10"), ("bands", "最低一档")),
        (('name = "达标"\nfrom = 60', 'name = "达标"'), ("第5行", "from")),
        (("cap = 4\n", ""), ("categories", "cap")),
        (('basis = "街道方案"\n', ""), ("basis",)),
        (('name = "街道抽测"', 'name = "街道抽测'), ("第1行", "引号")),
        (('name = "街道抽测"', 'extends = "quarterly"'), ("第1行", "quarterly_check")),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_file_line_and_key(small, change, words):
    with pytest.raises(SchemeError) as error:
        small(change)
    for word in ("街道.toml", *words):
        assert word in str(error.value)


def test_all_mistakes_are_named_at_once(small):
    with pytest.raises(SchemeError) as error:
        small(("page_cap = 3", "page_cap = true"), ("over = 60", "over = -1"))
    assert len(str(error.value).splitlines()) >= 2


def test_an_unknown_code_is_a_mistake_where_the_rules_are_known(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text(SMALL, "utf-8")
    with pytest.raises(SchemeError, match="没有规则 TXT002"):
        load_scheme(path, codes={"LAG001", "LNK002", "COL001", "PRV001"})


def test_an_unknown_name_lists_what_there_is():
    with pytest.raises(SchemeError, match="quarterly_check"):
        load_scheme("quarterly")


def test_a_local_scheme_says_only_what_differs(tmp_path):
    path = tmp_path / "local.toml"
    path.write_text(
        'extends = "quarterly_check"\nname = "本地"\n[[categories]]\nname = "时效"\ncap = 10\n'
        "[categories.points]\nLAG001 = 5\n",
        "utf-8",
    )
    scheme = load_scheme(path)
    assert (scheme.name, scheme.caps["时效"], scheme.prices["LAG001"].points) == ("本地", 10, 5)
    assert scheme.prices["FMT001"] == QUARTER.prices["FMT001"]
    assert scheme.bands == QUARTER.bands


def test_tiers_follow_the_amount():
    for amount, points in ((None, 1), (21, 1), (60, 1), (61, 2), (400, 2)):
        assert of(FINANCE, [a_finding(amount=amount)]).score == 100 - points


def test_doubt_costs_nothing():
    doubts = [a_finding(code, verdict=Verdict.REVIEW, amount=99) for code in QUARTER.prices]
    result = of(FINANCE, doubts)
    assert (result.score, result.reviews, result.problems) == (100, len(doubts), 0)


def test_one_page_costs_no_more_than_its_cap():
    url = "http://www.example.gov.cn/a.html"
    codes = ("LAG001", "LAG004", "FMT001", "FMT002", "PRV001")
    faults = [a_finding(code, url=url, amount=99) for code in codes]
    faults += [a_finding("FMT003", url="https://WWW.example.gov.cn:443/a.html#x")]
    assert of(FINANCE, faults).score == 97


def test_a_category_costs_no_more_than_its_cap():
    faults = [a_finding(url=f"http://www.example.gov.cn/{n}.html", amount=99) for n in range(40)]
    result = of(FINANCE, faults)
    assert result.score == 75
    assert result.deducted["时效"] == 25
    assert {c.why for c in result.charges} == {"", "本类扣分已达上限"}


def test_the_same_words_on_one_page_are_counted_once():
    words = {"url": "http://www.example.gov.cn/a.html", "quote": "字青财字〔2024〕016号"}
    result = of(FINANCE, [a_finding("FMT002", **words), a_finding("FMT003", **words)])
    assert result.score == Decimal("99.5")
    assert sorted(c.why for c in result.charges) == ["", "同页同一处原文只计一次"]


def test_a_template_fault_is_counted_once_a_unit():
    faults = [a_finding("FLD013", url=f"http://www.example.gov.cn/{n}.html") for n in range(30)]
    assert of(FINANCE, faults).score == Decimal("99.8")


def test_the_same_subject_is_counted_once_where_the_scheme_says_so(small):
    urls = [f"http://www.example.gov.cn/{n}.html" for n in range(3)]
    faults = [a_finding("LNK002", url=url, subject=s) for url, s in zip(urls, "甲甲乙", strict=True)]
    assert of(FINANCE, faults, small()).score == 99


def test_veto_by_one_and_by_number(small):
    scheme = small()
    assert of(FINANCE, [a_finding("TXT002")], scheme).score == 59
    blank = [a_finding("COL001", url=f"http://www.example.gov.cn/{n}/") for n in range(3)]
    assert of(FINANCE, blank[:2], scheme).vetoes == ()
    result = of(FINANCE, blank, scheme)
    assert (result.score, result.band) == (59, "不达标")
    assert "3个" in result.vetoes[0]


def test_a_doubtful_veto_is_no_veto(small):
    result = of(FINANCE, [a_finding("TXT002", verdict=Verdict.REVIEW)], small())
    assert (result.score, result.vetoes) == (100, ())


def test_what_cannot_be_mended_is_charged_in_the_period_it_was_found_in_and_never_again():
    late, form = a_finding("LAG001", amount=30), a_finding("FMT001")
    lacking = a_finding("ANR001", url=f"{HOST}/nb/", section_url=f"{HOST}/nb/", title=None)
    pages = {FINANCE: 9}
    first, later = (
        score([late, form, lacking], UNITS, QUARTER, pages_by_unit=pages, earlier=earlier)
        for earlier in ((), {f.fingerprint for f in (late, form, lacking)})
    )
    of_unit = [next(s for s in scores if s.unit.name == FINANCE) for scores in (first, later)]
    assert [(s.score, s.problems) for s in of_unit] == [(Decimal("96.5"), 3), (Decimal("97.5"), 2)]
    assert [c.why for c in of_unit[1].charges if c.settled] == ["以前已计，不重复扣分"]
    back = replace(late, state="regressed")
    assert of(FINANCE, [back]).score == 99


def test_one_date_is_charged_once_whatever_codes_speak_of_it():
    late, backfilled = a_finding("LAG001", url=f"{HOST}/a.html"), a_finding("LAG005", url=f"{HOST}/a.html")
    elsewhere = a_finding("LAG001", url=f"{HOST}/b.html")
    assert of(FINANCE, [late, backfilled, elsewhere]).score == 97
    charged = charge([late, backfilled], QUARTER, {late.fingerprint})
    assert sum(c.points for c in charged) == 0


def annual_report(**more: object) -> Finding:
    section = f"{HOST}/nb/"
    title = f"{FINANCE}2025年政府信息公开工作年度报告"
    given = {
        "url": f"{section}2025.html",
        "section_url": section,
        "title": title,
        "subject": "逾期",
        "quote": "",
    }
    return a_finding("ANR001", **(given | more))


def lacking_report(**more: object) -> Finding:
    return annual_report(url=f"{HOST}/nb/", title=None, **({"subject": "缺2025年度"} | more))


def test_a_report_first_missing_then_late_is_charged_once():
    late, lacking = annual_report(), lacking_report()
    assert of(FINANCE, [late, lacking]).score == of(FINANCE, [lacking]).score == 98
    other_year = lacking_report(subject="缺2024年度")
    assert of(FINANCE, [late, other_year]).score == 96
    assert of(FINANCE, [late, annual_report(url=f"{HOST}/nb/b.html")]).score == 96, "two reports were late"


def test_what_was_charged_as_missing_is_not_charged_as_late_in_the_next_period():
    late = annual_report()

    def left(*earlier: Finding) -> tuple[Decimal | None, int]:
        result = of(FINANCE, [late], earlier=marks(earlier, QUARTER))
        return result.score, result.problems

    assert left(lacking_report()) == (100, 0)
    assert left(lacking_report(verdict=Verdict.REVIEW)) == (98, 1), "a doubt was never charged"
    assert left(lacking_report(subject="缺2024年度")) == (98, 1)
    assert left(lacking_report(unit=BRIDGE)) == (98, 1)
    assert left(late) == (100, 0)
    assert of(FINANCE, [lacking_report()], earlier=marks([lacking_report()], QUARTER)).score == 98, (
        "it is lacking still"
    )


def late_budget(**more: object) -> Finding:
    section = f"{HOST}/ys/"
    given = {"url": f"{section}2025.html", "section_url": section, "title": f"{FINANCE}2025年部门预算公开"}
    return a_finding("BUD001", **(given | more))


def missing_budget(**more: object) -> Finding:
    section = f"{HOST}/ys/"
    return a_finding(
        "BUD006",
        **({"url": section, "section_url": section, "title": None, "subject": "财政局2025年预算"} | more),
    )


@pytest.mark.parametrize(
    ("late", "points"),
    [
        ({}, 1),
        ({"title": "2025年度预算公开"}, 1),
        ({"title": "2024年部门预算公开"}, 2),
        ({"title": "2025年部门决算公开"}, 2),
        ({"title": "2025年政府预算公开"}, 2),  # the government's is not the unit's own
        ({"title": "2024年决算和2025年预算公开"}, 2),  # which of them was late is not known
        ({"title": "部门预算公开"}, 2),
    ],
)
def test_a_budget_first_missing_then_late_is_charged_once(late, points):
    found = [missing_budget(), late_budget(**late)]
    assert of(FINANCE, found).score == 100 - points
    charged = charge(found, QUARTER)
    assert sum(c.points for c in charged) == points
    assert [c.why for c in charged if not c.points] == ["同一年度缺的和晚的只计一次"] * (2 - points)


def test_what_was_charged_as_a_missing_budget_is_not_charged_as_a_late_one_in_the_next_period():
    def left(*earlier: Finding) -> tuple[Decimal | None, int]:
        result = of(FINANCE, [late_budget()], earlier=marks(earlier, QUARTER))
        return result.score, result.problems

    assert left(missing_budget()) == (100, 0)
    assert left(missing_budget(subject="财政局2025年决算")) == (99, 1)
    assert left(missing_budget(unit=BRIDGE)) == (99, 1)
    assert left(missing_budget(verdict=Verdict.REVIEW)) == (99, 1)
    assert of(FINANCE, [missing_budget()], earlier=marks([late_budget()], QUARTER)).score == 99, (
        "it is missing still"
    )


def test_what_came_back_costs_double_in_the_quarter_and_once_in_a_spot_check():
    back = [a_finding("FMT001", state="regressed")]
    assert of(FINANCE, back).score == 99
    assert of(FINANCE, back, load_scheme("spot_check")).score == Decimal("99.5")


def test_a_unit_nothing_was_read_of_has_no_score():
    result = {s.unit.name: s for s in score([], UNITS, QUARTER, pages_by_unit={FINANCE: 1})}
    assert (result[FINANCE].score, result[FINANCE].rank) == (100, 1)
    assert (result[WILLOW].score, result[WILLOW].rank, result[WILLOW].band) == (None, None, "未检查")


def test_rank_is_within_the_group_and_shared_by_equals():
    faults = [a_finding(unit=WILLOW), a_finding("FMT001", FINANCE)]
    ranks = {s.unit.name: s.rank for s in score(faults, UNITS, QUARTER, pages_by_unit=PAGES)}
    assert (ranks[BRIDGE], ranks[WILLOW]) == (1, 2)
    assert sorted(r for u, r in ranks.items() if u not in (BRIDGE, WILLOW)) == [1, 1, 1, 1, 1, 5]


ANY_FINDING = st.builds(
    a_finding,
    st.sampled_from([*QUARTER.prices, "XYZ999"]),
    st.sampled_from([FINANCE, WILLOW, None]),
    verdict=st.sampled_from(Verdict),
    url=st.integers(0, 30).map(lambda n: f"http://www.example.gov.cn/{n}.html"),
    subject=st.sampled_from(["", "甲", "乙"]),
    quote=st.sampled_from(["", "原文", "别处"]),
    amount=st.none() | st.integers(0, 500),
    state=st.sampled_from(["new", "standing", "regressed"]),
)


@given(st.lists(ANY_FINDING, max_size=120), st.randoms())
def test_scores_stay_within_bounds_whatever_the_order_and_doubt_never_costs(findings, chance: random.Random):
    findings = list({f.fingerprint: f for f in findings}.values())
    result = score(findings, UNITS, QUARTER, pages_by_unit=PAGES)
    shuffled = chance.sample(findings, len(findings))
    certain = [f for f in findings if f.verdict is Verdict.FAIL]
    assert score(shuffled, UNITS, QUARTER, pages_by_unit=PAGES) == result
    for one, sure in zip(result, score(certain, UNITS, QUARTER, pages_by_unit=PAGES), strict=True):
        assert 0 <= one.score <= 100
        assert one.score == sure.score
        assert all(0 <= c.points <= c.nominal for c in one.charges)
        assert all(taken <= QUARTER.caps[name] for name, taken in one.deducted.items())


def test_findings_of_a_quarter_are_scored_as_by_hand():
    """石桥镇: 0.5 + 0.5 + 0.5, COL004 came back 0.5 x 2, PRV001 3."""
    assert of(BRIDGE, findings_of_a_quarter()).score == Decimal("94.5")
