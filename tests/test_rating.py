"""按比率: what is wrong with single pieces weighs less where very many were looked at, and every paper says so."""

from dataclasses import replace
from decimal import Decimal

import pytest
from drawn_up import QUARTER, an_inspection, words
from findings import AS_OF, BRIDGE, FINANCE, HOST, UNITS, a_coverage, a_finding, a_portal
from hypothesis import given
from hypothesis import strategies as st
from rulings import END, TOLD, a_row, event
from test_rebasing import BARE, looked_at, own

from auditor.inspection.appraisal import appraise
from auditor.inspection.appraisal import told as told_of
from auditor.inspection.inspected import Inspected, inspected
from auditor.inspection.ruling import docket
from auditor.inspection.scheme import SchemeError, load_scheme, parse_scheme
from auditor.inspection.scoring import UnitScore, score
from auditor.inspection.settling import settled
from auditor.models import Finding
from auditor.models.inspection import InspectionKind
from auditor.models.issue_kinds import Act
from auditor.models.record import decode, encode
from reports import bulletin, bulletin_paper, unit_list

PIECES = 1200  # that FINANCE published: four times as many as are counted one by one
TOLD_OF_IT = "检查信息1200条，多于300条，逐条信息的扣分按比率计（乘以300÷1200）"


def of(findings: list[Finding], pages: int, scheme=QUARTER, **known) -> UnitScore:
    scores = score(findings, UNITS, scheme, pages_by_unit={FINANCE: pages}, **known)
    return next(one for one in scores if one.unit.name == FINANCE)


def bare(number: int, code: str = "FLD001") -> list[Finding]:
    return [a_finding(code, url=f"{HOST}/{code}/{n}.html", subject=f"{n}") for n in range(number)]


def counted(findings: list[Finding], pages: int = PIECES, scheme=QUARTER) -> Inspected:
    """A period in which so many pieces of FINANCE were looked at; no category is wanting."""
    parts = a_coverage()
    many = replace(parts, pages_by_unit={**parts.pages_by_unit, FINANCE: pages})
    rows = [a_row(finding, *TOLD, number=f"2024-{n:04}") for n, finding in enumerate(findings, 1)]
    made = docket(rows, scheme, end=END, on=AS_OF.date())
    return inspected(a_portal(), findings, many, scheme, as_of=AS_OF, period="2024年第三季度", docket=made)


def test_up_to_so_many_pieces_every_fault_counts_whole():
    few, many = of([BARE], 300), of([BARE], 301)
    assert (few.score, few.rated, few.charges[0].why) == (Decimal("99.5"), None, "")
    assert (many.score, many.charges[0].why) == (Decimal("99.5"), "") and many.rated  # 0.498 is half a point
    four = of([BARE], PIECES)
    assert [(c.nominal, c.points, c.why) for c in four.charges] == [
        (Decimal("0.5"), Decimal("0.13"), "信息1200条，按300÷1200折算")  # 0.125: half a cent is one
    ]
    assert four.score == Decimal("99.87") and four.reckoned == (TOLD_OF_IT,)


def test_twice_as_many_faults_among_twice_as_many_pieces_cost_the_same():
    """A category's cap holds for what the rate comes to, not before it."""
    one, two = of(bare(20), 300), of(bare(40), 600)
    assert one.score == two.score == Decimal(90)
    assert of(bare(60), 300).score == of(bare(120), 600).score == Decimal(85)


WHOLE = {
    "a leaked number": a_finding("PRV002", name="公开手机号码"),
    "a day that was forged": a_finding("LAG004", name="倒填日期"),
    "what a unit is charged once for": a_finding("FLD012"),
    "what a section lacks": a_finding("COL004", name="栏目不更新"),
    "a year's report": a_finding("ANR002"),
    "a paper that nobody explained": a_finding("INT002"),
}


@pytest.mark.parametrize("finding", WHOLE.values(), ids=WHOLE)
def test_what_does_not_grow_with_what_is_published_counts_whole(finding):
    assert of([finding], PIECES).score == of([finding], 10).score < 100


def test_what_settles_the_result_does_so_whatever_was_published():
    veto = a_finding("PRV006", name="擅自更改", url=f"{HOST}/veto.html")
    leak = a_finding("PRV001", name="公开居民身份证号码", url=f"{HOST}/leak.html")
    one = of([BARE, veto, leak], PIECES)
    assert one.score == QUARTER.veto_score and one.vetoes and one.ceilings


def test_what_people_said_that_a_fault_costs_is_what_it_costs():
    cut = {BARE.fingerprint: Decimal("0.3")}
    (one,) = of([BARE], PIECES, decided=cut).charges
    assert (one.points, one.why) == (Decimal("0.3"), "")


