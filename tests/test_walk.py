"""Lists walked page by page, hosts left in peace, addresses put in their sections: without a network."""

import datetime as dt
from collections.abc import Callable

import pytest

from auditor.files.magic import sniff_file
from auditor.models import Entry, Page, Period, Politeness, Portal, Section, SectionKind, VisitState
from auditor.portal.atlas import Atlas
from spiders.family import Course, Step
from spiders.listing.listing import Listing
from spiders.listing.walk import Walk
from spiders.politeness import Patience, settings_of, user_agent

HOME = "http://www.wenchangwan.test/"
DAY = dt.date(2026, 11, 23)
END = Course(end="没有下一页")
AT = dt.datetime(2026, 11, 23, 1, tzinfo=dt.UTC)


def _entries(*days: int) -> tuple[Entry, ...]:
    return tuple(Entry(f"{HOME}zcwj/t202610{d:02d}_{d}.html", f"第{d}号", dt.date(2026, 10, d)) for d in days)


def _portal(*sections: Section, horizon_days: int | None = None) -> Portal:
    return Portal(
        id="wenchangwan",
        name="文昌湾区",
        home=HOME,
        hosts=("www.wenchangwan.test",),
        sections=sections,
        politeness=Politeness(horizon_days=horizon_days),
    )


def _section(path: str, kind: SectionKind = SectionKind.POLICY, **more: Period) -> Section:
    return Section("文昌湾区管委会", path, f"{HOME}{path}/", kind, **more)


def test_a_list_read_to_its_end_is_readable() -> None:
    walk = Walk(HOME)
    walk.add(Listing(_entries(9, 8), Course((Step(f"{HOME}index_1.html"),))))
    assert walk.next_step() == Step(f"{HOME}index_1.html")
    walk.add(Listing(_entries(8, 7), END))
    assert walk.next_step() is None
    visit = walk.visit(AT)
    assert (visit.state, visit.entry_count, visit.newest_on) == (VisitState.READABLE, 3, dt.date(2026, 10, 9))


def _repeating(*days: int) -> Walk:
    """A walk over pages of one row each, every one of them with a link to the next."""
    walk = Walk(HOME)
    for page, day in enumerate(days, 1):
        walk.add(Listing(_entries(day), Course((Step(f"{HOME}list?page={page}"),), open=True)))
        walk.next_step()
    return walk


def test_a_server_that_repeats_its_last_page_for_ever_has_given_its_last() -> None:
    visit = _repeating(9, 8, 8).visit(AT)
    assert (visit.state, visit.entry_count) == (VisitState.READABLE, 2)


def test_a_server_that_gives_its_first_page_for_every_number_has_not_been_read() -> None:
    assert _repeating(9, 9).visit(AT).state is VisitState.PARTIAL


def test_a_page_that_shows_no_end_does_not_end_the_list() -> None:
    walk = Walk(HOME)
    walk.add(Listing(_entries(9)))
    assert walk.visit(AT).state is VisitState.PARTIAL


@pytest.mark.parametrize(("total", "state"), [(2, VisitState.READABLE), (3, VisitState.PARTIAL)])
def test_a_stated_count_is_reached_or_the_list_is_not_whole(total: int, state: VisitState) -> None:
    walk = Walk(HOME)
    walk.add(Listing(_entries(9, 8), Course(end="没有下一页", total=total)))
    assert walk.visit(AT).state is state


def _page(number: int, size: int = 20) -> Listing:
    rows = tuple(Entry(f"{HOME}made/{number}_{row}.html", f"第{number}页第{row}条") for row in range(size))
    return Listing(rows, Course((Step(f"{HOME}list?page={number + 1}"),)))


def _walked(walk: Walk, page: Callable[[int], Listing], first: Listing) -> int:
    walk.add(first)
    asked = 0
    while walk.next_step():
        asked += 1
        walk.add(page(asked))
    return asked


def test_a_list_that_grew_out_of_all_proportion_is_left_and_not_believed() -> None:
    known = _entries(9, 8)
    walk = Walk(HOME, known=known)
    asked = _walked(walk, _page, Listing(_entries(10, 9), Course((Step(f"{HOME}list?page=1"),))))
    visit = walk.visit(AT)
    assert asked < 20
    assert (visit.state, visit.entry_count) == (VisitState.HELD, 322)
    assert "多得不合常理" in visit.why
    assert walk.entries == _entries(10, 9), "its own page, and what was known"


