"""A strange answer accuses nobody and excuses nobody: it opens nothing, closes nothing, and the night says so."""

from __future__ import annotations

import copy
import functools
import gzip
import re
import resource
import shutil
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mini_district import District
from mini_portal import Answer, MiniPortal, filled, serving

from auditor.models import RunState
from auditor.night.nightly import Night

MEGABYTE = 1_000_000
ARTICLES = [f"/zcwj/202610/t202610{n:02d}_{1000 + n}.html" for n in range(2, 10)]


@functools.cache
def bomb() -> bytes:
    """A few hundred kilobytes that unpack to 300 megabytes; never held unpacked."""
    packer = zlib.compressobj(9, wbits=31)
    return b"".join([*(packer.compress(b"\0" * MEGABYTE) for _ in range(300)), packer.flush()])


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    """A portal with one standing fault of a page and one of a link, after three nights."""
    folder = tmp_path_factory.mktemp("settled")
    with serving(filled(MiniPortal(), articles=28)) as portal, pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        district = District(portal, folder)
        links = "".join(f'<a href="/gone{n}.html">旧办法{n}</a>' for n in range(1, 5))
        portal.article(ARTICLES[-1], "关于做好第9项工作的通知", number=9, inside=links)
        for day in range(2):
            assert district.night(day).state is RunState.DONE
        assert {"LAG001", "LNK002"} <= {finding.code for finding in district.findings().values()}
        yield district


