"""A 政府信息公开年报 as its six parts and its tables, wherever they stood: in the body or in an attachment. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditor.models import Document, DocumentClass, Page, Paragraph, Table
from auditor.models.spaces import squeeze
from auditor.text.patterns import pattern

from ..report_deadline import report_year

REPORTS = (DocumentClass.ANNUAL_REPORT, DocumentClass.DRAFT)
FIRST_OF_SIX_PARTS = 2019  # 国办公开办函〔2019〕60号, 2019-11-20
FIRST_OF_PRESENT_FORMAT = 2021  # 国办公开办函〔2021〕30号, 2021-09-26
PARTS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
_OTHER_MATTER = pattern(
    r"解读|图解|一图|图说|长图|统计表|汇总|法治政府|财政信息公开|通知$|通报$|公告$|说明$|征求|电子书"
)
_NAMED = pattern(r"信息公开.{0,8}(?:年度?报告?|年报|工作报告)")
_NUMBERED = pattern(r"^(?:第?[一二三四五六七八九十]{1,2}[、.．，,:：]|第[一二三四五六七八]部分)")
_TELLS = (  # tried in this order: a heading may hold words of several parts
    (3, pattern(r"复议|诉讼")),
    (4, pattern(r"问题|改进|不足")),
    (5, pattern(r"其[他它]?.{0,10}事项|需要?(?:报告|说明)的")),
    (2, pattern(r"收到.{0,3}处理|依申请|申请.{0,10}(?:情况|处理|办理)")),
    (1, pattern(r"主动公开")),
    (0, pattern(r"总体|概述|概况|基本情况")),
)
_TABLE_ROWS = pattern(r"新收|上年.{0,2}结转|办理结果|结转下年")
_FIRST_WORDS = frozenset("一二三四五六七八九十第" + "".join(part[0] for part in PARTS))
_HEADING_LENGTH = 40  # a heading may run on into its text; its own words stand at the front


@dataclass(frozen=True, slots=True)
class Report:
    """One report: its year, its lines, its tables and where its parts begin."""

    year: int
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...]
    headings: tuple[
        tuple[int, int | None], ...
    ]  # index among the lines, part (None: a heading of another name)

    @property
    def parts(self) -> tuple[int, ...]:
        """The parts in the order of their headings."""
        return tuple(part for _, part in self.headings if part is not None)

    @property
    def is_present_format(self) -> bool:
        """Whether the format in force since the report of 2021 applies."""
        return self.year >= FIRST_OF_PRESENT_FORMAT

    @property
    def is_whole(self) -> bool:
        """Whether its text was read, not only a line that leads to a file or a picture."""
        return len(set(self.parts)) >= 4

    @property
    def text(self) -> str:
        """What it says outside tables, one paragraph a line, free of white space."""
        return "\n".join(squeeze(p.text) for p in self.paragraphs if not p.in_table)

    def part_text(self, part: int) -> str | None:
        """The words of one part, its heading included, free of white space; None where it has no heading."""
        begins = [k for k, (_, found) in enumerate(self.headings) if found == part]
        if not begins:
            return None
        first = self.headings[begins[-1]][0]
        later = (index for index, found in self.headings[begins[-1] + 1 :] if found is not None)
        lines = self.paragraphs[first : next(later, None)]
        return "\n".join(squeeze(p.text) for p in lines if not p.in_table)


def report_of(page: Page) -> Report | None:
    """The report a page publishes, with the files it offers; None where the page is none or names no year."""
    documents = [page.document]
    documents += [a.content.document for a in page.attachments if a.content and not a.content.failure]
    return read_report(page.title, documents)


def read_report(title: str | None, documents: Sequence[Document]) -> Report | None:
    """The report of this title; the first document that holds most parts speaks, all of them give tables."""
    name = squeeze(title or "")
    year = report_year(name)
    if year is None or _OTHER_MATTER.search(name) or not documents:
        return None
    read = [(document, _headings(document.paragraphs)) for document in documents]
    document, headings = max(read, key=lambda pair: len({part for _, part in pair[1]} - {None}))
    lines = _out_of_layout(document.paragraphs, headings)
    report = Report(year, lines, tuple(table for d in documents for table in d.tables), headings)
    return report if _NAMED.search(name) or report.is_whole else None


def _headings(paragraphs: Sequence[Paragraph]) -> tuple[tuple[int, int | None], ...]:
    likely = ((index, p.text) for index, p in enumerate(paragraphs) if p.text.lstrip()[:1] in _FIRST_WORDS)
    lines = ((index, squeeze(text)[:_HEADING_LENGTH]) for index, text in likely)
    return tuple((index, _part(line)) for index, line in lines if _is_heading(line))


def _out_of_layout(
    lines: tuple[Paragraph, ...], headings: Sequence[tuple[int, int | None]]
) -> tuple[Paragraph, ...]:
    """Where the parts' headings stand in cells, the table is the page's layout and not a table of the report."""
    in_cells = [lines[index].in_table for index, part in headings if part is not None]
    if sum(in_cells) * 2 <= len(in_cells):
        return lines
    return tuple(replace(line, in_table=False) for line in lines)


def _is_heading(line: str) -> bool:
    if line in PARTS:
        return True
    return bool(_NUMBERED.match(line)) and not _TABLE_ROWS.search(line)


def _part(line: str) -> int | None:
    return next((part for part, tell in _TELLS if tell.search(line)), None)