def test_a_list_that_is_as_long_the_night_after_is_read_to_its_end() -> None:
    walk = Walk(HOME, known=_entries(9, 8), held=322)
    first, last = Listing(_entries(9), _page(0).course), Listing(_page(40).entries, END)
    _walked(walk, lambda n: _page(n) if n < 40 else last, first)
    visit = walk.visit(AT)
    assert (visit.state, visit.entry_count, len(walk.entries)) == (VisitState.READABLE, 801, 801)


def test_a_list_without_end_is_no_norm_however_many_nights_it_goes_on() -> None:
    walk = Walk(HOME, known=_entries(9, 8), held=322)
    _walked(walk, _page, Listing(_entries(9), _page(0).course))
    assert walk.visit(AT).state is VisitState.PARTIAL
    assert walk.entries == _entries(9)


def _left_of(known: int, rows: int, held: int | None = None) -> tuple[VisitState, str]:
    walk = Walk(HOME, known=_page(1, known).entries, held=held)
    walk.add(Listing(_page(1, rows).entries, END))
    visit = walk.visit(AT)
    assert (visit.state is VisitState.READABLE) is walk.whole
    return visit.state, visit.why


@pytest.mark.parametrize(("known", "left"), [(3, 1), (9, 0), (18, 9), (60, 30), (25, 25)])
def test_a_small_list_and_a_usual_loss_are_believed(known: int, left: int) -> None:
    assert _left_of(known, left) == (VisitState.READABLE, "")


@pytest.mark.parametrize(("known", "left"), [(10, 0), (19, 9), (60, 29), (500, 4)])
def test_a_list_that_silently_lost_most_of_its_rows_is_not_believed_at_once(known: int, left: int) -> None:
    state, why = _left_of(known, left)
    assert state is VisitState.HELD
    assert f"列表上次有 {known} 条，本次只有 {left} 条，少得不合常理" in why


def test_a_loss_that_the_next_night_sees_too_is_one() -> None:
    assert _left_of(60, 20, held=22)[0] is VisitState.READABLE
    assert _left_of(60, 2, held=22)[0] is VisitState.HELD, "it said something else"


