import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.workdays import CALENDAR, Calendar, UnknownYearError

VECTORS = [  # start, working days, due: 2023-24 holiday notices
    ("2023-07-21", 20, "2023-08-18"),
    ("2023-09-20", 20, "2023-10-24"),
    ("2023-09-15", 10, "2023-10-07"),
    ("2023-09-28", 3, "2023-10-09"),
    ("2023-09-28", 7, "2023-10-13"),
    ("2023-01-19", 20, "2023-02-21"),
    ("2023-04-28", 20, "2023-05-30"),
    ("2023-12-29", 7, "2024-01-10"),
    ("2024-02-08", 20, "2024-03-13"),
]


@pytest.mark.parametrize(("start", "workdays", "due"), VECTORS)
def test_vectors(start, workdays, due):
    begin, end = dt.date.fromisoformat(start), dt.date.fromisoformat(due)
    assert CALENDAR.add(begin, workdays) == end
    assert CALENDAR.between(begin, end) == workdays


def test_a_rest_day_moves_to_the_next_working_day():
    assert CALENDAR.on_or_after(dt.date(2021, 1, 31)) == dt.date(2021, 2, 1)
    assert CALENDAR.on_or_after(dt.date(2024, 3, 31)) == dt.date(2024, 4, 1)


def test_an_unknown_year_raises_and_is_never_guessed():
    with pytest.raises(UnknownYearError, match="2031"):
        CALENDAR.add(dt.date(2030, 12, 31), 1)


def test_the_operators_table_covers_a_year_announced_since():
    calendar = Calendar(extra={dt.date(2031, 1, 1): False}, extra_years=frozenset({2031}))
    assert calendar.add(dt.date(2030, 12, 31), 1) == dt.date(2031, 1, 2)


days = st.dates(dt.date(2012, 1, 1), dt.date(2025, 6, 30))


@given(days, st.integers(1, 60))
def test_between_undoes_add(start, workdays):
    due = CALENDAR.add(start, workdays)
    assert CALENDAR.is_workday(due)
    assert CALENDAR.between(start, due) == workdays
    assert CALENDAR.between(start, due - dt.timedelta(days=1)) == workdays - 1


@given(days, st.integers(0, 90), st.integers(0, 90))
def test_counts_add_up(a, first, second):
    b = a + dt.timedelta(days=first)
    c = b + dt.timedelta(days=second)
    assert CALENDAR.between(a, c) == CALENDAR.between(a, b) + CALENDAR.between(b, c)
