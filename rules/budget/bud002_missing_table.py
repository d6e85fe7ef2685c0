"""BUD002: a table that a department's budget or final accounts lack."""

from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import BUDGET_NOTICE
from .disclosure import disclosure_of
from .required_tables import MOST_MISSING, missing_tables

_MERGED = pattern(r"表.{0,15}(?:合并|并入|一并)|(?:合并|并入).{0,15}表")


@page_rule(
    "BUD002",
    "部门预决算缺少必备表",
    Severity.ORDINARY,
    basis=(BUDGET_NOTICE,),
    classes=(DocumentClass.BUDGET,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=4,
)
def missing_table(page: Page, _site: Site) -> Iterator[Flaw]:
    """部门预算应当公开8张表，部门决算应当公开9张表。

    怎么算：网页正文、附件正文、工作表名和文件名连在一起，按表名近似匹配；没有出现的表，每张报一次。
    转人工核对：有附件没有读到的；缺三张以上（表可能在别处）的；写明合并列表的。
    不算：表名前后加了年度、单位、“公开”“预算”等字样的；政府预决算；全文不足300字、只指向别处的页面。
    改法：补齐缺少的表；没有数据的也公开空表并注明。
    不管什么：空表没有说明看 BUD003，附加情况看 BUD007。
    """
    disclosure = disclosure_of(page)
    if disclosure is None:
        return
    missing = missing_tables(disclosure)
    if not missing:
        return
    names = "、".join(table.name for table in missing)
    doubt = _doubt(disclosure.unread, len(missing) > MOST_MISSING, bool(_MERGED.search(disclosure.words)))
    if doubt:
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"《{page.title}》没有找到{len(missing)}张必备表：{names}；{doubt}，请人工核对",
            quote=names,
            expected=f"部门{disclosure.kind}必备表齐全",
            amount=len(missing),
        )
        return
    for table in missing:
        yield Flaw(
            verdict=Verdict.FAIL,
            message=f"《{page.title}》缺少{table.name}",
            subject=table.name,
            quote=page.title or page.url,
            expected=f"公开{table.name}",
        )


def _doubt(unread: tuple[str, ...], many: bool, merged: bool) -> str:
    if unread:
        return f"“{unread[0]}”等{len(unread)}处内容没有读到"
    if many:
        return "可能登载在别处"
    return "文中写有合并列表" if merged else ""
