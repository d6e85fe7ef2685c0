"""BUD005: sums that do not add up, within a table and between a table and the text."""

from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import BUDGET_NOTICE
from .disclosure import disclosure_of
from .sums import gaps
from .told_amounts import told_gaps, told_parts


@page_rule(
    "BUD005",
    "预决算表内表间不平",
    Severity.ORDINARY,
    basis=(BUDGET_NOTICE,),
    classes=(DocumentClass.BUDGET,),
    verdicts=(Verdict.REVIEW,),
    version=4,
)
def unbalanced(page: Page, _site: Site, *, most: int = 5) -> Iterator[Flaw]:
    """预决算表内合计、收支和文字说明应当一致。

    怎么算：收入总计与支出总计，“三公”经费合计与各项之和，合计行与各类（三位科目编码）之和，合计与基本支出、项目支出等各列之和，文字说明的收支总计、“三公”经费数在相应的表里，文字说明的基本支出加项目支出不比支出多；差额超过容差
    （每项0.01万元）的报告，每页最多报5处。
    转人工核对：全部转人工，表的版式由机器识别，可能认错。
    不算：四舍五入的尾差；万元和元换算后相等的；认不出合计与分项的表；文字说明里基本支出加项目支出比支出少的（可以有结转）。
    改法：核对原始数据后更正并说明。
    不管什么：空表看 BUD003，缺表看 BUD002。
    """
    disclosure = disclosure_of(page)
    if disclosure is None:
        return
    shown = disclosure.captioned
    found = [(table, gap) for table in shown for gap in gaps(table.table)]
    found += told_gaps(disclosure.narrative, shown)
    placed = [(table.table.place, table.name, gap) for table, gap in found]
    placed += [("", "", gap) for gap in told_parts(disclosure.narrative)]
    for file_place, name, (what, told, summed) in placed[:most]:
        place = file_place or name
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"《{page.title}》{place}{what}不一致：{told:f} 与 {summed:f}，请人工核对",
            subject=f"{place}{what}",
            quote=f"{told:f} ≠ {summed:f}",
            expected=f"{what}一致",
            place=file_place,
        )
