"""Scripts that turn pages within the page: all rows stand in it, and the pager that is drawn later leads nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from lxml import cssselect

from spiders.html.markup import Markup
from spiders.html.script_values import closing, pairs

_WITHIN = re.compile(
    r"""(?P<selected>\(\s*['"](?P<block>[^'"()]{1,80})['"]\s*\)\s*\.\s*)"""
    r"""(?P<called>jPages|quickPager|easyPaginate|paginathing|pajinate|pagify|dataTable|DataTable|tablesorterPager)\s*\("""
    r"""|new\s+(?P<made>List)\s*\(\s*['"](?P<list>[\w-]{1,60})['"]\s*,"""
)
_ASKS = re.compile(r"\b(?:ajax|serverSide|bServerSide|sAjaxSource|ajaxSource|deferLoading|url|sScrollY)\b")
_HOLDERS = ("containerID", "item_container_id", "containerId", "container")


def turned_within(page: Markup, rows: list[Any]) -> tuple[str, ...]:
    """The calls of scripts that turn the pages of these very rows within the page; none where a row of the block that
    they turn is not among them."""
    return tuple(call for script in page.scripts for call in _calls(script, page, rows))


def _calls(script: str, page: Markup, rows: list[Any]) -> Iterator[str]:
    for match in _WITHIN.finditer(script):
        end = closing(script, match.end() - 1 if match["called"] else script.index("(", match.start()))
        call = script[match.start() : end] if end else ""
        if call and not _ASKS.search(call) and _holds_all(page, rows, _block(match, call)):
            yield call


def _block(match: re.Match[str], call: str) -> str:
    """The block whose rows are turned, as a selector."""
    if match["made"]:
        return f"#{match['list']}"
    told = pairs(call)
    named = next((told[name] for name in _HOLDERS if told.get(name)), "")
    if match["called"] == "jPages" and not named:
        return ""
    return (
        (named if named[:1] in ("#", ".") else f"#{named}") if match["called"] == "jPages" else match["block"]
    )


def _holds_all(page: Markup, rows: list[Any], selector: str) -> bool:
    """Whether the selected blocks hold all of the rows, and no other element beside them that leads somewhere."""
    blocks = _selected(page, selector)
    inside = {element for row in rows for element in row.iter()}
    around = {e for row in rows for e in takewhile(lambda e: e not in blocks, row.iterancestors())}
    beside = (e for block in blocks for e in block.iter("a") if e not in inside)
    return bool(blocks) and not any(e.tag == "html" for e in around) and not any(map(page.link, beside))


def _selected(page: Markup, selector: str) -> list[Any]:
    try:
        return page.css(selector) if len(selector) > 1 else []
    except (cssselect.SelectorError, cssselect.ExpressionError):
        return []
