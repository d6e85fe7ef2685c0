"""bytes -> Page. Pure: no clock, no network, no store; whatever stands in the bytes, it does not raise."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from auditor.files.magic import sniff
from auditor.models import Document, Page, PageKind, Problem, ProblemKind
from auditor.models.spaces import squeeze
from auditor.text.classify import classify
from auditor.text.decode import decode, media_type
from auditor.text.glyphs import settle
from auditor.text.paper import read_document
from spiders.extract import trouble
from spiders.extract.attachments import attachments, file_type, keep_buttons, names_papers
from spiders.extract.body import links, media, paragraphs
from spiders.extract.container import detach, is_filled, text_size
from spiders.extract.decoded_page import DecodedPage, known_family
from spiders.extract.find_body import find_body
from spiders.extract.frame import breadcrumb
from spiders.extract.heading import find_heading
from spiders.extract.info_table import Reading
from spiders.extract.page_fields import page_fields, take_shown_date
from spiders.extract.pairs import read_pairs
from spiders.extract.recorded import EARLIEST
from spiders.extract.surround import hidden_links, lead, related, surroundings
from spiders.extract.tables import tables
from spiders.extract.viewer import draw_papers, may_show
from spiders.family import families, family_for
from spiders.html.visible import drop_unseen, page_words, words

MAX_BYTES = 20_000_000
_NOTHING: Mapping[str, str] = MappingProxyType({})
_LEAST_NAME, _FEWEST_FIELDS = 8, 4  # what names one paper, and an information table of its own
_LIST_SIGN = re.compile(r"createPageHTML\(|var countPage\s*=|Ls\.pagination|dataproxy\.jsp|listModel\(")


def extract(
    body: bytes,
    *,
    url: str,
    source: str | None = None,
    cms: str | None = None,
    status: int | None = 200,
    headers: Mapping[str, str] = _NOTHING,
    selectors: Mapping[str, str] = _NOTHING,
    fetched_at: dt.datetime,
    alone: bool = False,
) -> Page:
    """What one answer holds. `cms` names the portal's family, for addresses that follow no known grammar;
    `selectors` are the portal's own, tried before the family's; `alone` says that the address of a column
    shows a text in place of a list."""
    bare = Page(source=source or url, url=url, status=status, fetched_at=fetched_at)
    problems = trouble.blocking(status, media_type(headers), sniff(body), len(body), MAX_BYTES)
    if problems:
        kind = PageKind.FILE if problems[0].kind is ProblemKind.WRONG_TYPE else PageKind.UNKNOWN
        return replace(bare, cms=family_for(url, known_family(cms)).name, kind=kind, problems=problems)
    decoded = decode(body, headers)
    markup = DecodedPage.of(decoded, url, cms, selectors)
    read = _read_head(bare, markup) if markup.cut else _read(bare, markup, len(body), alone)
    page = _with_record(read, markup)
    page = replace(page, problems=(*trouble.undecodable(decoded), *page.problems))
    return replace(page, document_class=classify(page, None))


def _read_head(page: Page, markup: DecodedPage) -> Page:
    """Only what names a page that was not taken in whole: of the rest nothing could be told to be missing."""
    name = markup.names[0] or markup.names[1]
    return replace(
        page,
        cms=markup.family.name,
        metas=markup.metas,
        kind=_kind_by_address(markup),
        title=name,
        problems=(Problem(ProblemKind.OVERSIZE, f"网页过大：{markup.cut}，不作检查"),),
    )


def _read(page: Page, markup: DecodedPage, size: int, alone: bool) -> Page:
    family, outline = markup.family, markup.outline
    way = breadcrumb(outline, (*family.breadcrumb, *families()["generic"].breadcrumb))
    page = replace(
        page,
        cms=family.name,
        coded_index=family.coded_index,
        tabbed=family.tabbed,
        metas=markup.metas,
        breadcrumb=way,
    )
    kind = PageKind.UNKNOWN if alone else _kind_by_address(markup)
    if kind is PageKind.LIST and _tells_of_one_paper(markup):
        kind = PageKind.UNKNOWN
    if kind in (PageKind.LIST, PageKind.HOME):
        frame_text, frame_links = surroundings(markup.root, markup.text, markup.base)
        drop_unseen(markup.root)
        shown = media(markup.root, markup.base) if kind is PageKind.HOME else ()
        said = page_words(markup.root) if size < 40_000 else markup.text
        problems = trouble.disguised(markup.text, size, said, markup.name)
        if kind is PageKind.LIST:
            problems = problems or trouble.stands_in(said, named=False)
        return replace(
            page,
            kind=kind,
            title=markup.names[1],
            links=tuple(links(markup.root, markup.base)),
            frame_text=frame_text,
            frame_links=frame_links,
            media=shown,
            problems=problems,
        )
    return _read_article(replace(page, kind=kind), markup, size)


def _kind_by_address(markup: DecodedPage) -> PageKind:
    """What the address or the list's own words say; UNKNOWN where only the content can."""
    family, address = markup.family, markup.address
    if address and family.article_url.search(address):
        return PageKind.ARTICLE
    if address and family.list_url and family.list_url.search(address):
        return PageKind.LIST
    if address and urlsplit(address).path in ("", "/", "/index.html", "/index.htm", "/index.shtml"):
        return PageKind.HOME
    if markup.metas.get("ArticleTitle") or markup.metas.get("PubDate"):
        return PageKind.ARTICLE
    column = "ColumnDescription" in markup.metas or "ColumnKeywords" in markup.metas
    return PageKind.LIST if column or _LIST_SIGN.search(markup.text) else PageKind.UNKNOWN


