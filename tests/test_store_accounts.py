"""Accounts, stays, failures, keys, files and deeds, kept alike by both databases."""

import datetime as dt

import pytest
from stores import NIGHTS, store, url  # noqa: F401

from auditor.models.account import Deed, Key, Stay, Upload, User
from auditor.models.role import Role
from auditor.store import StoreError

AT = NIGHTS[0]
USER = User(name="zhang", person="张敏", role=Role.UNIT, portal="wch", unit="区教育局", made_at=AT)


def test_an_account_comes_back_as_it_was_and_its_name_is_taken(store):
    store.accounts.add(USER, "hash")
    assert store.accounts.all() == [USER] and store.accounts.get("zhang") == USER
    assert store.accounts.get("li") is None and store.accounts.password("li") is None
    with pytest.raises(StoreError, match="已经有账号“zhang”"):
        store.accounts.add(USER, "other")
    assert store.accounts.password("zhang") == "hash"


def test_another_password_ends_every_stay(store):
    store.accounts.add(USER, "hash")
    stays = [Stay(digest=d, user="zhang", began_at=AT, seen_at=AT, place="10.0.0.1") for d in "ab"]
    for stay in stays:
        store.accounts.begin_stay(stay)
    store.accounts.touch_stay("a", AT + dt.timedelta(hours=1))
    assert store.accounts.stay("a").seen_at == AT + dt.timedelta(hours=1)
    store.accounts.end_stays_before(AT, AT + dt.timedelta(minutes=1))
    assert store.accounts.stay("b") is None and len(store.accounts.stays("zhang")) == 1
    store.accounts.set_password("zhang", "new", must_change=False)
    assert not store.accounts.stays("zhang") and not store.accounts.get("zhang").must_change


def test_failures_are_counted_of_the_account_and_from_the_place(store):
    for account, place in (("zhang", "1"), ("zhang", "2"), ("li", "1")):
        store.accounts.failed(account, place, AT)
    assert store.accounts.failures("zhang", "1", AT) == (2, 2)
    assert store.accounts.failures("zhang", "1", AT + dt.timedelta(seconds=1)) == (0, 0)
    store.accounts.forget_failures("zhang", AT)
    assert store.accounts.failures("zhang", "1", AT) == (0, 1)


def test_a_one_time_password_is_taken_once(store):
    store.accounts.add(USER, "hash")
    assert store.accounts.second("zhang") is None
    store.accounts.set_second("zhang", "SECRET")
    assert store.accounts.use_second("zhang", 7) and not store.accounts.use_second("zhang", 7)
    assert not store.accounts.use_second("zhang", 6) and store.accounts.second("zhang") == ("SECRET", 7)


def test_keys_belong_to_their_owner(store):
    store.accounts.add(USER, "hash")
    key = Key(digest="d", user="zhang", label="统计", made_at=AT, until=AT.date())
    store.accounts.add_key(key)
    store.accounts.end_key("li", "d")
    assert store.accounts.key("d") == key and store.accounts.keys("zhang") == [key]
    store.accounts.end_key("zhang", "d")
    assert store.accounts.key("d") is None


def test_files_of_one_name_are_told_apart_and_undone_with_the_act(store):
    upload = Upload(
        portal="wch", number="2026-0001", name="单.pdf", capture="sha256:0", size=1, by="zhang", at=AT
    )
    with pytest.raises(ZeroDivisionError), store.together():
        assert [store.uploads.add(upload) for _ in range(2)] == ["单.pdf", "单（2）.pdf"]
        raise ZeroDivisionError
    assert not store.uploads.of("wch", "2026-0001")
    assert [store.uploads.add(upload) for _ in range(3)] == ["单.pdf", "单（2）.pdf", "单（3）.pdf"]
    assert store.uploads.get("wch", "2026-0001", "单（2）.pdf").capture == "sha256:0"
    assert store.uploads.get("wch", "2026-0002", "单.pdf") is None


def test_deeds_come_newest_first(store):
    deeds = [
        Deed(at=AT, user=name, person="", role=role, place="1", act="登录", outcome=name)
        for name, role in (("zhang", Role.UNIT), ("", None))
    ]
    for deed in deeds:
        store.deeds.add(deed)
    assert store.deeds.newest(10) == deeds[::-1]
    assert store.deeds.newest(10, user="zhang") == deeds[:1]
    assert not store.deeds.newest(10, since=AT + dt.timedelta(days=1))
