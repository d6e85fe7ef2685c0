"""What takes too long to wait for: it waits, survives whoever died over it, and is told where it was asked."""

import datetime as dt
import shutil
import threading

import pytest
from mini_district import LATE, District
from portal_visitor import UNIT, Portal
from stores import store, url  # noqa: F401
from test_web_unit import address, now, told

from auditor.models.errand import Errand, ErrandAnswer, ErrandKind
from auditor.models.issue_kinds import IssueState
from auditor.models.role import Actor, Role
from auditor.office import errands, recheck
from auditor.office.issues import Desk
from auditor.store import errands as shelf
from auditor.store.process import Process
from auditor.web.background import Background
from auditor.workdays import BEIJING

AT = dt.datetime(2026, 11, 23, 12, tzinfo=BEIJING)
ERRAND = Errand(
    portal="wch", kind=ErrandKind.LOOK, subject="2026-0001", asked_at=AT, by="张敏", role=Role.UNIT
)


@pytest.fixture
def portal(first_night, tmp_path):
    district, _ = first_night
    shutil.copytree(district.folder, tmp_path, dirs_exist_ok=True)
    return Portal(District(district.portal, tmp_path))


def test_an_errand_is_taken_once_in_the_order_it_was_asked(store):
    first, second = store.errands.add(ERRAND), store.errands.add(ERRAND)
    elsewhere = Errand(portal="other", kind=ErrandKind.LOOK, subject="1", asked_at=AT, by="x", role=Role.UNIT)
    store.errands.add(elsewhere)
    assert [store.errands.take(["wch"]).id for _ in range(2)] == [first.id, second.id]
    assert store.errands.take(["wch"]) is None and store.errands.take([]) is None
    assert store.errands.about("wch", "2026-0001", [ErrandKind.LOOK]).under_way
    store.errands.end(second, ErrandAnswer(at=AT, done=True, words="没有再发现", still=False))
    ended = store.errands.about("wch", "2026-0001", [ErrandKind.LOOK])
    assert not ended.under_way and ended.answer.words == "没有再发现"
    assert store.errands.about("wch", "2026-0001", [ErrandKind.RECHECK]) is None
    day = dt.timedelta(days=1)
    assert len(store.errands.recent("wch", ErrandKind.LOOK, AT - day)) == 2
    assert len(store.errands.recent("wch", ErrandKind.LOOK, AT + day)) == 1


def test_what_a_dead_server_had_taken_waits_again(store, monkeypatch):
    store.errands.add(ERRAND)
    me = shelf.this_process()
    with monkeypatch.context() as patch:
        patch.setattr(
            shelf, "this_process", lambda: Process(me.host, me.pid, "another beginning", me.beat_at)
        )
        assert store.errands.take(["wch"]) is not None
    again = store.errands.about("wch", "2026-0001", [ErrandKind.LOOK])
    assert not again.under_way and again.answer is None
    assert store.errands.take(["wch"]) is not None and store.errands.take(["wch"]) is None


def reported(portal, visitor):
    row = told(portal)
    visitor.get(address(row))
    assert visitor.post(f"{address(row)}/fixed", {"seen": row.version, "why": "已补发"}).status_code == 303
    return row


def test_a_mend_is_reported_at_once_and_looked_at_afterwards(portal):
    visitor, inspector = portal.someone("unit"), portal.someone("inspector")
    row = reported(portal, visitor)
    page = visitor.get(address(row)).text
    assert "等着看网页" in page and 'hx-trigger="every 3s"' in page
    assert visitor.get(f"{address(row)}/page/now").status_code == 404
    assert portal.work() == 1
    page = visitor.get(address(row)).text
    assert "网页上仍有这个问题。网页的文字与检查时完全相同。" in page and "hx-trigger" not in page
    assert now(portal, row).state is IssueState.RECHECK  # an inspector says what it comes to
    seen = portal.store.errands.about(row.portal, row.number, [ErrandKind.LOOK]).answer.after
    assert seen in {use.capture for use in portal.store.captures.uses()}
    assert "网页上仍有这个问题" in inspector.get(address(row)).text
    seen = visitor.get(f"{address(row)}/page/now")
    assert "关于做好第3项工作的通知" in seen.text and seen.headers["content-security-policy"].startswith(
        "sandbox"
    )
    other = portal.someone("other")
    assert other.get(f"{address(row)}/page/now").status_code == 404


def test_what_was_mended_is_told_in_one_sentence(portal, monkeypatch):
    visitor = portal.someone("unit")
    row = reported(portal, visitor)
    answer = portal_page(portal)
    with monkeypatch.context() as patch:
        patch.setattr(answer, "body", answer.body.replace(b"2026-08-03", b"2026-09-30"))
        portal.work()
    page = visitor.get(address(row)).text
    assert "网页上没有再发现这个问题。与检查时相比，网页有" in page and "改为“" in page


