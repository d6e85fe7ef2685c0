"""The 主送机关 line of a paper: the line that names the addressees, and the mark it ends with."""

from __future__ import annotations

import re
from itertools import takewhile

from auditor.models import Page
from auditor.models.spaces import squeeze
from auditor.rule.words import listed
from auditor.text.patterns import pattern

from .anatomy import main_lines, paper_title
from .document_classes import PAPERS_AND_DRAFTS

_ADDRESSED = pattern(r"(?:通知|意见|通报|批复|函|请示|报告)$")
_UNMARKED = listed(
    __file__, r"^(?:各|有关|区直|市直|县直)[^。；！？]{0,120}{bodies}\s*(?P<mark>[，,。.、；;]?)$"
)
_NAME = listed(__file__, "[^。；！？]{1,16}{bodies}$")
_COLON = pattern(r"^(?!附|注|来源|文号|发文|成文|索引|标题)[^。；！？]{2,400}?(?P<mark>[:：])\s*$")
_INLINE = pattern(r"[^。；！？:：]*[:：]")  # 各村民委员会：为做好……
_LEADS_ON = pattern(  # a sentence that leads on to the body
    r"(?:如下|以下|下列)[^，。]{0,12}[:：]$|^(?:现|为|根据|按照|经)|(?:通知|要求|意见|事项|函告|批复|报告|请示|函复)\s*[:：]$"
)
_HEAD_LINES = 14
_LEAST_TITLE = 6  # characters of a line that may be a piece of a broken title


def head_lines(page: Page) -> list[str]:
    """The first lines of the paper but for those that make its title."""
    title = paper_title(page)
    return [line for line in main_lines(page.document)[:_HEAD_LINES] if not _is_title(line, title)]


def is_addressed(page: Page) -> bool:
    """Whether a paper of this kind goes to somebody."""
    return _ADDRESSED.search(paper_title(page)) is not None


def stated_addressees(page: Page) -> tuple[str, str]:
    """The line and the mark it ends with; ("", "：") where the addressees stand in a longer line, ("", "") without."""
    lines = head_lines(page)
    before = list(takewhile(lambda line: not _opens_body(line), lines))
    for line in before:
        if (match := _COLON.match(line)) and not _LEADS_ON.search(line):
            return line, match["mark"]
    for line in before:
        if match := _UNMARKED.match(line):
            return line, match["mark"]
    first = next((line for line in lines[len(before) :]), "")
    if _names_only(first):
        return first, "。"
    opening = _INLINE.match(first[:80])
    return ("", "：") if opening and not _LEADS_ON.search(opening.group()) else ("", "")


def half_width_addressees(page: Page) -> str:
    """The line whose half-width colon FMT010 speaks of; "" where it is silent."""
    if page.document_class not in PAPERS_AND_DRAFTS or not is_addressed(page):
        return ""
    line, mark = stated_addressees(page)
    return line if mark == ":" else ""


def _names_only(line: str) -> bool:
    """Whether a line that ends like a sentence is a list of bodies and nothing else."""
    names = re.split("[，、,]", line.removesuffix("。"))
    return line.startswith("各") and line.endswith("。") and all(_NAME.fullmatch(name) for name in names)


def _is_title(line: str, title: str) -> bool:
    squeezed = squeeze(line).rstrip("。.")
    return len(squeezed) >= _LEAST_TITLE and squeezed in title


def _opens_body(line: str) -> bool:
    """Whether the line is the body's first sentence or heading, with or without the addressees before it."""
    return "。" in line or re.search(r"^.{2,80}[:：].{10,}|^[一1][、.．]", line) is not None
