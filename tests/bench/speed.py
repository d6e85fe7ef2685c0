"""Speed as ratios to a baseline measured in the same run, so that machines compare.

Baselines: parsing the page with lxml (what any reader must pay), raw inserts into SQLite (what any store must pay),
the cells of a ledger as plain CSV (what any sheet must pay).
"""

from __future__ import annotations

import csv
import gc
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime, timedelta, timezone
from operator import attrgetter
from pathlib import Path

import lxml.html

from auditor.inspection.rows import rows_of
from auditor.judge.judge import judge_page
from auditor.models import Basis, Finding, Page, Severity, Site, Verdict
from auditor.portal.profile import parse_portal
from auditor.rule import load
from auditor.sample import SampleServer, portal
from auditor.store import Store
from auditor.store.frontier import Target
from reports.ledger_sheet import write_csv, write_xlsx
from spiders.extract.extract import extract
from tests.bench import portal as bench

NOW = datetime(2026, 4, 13, 1, tzinfo=timezone(timedelta(hours=8)))
PARAGRAPH = "<p>各镇人民政府，区直各部门：为进一步规范政务公开工作，现将有关事项通知如下，请结合实际认真抓好落实。</p>"
RULES_LIMIT_MS = 15.0  # all rules on one page of 30 KB
EXTRACT_LIMIT_MS = 5.0  # one page of 40 KB, whatever its make


def measure() -> bool:
    """Print a table; whether the absolute limits hold."""
    page = _page_of_30_kb()
    base = _ms(lambda: lxml.html.document_fromstring(page.decode()))
    read = extract(page, url="http://www.example.gov.cn/zwgk/202604/t20260409_1.html", fetched_at=NOW)
    _row("解析网页（lxml，基准）", base, base)
    extract_ms = [_extracted("提取全部字段和正文", page, read.url, base)]
    for make, markup in _pages_of_40_kb().items():
        parse = _ms(lambda markup=markup: lxml.html.document_fromstring(markup.decode()))
        extract_ms.append(
            _extracted(f"提取全部字段和正文，{make}", markup, "http://www.example.gov.cn/a/9", parse)
        )
    rules = load("rules")
    site = Site(portal=parse_portal(portal("http://www.example.gov.cn"), "bench"), as_of=NOW)
    judge_page(read, site, rules)  # tables and dictionaries are loaded once a run
    rules_ms = _ms(lambda: judge_page(read, site, rules))
    _row(f"{len(rules)} 条规则检查一页", rules_ms, base)
    with tempfile.TemporaryDirectory() as folder:
        raw = _ms(lambda: _raw_inserts(Path(folder)), rounds=5)
        _row("1,000 行写入 SQLite（基准）", raw, raw)
        _row("排定 1,000 个网址", _ms(lambda: _plan(Path(folder)), rounds=5), raw)
        _row("存 200 页（每页一个事务）", _ms(lambda: _save(Path(folder), read), rounds=3), raw)
        found, place = _ledger(read), Path(folder) / "ledger"
        cells = _ms(lambda: _raw_cells(place, found), rounds=3)
        ledger = rows_of(found, ())
        _row("10,000 个问题的字段写成 CSV（基准）", cells, cells)
        _row("10,000 个问题的台账 CSV", _ms(lambda: write_csv(ledger, place), rounds=3), cells)
        _row("10,000 个问题的台账 XLSX", _ms(lambda: write_xlsx(ledger, place), rounds=3), cells)
    sys.stdout.write(f"全部规则检查一页 {rules_ms:.1f} 毫秒，上限 {RULES_LIMIT_MS:.0f} 毫秒。\n")
    sys.stdout.write(f"提取一页最多 {max(extract_ms):.1f} 毫秒，上限 {EXTRACT_LIMIT_MS:.0f} 毫秒。\n")
    return rules_ms <= RULES_LIMIT_MS and max(extract_ms) <= EXTRACT_LIMIT_MS


def _extracted(what: str, page: bytes, url: str, base: float) -> float:
    def once() -> Page:
        return extract(page, url=url, fetched_at=NOW)

    gc.freeze()  # as a crawl begins, which holds no rules
    _ms(once, rounds=40)  # a crawl reads thousands: none of them is its first
    ms = _ms(once, rounds=80)
    _row(what, ms, base)
    return ms


def _pages_of_40_kb() -> dict[str, bytes]:
    """An article of the made-up portal, grown, in a container that is known, and in one that must be found."""
    article = next(body for path, body in bench.pages().items() if "/t20" in path).decode()
    start, end = article.index('<p style="text-indent'), article.index('<p style="text-align: right')
    paragraph, _, _ = article[start:end].partition("\n")
    missing = max(0, 40_000 - len(article.encode())) // len(paragraph.encode())
    grown = f"{article[:end]}{(paragraph + chr(10)) * missing}{article[end:]}"
    unknown = grown.replace('class="TRS_Editor"', 'class="words"').replace('class="xxgk"', "")
    return {"正文容器已知": grown.encode(), "正文容器要找": unknown.encode()}


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


def _ledger(page: Page) -> list[Finding]:
    finding = Finding(
        code="LAG001",
        name="主动公开超期",
        verdict=Verdict.FAIL,
        severity=Severity.SERIOUS,
        url=page.url,
        section_url=None,
        section="法定主动公开内容/政策文件",
        unit="区财政局",
        title=page.title,
        subject="",
        quote="成文日期：2026年3月2日",
        expected="",
        message="信息形成于2026年3月2日，4月9日公开，超过20个工作日",
        basis=(Basis("《中华人民共和国政府信息公开条例》", "第二十六条"),),
        amount=None,
        fetched_at=NOW,
        capture=f"sha256:{0:064x}",
        rule_version=1,
        fingerprint="",
    )
    return [
        replace(finding, url=f"http://www.example.gov.cn/{n}", fingerprint=f"{n:064x}") for n in range(10_000)
    ]


def _raw_cells(path: Path, ledger: list[Finding]) -> None:
    cells = attrgetter(*(field.name for field in fields(Finding)))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(map(cells, ledger))
