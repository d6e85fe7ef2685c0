"""Letters in the web portal: proposed, issued by whom the ladder names, opened and signed for by the unit alone."""

import datetime as dt
import shutil

import lxml.html
import pytest
from mini_district import District
from portal_visitor import OTHER, UNIT, Portal

from auditor.models.issue import Actor
from auditor.models.issue_kinds import Deviation, IssueState
from auditor.models.role import Role
from auditor.office.accounts import new_user
from auditor.office.issues import Desk
from auditor.text.wording import spelt


@pytest.fixture
def portal(first_night, tmp_path):
    district, _ = first_night
    shutil.copytree(district.folder, tmp_path, dirs_exist_ok=True)
    return Portal(District(district.portal, tmp_path))


@pytest.fixture
def row(portal):
    """The late paper's row, confirmed."""
    found = next(row for row in portal.store.issues.of() if row.opening.code == "LAG001")
    return Desk(portal.store, Actor(name="王丽", role=Role.INSPECTOR), portal.at).confirm(found)


def notice(row, **more):
    return {"portal": row.portal, "step": "整改通知", "unit": UNIT, "rows": [row.number]} | more


def offered(visitor, link):
    """The page behind the one link of the list that reads so."""
    tree = lxml.html.fromstring(visitor.get("/letters/proposed").text)
    [href] = tree.xpath("//table//a[starts-with(., $link)]/@href", link=link)
    return visitor.get(href).text


def issued(portal, row):
    visitor = portal.someone("inspector")
    visitor.get("/letters/proposed")
    answer = visitor.post("/letters/proposal", notice(row))
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].partition("?")[0]


def test_a_proposal_is_issued_and_its_unit_opens_it_and_signs(portal, row):
    visitor, own = portal.someone("inspector"), portal.someone("unit")
    listed = offered(visitor, "看问题、签发")
    assert row.number in listed and "签发整改通知书" in listed
    assert visitor.post("/letters/proposal", notice(row, document="文政办函〔2026〕3号")).status_code == 303
    [sent] = portal.store.letters.of()
    assert sent.letter.by == "王丽" and sent.letter.document_number == "文政办函〔2026〕3号"
    assert portal.store.issues.numbered(row.number)[0].state is IssueState.NOTIFIED
    address = f"/letters/{row.portal}/{sent.letter.number}"
    assert address in own.get("/letters").text and address in own.get("/work").text
    page = own.get(address).text
    assert spelt(row.message) in page and "没有签收" in page
    assert own.post(f"{address}/receive", {"why": "收到"}).headers["location"] == f"{address}?said=signed"
    [receipt] = portal.store.letters.get(sent.letter.number).receipts
    assert (receipt.by, receipt.unit, receipt.at, receipt.note) == ("张敏", UNIT, portal.at, "收到")
    assert "<button>签收</button>" not in own.get(address).text and address not in own.get("/work").text
    signed = visitor.get(address).text
    assert "张敏" in signed and "<button>签收</button>" not in signed
    saved = own.get(f"{address}/word")
    assert saved.content[:2] == b"PK" and saved.headers["content-disposition"].startswith("attachment")


def test_two_people_of_a_unit_sign_each_under_their_own_name(portal, row):
    address = issued(portal, row)
    first = new_user(portal.store, "sun", "孙悦", Role.UNIT, portal.at, portal=portal.portal, unit=UNIT)
    for visitor in (portal.someone("unit"), portal.settled("sun", first)):
        visitor.get(address)
        assert visitor.post(f"{address}/receive").status_code == 303
    assert [one.by for one in portal.store.letters.of()[0].receipts] == ["张敏", "孙悦"]


def test_another_unit_learns_nothing_of_a_letter(portal, row):
    address, other = issued(portal, row), portal.someone("other")
    nothing = other.get("/letters/wenchangwan/2026-L0099")
    assert (nothing.status_code, "没有这一份文书" in nothing.text) == (404, True)
    for path in (address, f"{address}/word"):
        assert other.get(path).text == nothing.text
    assert row.number not in other.get("/letters").text
    other.get("/account")
    assert other.post(f"{address}/receive").status_code == 404
    assert not portal.store.letters.of()[0].receipts


def test_who_may_not_issue_is_told_and_nothing_is_written(portal, row):
    issued(portal, row)
    portal.at += dt.timedelta(days=9)
    urged = {"portal": row.portal, "step": "督办", "unit": UNIT, "rows": [row.number]}
    visitor, chief = portal.someone("inspector"), portal.someone("chief")
    page = offered(visitor, "看问题")
    assert "由负责人签发" in page and "<button>签发" not in page
    refused = visitor.post("/letters/proposal", urged)
    assert (
        refused.status_code == 400
        and "由负责人" in refused.text
        and "--" not in refused.text.split("<main")[1]
    )
    chief.get("/letters/issued")
    assert "请先勾选" in chief.post("/letters/proposal", urged | {"rows": []}).text
    assert "够不上" in chief.post("/letters/proposal", urged | {"rows": ["2026-9999"]}).text
    assert "没有“区教育”" in chief.post("/letters/proposal", urged | {"unit": "区教育"}).text
    assert len(portal.store.letters.of()) == 1
    assert chief.post("/letters/proposal", urged).status_code == 303
    assert len(portal.store.letters.of()) == 2


def test_a_decided_appeal_waits_for_its_letter_and_gets_one(portal, row):
    issued(portal, row)
    told = portal.store.issues.numbered(row.number)[0]
    own = Desk(portal.store, Actor(name="张敏", role=Role.UNIT, unit=UNIT), portal.at)
    chief = Desk(portal.store, Actor(name="李强", role=Role.CHIEF), portal.at)
    appealed = own.appeal(told, kind=Deviation.SPECIAL, why="系统正在迁移")
    visitor, waiting = portal.someone("chief"), {"portal": row.portal, "number": row.number}
    assert "还没有书面答复" not in visitor.get("/letters/proposed").text
    assert visitor.get("/letters/decision", params=waiting).status_code == 404
    chief.decide(appealed, "tolerate", why="迁移属实", until=dt.date(2026, 12, 20))
    assert "另有 1 件申诉裁定了、还没有书面答复" in visitor.get("/letters/proposed").text
    assert row.number in visitor.get("/letters/decided").text
    assert "出具申诉复核决定书" in visitor.get("/letters/decision", params=waiting).text
    answer = visitor.post("/letters/decision", waiting)
    page = portal.someone("unit").get(answer.headers["location"]).text
    assert "按特殊情况处理，2026年12月20日以前改好的不扣分" in page and "迁移属实" in page
    assert "还没有书面答复" not in visitor.get("/letters/proposed").text
    assert visitor.post("/letters/decision", waiting).status_code == 400


def test_an_address_without_what_it_is_of_leads_to_the_list(portal):
    visitor = portal.someone("inspector")
    assert visitor.get("/letters/proposal").headers["location"] == "/letters/proposed"
    assert visitor.get("/letters/decision").headers["location"] == "/letters/decided"
    nothing = visitor.get("/letters/proposal?portal=wenchangwan&unit=x&step=整改通知")
    assert nothing.status_code == 404 and "没有这一份待签发的文书" in nothing.text


def test_letters_are_listed_by_unit_and_by_who_has_not_signed(portal, row):
    address = issued(portal, row)
    visitor = portal.someone("chief")
    assert address in visitor.get("/letters/issued?unsigned=true").text
    assert address not in visitor.get(f"/letters/issued?unit={OTHER}").text
    own = portal.someone("unit")
    own.get(address)
    own.post(f"{address}/receive")
    assert address not in visitor.get("/letters/issued?unsigned=true").text