def test_what_lies_beyond_the_horizon_is_not_lost() -> None:
    known = [Entry(f"{HOME}{n}.html", f"第{n}号", dt.date(2026, 10 - n // 10, 1)) for n in range(40)]
    walk = Walk(HOME, horizon=dt.date(2026, 9, 15), known=known)
    walk.add(Listing(tuple(known[:12]), END))
    assert walk.visit(AT).state is VisitState.READABLE


def test_a_new_list_without_end_leads_to_its_beginning_alone() -> None:
    walk = Walk(HOME)
    asked = _walked(walk, _page, _page(0))
    visit = walk.visit(AT)
    assert (asked, visit.state, len(walk.entries)) == (500, VisitState.PARTIAL, 200)
    assert "仍未完" in visit.why


def test_empty_pages_without_end_are_left() -> None:
    walk = Walk(HOME)
    assert _walked(walk, lambda n: _page(n, size=0), Listing(_entries(9), _page(0).course)) < 15
    assert walk.visit(AT).state is VisitState.PARTIAL


def test_a_list_that_doubles_overnight_is_believed() -> None:
    walk = Walk(HOME, known=_page(1, 100).entries)
    walk.add(_page(1, 200))
    walk.add(Listing(_page(2, 150).entries, END))
    assert (walk.visit(AT).state, len(walk.entries)) == (VisitState.READABLE, 350)


def test_a_missing_page_proves_presence_only() -> None:
    walk = Walk(HOME)
    walk.add(Listing(_entries(9), END))
    walk.failed("第2页：超时没有应答")
    assert walk.visit(AT).state is VisitState.PARTIAL


def test_a_list_filled_by_script_is_not_an_empty_one() -> None:
    walk = Walk(HOME)
    walk.add(Listing(course=Course(doubt="列表由脚本加载")))
    visit = walk.visit(AT)
    assert (visit.state, visit.why) == (VisitState.UNREADABLE, "列表由脚本加载")


def test_paging_stops_at_a_page_wholly_beyond_the_horizon() -> None:
    walk = Walk(HOME, horizon=dt.date(2026, 10, 5))
    walk.add(Listing(_entries(6, 4), Course((Step(f"{HOME}index_1.html"),))))
    assert walk.next_step()
    walk.add(Listing(_entries(3, 2), Course((Step(f"{HOME}index_2.html"),))))
    assert walk.next_step() is None
    assert "2026-10-05" in walk.visit(AT).why


def test_an_article_belongs_to_the_section_whose_folder_it_stands_in() -> None:
    parent, own, other = _section("zwgk", SectionKind.PARENT), _section("zwgk/zcwj"), _section("gsgg")
    atlas = Atlas(_portal(parent, own, other), DAY)
    entries = [
        Entry(f"{HOME}{path}", "一条信息")
        for path in ("zwgk/zcwj/202610/t1.html", "zwgk/t2.html", "x/t3.html")
    ]
    homes = [target.section_url for target in atlas.entry_targets(entries, other.url or "", HOME)]
    assert homes == [own.url, other.url, other.url]


def test_what_is_fetched_lies_on_the_portal_and_within_the_horizon() -> None:
    atlas = Atlas(_portal(_section("zcwj"), horizon_days=40), DAY)
    strange = Entry("http://www.elsewhere.test/a.html", "站外"), Entry(f"{HOME}a.pdf", "文件")
    targets = atlas.entry_targets([*_entries(20, 10), *strange], f"{HOME}zcwj/", HOME)
    assert [(target.url.removeprefix(HOME), target.kind) for target in targets] == [
        ("zcwj/t20261020_20.html", "article"),
        ("a.pdf", "attachment"),
    ]


def test_a_section_handed_over_is_visited_for_the_unit_in_charge() -> None:
    before = _section("zcwj", period=Period(until=dt.date(2026, 10, 31)))
    after = Section("新管委会", "zcwj", f"{HOME}zcwj/", period=Period(since=dt.date(2026, 11, 1)))
    atlas = Atlas(_portal(before, after), DAY)
    page = Page(source=HOME, url=f"{HOME}zcwj/t1.html", fetched_at=AT)
    assert atlas.placed(page, f"{HOME}zcwj/").unit == "新管委会"
    assert len([target for target in atlas.first_targets() if target.kind == "section"]) == 1


def test_only_refusals_in_a_row_pause_a_host() -> None:
    patience = Patience(limit=2)
    patience.refused("a.test", "412")
    patience.answered("a.test")
    patience.refused("a.test", "412")
    assert patience.why_paused("a.test") is None
    patience.refused("a.test", "412")
    assert patience.why_paused("a.test") == "a.test 连续 2 次未能读取（412），今晚不再访问"
    assert patience.why_paused("b.test") is None


def test_the_agent_says_who_it_is_and_whom_to_ask() -> None:
    assert user_agent(Politeness(contact="0533-0000000")) == "DisclosureAuditor/0.1 (+0533-0000000)"
    assert user_agent(Politeness(user_agent="检查 (+a@b.test)", contact="a@b.test")) == "检查 (+a@b.test)"


def test_a_profile_sets_what_may_not_stay_at_the_default() -> None:
    settings = settings_of(_portal())
    assert settings["ROBOTSTXT_OBEY"] is True
    assert settings["DOWNLOAD_VERIFY_CERTIFICATES"] is True
    assert settings["CONCURRENT_REQUESTS"] == 1


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "pdf"),
        (b"\xef\xbb\xbf\n<!-- x --><!DOCTYPE html>", "html"),
        (b"  <html>", "html"),
        (b"\r\n%PDF-1.4", "pdf"),
        (b"{\\rtf1", "rtf"),
        (b"PK\x03\x04", "zip"),
        (b"plain words", None),
    ],
)
def test_first_bytes_tell_what_a_file_is(head: bytes, kind: str | None) -> None:
    assert sniff_file(head) == kind
