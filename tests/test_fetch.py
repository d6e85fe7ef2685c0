"""One address asked for outside a crawl: it has its limits too. What comes back is shown, not obeyed."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from mini_portal import Answer, MiniPortal, serving
from rich.table import Table

from auditor.commands.screen import complain, console, say
from auditor.text.terminal import harmless
from spiders.fetch import fetch


@pytest.fixture
def portal() -> Iterator[MiniPortal]:
    with serving(MiniPortal()) as portal:
        yield portal


def test_an_answer_that_never_ends_is_given_up(portal: MiniPortal) -> None:
    done = threading.Event()

    def dripping() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n"
        done.wait(60)

    portal.pages["/slow.html"] = Answer(b"", raw=dripping)
    given = fetch(f"{portal.home}slow.html", most_seconds=0.3)
    done.set()
    assert "没有读完" in given.fault
    assert given.body == b""


def test_a_redirect_leads_where_it_may(portal: MiniPortal) -> None:
    portal.html("/b.html", "<p>到了</p>")
    portal.pages["/a.html"] = Answer(b"", 302, location="/b.html")
    asked = f"{portal.home}a.html"
    assert fetch(asked).url == f"{portal.home}b.html"
    refused = fetch(asked, allows=lambda url: not url.endswith("b.html"))
    assert "跳转到不允许访问的地址" in refused.fault
    assert portal.asked["/b.html"] == 1


ESCAPES = "标题\x1b]0;owned\x07\x1b[2J\x9b31m\r换\u202e行"


def test_no_control_sequence_reaches_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table("一", box=None)
    table.add_row(ESCAPES)
    say(ESCAPES)
    complain(ESCAPES)
    console().print(ESCAPES)
    console().print(table)
    out, err = capsys.readouterr()
    assert not set("\x1b\x07\x9b\r\u202e") & set(out + err)
    assert out.count("标题") == 3


def test_lines_and_tabs_stay() -> None:
    assert harmless("一\t二\n三") == "一\t二\n三"
