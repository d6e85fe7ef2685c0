"""Further kinds of lists: read whole with their days; cut or open, never called whole, and the reason said."""

import datetime as dt
from collections.abc import Iterator

import pytest
from further_lists import further_lists
from made_portals import BASE, Made, cut, walked
from row_makes import beside, honest, whole
from served_lists import Shelf, shelf

from auditor.models import VisitState

LISTS = {made.name: made for made in further_lists()}
ROWS = {made.name: made for made in (*whole(), *beside())}
HONEST = {made.name: (made, why) for made, why in honest()}


@pytest.fixture(scope="module")
def served() -> Iterator[Shelf]:
    with shelf() as server:
        yield server


@pytest.mark.parametrize("made", LISTS.values(), ids=LISTS.keys())
def test_a_further_list_is_read_to_its_end_over_the_wire(made: Made, served: Shelf) -> None:
    found = served.read(made)
    assert found.urls == {BASE + row.path for row in made.rows}, found.visit.why
    assert found.days == {row.day for row in made.rows}
    assert found.visit.state is VisitState.READABLE and found.end, found.visit.why


@pytest.mark.parametrize("made", LISTS.values(), ids=LISTS.keys())
def test_a_further_list_that_was_cut_is_never_whole(made: Made) -> None:
    for how, shorter in cut(made):
        found = walked(shorter)
        assert found.visit.state is not VisitState.READABLE, (how, found.end)


@pytest.mark.parametrize("made", ROWS.values(), ids=ROWS.keys())
def test_every_row_is_read_and_nothing_beside(made: Made, served: Shelf) -> None:
    found = served.read(made)
    assert found.urls == {BASE + row.path for row in made.rows}, found.visit.why
    assert found.days == {row.day for row in made.rows}
    assert found.visit.state is VisitState.READABLE, found.visit.why


@pytest.mark.parametrize(("made", "why"), HONEST.values(), ids=HONEST.keys())
def test_what_may_be_a_part_is_not_called_whole(made: Made, why: str, served: Shelf) -> None:
    found = served.read(made)
    assert found.visit.state is not VisitState.READABLE
    assert why in found.visit.why
    assert found.urls <= {BASE + row.path for row in made.rows}


def test_a_day_whose_attribute_says_another_is_not_completed() -> None:
    [made] = [made for made in whole() if made.name == "time带年份"]
    answers = {k: (m, t.replace("2026-09-27T", "2026-08-26T")) for k, (m, t) in made.answers.items()}
    found = walked(Made(made.name, made.section, answers, made.last, made.rows))
    assert None in found.days and dt.date(2026, 8, 26) not in found.days


def test_the_first_page_given_again_for_a_number_beyond_the_last_proves_no_end() -> None:
    [made] = [made for made in further_lists() if made.name == "总数其实是页数"]
    first = made.answers[next(iter(made.answers))]
    beyond = list(made.answers)[-1]
    found = walked(Made(made.name, made.section, {**made.answers, beyond: first}, made.last, made.rows))
    assert (len(found.urls), found.visit.state) == (10, VisitState.PARTIAL)
