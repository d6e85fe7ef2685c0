"""The nouns every part shares: what was read (Page, Document), what is wrong (Flaw, Finding), and the Site judged.

All are frozen dataclasses; one name per thing from here to column, template variable and JSON key.
Dates end in `_on` (datetime.date), instants in `_at` (timezone-aware datetime).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from auditor.address import canonical
from auditor.kinds import DocumentClass as DocumentClass
from auditor.kinds import PageKind as PageKind
from auditor.kinds import ProblemKind as ProblemKind
from auditor.kinds import Severity as Severity
from auditor.kinds import Verdict as Verdict
from auditor.portal import Exemption, Portal, Section
from auditor.run import Coverage as Coverage
from auditor.run import Run as Run
from auditor.run import RunState as RunState
from auditor.run import Unchecked as Unchecked


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that reading could not settle; `text` is Chinese, for people."""

    kind: ProblemKind
    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of a document as it stands (inner spaces kept, line breaks not)."""

    text: str
    in_table: bool = False
    place: str = ""  # where it stood, for paragraphs of an attachment: 工作表“名单”第3行, 第2页


@dataclass(frozen=True, slots=True)
class Table:
    """A data table with merged cells written out: every row has the same number of cells."""

    rows: tuple[tuple[str, ...], ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """落款: who signed and when, read from the body's end, never from the information table."""

    issuer: str | None = None
    dated_on: dt.date | None = None
    dated_text: str | None = None  # the date as it stands, e.g. 二〇二三年07月21日
    issuers: tuple[str, ...] = ()  # every 署名 line of a joint paper, in order; the first is `issuer`


@dataclass(frozen=True, slots=True)
class Document:
    """The words of one official paper, wherever they stood: a page's body, an attachment, a draft."""

    paragraphs: tuple[Paragraph, ...] = ()
    title: str | None = None  # the title as it stands at the body's head; None where the body has none
    number_line: str | None = None  # the whole 发文字号 line as it stands at the body's head
    document_number: str | None = None  # the number inside that line
    signed: Signature = Signature()
    tables: tuple[Table, ...] = ()

    @property
    def text(self) -> str:
        """All paragraphs, one a line."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def text_length(self) -> int:
        """Characters other than white space."""
        return sum(len("".join(paragraph.text.split())) for paragraph in self.paragraphs)


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
    author: str = ""
    files: tuple[str, ...] = ()  # names inside an archive


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
    unit: str | None = None  # Unit.name of the profile
    section: str | None = None  # Section.path, levels joined by /
    section_url: str | None = None
    recorded_at: dt.datetime | None = None  # creation time leaked by the CMS
    recorded_from: str | None = None  # what leaked it, for the evidence: doc_ id, URL date ...
    first_seen_at: dt.datetime | None = None
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
        return not any(problem.kind.blocks_reading for problem in self.problems)

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


class VisitState(StrEnum):
    """What a visit of a section's list came to."""

    READABLE = "readable"
    UNREADABLE = "unreadable"  # blocked, failed, scripted: says nothing about content
    PARTIAL = "partial"  # some of its pages were not read: proves presence, never absence


@dataclass(frozen=True, slots=True)
class Visit:
    """One night's look at a section's list."""

    visited_at: dt.datetime
    state: VisitState
    why: str = ""  # Chinese reason where not readable
    entry_count: int = 0
    newest_on: dt.date | None = None
    note: str | None = None  # the explanation shown in place of entries, e.g. 本栏目暂无…
    redirected_to: str | None = None
    aggregates: bool = False  # a parent that only gathers its children
    capture: str | None = None


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with what its visits saw, oldest visit first."""

    section: Section
    visits: tuple[Visit, ...] = ()
    entries: tuple[Entry, ...] = ()  # the list as last read

    @property
    def last_readable(self) -> Visit | None:
        """The newest visit that read the whole list."""
        return next((v for v in reversed(self.visits) if v.state is VisitState.READABLE), None)


@dataclass(frozen=True, slots=True)
class Probe:
    """An address linked from pages, and every look at it, oldest first."""

    url: str
    looks: tuple[Look, ...]
    referrers: tuple[str, ...] = ()  # addresses of pages that link it, first seen first


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A portal as it stands at `as_of`: what site rules reason over. Pages come without body text and links."""

    portal: Portal
    as_of: dt.datetime
    pages: Sequence[Page] = ()
    sections: Sequence[SectionView] = ()
    probes: Sequence[Probe] = ()
    documents: Mapping[str, Document] = field(
        default_factory=dict
    )  # body by canonical address, read when asked for


@dataclass(frozen=True, slots=True)
class Basis:
    """What a finding rests on. An article that was not read in a published text prints as 条款待核."""

    source: str
    article: str = ""
    verified: bool = False

    @property
    def citation(self) -> str:
        """As reports print it."""
        if not self.article:
            return self.source
        return f"{self.source}{self.article}" if self.verified else f"{self.source}（条款待核）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """What a rule says of one page or section. Texts are Chinese and free of points."""

    verdict: Verdict
    message: str
    subject: str = ""  # tells apart findings of one code on one address: the field, the words
    quote: str = ""  # the text as it stands
    expected: str = ""
    amount: int | None = None  # how much, for tiers of a scheme: days overdue, items missing
    url: str | None = None  # site rules name the address; a page rule's is its page's
    section: Section | None = None  # site rules that speak of a section
    page: Page | None = None  # site rules that speak of a page
    capture: str | None = None
    place: str = ""  # Paragraph.place of what is quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A flaw with everything an appeal will ask for."""

    code: str
    name: str
    verdict: Verdict
    severity: Severity
    url: str
    section_url: str | None
    section: str | None
    unit: str | None
    title: str | None
    subject: str
    quote: str
    expected: str
    message: str
    basis: tuple[Basis, ...]
    amount: int | None
    fetched_at: dt.datetime | None
    capture: str | None
    rule_version: int
    fingerprint: str
    first_seen_at: dt.datetime | None = None
    last_seen_at: dt.datetime | None = None
    state: str = "new"
    shadow: bool = False  # 试运行: counted, never scored, in no unit's list
    exemption: Exemption | None = None  # 豁免: what of the profile takes it out of lists and scores
