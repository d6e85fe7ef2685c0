"""A list that grew or shrank out of all proportion waits for the next night, or for a person."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from mini_district import LATE, District
from mini_portal import Answer, MiniPortal, filled, serving

from auditor.cli import run
from auditor.models import RunState, VisitState
from auditor.portal.profile import load_portal
from auditor.store import Store

ROWS = 13


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    """A good night with one late paper, far down in the list."""
    folder = tmp_path_factory.mktemp("settled")
    with serving(filled(MiniPortal(), articles=ROWS)) as portal, pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        district = District(portal, folder)
        assert district.night().state is RunState.DONE
        yield district


@pytest.fixture
def district(settled: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[District]:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(settled.folder, tmp_path, dirs_exist_ok=True)
    kept = dict(settled.portal.pages)
    yield District(settled.portal, tmp_path)
    settled.portal.pages = kept


def lists(district: District) -> dict[str, int]:
    """How many rows the store holds of each list."""
    with Store.open(district.db) as store:
        views = store.sections.views(load_portal(district.profile))
    return {view.section.path.split("/")[-1]: len(view.entries) for view in views}


def shrink(portal: MiniPortal, *, left: int = 3) -> None:
    """The newest rows alone are still shown, and the paper that was late is gone."""
    rows = [(f"/zcwj/202610/t202610{n:02d}_{1000 + n}.html", f"关于做好第{n}项工作的通知", f"2026-10-{n:02d}")
            for n in range(ROWS, ROWS - left, -1)]  # fmt: skip
    portal.section("/zcwj/", "政策文件", rows)
    portal.pages[LATE] = Answer(b"<html>404 Not Found</html>", 404)


def grow(portal: MiniPortal, pages: int = 5) -> None:
    """Further pages of a hundred rows each, all of them on other sites."""
    for place in range(1, pages):
        rows = [
            (f"http://elsewhere.test/{place}/{n}.html", f"第{place}批第{n}条", "2026-11-01")
            for n in range(100)
        ]
        script = f'<script>createPageHTML({pages}, {place}, "index", "html");</script>'
        portal.section(f"/zcwj/index_{place}.html", "政策文件", rows, script)
    own = portal.pages["/zcwj/"].body.replace(b"createPageHTML(3,", f"createPageHTML({pages},".encode())
    portal.pages["/zcwj/"] = Answer(own)


def test_what_left_a_shrunken_list_stands_until_the_next_night_says_so_too(district: District) -> None:
    before = {f.fingerprint for f in district.findings().values()}
    shrink(district.portal)
    night = district.night(1)
    assert night.state is RunState.PARTIAL
    assert f"“法定主动公开内容/政策文件”列表上次有 {ROWS} 条，本次只有 3 条" in night.why
    assert f"runs release {night.run_id}" in night.why
    assert lists(district)["政策文件"] == ROWS
    assert before <= district.findings().keys() and district.late() == ["standing"]
    assert district.night(1).state is RunState.PARTIAL, "the same night again confirms nothing"
    again = district.night(2)
    assert again.state is RunState.DONE, again.why
    assert lists(district)["政策文件"] == 3


def test_a_list_that_is_back_the_next_night_never_shrank(district: District) -> None:
    before, kept = district.findings().keys(), dict(district.portal.pages)
    shrink(district.portal)
    district.night(1)
    district.portal.pages = kept
    assert district.night(2).state is RunState.DONE
    assert before <= district.findings().keys() and district.late() == ["standing"]
    assert lists(district)["政策文件"] == ROWS


def test_a_person_releases_a_list_that_shrank(district: District, capsys: pytest.CaptureFixture[str]) -> None:
    shrink(district.portal)
    night = district.night(1)
    release = ["runs", "release", str(night.run_id), "--db", district.db]
    assert run(release) == 0
    assert "按新的条目数采信：法定主动公开内容/政策文件" in capsys.readouterr().out
    assert lists(district)["政策文件"] == 3
    assert run(["judge", str(district.profile), "--db", district.db]) == 0
    assert district.runs()[0].state is RunState.DONE
    assert run(release) != 0
    assert district.night(2).state is RunState.DONE


def test_a_list_that_stays_grown_is_the_norm_from_the_next_night_on(district: District) -> None:
    grow(district.portal)
    night = district.night(1)
    assert night.state is RunState.PARTIAL and "多得不合常理" in night.why
    again = district.night(2)
    assert again.state is RunState.DONE, again.why
    assert lists(district)["政策文件"] == 405


def test_a_person_releases_a_list_that_grew(district: District, capsys: pytest.CaptureFixture[str]) -> None:
    grow(district.portal)
    night = district.night(1)
    release = ["runs", "release", str(night.run_id), "--db", district.db]
    assert run(release) == 0
    assert "下一次运行读完全部条目：法定主动公开内容/政策文件" in capsys.readouterr().out
    with Store.open(district.db) as store:
        views = store.sections.views(load_portal(district.profile))
    assert {view.visits[-1].state for view in views} == {VisitState.HELD, VisitState.READABLE}
    assert run(release) != 0


def test_runs_of_which_no_list_waits_are_not_released(
    district: District, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["runs", "release", "1", "--db", district.db]) != 0
    assert "不需要放行" in capsys.readouterr().err
