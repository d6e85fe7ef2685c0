"""ANR005: the outcomes of 表三 do not add up to their total."""

from collections.abc import Iterable, Iterator

from auditor.models import Flaw, Page, Severity, Site
from auditor.rule import page_rule

from ..basis import REPORT_FORMAT
from .report import REPORTS
from .sums import requests_of, unbalanced
from .tables import ALL_HANDLED, HANDLED, Requests


@page_rule("ANR005", "表三办理结果合计", Severity.ORDINARY, basis=(REPORT_FORMAT,), classes=REPORTS)
def handled_sum(page: Page, _site: Site) -> Iterator[Flaw]:
    """表三每一列办理结果的各项之和应当等于“（七）总计”。

    怎么算：予以公开、部分公开、不予公开8项、无法提供3项、不予处理5项、其他处理3项（旧格式1项）逐列相加，一件也不能差；空格按0计。部分公开的申请只计一次。全表报一条，列出不符的列。
    不算：2018年度及以前的年报；表三认不全、缺办理结果的某一行的（看 ANR003）。
    改法：核对申请台账，更正填错的数字。
    不管什么：新收、结转与办理是否相等看 ANR004，总计列看 ANR006。
    """
    if requests := requests_of(page):
        yield from unbalanced("表三", _wrong(requests), "办理结果各项之和=（七）总计")


def _wrong(requests: Requests) -> Iterable[str]:
    for column in requests.columns:
        counts = requests.column(column)
        if not {*HANDLED, ALL_HANDLED} - {*_LATER_ROWS} <= counts.keys():
            return
        total = sum(counts.get(name, 0) for name in HANDLED)
        if total != counts[ALL_HANDLED]:
            yield f"{column}：各项之和{total}≠总计{counts[ALL_HANDLED]}"


_LATER_ROWS = ("逾期不补正", "逾期未缴费")  # the format of 2019 had one row 其他处理
