"""A night that is killed anywhere and run again: nothing is lost, nothing is there twice, what is new is called new.

AUDITOR_FUZZ=20 kills so many nights at random moments, AUDITOR_SEED=7 at others; a few are enough on every change.
"""

import itertools
import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from mini_district import FIRST, District
from mini_portal import MiniPortal, filled, serving

from auditor.models import RunState

PROJECT = Path(__file__).parents[1]
DYING = Path(__file__).parent / "dying"
KILLS, SEED = int(os.environ.get("AUDITOR_FUZZ", "2")), os.environ.get("AUDITOR_SEED", "1")
OF_TRIES = {
    "exchanges",
    "runs",
    "fetches",
    "alembic_version",
}  # tables that tell how a night went, not what it saw


@dataclass(frozen=True)
class Unharmed:
    """A night that nobody killed: what it left, and how far its processes got."""

    portal: MiniPortal
    found: set[tuple[str, str]]  # fingerprint, state
    rows: dict[str, int]  # by table
    commits: Counter[str]  # by process
    answers: int


@pytest.fixture(scope="module")
def unharmed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Unharmed]:
    folder = tmp_path_factory.mktemp("unharmed")
    with serving(filled(MiniPortal(), articles=3)) as portal:
        district = District(portal, folder)
        process, log = _started(district)
        assert process.wait() == 0
        told = [line.split() for line in log.read_text("utf-8").splitlines()]
        commits = Counter(words[1] for words in told if words[0] == "commit")
        found = {(f, item.state) for f, item in district.findings().items()}
        assert found and min(commits["crawl"], commits["night"]) > 3
        yield Unharmed(portal, found, _rows(district), commits, portal.asked.total())


def _started(district: District, *, die: str = "nobody 0 self") -> tuple["subprocess.Popen[bytes]", Path]:
    """A night as a person starts it, and the file in which its processes tell of themselves."""
    log = district.folder / "dying.log"
    out = ["--out", str(district.folder / "out0"), "--as-of", FIRST.isoformat()]
    process = subprocess.Popen(
        [sys.executable, "-m", "auditor", "nightly", str(district.profile), "--db", district.db, *out],
        env=os.environ | {"PYTHONPATH": f"{DYING}{os.pathsep}{PROJECT}", "DYING_LOG": str(log), "DYING_AT": die},
        cwd=district.folder, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return process, log


def _rows(district: District) -> dict[str, int]:
    """By table; of those that keep what each run saw, the last run's alone: the killed one may have been over."""
    with sqlite3.connect(district.db.removeprefix("sqlite:///")) as database:
        ask = lambda query: [row[0] for row in database.execute(query)]
        names = set(ask("select name from sqlite_master where type = 'table'")) - OF_TRIES
        of_runs = {n for n in names if "run_id" in ask(f"select name from pragma_table_info('{n}')")}
        last = "where run_id = (select max(id) from runs)"
        return {n: ask(f"select count(*) from {n} {last if n in of_runs else ''}")[0] for n in names}


def _killed_at_a_commit(district: District, whole: Unharmed, chance: random.Random) -> str:
    role = chance.choice(["crawl", "night"])
    die = f"{role} {chance.randint(1, whole.commits[role])} {chance.choice(['self', 'all'])}"
    process, _ = _started(district, die=die)
    assert process.wait() != 0
    return die


def _killed_at_an_answer(district: District, whole: Unharmed, chance: random.Random) -> str:
    """The portal kills who asks it, in the midst of whatever they are doing."""
    number, everybody = chance.randint(1, whole.answers), chance.choice([True, False])
    log, asked = district.folder / "dying.log", itertools.count(1)

    def kill(_path: str) -> None:
        if next(asked) != number:
            return
        for line in log.read_text("utf-8").splitlines():
            word, role, pid = (*line.split(), "")[:3]
            if word == "start" and (everybody or role == "crawl"):
                os.killpg(int(pid), signal.SIGKILL)

    district.portal.on_request = kill
    try:
        process, _ = _started(district)
        assert process.wait() != 0
    finally:
        district.portal.on_request = lambda path: None
    return f"answer {number} of {whole.answers}, {'all' if everybody else 'the crawl'}"


def _as_if_unharmed(district: District, whole: Unharmed) -> None:
    again = district.night()
    assert again.state is RunState.DONE
    assert again.changes["new"] == len(whole.found)
    assert {(f, item.state) for f, item in district.findings().items()} == whole.found
    assert _rows(district) == whole.rows


@pytest.mark.parametrize("number", range(KILLS))
def test_a_night_killed_at_a_random_moment_is_as_if_it_had_not_been(
    unharmed: Unharmed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.chdir(tmp_path)
    chance = random.Random(f"{SEED}/{number}")
    district = District(unharmed.portal, tmp_path)
    kill = _killed_at_an_answer if number % 2 else _killed_at_a_commit
    print(f"AUDITOR_SEED={SEED}, kill {number}: {kill(district, unharmed, chance)}")  # noqa: T201
    _as_if_unharmed(district, unharmed)


KILLING = """
import importlib, os, signal, sys
module, names, profile, db, day = sys.argv[1:6]
owner = importlib.import_module(module)
*path, name = names.split(".")
for part in path:
    owner = getattr(owner, part)
real = getattr(owner, name)
after = sys.argv[6] == "after"
def dying(*args, **more):
    result = real(*args, **more) if after else None
    os.kill(os.getpid(), signal.SIGKILL)
setattr(owner, name, dying)
from auditor.cli import run
run(["nightly", profile, "--db", db, "--as-of", day])
"""
POINTS = [
    ("auditor.night.nightly", "judge", "before"),
    ("auditor.night.nightly", "advance", "after"),
    ("auditor.store.verdicts", "VerdictShelf.keep", "after"),
    ("auditor.store.findings", "Findings.apply", "before"),
    ("auditor.store.findings", "Findings.apply", "after"),
    ("auditor.store.findings", "_sight", "before"),
    ("auditor.store.runs", "Runs.finish", "before"),
    ("auditor.store.runs", "Runs.finish", "after"),
    ("auditor.night.nightly", "_papers", "before"),
]


@pytest.mark.parametrize("point", POINTS, ids=lambda point: "-".join(point[1:]))
def test_a_night_killed_anywhere_loses_nothing_and_says_nothing_twice(
    unharmed: Unharmed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, point: tuple[str, str, str]
) -> None:
    monkeypatch.chdir(tmp_path)
    district = District(unharmed.portal, tmp_path)
    module, name, when = point
    arguments = [module, name, str(district.profile), district.db, FIRST.isoformat(), when]
    dead = subprocess.run(
        [sys.executable, "-c", KILLING, *arguments],
        env=os.environ | {"PYTHONPATH": str(PROJECT), "WARM_NIGHT": "1"}, cwd=tmp_path, capture_output=True, check=False,
    )  # fmt: skip
    assert dead.returncode == -signal.SIGKILL
    _as_if_unharmed(district, unharmed)
