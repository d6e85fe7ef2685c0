"""Every kind of list is read whole, with its days; cut by one page, none of them calls itself whole."""

import pytest
from made_portals import BASE, Made, cut, walked
from more_feeds import list_model, more_feeds
from more_lists import more_lists
from portal_lists import all_lists

from auditor.models import VisitState

LISTS = {made.name: made for made in (*all_lists(), *more_lists(), *more_feeds())}
CUT = {
    name: made
    for name, made in LISTS.items()
    if len(made.answers) > 1 and made.last != next(iter(made.answers))
}


@pytest.mark.parametrize("made", LISTS.values(), ids=LISTS.keys())
def test_a_list_is_read_to_its_end_with_its_days(made: Made) -> None:
    found = walked(made)
    assert found.urls == {BASE + row.path for row in made.rows}, found.visit.why
    assert found.days == {row.day for row in made.rows}
    assert found.visit.state is VisitState.READABLE, found.visit.why
    assert found.end


@pytest.mark.parametrize("made", CUT.values(), ids=CUT.keys())
def test_a_list_that_was_cut_is_never_whole(made: Made) -> None:
    for how, shorter in cut(made):
        found = walked(shorter)
        assert found.visit.state is not VisitState.READABLE, (how, found.end)
        assert found.visit.why, how


def test_what_another_script_knows_of_an_interface_is_named() -> None:
    found = walked(list_model(8, site=""))
    assert (len(found.urls), found.visit.state) == (8, VisitState.PARTIAL)
    assert "SiteInfo.searchId 写在别的脚本里" in found.visit.why