def portal_page(portal):
    return portal.district.portal.pages[LATE]


def test_a_page_that_cannot_be_read_changes_nothing_and_says_so(portal, monkeypatch):
    visitor = portal.someone("unit")
    row = reported(portal, visitor)
    with monkeypatch.context() as patch:
        patch.setattr(portal_page(portal), "status", 503)
        portal.work()
    assert "没有看成：<b>" in visitor.get(address(row)).text
    assert now(portal, row).state is IssueState.RECHECK


def test_a_page_that_was_not_reached_is_looked_at_again_an_hour_later(portal, monkeypatch):
    visitor = portal.someone("unit")
    row = reported(portal, visitor)
    with monkeypatch.context() as patch:
        patch.setattr(portal_page(portal), "status", 503)
        assert portal.work() == 1
        assert "过一小时再看一次" in visitor.get(address(row)).text
        portal.at += dt.timedelta(minutes=59)
        assert portal.work() == 0
        for tries in (1, 1, 1, 0):  # four in all
            portal.at += dt.timedelta(minutes=1)
            assert portal.work() == tries
            portal.at += dt.timedelta(minutes=59)
    visitor.sign_in("unit")
    assert "不再自动看" in visitor.get(address(row)).text


def test_one_that_was_reached_in_the_end_is_told_and_asked_no_more(portal, monkeypatch):
    visitor = portal.someone("unit")
    row = reported(portal, visitor)
    with monkeypatch.context() as patch:
        patch.setattr(portal_page(portal), "status", 503)
        portal.work()
    portal.at += dt.timedelta(hours=1)
    assert portal.work() == 1
    assert "网页上仍有这个问题" in visitor.get(address(row)).text
    portal.at += dt.timedelta(hours=1)
    assert portal.work() == 0


def test_a_server_that_dies_after_a_draw_does_not_draw_again(portal, monkeypatch):
    desk = Desk(portal.store, Actor(name="王丽", role=Role.INSPECTOR), portal.at)
    errands.ask_opening(desk, portal.portal, errands.InspectionKind.SPOT, {"size": "2", "seed": "7"})

    class KilledError(BaseException):
        pass

    def killed(*given):
        errands._opened(*given)
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setitem(errands._DO, errands.ErrandKind.INSPECTION, lambda d, p, e: killed(d, p, e.given))
        with pytest.raises(KilledError):
            portal.work()
    assert portal.work() == 0
    assert len(portal.store.inspections.all()) == 1


def test_one_that_breaks_stops_no_other(portal, monkeypatch):
    visitor = portal.someone("unit")
    row = reported(portal, visitor)
    desk = Desk(portal.store, Actor(name="王丽", role=Role.INSPECTOR), portal.at)
    errands.ask_opening(desk, portal.portal, errands.InspectionKind.QUARTER, {"period": "2026Q4"})
    with monkeypatch.context() as patch:
        patch.setattr(recheck, "look", lambda *_, **__: 1 / 0)
        assert portal.work() == 2
    assert "程序出错" in visitor.get(address(row)).text
    assert [one.number for one in portal.store.inspections.all()] == ["2026Q4"]


def test_who_was_overtaken_is_told(portal):
    inspector = portal.someone("inspector")
    row = reported(portal, portal.someone("unit"))
    inspector.get(address(row))
    form = {"seen": row.version + 1, "outcome": "not", "why": "没有改"}
    assert inspector.post(f"{address(row)}/recheck", form).status_code == 303
    own = Desk(portal.store, Actor(name="张敏", role=Role.UNIT, unit=UNIT), portal.at)
    own.appeal(now(portal, row), kind="误报", why="不是问题")
    portal.work()
    assert now(portal, row).state is IssueState.APPEALED
    assert "没有办成：<b>" in inspector.get(address(row)).text


def test_the_thread_beside_the_server_does_it_and_the_night_does_what_is_left(portal, monkeypatch):
    row = reported(portal, portal.someone("unit"))
    ended, end = threading.Event(), shelf.Errands.end

    def tell(*given):
        end(*given)
        ended.set()

    monkeypatch.setattr(shelf.Errands, "end", tell)
    with Background(portal.app.state.house):
        assert ended.wait(60)
    assert portal.store.errands.about(row.portal, row.number, [ErrandKind.LOOK]).answer.done
    again = Desk(portal.store, Actor(name="王丽", role=Role.INSPECTOR), portal.at)
    errands.ask_recheck(again, now(portal, row), "not", why="没有改")
    portal.district.night(1)
    assert now(portal, row).state is IssueState.NOTIFIED
