"""A whole portal is redesigned between two nights: all addresses change, two sections become one, the old ones answer 404."""

import re
from pathlib import Path

import pytest
from clerk import Clerk
from mini_district import District
from mini_portal import MiniPortal

from auditor.models import RunState


@pytest.fixture
def clerk(after_a_night: District, capsys: pytest.CaptureFixture[str]) -> Clerk:
    return Clerk(after_a_night, capsys)


class Redesigned(District):
    """The same district by the profile that its office wrote after the redesign."""

    @property
    def profile(self) -> Path:
        path = super().profile
        text = path.read_text("utf-8")
        head, first, _ = text.split("[[sections]]")[:3]
        merged = re.sub(r'path = "[^"]*"', 'path = "法定主动公开内容/政策与公告"', first)
        path.write_text(f"{head}[[sections]]{merged.replace('/zcwj/', '/gov/col/')}", "utf-8")
        return path


def redesign(portal: MiniPortal) -> None:
    """The papers keep their words and numbers, and nothing else."""
    rows = []
    for number, path in enumerate([p for p in portal.pages if "/t2026" in p], 1):
        page = portal.pages.pop(path)
        title = re.search(r'class="xl-title">([^<]+)<', page.body.decode())
        assert title
        portal.pages[f"/gov/col/2026/{number}.html"] = page
        rows.append((f"/gov/col/2026/{number}.html", title[1], f"2026-10-{number:02d}"))
    for path in [p for p in portal.pages if p.startswith(("/zcwj/", "/gsgg/"))]:
        del portal.pages[path]
    portal.section("/gov/col/", "政策与公告", rows)
    portal.html(
        "/", '<head><title>文昌湾政务公开</title></head><body><a href="/gov/col/">政策与公告</a></body>'
    )


def test_every_row_of_a_page_keeps_number_clock_and_state_and_none_ends_or_returns(clerk: Clerk) -> None:
    late = clerk.late()["number"]
    cleared = next(row["number"] for row in clerk.rows() if row["code"] == "FLD003")
    clerk.act("issue", "confirm", number=late)
    clerk.act("issue", "notify", number=late)
    clerk.act("issue", "dismiss", "--why", "索引号格式由市里规定", number=cleared)
    before = {row["number"]: row for row in clerk.rows() if "/t2026" in row["url"]}
    after = Redesigned(clerk.district.portal, clerk.district.folder)
    redesign(clerk.district.portal)
    for day in (1, 2, 3, 4):
        after.night(day)
    assert after.runs()[0].state is RunState.DONE
    now = {row["number"]: row for row in clerk.rows(day=5)}
    for number, row in before.items():
        assert [now[number][key] for key in ("state", "rectify_by", "points", "notified_on")] == [
            row[key] for key in ("state", "rectify_by", "points", "notified_on")
        ], (number, row["code"])
        assert "/gov/col/2026/" in now[number]["url"], (number, row["code"], now[number]["url"])
    new = [row for number, row in now.items() if number not in before and "/gov/col/2026/" in row["url"]]
    assert not new, [(row["number"], row["code"], row["returned_from"]) for row in new]
    assert not [row for row in now.values() if row["code"] == "LNK002" and "/t2026" in row["url"]]