def test_the_record_keeps_the_rate_that_the_draft_was_counted_by():
    other = a_finding("FLD002", name="占位或程序值", url=f"{HOST}/2.html")
    draft = counted([BARE, other])
    rows = [
        a_row(BARE, *TOLD),
        a_row(other, *TOLD, Act.APPEAL, event(Act.DECIDE, "withdraw", points=0), number="2024-0002"),
    ]
    record, amended = settled(draft, docket(rows, QUARTER, end=END, on=draft.as_of))
    assert own(draft).score == Decimal("99.74") and own(record).score == Decimal("99.87")
    assert own(record).reckoned == (TOLD_OF_IT,)
    assert [(one.before, one.after) for one in amended] == [(Decimal("0.13"), 0)]
    assert decode(Inspected, encode(record)) == record


@given(
    st.lists(st.tuples(st.sampled_from([*QUARTER.prices]), st.integers(0, 40)), max_size=80),
    st.integers(301, 20_000),
)
def test_a_rate_only_ever_takes_less_and_what_is_printed_adds_up(faults, pages):
    found = list(
        {f.fingerprint: f for f in (a_finding(c, url=f"{HOST}/{n}.html") for c, n in faults)}.values()
    )
    whole, one = of(found, 300), of(found, pages)
    assert one.score >= whole.score
    assert sum(c.points for c in one.charges) == sum(one.deducted.values())
    assert all(c.points == c.points.quantize(Decimal("0.01")) for c in one.charges)
    assert (one.vetoes, one.ceilings) == (whole.vetoes, whole.ceilings)
    if not one.vetoes:
        assert one.score == 100 - sum(one.deducted.values())


def test_every_paper_says_who_is_charged_by_the_rate_and_that_the_others_are_not(tmp_path):
    one = counted([BARE])
    page = words(bulletin.write(bulletin.build(one), tmp_path).read_text("utf-8"))
    assert TOLD_OF_IT in page and "信息1200条，按300÷1200折算" in page
    (note,) = (n for n in bulletin.build(one).scoring_notes if "按比率计" in n)
    assert f"{FINANCE}（1200条）" in note and f"{BRIDGE}（" not in note
    assert note.endswith("，其余各单位按件数计。")
    assert note in repr(bulletin_paper.paper_of(bulletin.build(one)))
    unit_list.write(unit_list.build(one), tmp_path, fixes={})
    mine = words(next(tmp_path.glob(f"units/*{FINANCE}.html")).read_text("utf-8"))
    assert f"格式要素扣0.13分（最多15分）。本单位{TOLD_OF_IT}。" in mine
    assert "按比率" not in words(next(tmp_path.glob(f"units/*{BRIDGE}.html")).read_text("utf-8"))
    kept = {r.unit: r.notes for r in an_inspection(InspectionKind.QUARTER, one).scores}
    assert kept[FINANCE] == (TOLD_OF_IT,)
    year = appraise(UNITS, [told_of("2024Q3", one.scores, [])], {}, load_scheme("annual_appraisal"))
    assert f"2024Q3{TOLD_OF_IT}" in next(a.notes for a in year if a.unit.name == FINANCE)


def test_where_nobody_published_so_much_the_paper_says_that_all_count_one_by_one():
    few = looked_at([BARE], scheme=replace(QUARTER, rate_from=5000))
    (note,) = (n for n in bulletin.build(few).scoring_notes if "按比率计" in n)
    assert note.endswith("这次没有这样的单位，各单位按件数计。")
    off = looked_at([BARE], scheme=replace(QUARTER, rate_from=0))
    assert "比率" not in repr(bulletin.build(off).scoring_notes)
    assert own(off).rated is None


OWN = 'extends = "quarterly_check"\nname = "本区"\n'
NO_PIECES = "".join(
    f'[[categories]]\nname = "{name}"\nby_rate = false\n'
    for name in ("时效", "格式要素", "链接附件", "文字隐私")
)


def test_a_local_scheme_says_another_number_other_categories_or_none():
    usual = parse_scheme(OWN, "本区")
    assert (usual.rate_from, usual.by_rate) == (300, ("时效", "格式要素", "链接附件", "文字隐私"))
    assert parse_scheme(f"{OWN}rate_from = 0", "本区").rate_from == 0
    explained = parse_scheme(f'{OWN}[[categories]]\nname = "解读"\nby_rate = true', "本区")
    assert "解读" in explained.by_rate and "时效" in explained.by_rate
    late = NO_PIECES[: NO_PIECES.index("[[categories]]", 1)]
    assert parse_scheme(OWN + late, "本区").by_rate == ("格式要素", "链接附件", "文字隐私")
    with pytest.raises(SchemeError, match=r"by_rate = true"):
        parse_scheme(OWN + NO_PIECES, "本区")
