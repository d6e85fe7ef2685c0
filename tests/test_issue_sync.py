"""What judgements do to rows: nothing twice and nothing by halves; of pages that moved see test_moved_pages."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from row_nights import FIXED, Office, S, moved, signs
from stores import finding

from auditor.ledger.issue import HOSTS, IssueError
from auditor.ledger.issue_sync import Steps
from auditor.ledger.merging import left_alone
from auditor.models import Exemption
from auditor.models.issue import Issue
from auditor.models.issue_kinds import ENDED, Act, IssueState


def test_a_fault_opens_one_row_however_often_it_is_judged() -> None:
    office = Office()
    office.night(finding(1), finding(2))
    assert office.states == [S.SUSPECTED] * 2
    assert office.judged() == Steps()
    assert office.night(finding(1), finding(2), finding(3)).openings[0].fingerprint == "f3"
    assert office.night(finding(1), void=True) == Steps()


def test_exempted_ones_and_those_on_trial_open_none() -> None:
    office = Office()
    office.night(finding(1, exemption=Exemption("LAG001", "历史文件")), finding(2, shadow=True))
    assert not office.rows
    office.night(finding(3))
    office.night(finding(3, exemption=Exemption("LAG001", "历史文件")))
    assert office.states == [S.CLOSED] and office.judged() == Steps()
    office.night(finding(3))
    assert office.states == [S.SUSPECTED]


@pytest.mark.parametrize(
    ("acts", "state"),
    [
        ((), S.CLOSED),
        ((Act.CONFIRM,), S.CONFIRMED),
        ((Act.CONFIRM, Act.NOTIFY), S.RECHECK),
        ((Act.CONFIRM, Act.NOTIFY, Act.APPEAL), S.APPEALED),
        ((Act.CONFIRM, Act.NOTIFY, Act.PLATFORM), S.PLATFORM),
        ((Act.DISMISS,), S.DISMISSED),
    ],
)
def test_what_a_night_finds_no_more_ends_only_what_nobody_had_taken_up(acts: Any, state: IssueState) -> None:
    office = Office()
    office.night(finding(1))
    office.act(1, *acts)
    office.night(missed=("f1",))
    before = office.states
    office.night(void=True)
    assert office.states == before and before != [S.CLOSED]
    office.night()
    assert office.states == [state]
    assert office.judged() == Steps()


def test_a_person_who_saw_that_it_is_still_there_is_not_contradicted_by_an_older_look() -> None:
    office = Office()
    office.night(finding(1))
    office.act(1, Act.CONFIRM, Act.NOTIFY)
    office.night()
    office.act(1, (Act.RECHECK, "not"))
    assert office.judged() == Steps() and office.states == [S.NOTIFIED]
    office.night()
    assert office.states == [S.RECHECK]


def test_what_comes_back_while_its_row_lives_goes_on_in_that_row() -> None:
    office = Office()
    office.night(finding(1))
    office.act(1, Act.CONFIRM, Act.NOTIFY)
    office.night()
    office.night(finding(1), missed=("f1",))  # what is stored of a page that was not read tells nothing new
    assert office.states == [S.RECHECK]
    office.night(finding(1))
    assert office.states == [S.NOTIFIED]
    office.act(1, Act.FIXED)
    office.night(finding(1))  # a unit's word is answered by a person
    assert office.states == [S.RECHECK]


@pytest.mark.parametrize("ends", [(), (Act.CONFIRM, Act.NOTIFY, FIXED)])
def test_what_comes_back_after_its_end_is_a_new_row(ends: Any) -> None:
    office = Office()
    office.night(finding(1))
    office.act(1, *ends)
    office.night()
    office.night(finding(1))
    assert office.states == [S.CLOSED, S.SUSPECTED]
    assert office.rows["2026-0002"].opening.returned_from == "2026-0001"
    assert office.judged() == Steps()


@pytest.mark.parametrize("ends", [(Act.DISMISS,), (Act.CONFIRM, Act.NOTIFY, Act.WITHDRAW)])
def test_what_was_cleared_is_asked_again_only_in_other_words(ends: Any) -> None:
    office = Office()
    office.night(finding(1))
    office.act(1, *ends)
    cleared = office.states
    for found in (
        [finding(1)],
        [],
        [finding(1, message="超期4个工作日")],
        [finding(1, quote=" 发布日期：2026-03-01 ")],
    ):
        office.night(*found)
        assert office.states == cleared
    office.night(finding(1, quote="发布日期：2026-03-09"))
    assert office.states == [*cleared, S.SUSPECTED]
    assert office.rows["2026-0002"].opening.dismissed_as == "2026-0001"
    office.night(finding(1))  # the old words again
    assert len(office.rows) == 2


@pytest.mark.parametrize("before", [(), (Act.CONFIRM,)])
def test_what_became_part_of_another_row_no_night_ends_doubles_or_opens_again(before: Any) -> None:
    office = Office()
    office.night(finding(1), finding(2))
    office.act(1, *before, Act.MERGE)
    for found in (
        [finding(1), finding(2)],
        [finding(2), finding(1, quote="发布日期：2026-03-09")],
        [finding(2)],
        [finding(1), finding(2)],
    ):
        assert office.night(*found) == Steps()
        assert office.states == [S.WITHDRAWN, S.SUSPECTED] and office.rows["2026-0001"].points == 0
    office.act(1, Act.UNMERGE)
    assert office.states[0] is (S.CONFIRMED if before else S.SUSPECTED)
    office.night(finding(2))
    assert office.states[0] is (S.CONFIRMED if before else S.CLOSED)


@pytest.mark.parametrize("end", [Act.DISMISS, Act.WITHDRAW])
def test_where_the_other_row_is_cleared_a_merged_one_stays_as_it_is(end: Act) -> None:
    office = Office()
    office.night(finding(1), finding(2))
    office.act(2, Act.CONFIRM)
    office.act(1, Act.MERGE)
    office.act(2, end)
    before = office.states
    for found in ([finding(1)], [], [finding(1)]):
        assert office.night(*found) == Steps() and office.states == before
    assert left_alone(office.rows.values()) == [(office.rows["2026-0001"], office.rows["2026-0002"])]
    office.act(1, Act.UNMERGE)
    assert not left_alone(office.rows.values())


def test_a_merged_fault_that_comes_back_after_the_other_row_was_mended_is_a_new_row() -> None:
    office = Office()
    office.night(finding(1), finding(2))
    office.act(1, Act.MERGE)
    office.act(2, Act.CONFIRM, Act.NOTIFY, FIXED)
    office.night(finding(1))  # still there, whatever was said of the other one
    assert office.states == [S.WITHDRAWN, S.CLOSED]
    office.night()
    office.night(finding(1))
    assert office.states == [S.WITHDRAWN, S.CLOSED, S.SUSPECTED]
    assert office.rows["2026-0003"].opening.returned_from == "2026-0001"
    office.act(3, Act.DISMISS)
    office.night(finding(1))
    assert office.states == [S.WITHDRAWN, S.CLOSED, S.DISMISSED]


def test_a_merged_row_of_a_page_that_moved_moves_along_and_stays_merged() -> None:
    office = Office(pages={finding(1).url: signs(), moved().url: signs()})
    office.night(finding(1), finding(2))
    office.act(1, Act.MERGE)
    for found in (finding(2), moved()), (finding(2), moved()):
        office.night(*found)
        assert office.states == [S.WITHDRAWN, S.SUSPECTED]
    assert office.rows["2026-0001"].url == moved().url


def test_a_suspicion_is_told_in_the_words_of_today() -> None:
    office = Office()
    office.night(finding(1))
    office.night(finding(1, quote="发布日期：2026-03-09", message="超期9个工作日"))
    (row,) = office.rows.values()
    assert row.quote == "发布日期：2026-03-09" and row.message == "超期9个工作日"
    office.act(1, Act.CONFIRM)
    office.night(finding(1, quote="发布日期：2026-03-10"))
    assert office.rows["2026-0001"].quote == "发布日期：2026-03-09"


def test_what_a_misreading_night_closed_goes_on_in_its_row() -> None:
    office, three = Office(), [finding(n) for n in (1, 2, 3)]
    office.night(*three)
    office.act(1, Act.CONFIRM, Act.NOTIFY)
    office.night(days=1)
    assert office.states == [S.RECHECK, S.CLOSED, S.CLOSED]
    office.night(*three, days=1)
    assert office.states == [S.NOTIFIED, S.SUSPECTED, S.SUSPECTED]


NIGHT = st.tuples(
    st.sets(st.integers(0, 3)), st.sets(st.integers(0, 3)), st.booleans(), st.sampled_from("abc")
)
DEED = st.tuples(
    st.integers(0, 9),
    st.sampled_from(
        [
            Act.CONFIRM,
            Act.DISMISS,
            Act.NOTIFY,
            Act.FIXED,
            FIXED,
            (Act.RECHECK, "not"),
            Act.MERGE,
            Act.MERGE,
            Act.UNMERGE,
        ]
    ),
)


def may_be_done(office: Office, row: Issue | None, act: Act) -> bool:
    """What the desk looks at besides the row itself: its twin, and the row that it is to become part of."""
    if row is None or row.state is S.DISMISSED:
        return False
    if act is Act.MERGE:
        hosts = [one.number for one in office.rows.values() if one.state in HOSTS and one is not row]
        office.other = hosts[0] if hosts else ""
        return bool(hosts)
    lives = [one for one in office.rows.values() if one.state not in ENDED and one is not row]
    return act is not Act.UNMERGE or not any(one.fingerprints & row.fingerprints for one in lives)


def try_it(office: Office, number: int, step: tuple[Act, str]) -> None:
    try:
        office.act(number, step)
    except IssueError as error:
        assert f"2026-{number:04d}" in str(error)


@given(st.lists(st.one_of(NIGHT, DEED), max_size=20))
def test_no_fault_ever_has_two_living_rows(story: list[Any]) -> None:
    office = Office()
    for chapter in story:
        if len(chapter) == 2:
            number, act = chapter
            step = act if isinstance(act, tuple) else (act, "")
            row = office.rows.get(f"2026-{number:04d}")
            if may_be_done(office, row, step[0]):
                try_it(office, number, step)
            continue
        found, missed, void, words = chapter
        before = dict(office.rows)
        office.night(
            *(finding(n, quote=words) for n in found), missed=tuple(f"f{n}" for n in missed), void=void
        )
        for number, row in before.items():
            unread = row.fingerprint in {f"f{n}" for n in missed}
            if row.merged_into:
                assert office.rows[number].state is S.WITHDRAWN
            if void or unread:
                assert (row.state in ENDED) == (office.rows[number].state in ENDED)
        again = lambda f, unread=missed: int(f.fingerprint[1:]) not in unread
        assert void or office.judged(again) == Steps()
        living = [row.fingerprint for row in office.rows.values() if row.state not in ENDED]
        assert len(living) == len(set(living))
