"""A page that moved takes its row along; doubt is asked of a person, and a copy is no move."""

from dataclasses import replace
from typing import Any

import pytest
from row_nights import Office, S, moved, signs
from stores import finding

from auditor.ledger.issue_opening import Signs
from auditor.ledger.issue_sync import Steps
from auditor.models.issue_kinds import Act


@pytest.mark.parametrize("acts", [(), (Act.DISMISS,), (Act.CONFIRM, Act.NOTIFY)])
@pytest.mark.parametrize("gap", [0, 1])
@pytest.mark.parametrize(
    ("was", "now"),
    [
        (signs(digest="a"), signs(digest="b")),
        (signs(index=None), signs(index=None)),
        (signs(), signs(index=None)),
    ],
)
def test_a_page_that_surely_moved_takes_its_row_along(acts: Any, gap: int, was: Signs, now: Signs) -> None:
    office = Office(pages={finding(1).url: was, moved().url: now})
    office.night(finding(1))
    office.act(1, *acts)
    before = office.states
    for _ in range(gap):
        office.night()
    office.night(moved())
    assert office.states == before
    assert office.rows["2026-0001"].url == moved().url
    assert office.judged() == Steps()
    office.night(moved())
    assert office.states == before
    assert office.rows["2026-0001"].fingerprints == {"f1", "n1"}


@pytest.mark.parametrize(
    "now",
    [signs(index="1137/2026-2"), signs(index=None, digest="other"), signs(index=None, title="通告"), Signs()],
)
def test_a_page_that_may_have_moved_is_asked_about(now: Signs) -> None:
    office = Office(pages={finding(1).url: signs(), moved().url: now})
    office.night(finding(1))
    office.act(1, Act.DISMISS)
    office.night(moved())
    assert office.states == [S.DISMISSED, S.SUSPECTED]
    assert office.rows["2026-0002"].opening.resembles == "2026-0001"


def test_a_page_that_moved_back_is_still_the_same_row() -> None:
    office = Office(pages={finding(1).url: signs(), moved().url: signs()})
    office.night(finding(1))
    office.act(1, Act.CONFIRM, Act.NOTIFY)
    office.night(moved())
    for _ in range(2):
        office.night(finding(1))
        assert office.states == [S.NOTIFIED] and office.judged() == Steps()
    assert office.rows["2026-0001"].url == finding(1).url
    office.night()
    assert office.states == [S.RECHECK]


def test_of_two_new_addresses_one_is_the_row_and_the_other_a_new_one() -> None:
    copy = moved(url="http://www.wenchanghu.example/copy/1.html", fingerprint="n2")
    office = Office(pages={u: signs() for u in (finding(1).url, moved().url, copy.url)})
    office.night(finding(1))
    office.night(moved(), copy)
    assert office.states == [S.SUSPECTED, S.SUSPECTED]
    assert office.judged() == Steps()


def test_a_copy_is_no_move() -> None:
    office = Office(pages={finding(1).url: signs(), moved().url: signs()})
    office.night(finding(1))
    office.act(1, Act.DISMISS)
    office.night(finding(1), moved())
    assert office.states == [S.DISMISSED, S.SUSPECTED]


def test_of_two_that_may_have_moved_none_is_guessed() -> None:
    twin = replace(finding(2), fingerprint="f2")
    office = Office(pages={u: signs() for u in (finding(1).url, twin.url, moved().url)})
    office.night(finding(1), twin)
    office.act(1, Act.DISMISS)
    office.night(moved())
    assert office.states[-1] is S.SUSPECTED and len(office.rows) == 3


def test_the_page_to_open_is_where_it_is_now() -> None:
    """What the machine says of a page names it, and that name is kept as it was said."""
    was, now = finding(1, page_url=finding(1).url), moved(page_url=moved().url)
    office = Office(pages={was.url: signs(), now.url: signs()})
    office.night(was)
    assert office.rows["2026-0001"].page_url == was.url
    office.night(now)
    assert office.rows["2026-0001"].page_url == now.url
    dead = finding(2, url="http://www.wenchanghu.example/gone.html", page_url=was.url)
    office.night(now, dead)
    assert office.rows["2026-0002"].page_url == was.url


@pytest.mark.parametrize("acts", [(), (Act.DISMISS,), (Act.CONFIRM, Act.NOTIFY)])
@pytest.mark.parametrize("is_copy", [False, True])
def test_where_the_old_address_was_not_seen_no_row_is_opened_before_a_later_night_tells(
    acts: Any, is_copy: bool
) -> None:
    """Else a unit of which too little was read on the night of its redesign would have every row twice."""
    office = Office(pages={finding(1).url: signs(), moved().url: signs()})
    office.night(finding(1))
    office.act(1, *acts)
    before = office.states
    for _ in range(2):
        assert not office.night(moved(), missed=("f1",)).openings
    assert office.states == before
    office.night(*([finding(1)] if is_copy else []), moved())
    assert office.states == [*before, *([S.SUSPECTED] if is_copy else [])]
    assert office.rows["2026-0001"].url == (finding(1) if is_copy else moved()).url
    assert office.judged() == Steps()


def test_what_is_said_in_other_words_or_of_another_page_waits_for_nothing() -> None:
    office = Office(pages={finding(1).url: signs(), moved().url: signs(index="1137/2026-9")})
    office.night(finding(1))
    assert office.night(moved(), missed=("f1",)).openings
    office = Office(pages={finding(1).url: signs(), moved().url: signs()})
    office.night(finding(1))
    assert office.night(moved(quote="其他文字"), missed=("f1",)).openings
