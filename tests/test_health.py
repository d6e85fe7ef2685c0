"""A night that saw too little is void, and says why."""

from dataclasses import replace

import pytest

from auditor.models import Coverage, Part, Unchecked
from spiders.health import assess, counts_of, doubts_of

GOOD = Coverage(planned=100, fetched=20, unchanged=80)


def test_a_night_like_the_last_one_stands() -> None:
    assert not assess(Coverage(planned=100, fetched=70, unchanged=20, failed=5), GOOD).void


def test_a_first_night_needs_no_night_before() -> None:
    assert not assess(GOOD).void


def test_nothing_read_is_void_and_tells_the_reason_of_the_first_failure() -> None:
    coverage = Coverage(planned=1, failed=1, unchecked=(Unchecked("http://a.test/", "域名无法解析"),))
    health = assess(coverage)
    assert health.void
    assert health.reasons == ("没有读到任何页面（域名无法解析）",)


@pytest.mark.parametrize(("failed", "void"), [(30, False), (31, True)])
def test_more_than_three_failures_in_ten_are_void(failed: int, void: bool) -> None:
    coverage = Coverage(planned=100, fetched=100 - failed, failed=failed)
    health = assess(coverage)
    assert health.void is void
    assert ("31%" in "".join(health.reasons)) is void


def test_what_was_taken_down_or_moved_is_no_failure() -> None:
    """A portal all of whose addresses changed answers 404 at every old one, each night anew."""
    coverage = Coverage(planned=200, fetched=100, failed=100, gone=80)
    assert not assess(coverage).void
    health = assess(replace(coverage, gone=50))
    assert health.reasons == ("读取失败过多：150 个地址中有 50 个失败（33%）",)


@pytest.mark.parametrize(("seen", "void"), [(60, False), (59, True)])
def test_less_than_six_tenths_of_the_last_good_night_is_void(seen: int, void: bool) -> None:
    assert assess(Coverage(planned=100, fetched=10, unchanged=seen - 10), counts_of(GOOD)).void is void


def test_a_field_that_vanishes_from_most_articles_is_a_changed_template() -> None:
    before = counts_of(GOOD, {"articles": 50, "index_number": 5})
    absent = {"articles": 40, "index_number": 38, "issuer": 2}
    health = assess(GOOD, before, absent=absent)
    assert health.void
    assert health.reasons == ("“索引号”缺失的页面由 10% 增到 95%，模板可能已改版",)


def test_field_shares_of_a_handful_of_articles_prove_nothing() -> None:
    before = counts_of(GOOD, {"articles": 50})
    assert not assess(GOOD, before, absent={"articles": 5, "index_number": 5}).void


def test_a_night_of_few_changes_hands_on_the_field_counts_of_the_one_before() -> None:
    before = counts_of(GOOD, {"articles": 50, "index_number": 5})
    quiet = counts_of(GOOD, {"articles": 1, "index_number": 1}, before)
    assert quiet["absent_articles"] == 50
    assert quiet["absent_index_number"] == 5


def test_what_is_left_alone_in_its_turn_is_nothing_that_is_missing():
    unit = "文昌管委"
    whole = Coverage(
        planned=101,
        fetched=1,
        unchanged=100,
        parts=(Part(unit=unit, pages=100, pages_read=100, sections_read=1, seen=101),),
    )
    some = Part(unit=unit, pages=15, pages_read=15, pages_resting=85, sections_read=1, seen=16, resting=85)
    settled = Coverage(planned=16, unchanged=16, resting=85, parts=(some,))
    assert not assess(settled, whole).void
    assert not doubts_of(settled.parts, counts_of(whole)).units
    assert not assess(whole, counts_of(settled)).void, "nor is the night after it too good"
    failing = replace(some, pages_read=9, pages_failed=6)
    assert doubts_of([failing], counts_of(settled)).units
    assert doubts_of([replace(some, pages=1, pages_read=0, pages_resting=40)], counts_of(settled)).units
