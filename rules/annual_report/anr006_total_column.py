"""ANR006: the six columns of a row of 表三 do not add up to 总计."""

from collections.abc import Iterable, Iterator

from auditor.models import Flaw, Page, Severity, Site
from auditor.rule import page_rule

from ..basis import REPORT_FORMAT
from .report import REPORTS
from .sums import requests_of, unbalanced
from .tables import COLUMNS, Requests


@page_rule("ANR006", "表三总计列", Severity.ORDINARY, basis=(REPORT_FORMAT,), classes=REPORTS)
def total_column(page: Page, _site: Site) -> Iterator[Flaw]:
    """表三每一行的总计应当等于自然人和法人或其他组织五列之和。

    怎么算：逐行核对，一件也不能差；空格、“-”“/”“无”按0计。全表报一条，列出不符的行。
    不算：2018年度及以前的年报；表三认不全、缺列的（看 ANR003）。
    改法：更正填错的数字。
    不管什么：各列上下是否相等看 ANR004、ANR005。
    """
    requests = requests_of(page)
    if requests and requests.columns == COLUMNS:
        yield from unbalanced("表三", _wrong(requests), "六列之和=总计")


def _wrong(requests: Requests) -> Iterable[str]:
    for row in requests.rows.values():
        *counts, total = row.numbers
        if sum(counts) != total:
            yield f"{row.label[:20]}：{'+'.join(map(str, counts))}≠{total}"
