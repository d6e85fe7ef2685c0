"""What a page offers in place of a body in words."""

from __future__ import annotations

import re

from auditor.models import Page, PageKind, ProblemKind
from auditor.models.spaces import squeeze
from auditor.text.patterns import pattern

_PICTURE = pattern(r"\.(?:jpe?g|png|gif|bmp|tiff?|webp)(?=$|[?#&])", re.IGNORECASE)
_POINTS = pattern(
    r"见(?:本页|页面|文末|文后|以下|下方|后附)?(?:附件|附表)|(?:查看|下载|打开|点击)[^。]{0,4}(?:附件|附表)|附件下载"
)
_FRAME = pattern(  # what stands around the matter of a paper: addressees, annexes, the day, a number
    r".{2,40}[:：]|附\s*[件表].*|\d{4}年\d{1,2}月\d{1,2}日|[\u4e00-\u9fff]{2,10}[〔\[（(]\d{4}[〕\]）)]\d{1,4}号|[（(].{2,20}[)）]"
)
_SHORT = 25  # characters that only point to the attachment
_UNREAD = frozenset({ProblemKind.SCRIPTED, ProblemKind.NO_CONTAINER})


def is_wordless(page: Page, fewest: int) -> bool:
    """Whether an article that was read in full says less than `fewest` characters."""
    unread = any(problem.kind in _UNREAD for problem in page.problems)
    return page.kind is PageKind.ARTICLE and not unread and _said(page) < fewest


def only_points(page: Page) -> bool:
    """Whether all that the body says is where its matter is to be found: 详见附件。"""
    names = {squeeze(attachment.name) for attachment in page.attachments} | {*page.document.signed.issuers}
    lines = [said for p in page.document.paragraphs if (said := squeeze(p.text)) and not p.in_table]
    matter = "".join(line for line in lines if line not in names and not _FRAME.fullmatch(line))
    return page.kind is PageKind.ARTICLE and len(matter) <= _SHORT and _POINTS.search(matter) is not None


def _said(page: Page) -> int:
    """Characters of the body but for lines that only name an attachment."""
    names = {squeeze(attachment.name) for attachment in page.attachments}
    named = sum(len(said) for p in page.document.paragraphs if (said := squeeze(p.text)) in names)
    return page.text_length - named


def pictures(page: Page) -> tuple[str, ...]:
    """The pictures among the media of the body; frames and players aside."""
    return tuple(url for url in page.media if _PICTURE.search(url))
