"""The line under a heading that names source, time and buttons: never the body, though the body follows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import Any

from lxml import etree

from auditor.models.spaces import fold, squeeze
from spiders.extract.bracketed import GAP
from spiders.extract.container import LEAST_BODY, LEAST_NAME, is_aside, is_filled, is_longer, text_size
from spiders.extract.footer import is_site_foot
from spiders.extract.label_line import labelled
from spiders.extract.unlabelled_date import shows_date

_BLOCKS = frozenset({"div", "section", "article", "td", "tr"})
_IN_LINE = frozenset("span font b strong em i a br img label small time".split())
_TOLD = frozenset({"published_on", "source"})
_MAX_LINE = 200
_MOST_HEADS = 6  # children of a block among which its heading and line stand


def is_byline(block: Any, meanings: Mapping[str, str]) -> bool:
    """Whether a block is one line that tells source or time and nothing else."""
    if any(child.tag not in _IN_LINE for child in block) or is_longer(block, _MAX_LINE):
        return False
    line = GAP.join(block.itertext())
    return "。" not in line and any(name in _TOLD for name, _, _ in labelled(line, meanings))


def _is_date_line(block: Any) -> bool:
    """Whether a block is one line that is a date, alone or before the source."""
    if any(child.tag not in _IN_LINE for child in block) or is_longer(block, _MAX_LINE):
        return False
    return shows_date(fold(" ".join(block.itertext())))


def body_after(byline: Any, blocks: Iterable[Any], meanings: Mapping[str, str]) -> Any | None:
    """The fullest of the blocks that follow the line or heading; else the first thing beside it that is more than links."""
    beside = [block for block in _row(byline).itersiblings() if block.tag in _BLOCKS]
    for block in blocks:
        if any(up in beside for up in (block, *block.iterancestors())):
            return block
    rest = (b for b in beside if not (_only_links(b) or is_byline(b, meanings) or is_site_foot(b)))
    return next(filter(is_filled, rest), None)


def line_below_heading(root: Any, names: Iterable[str | None], meanings: Mapping[str, str]) -> Any | None:
    """The line of source and time, or of a lone date, that stands right below the page's own heading, beside it."""
    known = {squeeze(name) for name in names if name and len(name) >= LEAST_NAME}
    for heading in root.iter("h1", "h2", "h3", "div", "p", "td"):
        if len(heading) > _MOST_HEADS or is_longer(heading, _MAX_LINE) or not is_heading(heading, known):
            continue
        after = _row(heading).getnext()
        line = after[0] if after is not None and after.tag == "tr" and len(after) == 1 else after
        if line is not None and (is_byline(line, meanings) or _is_date_line(line)):
            return line
    return None


def below_head(
    block: Any, names: Iterable[str | None], meanings: Mapping[str, str], *, labelled: bool = False
) -> Any:
    """What stands in a block below the page's heading and its line of source and time; the block, where they are not in
    it. A page whose text stands in no block of its own holds its menus and its foot beside the text.

    `labelled`: the block is known to be the text, so that a lone date below its heading is the paper's own; only a line
    that names its time or source is the page's, and then what stands below it is the body however short.
    """
    children = [child for child in block if isinstance(child.tag, str)]
    heads = _heads(children[:_MOST_HEADS], names, meanings)
    alone = block.tag in ("body", "article")
    below = children[heads[-1] + 1 :] if len(heads) > (0 if alone else 1) else []
    if alone:
        below = [child for child in below if not (is_aside(child) or is_site_foot(child))]
    elif labelled and not any(is_byline(_lone(children[place]), meanings) for place in heads):
        return block
    size = sum(text_size(child) for child in below)
    told = labelled and not alone and size > 0 and not all(map(_only_links, below))
    is_short = size < LEAST_BODY and not told
    shows = size == 0 and any(map(is_filled, below))  # what only shows something has no size
    if is_short and not shows and not (labelled and below and size == 0 and _ends_with(block, meanings)):
        return block
    body, last = etree.Element("div"), children[heads[-1]]
    body.text, last.tail = last.tail, None
    last.addnext(body)
    body.extend(below)
    return body


def _ends_with(block: Any, meanings: Mapping[str, str]) -> bool:
    """Whether no text stands beside a block or beside what it stands in, and no script in it is to bring one."""
    if next(block.iter("script"), None) is not None:
        return False
    return all(body_after(up, (), meanings) is None for up in (block, *block.iterancestors()))


def _heads(children: list[Any], names: Iterable[str | None], meanings: Mapping[str, str]) -> list[int]:
    """The places of a heading and the lines right below it: further down a lone date signs the paper."""
    told = [_is_head(child, names, meanings) for child in children]
    first = told.index(True) if True in told else len(told)
    near = takewhile(lambda place: told[place] or not is_filled(children[place]), range(first, len(told)))
    return [place for place in near if told[place]]


def is_heading(block: Any, names: Iterable[str | None]) -> bool:
    """Whether a block says the page's name and nothing else."""
    known = {squeeze(name) for name in names if name}
    if not known or is_longer(block, max(map(len, known))):
        return False
    return squeeze("".join(block.itertext())) in known


def _is_head(child: Any, names: Iterable[str | None], meanings: Mapping[str, str]) -> bool:
    if child.tag == "header" and len(child):
        return all(_is_head(part, names, meanings) for part in child)
    lone = _lone(child)
    return is_heading(child, names) or is_byline(lone, meanings) or _is_date_line(lone)


def _lone(child: Any) -> Any:
    """The one thing in a block; the block, where it holds more."""
    return child[0] if len(child) == 1 and not (child.text or "").strip() else child


def _row(byline: Any) -> Any:
    """The line itself; its row where it is the row's only cell and the text stands in a row below."""
    parent = byline.getparent()
    return parent if byline.tag == "td" and parent is not None and len(parent) == 1 else byline


def _only_links(block: Any) -> bool:
    linked = sum(text_size(anchor) for anchor in block.iter("a"))
    return 0 < text_size(block) <= linked
