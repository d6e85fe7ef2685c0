"""The small portal with its profile and its store: whole nights of it, each as in production."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

from mini_portal import MiniPortal, profile

from auditor.models import Finding, Run
from auditor.night.nightly import Night, nightly
from auditor.store import Store

FIRST = dt.datetime(2026, 11, 23, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
LATE = "/zcwj/202610/t20261003_1003.html"


class District:
    """The portal, its profile and its store."""

    def __init__(self, portal: MiniPortal, folder: Path) -> None:
        self.portal = portal
        self.folder = folder
        self.db = f"sqlite:///{folder}/auditor.sqlite3"
        self.sections = ""
        self.manners = ""
        self.make_late()

    @property
    def profile(self) -> Path:
        return profile(self.portal, self.folder, sections=self.sections, manners=self.manners)

    def make_late(self) -> None:
        """One paper was published far too late."""
        self.portal.article(LATE, "关于做好第3项工作的通知", number=3)
        answer = self.portal.pages[LATE]
        answer.body = answer.body.replace(
            "成文日期：</td><td>2026-10-03".encode(), "成文日期：</td><td>2026-08-03".encode()
        )

    def night(self, day: int = 0) -> Night:
        return nightly(
            self.profile, db=self.db, as_of=FIRST + dt.timedelta(days=day), out=self.folder / f"out{day}"
        )

    def findings(self, **which: object) -> dict[str, Finding]:
        with Store.open(self.db) as store:
            found = store.findings.listed("wenchangwan", **which)  # type: ignore[arg-type]
        return {finding.fingerprint: finding for finding in found}

    def late(self, **which: object) -> list[str]:
        return [f.state for f in self.findings(**which).values() if f.code == "LAG001"]

    def runs(self) -> list[Run]:
        with Store.open(self.db) as store:
            return store.runs.newest()
