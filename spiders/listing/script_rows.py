"""Rows that a page holds as data in its scripts, and pieces of a page that an interface holds as text."""

from __future__ import annotations

from spiders.html.markup import Markup
from spiders.html.script_values import data_in
from spiders.listing.json_rows import JsonList, load, markup_in, read_value


def rows_in_scripts(page: Markup) -> JsonList | None:
    """The largest list of dated rows that a script holds as data; None where there is none."""
    values = (value for script in page.scripts for value in data_in(script))
    found = (read_value(value, page.url) for value in values)
    lists = [one for one in found if one and _is_list(one)]
    return max(lists, key=lambda one: one.rows, default=None)


def fragment_of(text: str) -> str | None:
    """The piece of a page inside an answer of data; None where there is none."""
    return markup_in(load(text))


def _is_list(found: JsonList) -> bool:
    """Slides and menus have titles and addresses too; a day tells a list."""
    dated = sum(entry.published_on is not None for entry in found.entries)
    return bool(dated) and dated * 2 >= found.rows
