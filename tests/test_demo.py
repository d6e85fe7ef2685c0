"""`auditor demo` says so when it did not find what was planted. (That it does find everything: `make demo`.)"""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.cli import run
from auditor.installation import open_profile
from auditor.models import Coverage, RunState
from auditor.night.nightly import Night
from auditor.office.tasks import task_rows
from auditor.sample import demo
from auditor.sample.people import PROVEN


@pytest.fixture
def a_night(monkeypatch: pytest.MonkeyPatch) -> Callable[[RunState, str], None]:
    def given(state: RunState, why: str) -> None:
        night = Night(run_id=1, state=state, why=why, coverage=Coverage(), changes={})
        monkeypatch.setattr(demo, "nightly", lambda *_, **__: night)

    return given


def test_what_was_planted_and_not_found_is_a_failure(
    a_night: Callable[[RunState, str], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_night(RunState.DONE, "")
    assert run(["demo", "--out", str(tmp_path / "out")]) == 1
    assert "第 3 夜漏掉：LAG001 " in capsys.readouterr().err


def test_a_night_that_cannot_be_believed_ends_the_demonstration_with_its_reason(
    a_night: Callable[[RunState, str], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_night(RunState.VOID, "没有读到任何页面")
    assert run(["demo", "--out", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().err == "第 1 夜作废：没有读到任何页面\n"
    assert run(["demo", "--out", str(tmp_path / "out")]) == 1  # its own folder may be used again


def test_every_unit_of_the_sample_district_has_tasks(tmp_path: Path) -> None:
    (tmp_path / demo.PROFILE).write_text(demo.portal("http://127.0.0.1:8000", plan=demo.PLAN), "utf-8")
    shutil.copyfile(demo.FOLDER / "plan.toml", tmp_path / demo.PLAN)
    portal = open_profile(tmp_path / demo.PROFILE)
    rows = task_rows(portal, dt.date(2026, 4, 15))
    assert {row.unit for row in rows} == {unit.name for unit in portal.units}
    assert len({row.light for row in rows}) > 2 and any(row.duty.number == PROVEN for row in rows)
