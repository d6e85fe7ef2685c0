"""ANR008: what last year's report carried on is not what this year's carried over."""

from collections.abc import Iterator

from auditor.models import Flaw, Severity, Site, Verdict
from auditor.rule import site_rule

from ..basis import REPORT_FORMAT
from .successive import Published, doubt, successive
from .tables import CARRIED, CARRIED_ON, Requests, read_requests


@site_rule(
    "ANR008",
    "跨年结转",
    Severity.ORDINARY,
    basis=(REPORT_FORMAT,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
)
def carried_over(site: Site) -> Iterator[Flaw]:
    """本年度年报表三的“上年结转”应当等于上一年度年报表三的“结转下年度继续办理”。

    怎么算：同一单位、标题中机关名称相同的前后两年年报，逐列相比，一件也不能差；一篇年报报一条。
    转人工核对：同一年度有更正版等不止一篇的；本年度年报提到机构改革、合并、更名的；只是各列不同而总计相同的。
    不算：没有上一年度年报、表三认不全的；机关名称变了的。
    改法：核对两年的申请台账，更正填错的数字；上年报告有误的，公布更正并说明。
    不管什么：同一张表内部的关系看 ANR004。
    """
    for earlier, later in successive(site):
        before, now = read_requests(earlier.report.tables), read_requests(later.report.tables)
        if isinstance(before, Requests) and isinstance(now, Requests):
            yield from _broken(earlier, later, before, now)


def _broken(earlier: Published, later: Published, before: Requests, now: Requests) -> Iterator[Flaw]:
    if CARRIED_ON not in before.rows or CARRIED not in now.rows:
        return
    wrong = {
        name: (before.column(name)[CARRIED_ON], now.column(name)[CARRIED])
        for name in now.columns
        if name in before.columns and before.column(name)[CARRIED_ON] != now.column(name)[CARRIED]
    }
    if not wrong:
        return
    why = doubt(earlier, later) or ("" if "总计" in wrong else "总计相同，只是各列不同，请核对")
    quote = "；".join(f"{name}：上年结转下年{a}≠本年上年结转{b}" for name, (a, b) in wrong.items())
    yield Flaw(
        verdict=Verdict.REVIEW if why else Verdict.FAIL,
        message=f"与{earlier.report.year}年度报告不衔接：{quote}" + (f"；{why}" if why else ""),
        subject="上年结转",
        quote=quote,
        expected=f"与{earlier.report.year}年度报告“结转下年度继续办理”相同",
        amount=len(wrong),
        page=later.page,
    )
