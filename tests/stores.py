"""What the tests of store are made of."""

import datetime as dt
from dataclasses import replace

import pytest

from auditor.models import (
    Basis,
    Finding,
    Page,
    Portal,
    Problem,
    ProblemKind,
    RunState,
    Section,
    Severity,
    Verdict,
)
from auditor.store import Store, Target

REBUILT = """
import sqlalchemy as sa
from alembic import op

revision = "later"
down_revision = "HEAD"


def upgrade() -> None:
    with op.batch_alter_table("runs", recreate="auto") as batch:
        batch.add_column(sa.Column("remark", sa.Text()))
        batch.alter_column("why", existing_type=sa.Text(), nullable=True)
"""
BEIJING = dt.timezone(dt.timedelta(hours=8))
NIGHTS = [dt.datetime(2026, 3, day, 1, 30, tzinfo=BEIJING) for day in range(1, 7)]
SITE = "http://www.wenchanghu.example"
NOTICES = Section("区文化和旅游局", "法定主动公开内容/通知公告", url=f"{SITE}/col/notices/")
PLANS = Section("区文化和旅游局", "法定主动公开内容/规划计划", url=f"{SITE}/col/plans/")
PORTAL = Portal(
    id="wch", name="文昌湖", home=SITE, hosts=("www.wenchanghu.example",), sections=(NOTICES, PLANS)
)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'auditor.sqlite3'}"
    return request.getfixturevalue("postgres")(ready=True)


@pytest.fixture
def store(url, tmp_path):
    with Store.open(url, bodies=tmp_path / "captures") as opened:
        yield opened


def begin(store, at=NIGHTS[0], kind="crawl") -> int:
    run = store.runs.plan("wch", kind, at=at, as_of=at)
    store.runs.start(run, at=at)
    return run


def end(store, run, at=NIGHTS[0], state=RunState.DONE) -> None:
    store.runs.finish(run, state, at=at)


def article(number: int, at=NIGHTS[0], section=NOTICES, **changes) -> Page:
    page = Page(
        source=f"{SITE}/art/{number}.html",
        url=f"{SITE}/art/{number}.html",
        fetched_at=at,
        status=200,
        title=f"第{number}号通知",
        section=section.path,
        section_url=section.url,
        unit=section.unit,
        capture=f"sha256:{number:064d}",
    )
    return replace(page, **changes)


def unread(number: int, at, status: int, kind=ProblemKind.HTTP_ERROR) -> Page:
    return article(number, at, status=status, title=None, problems=(Problem(kind, "读不出来"),))


def targets(*numbers: int, kind="article", **fields) -> list[Target]:
    return [Target(f"{SITE}/art/{n}.html", kind, **fields) for n in numbers]


def urls(found) -> list[str]:
    return [each.url.rsplit("/", 1)[-1] for each in found]


def finding(number: int, unit: str = "区文化和旅游局", **changes) -> Finding:
    url = f"{SITE}/art/{number}.html"
    made = Finding(
        code="LAG001", name="主动公开超期", verdict=Verdict.FAIL, severity=Severity.SERIOUS, url=url,
        section_url=NOTICES.url, section=NOTICES.path, unit=unit, title="通知", subject="", quote="发布日期：2026-03-01",
        expected="成文后20个工作日内公开", message="超期3个工作日", basis=(Basis("条例", "第二十六条", True),), amount=23,
        fetched_at=NIGHTS[0], capture="sha256:" + "1" * 64, rule_version=1, fingerprint=f"f{number}",
    )  # fmt: skip
    return replace(made, **changes)


KILLED = """
import datetime as dt, sys
from pathlib import Path
from auditor.models import Page
from auditor.store import Store, Target, TargetState

at = dt.datetime(2026, 3, 1, 1, 30, tzinfo=dt.UTC)
store = Store.open(sys.argv[1], bodies=Path(sys.argv[2]))
run = store.runs.plan("wch", "crawl", at=at, as_of=at)
store.runs.start(run, at=at)
wanted = [Target(f"http://www.wenchanghu.example/art/{n}.html", "article") for n in range(2000)]
store.frontier.plan("wch", run, wanted)
while due := store.frontier.due("wch", run, limit=10):
    for target in due:
        capture = store.bodies.put(target.url.encode() * 500)
        page = Page(source=target.url, url=target.url, fetched_at=at, capture=capture)
        store.pages.save("wch", run, page)
        store.frontier.mark("wch", run, target, TargetState.FETCHED, at=at, status=200, etag="e")
        print(target.url, flush=True)
"""
