"""BUD005: sums that do not add up, within a table and between a table and the text."""

from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import BUDGET_NOTICE
from .disclosure import disclosure_of
from .sums import gaps
from .told_amounts import told_gaps


@page_rule(
    "BUD005",
    "预决算表内表间不平",
    Severity.ORDINARY,
    basis=(BUDGET_NOTICE,),
    classes=(DocumentClass.BUDGET,),
    verdicts=(Verdict.REVIEW,),
    version=2,
)
def unbalanced(page: Page, _site: Site, *, most: int = 5) -> Iterator[Flaw]:
    """预决算表内合计、收支和文字说明应当一致。

    怎么算：收入总计与支出总计，“三公”经费合计与各项之和，合计行与各类（三位科目编码）之和，合计与基本支出、项目支出等各列之和，文字说明的收支总计、“三公”经费数在相应的表里；差额超过容差
    （每项0.01万元）的报告，每页最多报5处。
    转人工核对：全部转人工，表的版式由机器识别，可能认错。
    不算：四舍五入的尾差；万元和元换算后相等的；认不出合计与分项的表。
    改法：核对原始数据后更正并说明。
    不管什么：空表看 BUD003，缺表看 BUD002。
    """
    disclosure = disclosure_of(page)
    if disclosure is None:
        return
    found = [(shown, gap) for shown in disclosure.captioned for gap in gaps(shown.table)]
    found += told_gaps(disclosure.narrative, disclosure.captioned)
    for shown, (what, told, summed) in found[:most]:
        place = shown.table.place or shown.name
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"《{page.title}》{place}{what}不一致：{told:f} 与 {summed:f}，请人工核对",
            subject=f"{place}{what}",
            quote=f"{told:f} ≠ {summed:f}",
            expected=f"{what}一致",
            place=shown.table.place,
        )