@pytest.fixture
def district(settled: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[District]:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(settled.folder, tmp_path, dirs_exist_ok=True)
    portal = settled.portal
    kept = copy.copy(portal.pages), {path: copy.copy(answer) for path, answer in portal.pages.items()}
    portal.asked.clear()
    portal.sent.clear()
    yield District(portal, tmp_path)
    portal.pages = kept[1]


def _said(night: Night) -> str:
    return "；".join([night.why, *(entry.why for entry in night.coverage.unchecked)])


def _cut(answer: Answer, *, declared: Callable[[int], int]) -> Answer:
    return Answer(answer.body, length=declared(len(answer.body)), etag=False)


def _packed(body: bytes, names: str) -> Answer:
    return Answer(body, headers=(("Content-Encoding", names),), etag=False)


def _chunked(body: bytes) -> Answer:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    return Answer(b"", raw=lambda: iter([head, b"%x\r\n" % len(body), body[: len(body) // 2]]))


ARTICLE_ANSWERS: dict[str, tuple[Callable[[Answer], Answer], str]] = {
    "length below the truth": (lambda a: _cut(a, declared=lambda n: n * 2 // 3), "没有读到末尾"),
    "length above the truth": (lambda a: _cut(a, declared=lambda n: n + 500), "应答不完整"),
    "chunks that stop": (lambda a: _chunked(a.body), "应答不完整"),
    "gzip that stops": (lambda a: _packed(gzip.compress(a.body)[:-200], "gzip"), "应答不完整"),
    "gzip that is none": (lambda a: _packed(a.body, "gzip"), "压缩格式损坏"),
    "packed twice": (lambda a: _packed(gzip.compress(gzip.compress(a.body)), "gzip, gzip"), "多层压缩"),
    "packed in an unknown way": (lambda a: _packed(a.body, "br"), "压缩方式不认识"),
    "a bomb": (lambda a: _packed(bomb(), "gzip"), "页面过大"),
}


def test_articles_that_were_not_read_whole_are_not_judged(district: District) -> None:
    """Each article answers in a strange way of its own; some have standing faults."""
    before, portal = district.findings(), district.portal
    for path, (make, _) in zip(ARTICLES, ARTICLE_ANSWERS.values(), strict=True):
        portal.pages[path] = make(portal.pages[path])
    night = district.night(4)
    assert not night.changes.get("new") and not night.changes.get("fixed")
    assert district.findings().keys() == before.keys()
    said = {entry.what.rpartition("/")[2]: entry.why for entry in night.coverage.unchecked}
    for path, (_, why) in zip(ARTICLES, ARTICLE_ANSWERS.values(), strict=True):
        assert why in said[path.rpartition("/")[2]]


def test_lists_that_were_not_read_whole_are_not_judged(district: District) -> None:
    before, portal = district.findings(), district.portal
    portal.pages["/zcwj/"] = _cut(portal.pages["/zcwj/"], declared=lambda n: n * 2 // 3)
    portal.pages["/gsgg/"] = _packed(bomb(), "gzip")
    night = district.night(4)
    assert not night.changes.get("new") and not night.changes.get("fixed")
    assert district.findings().keys() == before.keys()
    assert "没有读到末尾" in _said(night)
    assert "页面过大" in _said(night)


def test_a_dead_link_is_not_mended_by_what_could_not_be_read(district: District) -> None:
    before, pages = district.findings(), district.portal.pages
    pages["/gone1.html"] = _packed(gzip.compress(bomb()), "gzip, gzip")
    pages["/gone2.html"] = _packed(b"\x28\xb5\x2f\xfd" + b"0" * 999, "zstd")
    pages["/gone3.html"] = _packed(b"no gzip at all", "gzip")
    pages["/gone4.html"] = Answer(b"<html>" + b"0" * 99, length=5000, etag=False)
    night = district.night(4)
    assert not night.changes.get("new") and not night.changes.get("fixed")
    assert district.findings().keys() == before.keys()
    assert len([entry for entry in night.coverage.unchecked if "未读取" in entry.why]) == 4


def _peak() -> int:
    """Bytes of memory that the largest child so far ever held."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024


def test_bombs_and_endless_files_cost_little(district: District, caplog: pytest.LogCaptureFixture) -> None:
    """What a link or an attachment is, its first bytes tell, whether its length is named or not."""

    def endless() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nConnection: close\r\n\r\n"
        for _ in range(400):
            yield b"\x00\x00\x00 ftypmp42" + b"0" * MEGABYTE

    portal = district.portal
    portal.pages["/gone1.html"] = Answer(b"", raw=endless)
    portal.pages["/files/a.pdf"] = _packed(bomb(), "gzip")
    portal.pages["/zcwj/index_1.html"] = _packed(bomb(), "gzip")
    others = _peak()  # of every child before: what another test started is not this night's
    night = district.night(4)
    assert night.state.believed
    assert portal.sent["/gone1.html"] < 20 * MEGABYTE
    ours = (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    )  # a child begins as a copy of this process
    assert _peak() <= max(others, ours, 300 * MEGABYTE)
    assert "Traceback" not in caplog.text


def test_a_list_without_end_is_partial_and_what_it_made_up_is_not_read(district: District) -> None:
    before, portal = district.findings(), district.portal

    def make(path: str) -> None:
        """Every page of the list has twenty new rows, and a next one."""
        if not path.startswith("/zcwj/more_"):
            return
        number = int(path.removeprefix("/zcwj/more_").removesuffix(".html"))
        rows = [
            (f"/zcwj/202611/t20261101_{number}{row:02d}.html", f"第{number}页第{row}条消息", "2026-11-01")
            for row in range(20)
        ]
        portal.section(path, "政策文件", rows, f'<a href="/zcwj/more_{number + 1}.html">下一页</a>')

    first = portal.pages["/zcwj/"]
    following = '<a href="/zcwj/more_1.html">下一页</a>'
    first.body = re.sub(rb"<script>createPageHTML.*?</script>", following.encode(), first.body)
    portal.on_request = make
    try:
        night = district.night(4)
    finally:
        portal.on_request = lambda path: None
    assert not night.changes.get("new") and not night.changes.get("fixed")
    assert district.findings().keys() == before.keys()
    assert "多得不合常理" in _said(night)
    assert not [path for path in portal.asked if "/202611/" in path]
    assert 0 < sum("/zcwj/more_" in path for path in portal.asked) < 30
