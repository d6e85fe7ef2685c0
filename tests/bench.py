"""Speed as ratios to a baseline measured in the same run, so that machines compare. `make bench`.

Baselines: parsing the page with lxml (what any reader must pay), raw inserts into SQLite (what any store must pay).
"""

from __future__ import annotations

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import lxml.html

from auditor.judge.judge import judge_page
from auditor.models import Page, Site
from auditor.portal.profile import parse_portal
from auditor.rule import load
from auditor.sample import SampleServer, portal
from auditor.store import Store
from auditor.store.frontier import Target
from spiders.extract.extract import extract
from tests import bench_judging

NOW = datetime(2026, 4, 13, 1, tzinfo=timezone(timedelta(hours=8)))
PARAGRAPH = "<p>各镇人民政府，区直各部门：为进一步规范政务公开工作，现将有关事项通知如下，请结合实际认真抓好落实。</p>"
RULES_LIMIT_MS = 15.0  # all rules on one page of 30 KB


def main() -> int:
    """Measure, print a table, and say whether the one absolute limit holds."""
    page = _page_of_30_kb()
    base = _ms(lambda: lxml.html.document_fromstring(page.decode()))
    read = extract(page, url="http://www.example.gov.cn/zwgk/202604/t20260409_1.html", fetched_at=NOW)
    rules = load("rules")
    site = Site(portal=parse_portal(portal("http://www.example.gov.cn"), "bench"), as_of=NOW)
    judge_page(read, site, rules)  # tables and dictionaries are loaded once a run
    rules_ms = _ms(lambda: judge_page(read, site, rules))
    _row("解析网页（lxml，基准）", base, base)
    _row("提取全部字段和正文", _ms(lambda: extract(page, url=read.url, fetched_at=NOW)), base)
    _row(f"{len(rules)} 条规则检查一页", rules_ms, base)
    with tempfile.TemporaryDirectory() as folder:
        raw = _ms(lambda: _raw_inserts(Path(folder)), rounds=5)
        _row("1,000 行写入 SQLite（基准）", raw, raw)
        _row("排定 1,000 个网址", _ms(lambda: _plan(Path(folder)), rounds=5), raw)
        _row("存 200 页（每页一个事务）", _ms(lambda: _save(Path(folder), read), rounds=3), raw)
    sys.stdout.write(f"全部规则检查一页 {rules_ms:.1f} 毫秒，上限 {RULES_LIMIT_MS:.0f} 毫秒。\n")
    return bench_judging.main() or (0 if rules_ms <= RULES_LIMIT_MS else 1)


def _page_of_30_kb() -> bytes:
    """A paper of the sample portal with its body made as long as a long one."""
    import urllib.request

    from auditor.sample.portal_site import article_path, articles

    path = next(article_path(a) for a in articles().values() if a.number and a.dated_on)
    with SampleServer() as server, urllib.request.urlopen(server.url + path) as answer:
        body: bytes = answer.read()
    return body.replace(b"</p>", b"</p>" + (PARAGRAPH * 230).encode(), 1)


def _ms(work: Callable[[], object], rounds: int = 15) -> float:
    times = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return statistics.median(times) * 1000


def _row(what: str, ms: float, base: float) -> None:
    sys.stdout.write(f"{ms:9.2f} 毫秒  {ms / base:7.1f} 倍  {what}\n")


def _raw_inserts(folder: Path) -> None:
    with sqlite3.connect(folder / "raw.sqlite3") as connection:
        connection.execute("create table if not exists t (address text, state text)")
        connection.executemany("insert into t values (?, ?)", [(f"a/{n}", "pending") for n in range(1000)])


def _plan(folder: Path) -> None:
    with Store.open(f"sqlite:///{folder / 'plan.sqlite3'}") as store:
        run = store.runs.plan("bench", "crawl", at=NOW, as_of=NOW)
        targets = (Target(url=f"http://www.example.gov.cn/{run}/{n}", kind="article") for n in range(1000))
        store.frontier.plan("bench", run, targets)


def _save(folder: Path, page: Page) -> None:
    with Store.open(f"sqlite:///{folder / 'save.sqlite3'}") as store:
        run = store.runs.plan("bench", "crawl", at=NOW, as_of=NOW)
        for n in range(200):
            store.pages.save("bench", run, replace(page, url=f"http://www.example.gov.cn/{n}"))


if __name__ == "__main__":
    sys.exit(main())
