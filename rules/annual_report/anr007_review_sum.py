"""ANR007: the outcomes of a group of 表四 do not add up to its total."""

from collections.abc import Iterable, Iterator, Mapping

from auditor.models import Flaw, Page, Severity, Site
from auditor.rule import page_rule

from ..basis import REPORT_FORMAT
from .report import REPORTS
from .sums import reviews_of, unbalanced


@page_rule("ANR007", "表四合计", Severity.ORDINARY, basis=(REPORT_FORMAT,), classes=REPORTS)
def review_sum(page: Page, _site: Site) -> Iterator[Flaw]:
    """表四行政复议、未经复议直接起诉、复议后起诉三组，各组四项之和应当等于该组总计。

    怎么算：结果维持、结果纠正、其他结果、尚未审结相加，一件也不能差；空格按0计。全表报一条，列出不符的组。
    不算：2018年度及以前的年报；表四认不全的（看 ANR003）。
    改法：更正填错的数字。
    不管什么：正文写的复议、诉讼件数看 ANR009。
    """
    if reviews := reviews_of(page):
        yield from unbalanced("表四", _wrong(reviews), "维持+纠正+其他+尚未审结=总计")


def _wrong(reviews: Mapping[str, tuple[int, ...]]) -> Iterable[str]:
    for group, (*counts, total) in reviews.items():
        if sum(counts) != total:
            yield f"{group}：{'+'.join(map(str, counts))}≠{total}"
