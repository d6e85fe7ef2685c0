"""Which block of a page is its body: a known container, what script keeps, the fullest text, the paper it shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from spiders.extract.attachments import shown_paper
from spiders.extract.byline import below_head, body_after, is_byline, is_heading, line_below_heading
from spiders.extract.container import (
    BODY_MARK,
    LEAST_BODY,
    Outline,
    below_heading,
    dense_blocks,
    find_container,
    is_aside,
    is_filled,
    named_block,
    text_size,
    texts,
)
from spiders.extract.decoded_page import DecodedPage
from spiders.extract.footer import is_site_foot
from spiders.extract.info_block import is_field_block, leading_table
from spiders.family import families
from spiders.html.markup import parse


def find_body(markup: DecodedPage) -> tuple[Any | None, DecodedPage]:
    """The body container, and the page without what was kept for it in script or between marks."""
    family = markup.family
    found = find_container(markup.outline, (*family.body, *families()["generic"].body))
    if found is not None and is_filled(found):
        return below_head(found, markup.names, family.meanings, labelled=True), markup
    inner = family.unwrap(markup.text) if family.unwrap else None
    if inner and inner.strip():
        charset = markup.charset
        around = markup.text.replace(inner, f"<div {BODY_MARK}='1'></div>", 1)
        root = parse(around, comments=False, charset=charset)
        body = parse(inner, comments=False, charset=charset)
        return body, replace(markup, root=root, outline=Outline.of(root))
    found = found if found is not None else _dense_block(markup)
    if found is not None:
        found = below_head(found, markup.names, family.meanings, labelled=True)
    return found, markup


def _dense_block(markup: DecodedPage) -> Any | None:
    """The fullest block that says something beside an information table; of loose words, the one named as the text."""
    meanings, named = markup.family.meanings, named_block(markup.outline)
    names = markup.names
    dense = (block for block in dense_blocks(markup.root, is_site_foot) if not is_site_foot(block))
    blocks = [block for block in dense if not is_field_block(block, meanings)]
    blocks = below_heading(markup.outline, blocks, names)
    telling = [block for block in blocks if not _lists_links(block)]
    if not telling and (near := _near_heading(markup)) is not None:
        return near
    blocks = telling or blocks
    for block in blocks:
        if block.tag == "body" and named is not None:
            return named
        if is_byline(block, meanings):
            return body_after(block, blocks, meanings) if named is None else named
        if is_heading(block, names):
            after = body_after(block, blocks, meanings) if named is None else named
            if after is not None:
                return after
            continue
        whole = _around_figures(block, blocks, named)
        table = leading_table(whole, meanings)
        bylines = [other for other in blocks if is_byline(other, meanings)] if table is not None else []
        found = _beside_table(whole, blocks, table, bylines)
        if found is not None:
            return below_head(found, names, meanings)
    return named if named is not None else _shown_block(markup)


def _near_heading(markup: DecodedPage) -> Any | None:
    """What stands below the page's own heading and line of source and time, if it is a sentence or a table."""
    meanings = markup.family.meanings
    line = line_below_heading(markup.root, markup.names, meanings)
    found = None if line is None else body_after(line, (), meanings)
    if found is None or not (next(found.iter("table"), None) is not None or "。" in "".join(texts(found))):
        return None
    return found


def _lists_links(block: Any) -> bool:
    """Whether most of what a block says leads elsewhere: a list of other papers."""
    linked = sum(text_size(anchor) for anchor in block.iter("a"))
    return linked > 0 and 2 * linked > text_size(block)


def _shown_block(markup: DecodedPage) -> Any | None:
    """The block in which a page without words of its own shows its paper."""
    shown = shown_paper(markup.root)
    return None if shown is None or is_aside(shown) else shown.getparent()


def _around_figures(block: Any, blocks: list[Any], named: Any | None) -> Any:
    """The text around a block that is one table of figures and no more, where the text has words of its own."""
    table = next(block.iter("table"), None)
    if block.tag not in ("div", "section") or table is None or text_size(table) < text_size(block):
        return block
    around = (up for up in block.iterancestors() if up is named or up in blocks)
    return next((up for up in around if text_size(up) >= text_size(block) + LEAST_BODY), block)


def _beside_table(block: Any, blocks: list[Any], table: Any | None, bylines: list[Any]) -> Any | None:
    """The block, or the one inside it that holds most of what it says beside its information table."""
    if table is None:
        return block
    lines = [line for line in bylines if block in line.iterancestors() and table not in line.iterancestors()]
    rest = text_size(block) - text_size(table) - sum(text_size(line) for line in lines)
    inner = (o for o in blocks if o is not block and block in o.iterancestors() and o not in lines)
    fuller = (other for other in inner if 2 * text_size(other) >= rest and other not in table.iter())
    return next(fuller, block if rest >= LEAST_BODY else None)
