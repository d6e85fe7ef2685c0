"""The draw of a spot check: fair, the same on any machine, and whatever order the frame comes in."""

import datetime as dt
import hashlib
import random
from collections import Counter
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from auditor.inspection.sample import Drawable, allocate, draw, frame_hash, strata_of

UNITS = ("柳溪镇", "石桥镇", "青禾区财政局", "青禾区教育局")
SECTIONS = ("通知公告", "政策文件", "工作动态")
FIRST = dt.date(2025, 1, 1)


def a_page(number: int, unit: str, section: str, day: int | None, risky: bool) -> Drawable:
    address = f"http://www.example.gov.cn/{number}.html"
    return Drawable(
        address=address,
        url=address,
        unit=unit,
        section=section,
        title=f"第{number}号通知",
        published_on=None if day is None else FIRST + dt.timedelta(days=day),
        risks=("近期改动过",) if risky else (),
    )


PLACES = st.tuples(
    st.sampled_from(UNITS),
    st.sampled_from(SECTIONS),
    st.one_of(st.none(), st.integers(0, 500)),
    st.booleans(),
)
FRAMES = st.lists(PLACES, min_size=1, max_size=80).map(
    lambda places: [a_page(number, *place) for number, place in enumerate(places)]
)
SEEDS, SIZES = st.integers(0, 10**9), st.integers(1, 100)


@given(FRAMES, SEEDS, SIZES)
def test_no_page_twice_and_as_many_as_asked(frame, seed, size):
    drawn = [one.address for one, _ in draw(frame, seed=seed, size=size)]
    assert len(drawn) == len(set(drawn)) == min(size, len(frame))


@given(FRAMES, SEEDS, SIZES)
def test_every_unit_is_there_where_the_size_allows(frame, seed, size):
    units, drawn = {one.unit for one in frame}, {one.unit for one, _ in draw(frame, seed=seed, size=size)}
    assert len(drawn) == min(size, len(units))


@given(FRAMES, SEEDS, SIZES, st.randoms(use_true_random=False))
def test_the_order_of_the_frame_changes_nothing(frame, seed, size, shuffler: random.Random):
    other = list(frame)
    shuffler.shuffle(other)
    assert draw(other, seed=seed, size=size) == draw(frame, seed=seed, size=size)
    assert frame_hash(other) == frame_hash(frame)


@given(FRAMES, SEEDS, SIZES)
def test_strata_add_up(frame, seed, size):
    drawn = [one for one, _ in draw(frame, seed=seed, size=size)]
    strata = strata_of(frame, drawn)
    assert (sum(s.pages for s in strata), sum(s.drawn for s in strata)) == (len(frame), len(drawn))
    assert all(s.drawn <= s.pages for s in strata)


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 200)), st.integers(0, 400))
def test_places_add_up_and_nobody_gets_more_than_there_is(sizes, places):
    given_out = allocate(sizes, places, str)
    assert sum(given_out.values()) == min(places, sum(sizes.values()))
    assert all(number <= sizes[name] for name, number in given_out.items())


@given(FRAMES, SEEDS)
def test_the_newest_and_the_risky_have_their_share(frame, seed):
    drawn = draw(frame, seed=seed, size=len(UNITS) * 8)
    for unit in {one.unit for one in frame}:
        own = [(one, why) for one, why in drawn if one.unit == unit]
        newest = max((one.published_on or dt.date.min) for one in frame if one.unit == unit)
        if len(own) >= 2:
            assert any(
                why.startswith("最新") and (one.published_on or dt.date.min) == newest for one, why in own
            )
        risky = [one for one, why in own if why.startswith("风险")]
        assert all(one.risks for one in risky)
        assert len(risky) <= (len(own) + 1) // 4


def test_the_same_frame_and_seed_give_these_pages_on_any_machine():
    """Written down once: a change here breaks every sample that was ever drawn."""
    frame = [a_page(n, UNITS[n % 4], SECTIONS[n % 3], n * 7 % 300, n % 5 == 0) for n in range(60)]
    numbers = [int(one.title[1:-3]) for one, _ in draw(frame, seed=20260531, size=8)]
    assert numbers == [32, 40, 17, 41, 59, 39, 14, 42]
    assert frame_hash(frame) == "sha256:7be4901d9a16dccb9c09f0d9bf620593935c977710232548c14480b864c6b9a4"


def test_what_the_draw_looks_at_is_in_the_hash():
    plain, risky = (a_page(1, UNITS[0], SECTIONS[0], 5, risk) for risk in (False, True))
    later = a_page(1, UNITS[0], SECTIONS[0], 6, False)
    assert len({frame_hash([one]) for one in (plain, risky, later)}) == 3


def test_another_seed_draws_others():
    frame = [a_page(n, UNITS[n % 4], SECTIONS[n % 3], n, False) for n in range(200)]
    one, other = ({p.address for p, _ in draw(frame, seed=seed, size=20)} for seed in (1, 2))
    assert one != other


def drawn_by_hand(frame, seed, size):
    """The recipe of the manual and nothing of the program: what anybody could write who has the frame."""

    def rank(purpose, name):
        return hashlib.sha256(f"{seed}\n{purpose}\n{name}".encode()).hexdigest()

    def share(pages, places, of, purpose):
        sizes, given_out = Counter(map(of, pages)), Counter()
        for _ in range(min(places, len(pages))):
            free = [name for name in sizes if given_out[name] < sizes[name]]
            none_yet = [name for name in free if not given_out[name]]
            most = max((Fraction(sizes[n], given_out[n]) for n in free if given_out[n]), default=None)
            best = none_yet or [n for n in free if Fraction(sizes[n], given_out[n]) == most]
            given_out[min(best, key=lambda name: rank(purpose, name))] += 1
        return given_out

    taken = []
    for unit, places in share(frame, size, lambda p: p.unit, "unit").items():
        left = sorted((p for p in frame if p.unit == unit), key=lambda p: rank("page", p.address))
        newest = sorted(left, key=lambda p: str(p.published_on or ""), reverse=True)[: (places + 2) // 4]
        left = [p for p in left if p not in newest]
        risky = sorted((p for p in left if p.risks), key=lambda p: -len(p.risks))[: (places + 1) // 4]
        left = [p for p in left if p not in risky]
        taken += newest + risky
        number = places - len(newest) - len(risky)
        for section, of_section in share(left, number, lambda p: p.section, "section").items():
            own = [p for p in left if p.section == section]
            for month, some in share(own, of_section, lambda p: p.month, f"month/{section}").items():
                taken += [p for p in own if p.month == month][:some]
    return {page.address for page in taken}


@given(FRAMES, SEEDS, st.integers(1, 40))
def test_anybody_can_draw_the_same_by_the_manual(frame, seed, size):
    assert drawn_by_hand(frame, seed, size) == {one.address for one, _ in draw(frame, seed=seed, size=size)}
