"""ANR004: 表三 does not balance: new and carried over are not what was handled and carried on."""

from collections.abc import Iterable, Iterator

from auditor.models import Flaw, Page, Severity, Site
from auditor.rule import page_rule

from ..basis import REPORT_FORMAT
from .report import REPORTS
from .sums import requests_of, unbalanced
from .tables import ALL_HANDLED, CARRIED, CARRIED_ON, NEW, Requests


@page_rule("ANR004", "表三恒等式", Severity.ORDINARY, basis=(REPORT_FORMAT,), classes=REPORTS)
def request_balance(page: Page, _site: Site) -> Iterator[Flaw]:
    """表三每一列都应当满足：本年新收加上年结转，等于办理结果总计加结转下年度。

    怎么算：按行名、列名认出数字后逐列核对，一件也不能差；空格、“-”“/”“无”按0计，合并单元格展开。全表报一条，列出不符的列。
    不算：2018年度及以前的年报；表三认不全、缺这四行之一的（看 ANR003）。
    改法：核对申请台账，更正填错的数字。
    不管什么：办理结果的合计看 ANR005，总计列看 ANR006，与上年是否衔接看 ANR008。
    """
    if requests := requests_of(page):
        yield from unbalanced("表三", _wrong(requests), "一+二=三（七）+四")


def _wrong(requests: Requests) -> Iterable[str]:
    for column in requests.columns:
        n = requests.column(column)
        if not {NEW, CARRIED, ALL_HANDLED, CARRIED_ON} <= n.keys():
            return
        if n[NEW] + n[CARRIED] != n[ALL_HANDLED] + n[CARRIED_ON]:
            yield f"{column}：新收{n[NEW]}+结转{n[CARRIED]}≠办理{n[ALL_HANDLED]}+结转下年{n[CARRIED_ON]}"
