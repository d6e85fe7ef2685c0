"""ANR003: tables of the former format, or tables that lack rows or columns of the present one."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import REPORT_FORMAT
from .cells import Unread
from .other_tables import has_old_columns, lacking_norm_columns, read_reviews, tells_norms
from .report import REPORTS, Report, report_of
from .tables import read_requests


@page_rule(
    "ANR003",
    "表格结构错",
    Severity.ORDINARY,
    basis=(REPORT_FORMAT,),
    classes=REPORTS,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=4,
)
def table_structure(page: Page, _site: Site) -> Iterator[Flaw]:
    """2021年度起的年报应当使用现行的表二、表三、表四，不缺行列，不用旧模板的列名。

    怎么算：列名有“本年新制作数量”“本年新公开数量”“对外公开总数量”“上一年项目数量”“本年增/减”的是2019年旧模板；表三按行名、列名认，缺格式规定的行列的，不合格。
    转人工核对：表二有制发、废止、现行有效件数之一而缺其他列的；表三、表四认不全（列名变形、合并单元格错位、数字认不出）的；正文完整而没有读到表二的规章和规范性文件、表三、表四的。认不全的表不再核对数字。
    不算：2020年度及以前的年报用旧模板；整个部分都没有的（看 ANR002）；表格是图片、附件的。
    改法：套用现行格式的表格重新填写。
    不管什么：数字对不上看 ANR004 至 ANR007，表格用图片看链接附件类规则。
    """
    report = report_of(page)
    if report is None or not report.is_present_format:
        return
    if old := has_old_columns(report.tables):
        yield Flaw(
            verdict=Verdict.FAIL,
            message=f"{report.year}年度报告使用2019年旧模板的表格，列名有“{old}”",
            subject="旧模板",
            quote=old,
            expected="本年制发件数、本年废止件数、现行有效件数",
        )
    if lacking := lacking_norm_columns(report.tables):
        yield _unread("表二", f"表二没有“{'”“'.join(lacking)}”一列")
    yield from _requests(report)
    reviews = read_reviews(report.tables)
    if isinstance(reviews, Unread):
        yield _unread("表四", f"{reviews.why}，数字没有核对")
    shown_elsewhere = page.media or page.attachments
    absent = [
        n
        for n, part, is_there in _found(report, reviews is not None)
        if part in report.parts and not is_there
    ]
    if absent and report.is_whole and not shown_elsewhere:
        yield _unread("缺表", f"没有读到{'、'.join(absent)}，数字没有核对")


def _found(report: Report, has_reviews: bool) -> tuple[tuple[str, int, bool], ...]:
    """The tables, the part each stands in, and whether it was read; a part that is missing is ANR002's."""
    has_norms = tells_norms(report.tables) or has_old_columns(report.tables) is not None
    return (
        ("表二的规章和规范性文件", 1, has_norms),
        ("表三", 2, read_requests(report.tables) is not None),
        ("表四", 3, has_reviews),
    )


def _requests(report: Report) -> Iterator[Flaw]:
    requests = read_requests(report.tables)
    if isinstance(requests, Unread):
        yield _unread("表三", f"{requests.why}，数字没有核对")
    elif requests and requests.missing:
        yield Flaw(
            verdict=Verdict.FAIL,
            message=f"表三缺{'、'.join(requests.missing)}",
            subject="表三行列",
            quote="、".join(requests.columns),
            expected="7列（自然人、法人或其他组织5列、总计），办理结果21项",
            amount=len(requests.missing),
        )


def _unread(subject: str, message: str) -> Flaw:
    return Flaw(verdict=Verdict.REVIEW, message=f"{message}，请人工核对", subject=subject)
