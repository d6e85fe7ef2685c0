"""An appeal is answered from the very body that was judged: every way in reads a page by the profile's selectors."""

import datetime as dt
import json
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from mini_portal import MiniPortal, filled, profile, serving

from auditor.check.check import check
from auditor.cli import run
from auditor.installation import open_profile
from auditor.night.nightly import nightly
from auditor.office.past import pages_of
from auditor.store import Store

FIRST = dt.datetime(2026, 11, 23, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
PATH = "/zcwj/202610/t20261002_1002.html"
SELECTOR = '\n[selectors]\nbody = ".paper-words"\n'
DECOY = "本站提示：请使用新版浏览器访问，并留意页面上方的滚动公告和节假日值班安排。" * 6


def _strange(portal: MiniPortal, words: str) -> None:
    """A template whose longest block is not the paper: only the profile knows where the body stands."""
    portal.article(PATH, "关于做好第2项工作的通知", number=2)
    answer = portal.pages[PATH]
    body = f'<div class="notice-words"><p>{DECOY}</p></div><div class="paper-words"><p>{words}</p></div>'
    start, end = (answer.body.index(mark) for mark in (b'<div class="TRS_Editor">', b"</body>"))
    answer.body = answer.body[:start] + body.encode() + answer.body[end:]


def test_night_check_extract_and_the_past_read_the_same_body(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    db = f"sqlite:///{tmp_path}/auditor.sqlite3"
    words = "第2号通知的正文，各单位要于月底前完成自查并报送结果。"
    with serving(MiniPortal()) as portal:
        filled(portal)
        _strange(portal, words)
        described = profile(portal, tmp_path)
        described.write_text(described.read_text("utf-8") + SELECTOR, "utf-8")
        nightly(described, db=db, as_of=FIRST, out=tmp_path / "out")
        judged = (portal.pages[PATH].body, portal.home.rstrip("/") + PATH)
        _strange(portal, "改过的正文，已经不是当初检查的那一版。")
        nightly(described, db=db, as_of=FIRST + dt.timedelta(days=2), out=tmp_path / "out")
    saved, url = tmp_path / "page.html", judged[1]
    saved.write_bytes(judged[0])
    read = open_profile(described)
    with Store.open(db) as store:
        today = {page.url: page for page in store.pages.all(read.id)}
        then = {page.url: page for page in pages_of(store, read, FIRST.date())}
    [checked] = check([str(saved)], [], as_of=FIRST, url=url, portal=read).pages
    assert run(["extract", str(saved), "--url", url, "--profile", str(described)]) == 0
    extracted = json.loads(capsys.readouterr().out)
    assert then[url].document.text == checked.document.text == words
    assert then[url].document == checked.document
    assert extracted["text_length"] == then[url].text_length == len(words)
    assert today[url].document.text.startswith("改过的正文")


def test_no_other_door_leads_from_an_answer_to_a_page() -> None:
    """Night, check, extract, discover and re-judging have only `read` to call."""
    root = Path(__file__).parent.parent
    modules = (
        path for room in ("auditor", "spiders", "reports", "rules") for path in (root / room).rglob("*.py")
    )
    doors = [
        path.name
        for path in modules
        if re.search(r"extract\.extract import .*\bextract\b", path.read_text("utf-8"))
    ]
    assert doors == ["answer.py"]


def test_extract_takes_one_source_of_the_cms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", "a.html", "--cms", "trs", "--profile", "a.toml"]) == 2
    assert "只能写一个" in capsys.readouterr().err
