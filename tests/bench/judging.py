"""Judging a whole store: how fast an unchanged one is judged again, and what the process holds. Rows of `make bench`."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from auditor.models import Attachment, Entry, Link, Look, Page, Portal, RunState, Visit, VisitState
from auditor.models.address import canonical
from auditor.portal.profile import parse_portal
from auditor.store import Store
from auditor.workdays import BEIJING, CALENDAR

PAGES = 2500
CHARACTERS = 7000  # of a body: a record of about 28 KB
AGAIN_LIMIT = 1000  # pages a second of an unchanged store
MEMORY_LIMIT_MB = 150  # of the whole process
NIGHT = dt.datetime(2026, 4, 13, 1, tzinfo=BEIJING)
HOST = "http://www.yanxi.example"


def measure() -> bool:
    """Measure, print a table, and say whether the limits hold."""
    from auditor.sample import portal  # not for the process that is measured

    with tempfile.TemporaryDirectory() as folder:
        db, profile = f"sqlite:///{Path(folder) / 'judging.sqlite3'}", Path(folder) / "bench.toml"
        profile.write_text(portal(HOST), "utf-8")
        fill(db, profile, PAGES)
        first = measured(db, profile, 0)
        again = measured(db, profile, 1)
    rate = again["pages"] / again["seconds"]
    sys.stdout.write(
        f"{first['seconds'] / first['pages'] * 1000:9.2f} 毫秒/页  初次判断（{first['pages']} 页）\n"
    )
    sys.stdout.write(f"{rate:9.0f} 页/秒  重新判断没有变化的页面，下限 {AGAIN_LIMIT}\n")
    most = max(first["peak_mb"], again["peak_mb"])
    sys.stdout.write(f"{most:9.0f} MB  判断进程的内存峰值，上限 {MEMORY_LIMIT_MB}\n")
    return rate >= AGAIN_LIMIT and most <= MEMORY_LIMIT_MB


def measured(db: str, profile: Path, night: int) -> dict[str, float]:
    """One judgement of the store in a process of its own, as a night is: pages, CPU seconds, peak memory."""
    from tests.bench.environment import installed

    command = [sys.executable, "-m", "tests.bench.judging", db, str(profile), str(night)]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=installed())
    found: dict[str, float] = json.loads(answer.stdout)
    return found


def fill(db: str, profile: Path, count: int) -> None:
    """A store of `count` pages in the sections of the sample portal, some with files, every link looked at."""
    site = _site(profile)
    with Store.open(db) as store:
        run = store.runs.plan(site.id, "crawl", at=NIGHT, as_of=NIGHT)
        listed: dict[str, list[Entry]] = {}
        with store.together():
            for page in _pages(site, count):
                store.pages.save(site.id, run, page)
                entry = Entry(page.url, page.title or "", page.date("published_on"))
                listed.setdefault(canonical(page.section_url or ""), []).append(entry)
                for attachment in page.attachments:
                    look = Look(NIGHT, 200, size=40_000)
                    store.looks.save(site.id, run, attachment.url, look, referrer=page.url)
            for section in site.sections:
                entries = listed.get(canonical(section.url or ""), [])
                visit = Visit(NIGHT, VisitState.READABLE, entry_count=len(entries))
                store.sections.save_visit(site.id, run, section, visit, entries)
        store.runs.finish(run, RunState.DONE, at=NIGHT)


def _site(profile: Path) -> Portal:
    return parse_portal(profile.read_text("utf-8"), "bench")


def _pages(site: Portal, count: int) -> Iterator[Page]:
    from auditor.sample.portal_site import answers, article_path, articles, section_path
    from auditor.text.classify import classify
    from spiders.extract.extract import extract

    sections = {canonical(section.url): section for section in site.sections if section.url}
    read, shown = [], answers(1)
    for article in articles().values():
        path = article_path(article)
        if article.first_night == 1 and (answer := shown.get(path)) and answer.status == 200:
            page = extract(answer.body, url=HOST + path, fetched_at=NIGHT)
            section = sections.get(canonical(HOST + section_path(article.section)))
            if page.readable and page.document.paragraphs and section:
                read.append((page, section))
    lines = [line for page, _ in read for line in page.document.paragraphs if len(line.text) > 20]
    rng = Random(1)
    for number in range(count):
        page, section = read[number % len(read)]
        url = page.url.replace(HOST, f"{HOST}/{number // len(read)}") if number >= len(read) else page.url
        paragraphs = list(page.document.paragraphs)
        while sum(len(line.text) for line in paragraphs) < CHARACTERS:
            paragraphs[-3:-3] = rng.choices(lines, k=20)
        document = replace(page.document, paragraphs=tuple(paragraphs))
        grown = replace(
            page, url=url, source=url, document=document, text_length=document.text_length,
            text_digest=f"{number:064x}", unit=section.unit, section=section.path, section_url=section.url,
            links=tuple(Link(f"{HOST}/link/{number}/{n}.html", "链接") for n in range(8)),
            attachments=(Attachment(f"{url}.pdf", "附件.pdf", "pdf"),) if number % 5 == 0 else (),
        )  # fmt: skip
        yield replace(grown, document_class=classify(grown, section))


def _judge_once(db: str, profile: Path, night: int) -> None:
    import time

    from auditor.night.nightly import judge_stored
    from auditor.rule.book import rulebook

    rulebook()
    site = _site(profile)
    as_of = NIGHT + dt.timedelta(days=night)
    with Store.open(db) as store:
        run = store.runs.plan(site.id, "judge", at=as_of, as_of=as_of)
        store.runs.start(run, at=as_of)
        wall, cpu = time.perf_counter(), time.process_time()
        judged = judge_stored(store, site, run, read_in=run, as_of=as_of, calendar=CALENDAR)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        store.runs.finish(run, RunState.DONE, at=as_of)
    found = {
        "pages": judged.judgement.pages,
        "seconds": cpu,
        "wall": wall,
        "peak_mb": _peak_mb(),
        "found": len(judged.judgement.found),
    }
    sys.stdout.write(json.dumps(found))


def _peak_mb() -> float:
    """Of this process alone: what `getrusage` tells is never less than what the process that started it held."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    _judge_once(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
