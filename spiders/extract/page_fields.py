"""The fields of a page: what its information table says, and the date that a page shows without a label."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from auditor.text.written_dates import written_date
from spiders.extract.body import remove
from spiders.extract.decoded_page import DecodedPage
from spiders.extract.info_block import leading_lines, leading_table
from spiders.extract.info_table import Reading, fields_of
from spiders.extract.pairs import Pair, page_pairs, read_pairs
from spiders.extract.surround import lines_of
from spiders.extract.unlabelled_date import date_below
from spiders.html.visible import words


def page_fields(markup: DecodedPage, container: Any) -> Reading:
    """The fields around the body; those at its head where its container holds the information table too."""
    family = markup.family
    blocks = [block for selector in family.info for block in markup.outline.select(selector)]
    pairs, inside = page_pairs(markup.outline, family.meanings, blocks), ""
    if not any(pair.is_strong for pair in pairs):
        own, inside = _taken_out(container, family.meanings)
        pairs += own
    reading = replace(fields_of(pairs), table=inside)
    if not reading.fields.get("published_on"):
        shown = (words(e) for selector in family.shown_date for e in markup.outline.select(selector))
        found = next((date for text in shown if (date := written_date(text))), None)
        if found and found[0]:
            reading.fields["published_on"], reading.labels["published_on"] = found[0].isoformat(), "页面日期"
    return reading


def _taken_out(container: Any, meanings: Mapping[str, str]) -> tuple[tuple[Pair, ...], str]:
    """The pairs of the information table at the head of the body's own container, and its words; it is no more there."""
    table = leading_table(container, meanings)
    lines, pairs = (
        ([table], read_pairs(table, meanings)) if table is not None else leading_lines(container, meanings)
    )
    said = "\n".join(map(lines_of, lines))
    for line in lines:
        remove(line)
    return pairs, said


def take_shown_date(reading: Reading, heading: str | None, above: str, stated: str | None) -> None:
    """Take the date under the heading for 发布日期 where no label gives one."""
    told = reading.fields.get("published_on") or any(p.field == "published_on" for p in reading.problems)
    if not told and (day := date_below(heading, above, stated)):
        reading.fields["published_on"], reading.labels["published_on"] = day.isoformat(), "页面日期"
