"""The nouns every part shares: what was read (Page, Document), what is wrong (Flaw, Finding), and the Site judged.

All are frozen dataclasses; one name per thing from here to column, template variable and JSON key.
Dates end in `_on` (datetime.date), instants in `_at` (timezone-aware datetime).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import takewhile

from auditor.models.address import canonical
from auditor.models.document import Document
from auditor.models.kinds import DocumentClass as DocumentClass
from auditor.models.kinds import PageKind as PageKind
from auditor.models.kinds import ProblemKind as ProblemKind
from auditor.models.kinds import Severity as Severity
from auditor.models.kinds import Verdict as Verdict
from auditor.models.run import Coverage as Coverage
from auditor.models.run import Run as Run
from auditor.models.run import RunState as RunState
from auditor.models.run import Unchecked as Unchecked
from auditor.models.spaces import squeeze

_HEAD_LINES, _LEAST_TITLE = 4, 8  # of a file
_SENTENCE = frozenset("。，；：:")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that reading could not settle; `text` is Chinese, for people."""

    kind: ProblemKind
    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """One try at an address: what the server said, when."""

    at: dt.datetime
    status: int | None = None  # None: no answer at all
    error: str | None = None
    size: int | None = None  # bytes of the body, where it was read
    media_type: str | None = None  # Content-Type without parameters
    sniffed: str | None = None  # what the first bytes say it is: pdf, zip, ole, html, rtf, png ...
    capture: str | None = None  # sha256:<hex> of the body, where the whole of it was kept


SEARCH_FORM = "站内搜索框"  # the words of a link that stands for where a form to search in leads


@dataclass(frozen=True, slots=True)
class Link:
    """An anchor in the body: absolute address and its words."""

    url: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class FileContent:
    """What parsing a file came to. `failure`: the Chinese reason why nothing, or not everything, was read."""

    document: Document = Document()
    failure: str | None = None
    encrypted: bool = False
    damaged: bool = False
    text_layer: bool = True  # False: pages of pictures only
    pages: int = 0
    hidden: tuple[str, ...] = ()  # hidden sheets, rows, columns, in Chinese: 工作表“底稿”
    hidden_text: str = ""  # what stands in them, and under black boxes
    revisions: int = 0
    comments: int = 0
    files: tuple[str, ...] = ()  # names inside an archive

    @property
    def title(self) -> str | None:
        """The title, else the first of a file's first lines that is longer than a mark (附件1, 单位：万元) and no sentence.

        A row of several cells is the head of a table, and nothing below it a title; of several sheets each has its own.
        """
        if len({table.place for table in self.document.tables if table.place.startswith("工作表")}) > 1:
            return self.document.title
        above = takewhile(lambda line: "\t" not in line.text, self.document.paragraphs[:_HEAD_LINES])
        first = (squeeze(line.text) for line in above)
        told = (line for line in first if len(line) >= _LEAST_TITLE and not set(line) & _SENTENCE)
        return self.document.title or next(told, None)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file a page offers; `type` is the lower-case extension without its dot."""

    url: str
    name: str
    type: str
    looks: tuple[Look, ...] = ()  # oldest first
    content: FileContent | None = None  # None: not fetched, too large or not parsed

    @property
    def capture(self) -> str | None:
        """The body as last kept; None where a later look met a file of another size."""
        answered = [look for look in self.looks if look.status == 200]
        kept = next((look for look in reversed(answered) if look.capture), None)
        if kept is None or answered[-1].size not in (None, kept.size):
            return None
        return kept.capture


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a section's list."""

    url: str
    title: str
    published_on: dt.date | None = None
    fields: Mapping[str, str] = field(default_factory=dict)  # what the list itself shows (索引号, 文号 ...)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What was read from one address at one time.

    `fields` holds the information table: ISO dates, None where a field is absent, the text as it stands
    where it is empty or a placeholder. `labels` names the label each field was read from.
    """

    source: str  # the argument or address it was asked for by
    url: str
    cms: str = "generic"
    kind: PageKind = PageKind.UNKNOWN
    document_class: DocumentClass = DocumentClass.UNKNOWN
    status: int | None = None
    fetched_at: dt.datetime
    title: str | None = None  # 信息表 title, else the visible heading, else ArticleTitle
    heading: str | None = None  # the visible heading over the body
    fields: Mapping[str, str | None] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    metas: Mapping[str, str] = field(default_factory=dict)
    document: Document = Document()
    text_digest: str = ""  # sha256 of the squeezed body text; "" where there is none
    text_length: int = 0
    attachments: tuple[Attachment, ...] = ()
    links: tuple[Link, ...] = ()
    media: tuple[str, ...] = ()  # images, frames, players inside the body: absolute addresses
    entries: tuple[Entry, ...] = ()  # of a list page
    breadcrumb: tuple[str, ...] = ()
    frame_text: str = ""  # words outside the body (header, footer): home and list pages only
    lead_text: str = ""  # articles: the words right above the body, information table included
    frame_links: tuple[Link, ...] = ()  # articles: those that may lead to a counterpart (解读, 原文, 反馈)
    coded_index: bool = False  # its platform makes index numbers (索引号) of the unit's 统一社会信用代码
    tabbed: bool = False  # its template fills tabs (解读 and the like) apart: their links were not read
    unit: str | None = None  # Unit.name of the profile
    section: str | None = None  # Section.path, levels joined by /
    section_url: str | None = None
    recorded_at: dt.datetime | None = None  # creation time leaked by the CMS
    recorded_from: str | None = None  # what leaked it, for the evidence: doc_ id, URL date ...
    first_seen_at: dt.datetime | None = None
    first_shown_on: dt.date | None = None  # the publication date it showed when first read under this title
    last_absent_at: dt.datetime | None = None  # last successful visit of its section that did not list it
    capture: str | None = None  # sha256:<hex> of the stored body
    problems: tuple[Problem, ...] = ()

    @property
    def is_section(self) -> bool:
        """Whether this is its section's own page: a list, or a text shown in place of one."""
        return self.section_url is not None and canonical(self.url) == canonical(self.section_url)

    @property
    def readable(self) -> bool:
        """False where the page as a whole was not read; then page rules stay silent."""
        return not self.problems or not any(problem.kind.blocks_reading for problem in self.problems)

    def date(self, name: str) -> dt.date | None:
        """The field as a date; None where it is absent, empty or not a date."""
        value = self.fields.get(name)
        try:
            return dt.date.fromisoformat(value) if value else None
        except ValueError:
            return None

    @property
    def shown_on(self) -> dt.date | None:
        """The date the page itself offers as its publication date.

        `published_on` (发布日期). The older Zibo template shows only 发文日期 (`issued_on`), which there
        stands for it; where 成文日期 stands beside it, 发文日期 is no proof of publication.
        """
        if published_on := self.date("published_on"):
            return published_on
        return None if "dated_on" in self.labels else self.date("issued_on")
