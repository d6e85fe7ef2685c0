"""Pages with a stray </html> or </body>: browsers read on behind it, lxml leaves the rest out of its tree."""

from __future__ import annotations

import warnings

from bs4 import BeautifulSoup
from bs4.exceptions import ParserRejectedMarkup

MAX_BROKEN = 1_000_000  # characters of markup that the slow parser is asked for: two or three seconds


def as_one(text: str) -> str | None:
    """The same markup without the stray ends; None where it is too long or cannot be read."""
    if len(text) > MAX_BROKEN:
        return None
    try:
        with warnings.catch_warnings(action="ignore"):  # of what the text resembles
            soup = _Unending(text, "html.parser")
    except ParserRejectedMarkup:
        return None
    for frame in soup(["html", "head", "body"]):
        frame.hidden = True  # printed without its own tags
    return str(soup)


class _Unending(BeautifulSoup):
    """Takes no end of the page for one, as the standard of HTML has it for whatever comes behind."""

    def handle_endtag(self, name: str, nsprefix: str | None = None) -> None:
        if name not in ("html", "body"):
            super().handle_endtag(name, nsprefix)
