"""ANR009: the figures in the words of a report differ from its tables."""

from collections.abc import Iterator, Mapping

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import REPORT_FORMAT
from ..report_deadline import FIRST_OF_REVISED_LAW
from .cells import Unread
from .other_tables import GROUPS, read_norms, read_reviews
from .report import REPORTS, Report, report_of
from .statements import (
    ABOLISHED,
    BOTH,
    MADE,
    REVIEWS,
    SUITS,
    VALID,
    Statement,
    legal_statements,
    norm_statements,
    outcome_statements,
    request_statements,
)
from .tables import ALL_HANDLED, CARRIED, CARRIED_ON, NEW, OUTCOMES, Requests, read_requests

_OVERVIEW, _PROACTIVE, _ON_REQUEST, _LEGAL = 0, 1, 2, 3
_Allowed = Mapping[str, tuple[int, ...]]  # what is counted -> the counts that may be stated


@page_rule(
    "ANR009",
    "文表不一",
    Severity.ORDINARY,
    basis=(REPORT_FORMAT,),
    classes=REPORTS,
    verdicts=(Verdict.REVIEW,),
    version=3,
)
def text_against_table(page: Page, _site: Site) -> Iterator[Flaw]:
    """年报文字写的件数应当与表二、表三、表四一致。

    怎么算：在总体情况和相应部分逐句找“收到政府信息公开申请某件”“上年结转某件”“办结某件”“结转下年度某件”，与表三总计列相比，收到件数等于新收或者新收加上年结转都算一致；答复结果写“予以公开某件”“部分公开某件”“无法提供某件”等的，与表三各类合计相比，予以公开含不含部分公开都算一致；
    找“行政复议某件”“行政诉讼某件”和未发生复议、诉讼的话，与表四总计相比，诉讼等于两组之一或者之和都算一致；找制发、废止、现行有效规范性文件某件，与表二相比。
    转人工核对：正文的口径可能与表格不同，一律由人判断，不扣分。
    不算：按当面、信函、网络等渠道和按申请人分列的件数；复议、诉讼按结果分列的件数；写别的年度、全区汇总、下属单位的；审查、备案、清理的文件数；表格认不全的。
    改法：以台账为准，更正正文或表格。
    不管什么：表格内部的关系看 ANR004 至 ANR007。
    """
    report = report_of(page)
    if report is None or report.year < FIRST_OF_REVISED_LAW:
        return
    for table, allowed, said in (
        ("表三", _requests(report), _request_statements(report)),
        ("表三", _outcomes(report), outcome_statements(_words(report, _OVERVIEW, _ON_REQUEST), report.year)),
        ("表四", _reviews(report), _legal_statements(report)),
        ("表二", _norms(report), norm_statements(_words(report, _OVERVIEW, _PROACTIVE), report.year)),
    ):
        for statement in dict.fromkeys(said):
            counts = allowed.get(statement.what)
            if counts and statement.stated not in counts:
                yield _flaw(table, statement, counts)


def _flaw(table: str, statement: Statement, counts: tuple[int, ...]) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW,
        message=f"文字写“{statement.text}”，{table}{statement.what}是{counts[0]}件，请核对",
        subject=statement.what,
        quote=statement.text,
        expected=f"与{table}一致（{'或'.join(map(str, counts))}件）",
    )


def _words(report: Report, *parts: int) -> str:
    return "\n".join(filter(None, (report.part_text(part) for part in parts)))


def _request_statements(report: Report) -> Iterator[Statement]:
    return request_statements(_words(report, _OVERVIEW, _ON_REQUEST), report.year)


def _legal_statements(report: Report) -> Iterator[Statement]:
    yield from legal_statements(_words(report, _OVERVIEW), report.year, is_about=False)
    yield from legal_statements(_words(report, _LEGAL), report.year, is_about=True)


def _requests(report: Report) -> _Allowed:
    table = read_requests(report.tables)
    if not isinstance(table, Requests) or "总计" not in table.columns:
        return {}
    counts = table.column("总计")
    allowed: dict[str, tuple[int, ...]] = {
        row: (counts[row],) for row in (CARRIED, CARRIED_ON, ALL_HANDLED) if row in counts
    }
    if NEW in counts:
        allowed[NEW] = tuple(dict.fromkeys((counts[NEW], counts[NEW] + counts.get(CARRIED, 0))))
    return allowed


def _outcomes(report: Report) -> _Allowed:
    """The answers by kind; what was opened in part may be told as opened."""
    table = read_requests(report.tables)
    if not isinstance(table, Requests) or "总计" not in table.columns:
        return {}
    counts = table.column("总计")
    if not all(row in counts for rows in OUTCOMES.values() for row in rows):
        return {}
    sums = {kind: sum(counts[row] for row in rows) for kind, rows in OUTCOMES.items()}
    either = (sums["予以公开"], sums["予以公开"] + sums["部分公开"])
    return {kind: (n,) for kind, n in sums.items()} | {"予以公开": either}


def _reviews(report: Report) -> _Allowed:
    table = read_reviews(report.tables)
    if table is None or isinstance(table, Unread):
        return {}
    reviews, direct, after = (table[group][-1] for group in GROUPS)
    suits = tuple(dict.fromkeys((direct + after, direct or after, after or direct)))
    return {REVIEWS: (reviews,), SUITS: suits, BOTH: (reviews + direct + after, *filter(None, suits))}


def _norms(report: Report) -> _Allowed:
    table = read_norms(report.tables)
    if table is None or "行政规范性文件" not in table.rows:
        return {}
    return dict(zip((MADE, ABOLISHED, VALID), ((n,) for n in table.rows["行政规范性文件"]), strict=True))
