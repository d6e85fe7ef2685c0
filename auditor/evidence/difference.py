"""What changed between two readings of a page: words that came and went, as text and as inert HTML. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from diff_match_patch import diff_match_patch

from auditor.models import Page
from auditor.text.fields import FIELDS
from auditor.text.terminal import harmless

SECONDS = 3.0  # for the finest comparison; what is longer than that is compared more coarsely
_WORD = re.compile(r"[0-9]+|[A-Za-z]+|[\s\S]")  # a number changes as a whole
_FIRST = 0x10000  # each word as one sign, beyond those that a comparison splits lines at
_AROUND = 30  # characters shown on either side of a change


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words. `sign`: "" stood and stands, "-" went, "+" came."""

    sign: str
    text: str


def words_of(page: Page) -> str:
    """What a reader sees of a page, a line each: title, information table, body, files."""
    fields = [
        f"{page.labels.get(name, name)}：{page.fields[name]}" for name in FIELDS if page.fields.get(name)
    ]
    files = [f"附件：{attachment.name}" for attachment in page.attachments]
    return "\n".join(filter(None, (page.title, *fields, page.document.text, *files)))


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces in order; changes that hang together stand together."""
    engine = diff_match_patch()
    engine.Diff_Timeout = SECONDS
    words: dict[str, int] = {}
    known = [
        "".join(chr(_FIRST + words.setdefault(word, len(words))) for word in _WORD.findall(text))
        for text in (before, after)
    ]
    found = engine.diff_main(*known, False)
    engine.diff_cleanupSemantic(found)
    meant = list(words)
    signs = {-1: "-", 0: "", 1: "+"}
    return tuple(
        Piece(signs[sign], "".join(meant[ord(one) - _FIRST] for one in coded)) for sign, coded in found
    )


def as_text(pieces: tuple[Piece, ...]) -> str:
    """Each change with the words around it: 【删：…】【增：…】; "" where nothing changed."""
    return "\n".join(line for line in _told(pieces).split("\n") if "【删：" in line or "【增：" in line)


def as_html(pieces: tuple[Piece, ...]) -> str:
    """The whole text, what went struck out and what came underlined; inert, to stand inside a page."""
    tags = {"": "", "-": "del", "+": "ins"}
    words = "".join(
        f"<{tag}>{_coded(piece.text)}</{tag}>" if (tag := tags[piece.sign]) else _coded(piece.text)
        for piece in pieces
    )
    return f'<div class="difference">{words}</div>'


def in_a_sentence(pieces: tuple[Piece, ...]) -> str:
    """How many places changed, and the first of them: 网页有 3 处变动，如“甲”改为“乙”."""
    changes: list[dict[str, str]] = []
    stood = True
    for piece in pieces:
        if piece.sign and stood:
            changes.append({"-": "", "+": ""})
        if piece.sign:
            changes[-1][piece.sign] += piece.text
        stood = not piece.sign
    if not changes:
        return "网页的文字与检查时完全相同"
    went, came = (_quoted(changes[0][sign]) for sign in "-+")
    first = f"{went}改为{came}" if went and came else f"增加了{came}" if came else f"删去了{went}"
    return f"与检查时相比，网页有 {len(changes)} 处变动，{'如' if len(changes) > 1 else ''}{first}"


def _quoted(text: str) -> str:
    words = harmless(" ".join(text.split()))
    return f"“{words[:_AROUND]}{'…' if len(words) > _AROUND else ''}”" if words else ""


def _coded(text: str) -> str:
    return escape(harmless(text), quote=False).replace("\n", "<br>\n")


def _told(pieces: tuple[Piece, ...]) -> str:
    return "".join(_shortened(pieces))


def _shortened(pieces: tuple[Piece, ...]) -> Iterator[str]:
    marks = {"-": "删", "+": "增"}
    for piece in pieces:
        if piece.sign:
            words = piece.text.strip("\n").replace("\n", "↵")
            yield f"【{marks[piece.sign]}：{words}】" + ("\n" if piece.text.endswith("\n") else "")
        elif len(piece.text) > 2 * _AROUND:
            yield f"{_last_line(piece.text[:_AROUND], first=True)}…\n…{_last_line(piece.text[-_AROUND:], first=False)}"
        else:
            yield piece.text


def _last_line(text: str, *, first: bool) -> str:
    """Of the words beside a change those on its line."""
    return text.split("\n")[0] if first else text.split("\n")[-1]
