"""Lists whose rows are no elements: links and days side by side in one block, parted by line breaks, or terms and what is said of them."""

from __future__ import annotations

from typing import Any

from lxml import html

from spiders.html.markup import Markup

_FEWEST = 2  # lines with one link each that make a list


def part_lines(page: Markup) -> None:
    """Put an element around each line of such a block: rows are elements to whoever reads them."""
    for block in {br.getparent() for br in page.root.iter("br")}:
        if block is not None and sum(child.tag == "a" for child in block) >= _FEWEST:
            _part(block)


def part_terms(page: Markup) -> None:
    """Put an element around each term and what is said of it, where one list of terms holds several linked ones."""
    for block in list(page.root.iter("dl")):
        terms = [child for child in block if child.tag == "dt"]
        if len(terms) >= _FEWEST and all(next(term.iter("a"), None) is not None for term in terms):
            _part_terms(block)


def _part_terms(block: Any) -> None:
    row = None
    for child in list(block):
        if child.tag == "dt" or row is None:
            row = html.Element("dl")
            child.addprevious(row)
        row.append(child)


def _part(block: Any) -> None:
    lines: list[list[Any]] = [[]]
    for child in block:
        lines[-1].append(child)
        if child.tag == "br":
            lines.append([])
    linked = [sum(child.tag == "a" for child in line) for line in lines]
    if max(linked) > 1 or sum(linked) < _FEWEST:
        return  # a menu in two lines, a text with links
    before = [block.text, *(line[-1].tail for line in lines[:-1])]  # a day may stand before its link
    for line, count, said in zip(lines, linked, before, strict=True):
        if count:
            _take(line[0], said, block)
            row = html.Element("p")
            row.text = said
            line[0].addprevious(row)
            row.extend(line)


def _take(first: Any, said: str | None, block: Any) -> None:
    """Take the words before an element from where they stand."""
    if (previous := first.getprevious()) is None:
        block.text = None
        return
    last = previous[-1] if previous.tag == "p" and len(previous) and previous[-1].tag == "br" else previous
    if last.tail == said:
        last.tail = None
