"""A small profile, the folder it lies in and a desk: what tests of changes on the screen share."""

import datetime as dt

import pytest

from auditor.cli import run
from auditor.installation import open_profile
from auditor.models.role import Actor, Role
from auditor.office.amending import Folder
from auditor.office.issues import Desk
from auditor.portal.changes import tables_of
from auditor.store import Store
from auditor.workdays import BEIJING

AT = dt.datetime(2026, 6, 1, 9, tzinfo=BEIJING)
TODAY = AT.date()
BASE = """# 青禾区的档案
name = "青禾区政务公开门户"
home = "http://www.qinghe.example/"
hosts = ["www.qinghe.example"]
operator = "区政府办公室"

[[units]]
name = "区政府办公室"  # 也管门户

[[units]]
name = "区旅游局"
aliases = ["区旅发委"]

[[units]]
name = "区文化局"

[[sections]]  # 条例第二十条
unit = "区旅游局"
path = "政策文件"
url = "http://www.qinghe.example/lyj/zcwj/"
kind = "policy"
update_within_days = 90
[[sections.nil_returns]]
reason = "本年没有制发"
until = 2026-12-31

[[sections]]
unit = "区文化局"
path = "通知公告"
url = "http://www.qinghe.example/whj/tzgg/"

[[exemptions]]
code = "LAG001"
unit = "区旅游局"
reason = "平台迁移"
until = 2026-12-31
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "qinghe.toml").write_text(BASE, "utf-8")
    with Store.open(f"sqlite:///{tmp_path}/a.sqlite3") as store:
        yield Folder(tmp_path / "qinghe.toml", "qinghe", store)


@pytest.fixture
def desk(folder):
    return Desk(folder.store, Actor(name="王丽", role=Role.INSPECTOR), AT)


def read(folder):
    return open_profile(folder.path, amended=folder.store.amendments.of)


def table(folder, part, **which):
    (found,) = [t for t in tables_of(folder.values(), part) if which.items() <= t.items()]
    return found


def auditor(*arguments):
    return run([str(one) for one in arguments])
