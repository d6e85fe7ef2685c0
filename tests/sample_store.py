"""The sample district's nights in a store, read and judged without a crawl."""

import datetime as dt
from pathlib import Path

from sample_night import BASE, PROFILE, sample_pages

from auditor.judge.judge import judge
from auditor.ledger.advance import advance
from auditor.models import RunState, Site
from auditor.rule.book import rulebook
from auditor.sample import NIGHTS, portal
from auditor.store import Store

PORTAL = PROFILE.id


class SampleStore:
    """A folder with the profile and the database of the sample district."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.profile = folder / "yanxi.toml"
        self.profile.write_text(portal(BASE), "utf-8")
        self.db = str(folder / "auditor.sqlite3")

    def open(self) -> Store:
        return Store.open(f"sqlite:///{self.db}")

    def night(self, number: int, at: dt.datetime | None = None) -> None:
        """The pages of that night of the sample, read and judged at that moment: by itself its own."""
        at = at or NIGHTS[number - 1]
        pages = [page for _, page in sample_pages(number)]
        with self.open() as store:
            run = store.runs.plan(PORTAL, "nightly", at=at, as_of=at)
            store.runs.start(run, at=at)
            for page in pages:
                store.pages.save(PORTAL, run, page)
            judged = judge(pages, Site(portal=PROFILE, as_of=at), rulebook())
            before = store.findings.standings(PORTAL)
            after = advance(before, judged.found, seen=lambda finding: True, at=at)
            store.findings.apply(PORTAL, run, after, before)
            store.runs.finish(run, RunState.DONE, at=at)
