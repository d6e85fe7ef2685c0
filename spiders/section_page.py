"""What the answer to a section's address is before its list is read: an interface, a file, a page with its menus."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from auditor.models import Page, PageKind, ProblemKind
from auditor.text.decode import decode, media_type
from spiders import failures
from spiders.answers import headers_of
from spiders.extract.surround import surroundings
from spiders.html.markup import parse
from spiders.listing.json_rows import is_data

if TYPE_CHECKING:
    from scrapy.http import Response

_MENU = re.compile(r"(?:网站)?首\s*页(?:$|[\s|>＞»·])|.{0,6}位置\s*[:：]")


def is_interface(page: Page, answer: Response) -> bool:
    """Whether a section's address is the interface of its list: that is no page, and is not kept as one."""
    problem = failures.blocking(page)
    if problem and (problem.kind is not ProblemKind.WRONG_TYPE or is_file(answer)):
        return False
    headers = headers_of(answer)
    return is_data(decode(answer.body, headers).text, media_type(headers) or "")


def is_file(response: Response) -> bool:
    """A list's feed comes as data or plain text; anything else that is no page is no list either."""
    kind = media_type(headers_of(response))
    return not any(word in kind for word in ("json", "javascript", "text", "xml")) or "officedocument" in kind


def holds_menu(page: Page) -> bool:
    """Whether the text read is the page around an absent one: it begins with the way that leads to the page."""
    return any(_MENU.match(paragraph.text) for paragraph in page.document.paragraphs[:12])


def as_list(page: Page, answer: Response) -> Page:
    """The page of a section, with its menus: by its address alone it may have passed for something else."""
    if page.frame_text or not page.readable:
        return replace(page, kind=PageKind.LIST)
    decoded = decode(answer.body, headers_of(answer))
    root = parse(decoded.text, comments=False, charset=decoded.encoding)
    said, links = surroundings(root, decoded.text, answer.url)
    return replace(page, kind=PageKind.LIST, frame_text=said, frame_links=links)
