"""Whom the office calls about a unit: written by its own people, minimal, with a trail; deputies act under their own names."""

import shutil

import pytest
from mini_district import District
from portal_visitor import OTHER, UNIT, Portal
from test_web_unit import address, now, told

from auditor.models.role import Role
from auditor.office.accounts import new_user


@pytest.fixture
def portal(first_night, tmp_path):
    district, _ = first_night
    shutil.copytree(district.folder, tmp_path, dirs_exist_ok=True)
    return Portal(District(district.portal, tmp_path))


def written(visitor, *people):
    visitor.get("/contact")
    names, phones = zip(*people, strict=True)
    return visitor.post("/contact/wenchangwan", {"name": list(names), "phone": list(phones)})


def test_a_unit_writes_its_people_down_and_the_office_reads_them(portal):
    visitor, inspector = portal.someone("unit"), portal.someone("inspector")
    assert "没有填写" in inspector.get("/contacts").text
    kept = written(visitor, ("张敏", "（0533）2181234 转 802"), ("孙悦", "0533-2181235"), ("", ""))
    assert kept.status_code == 303, kept.text
    page = visitor.get("/contact").text
    assert 'value="0533-2181234-802"' in page and "孙悦：没有账号" in page and "张敏：有账号" in page
    listed = inspector.get("/contacts").text
    assert listed.index(OTHER) < listed.index("孙悦") and "0533-2181235" in listed
    written(visitor, ("张敏", "0533-2181234-802"), ("孙悦", "0533-2181235"))  # the same again
    written(visitor, ("孙悦", "0533-2181235"))
    cards = portal.store.contacts.of("wenchangwan", UNIT)
    assert [(card.contact.name, len(card.deputies), card.by) for card in cards] == [
        ("张敏", 1, "张敏"),
        ("孙悦", 0, "张敏"),
    ]
    assert visitor.get("/contact").text.count("联系人 ") == 2  # the trail
    assert "孙悦" not in portal.someone("other").get("/contact").text


@pytest.mark.parametrize(
    ("people", "why"),
    [
        ([("张敏", "13812345678")], "不写手机号"),
        ([("张敏", "138 1234 5678")], "不写手机号"),
        ([("张敏", "12345")], "写成 0533-2181234"),
        ([("<b>x</b>", "0533-2181234")], "要写姓名"),
        ([("", "")], "要写姓名"),
        ([("张敏", "0533-2181234"), ("张敏", "0533-2181235")], "同一个人"),
        ([("张敏", "0533-2181234"), ("孙悦", "")], "代理人1的办公电话"),
    ],
)
def test_what_is_not_a_name_or_an_office_phone_is_refused_and_stays_in_the_fields(portal, people, why):
    visitor = portal.someone("unit")
    refused = written(visitor, *people)
    assert refused.status_code == 400 and why in refused.text and "<b>x" not in refused.text
    assert not portal.store.contacts.of("wenchangwan")


def test_a_deputy_acts_for_the_unit_and_the_record_names_them(portal):
    row = told(portal)
    first = new_user(portal.store, "sun", "孙悦", Role.UNIT, portal.at, portal=portal.portal, unit=UNIT)
    deputy = portal.settled("sun", first)
    deputy.get(address(row))
    assert deputy.post(f"{address(row)}/fixed", {"seen": row.version, "why": "已补发"}).status_code == 303
    event = now(portal, row).events[-1]
    assert (event.by, event.role) == ("孙悦", Role.UNIT)
    assert "孙悦（责任单位）" in portal.someone("unit").get(address(row)).text
    assert "孙悦" in portal.someone("operator").get("/record").text
