"""The demonstration: the sample portal on loopback, three nights, and what was found against what was planted."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from auditor.config.whole_file import whole_file
from auditor.installation import open_profile
from auditor.models import Portal
from auditor.models.complaint import CommandError
from auditor.night.nightly import Night, OnProgress, nightly
from auditor.sample import NIGHTS, Comparison, SampleServer, compare, portal
from auditor.sample.district import FOLDER
from auditor.sample.inspectors import inspect
from auditor.store import Store

PROFILE = "yanxi.toml"
PLAN = "yanxi-2026-plan.toml"
DATABASE = "auditor.sqlite3"
MARK = ".auditor-demo"


@dataclass(frozen=True, slots=True)
class DemoNight:
    """One night of the demonstration."""

    number: int
    night: Night
    comparison: Comparison
    seconds: float

    @property
    def as_planted(self) -> bool:
        """Whether everything planted was found, and nothing else."""
        done = self.night.state.believed
        return done and not self.comparison.missed and not self.comparison.unexpected


def run_demo(out: Path, *, on_night: Callable[[int], OnProgress]) -> Iterator[DemoNight]:
    """Three nights of the sample portal; their papers lie in `out`. `on_night` begins to show a night."""
    _prepare(out)
    db = f"sqlite:///{out / DATABASE}"
    with SampleServer() as server:
        profile = out / PROFILE
        with whole_file(profile) as part:
            part.write_text(portal(server.url, plan=PLAN), "utf-8")
        shutil.copyfile(FOLDER / "plan.toml", out / PLAN)
        for number, as_of in enumerate(NIGHTS, 1):
            server.night = number
            began = time.monotonic()
            night = nightly(
                profile, db=db, as_of=as_of, out=out / f"night-{number}", on_progress=on_night(number)
            )
            with Store.open(db) as store:
                comparison = compare(store.findings.listed(run=night.run_id), number)
            yield DemoNight(number, night, comparison, time.monotonic() - began)
            if not night.state.believed:
                return


@contextmanager
def still_served(out: Path) -> Iterator[Portal]:
    """The sample portal at the address it had in the demonstration, as it was on the last night."""
    portal = open_profile(out / PROFILE, f"sqlite:///{out / DATABASE}")
    with SampleServer(urlsplit(portal.home).port or 0, night=len(NIGHTS)):
        yield portal


def confirmed_quarter(out: Path) -> tuple[Path, ...]:
    """The quarter's papers after fictional inspectors have read some of the rows; the nights' own stay as they are."""
    at = NIGHTS[-1] + dt.timedelta(hours=8)
    return inspect(f"sqlite:///{out / DATABASE}", out / PROFILE, out / "quarter", at=at)


def _prepare(out: Path) -> None:
    """An empty folder; an earlier demonstration's is emptied, anything else is left alone."""
    if out.exists() and any(out.iterdir()):
        if not (out / MARK).exists():
            raise CommandError(f"文件夹 {out} 里有别的文件，为免误删没有使用。请用 --out 另指定一个文件夹。")
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / MARK).touch()
