"""ANR009: the figures of the first part differ from 表三 and 表四."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import REPORT_FORMAT
from .cells import Unread
from .deadline import FIRST_OF_REVISED_LAW
from .report import REPORTS, report_of
from .tables import ALL_HANDLED, CARRIED, CARRIED_ON, NEW, Requests, read_requests

_COUNT = r"(?:共计?|总计|合计|总数为?|数量为?|为)?(\d+)[件宗条份]"
_STATEMENTS = (  # tried in this order on one clause
    (CARRIED, re.compile(r"上(?:一)?年度?[^\d]{0,12}结转[^\d]{0,14}?" + _COUNT)),
    (CARRIED_ON, re.compile(r"结转(?:至|到)?(?:下(?:一)?年度?|次年|20\d\d年度?)[^\d]{0,12}?" + _COUNT)),
    (ALL_HANDLED, re.compile(r"(?:办结|答复|办理完毕)(?:政府)?(?:信息公开)?(?:申请)?" + _COUNT)),
    (NEW, re.compile(r"(?:收到|受理|新收|接收|收悉)[^\d]{0,24}申请[^\d]{0,6}?" + _COUNT)),
)
_NONE_CAME = re.compile(r"(?:未|没有|无)(?:收到|受理|接到)[^\d。；]{0,30}申请")
_PARTIAL = re.compile(
    r"当面|信函|邮寄|网络|网上|在线|平台|邮件|邮箱|传真|窗口|渠道|其中|自然人|法人|企业|咨询|按时|逾期|季度|上半年|下半年|按期|予以公开|部分公开|转办"
)
_CLAUSE = re.compile(r"[，,。；;\n]")


class _Statement(NamedTuple):
    row: str
    stated: int
    text: str


@page_rule(
    "ANR009",
    "文表不一",
    Severity.ORDINARY,
    basis=(REPORT_FORMAT,),
    classes=REPORTS,
    verdicts=(Verdict.REVIEW,),
)
def text_against_table(page: Page, _site: Site) -> Iterator[Flaw]:
    """总体情况写的申请收到、结转、办结件数应当与表三一致。

    怎么算：在总体情况部分逐句找“收到政府信息公开申请某件”“上年结转某件”“办结某件”“结转下年度某件”，与表三总计列相比；收到件数等于新收，或者等于新收加上年结转，都算一致；写未收到申请而表三有新收的，算不一致。
    转人工核对：正文的口径可能与表三不同，一律由人判断，不扣分。
    不算：按当面、信函、网络等渠道和按申请人分列的件数；表三认不全的。
    改法：以申请台账为准，更正正文或表格。
    不管什么：表格内部的关系看 ANR004 至 ANR007。
    """
    report = report_of(page)
    if report is None or report.year < FIRST_OF_REVISED_LAW:
        return
    requests, text = read_requests(report.tables), report.part_text(0)
    if requests is None or isinstance(requests, Unread) or not text or "总计" not in requests.columns:
        return
    for statement in _statements(text):
        allowed = _allowed(requests, statement.row)
        if allowed and statement.stated not in allowed:
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"总体情况写“{statement.text}”，表三{statement.row}是{allowed[0]}件，请核对",
                subject=statement.row,
                quote=statement.text,
                expected=f"与表三一致（{'或'.join(map(str, allowed))}件）",
            )


def _statements(text: str) -> Iterator[_Statement]:
    seen: set[str] = set()
    for clause in _CLAUSE.split(text):
        found = next(((row, m) for row, tell in _STATEMENTS if (m := tell.search(clause))), None)
        if found and not _PARTIAL.search(clause) and found[0] not in seen:
            seen.add(found[0])
            yield _Statement(found[0], int(found[1].group(1)), clause)
        elif _NONE_CAME.search(clause) and not _PARTIAL.search(clause) and NEW not in seen:
            seen.add(NEW)
            yield _Statement(NEW, 0, clause)


def _allowed(requests: Requests, row: str) -> tuple[int, ...]:
    """The counts that a statement may name; empty where the table has no such row."""
    counts = requests.column("总计")
    if row not in counts:
        return ()
    return (
        tuple(dict.fromkeys((counts[row], counts[NEW] + counts.get(CARRIED, 0))))
        if row == NEW
        else (counts[row],)
    )