def _tells_of_one_paper(markup: DecodedPage) -> bool:
    """Whether a page with a column's tags alone is named otherwise and bears one information table: no list does."""
    name, column = markup.names[1], markup.metas.get("ColumnName")
    if not column or not name or len(name) < _LEAST_NAME or name == column:
        return False
    pairs = {(p.name, p.value) for p in read_pairs(markup.root, markup.family.meanings) if p.is_strong}
    names = {name for name, _ in pairs}
    return len(pairs) == len(names) >= _FEWEST_FIELDS and bool(names & {"index_number", "document_number"})


def _read_article(page: Page, markup: DecodedPage, size: int) -> Page:
    planted = hidden_links(markup.root, markup.base)
    by_name = names_papers(markup.text)
    if may_show(markup.text, names_paper=by_name):
        draw_papers(markup.root)
    container, markup = find_body(markup)
    mark = detach(container) if container is not None else None
    keep_buttons(markup.root)
    if container is not None:
        keep_buttons(container)
    scripted = container is not None and next(container.iter("script"), None) is not None
    drop_unseen(markup.root, keep=mark)
    inside = container if container is not None else etree.Element("div")
    drop_unseen(inside)
    reading = page_fields(markup, inside)
    document = replace(read_document(paragraphs(inside)), tables=tables(inside))
    named = bool(reading.fields) or bool(markup.metas.keys() & {"ArticleTitle", "PubDate"})
    said = f"{page_words(markup.root)} {document.text}"
    problems = (*_troubles(markup, container, scripted, size, said, document.text), *reading.problems)
    problems = (*trouble.stands_in(said, named=named), *problems)
    names = markup.names
    heading = find_heading(markup.outline, markup.family.heading, names, families()["generic"].heading)
    above = lead(markup.root)
    take_shown_date(reading, heading or names[0] or names[1], above, markup.metas.get("PubDate"))
    squeezed = squeeze(document.text)
    read = replace(
        page,
        kind=_kind(page.kind, container, reading),
        title=_settled(reading.fields.get("title") or heading or names[0] or names[1]),
        heading=_settled(heading),
        fields={name: _settled(value) for name, value in reading.fields.items()},
        labels=reading.labels,
        document=document,
        text_digest=hashlib.sha256(squeezed.encode("utf-8", "replace")).hexdigest() if squeezed else "",
        text_length=document.text_length,
        attachments=attachments(inside, markup.root, markup.base, by_script=by_name),
        links=tuple(links(inside, markup.base)),
        lead_text="\n".join(text for text in (above, reading.table) if text),
        frame_links=(*(related(markup.root, markup.base) if container is not None else ()), *planted),
        media=media(inside, markup.base),
        problems=problems,
    )
    return of_rows(read) if read.kind is PageKind.LIST else read


def of_rows(page: Page) -> Page:
    """The page of a list: its rows are entries, judged by their titles and dates, and no text to be proofread."""
    return replace(page, document=Document(), text_digest="", text_length=0)


def _settled(text: str | None) -> str | None:
    return text and settle(text)


def _troubles(
    markup: DecodedPage, container: Any | None, scripted: bool, size: int, said: str, text: str
) -> tuple[Problem, ...]:
    """Why the body could not be read, where it could not."""
    if found := trouble.disguised(markup.text, size, said, markup.name):
        return found
    if container is not None and is_filled(container):
        return trouble.unsaid(text)
    lacking = (
        Problem(ProblemKind.NO_CONTAINER, "未找到正文区域")
        if container is None
        else Problem(ProblemKind.EMPTY_CONTAINER, "正文区域为空")
    )
    filled_late = Problem(ProblemKind.SCRIPTED, "正文由脚本填写，未能读到")
    return (lacking, filled_late) if scripted or trouble.is_unfilled(markup.text) else (lacking,)


def _kind(kind: PageKind, container: Any | None, reading: Reading) -> PageKind:
    if kind is not PageKind.UNKNOWN:
        return kind
    if len(reading.fields.keys() - {"published_on", "source", "title"}) > 0:
        return PageKind.ARTICLE
    if container is None or not is_filled(container):
        return PageKind.UNKNOWN
    leading = (anchor for anchor in container.iter("a") if file_type(anchor.get("href") or "") is None)
    linked = sum(len(words(anchor)) for anchor in leading)
    return PageKind.LIST if linked * 2 > text_size(container) else PageKind.ARTICLE


def _with_record(page: Page, markup: DecodedPage) -> Page:
    """The creation time that the address gives away, where it is one at all."""
    found = markup.family.recorded(markup.address) if markup.family.recorded else None
    if not found or not EARLIEST <= found[0] <= page.fetched_at + dt.timedelta(days=1):
        return page
    return replace(page, recorded_at=found[0], recorded_from=found[1])
