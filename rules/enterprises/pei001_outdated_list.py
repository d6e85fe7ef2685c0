"""PEI001: a list of public enterprises of an earlier year."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import site_rule
from auditor.text.numerals import with_arabic_years
from auditor.text.patterns import pattern

from ..basis import ENTERPRISE_NOTICE

_ENTERPRISES = pattern(r"公共企事业单位|公用企事业单位")
_OF_TRADE = pattern(  # a trade's own list of who must disclose: 供水供热企业信息公开主体清单
    r"(?:供[水电气热暖]|燃气|公交|公共交通|学校|医疗|医院).{0,8}(?:企业|公司|单位|机构).{0,4}(?:信息公开|公开主体|主体)"
)
_LIST = pattern(r"(?:清单|名单|目录|名录|一览表?|主体)(?!.{0,6}(?:说明|调整|变更))")
_CHANGES = pattern(r"调整|变更|撤并|无变化|变动|更新")
_YEAR = pattern(r"(20\d\d)\s*年?")


@site_rule(
    "PEI001",
    "公企主体清单未动态更新",
    Severity.ORDINARY,
    basis=(ENTERPRISE_NOTICE,),
    verdicts=(Verdict.REVIEW,),
    version=3,
)
def outdated_list(site: Site, *, due_month: int = 7) -> Iterator[Flaw]:
    """公共企事业单位信息公开主体清单应当动态更新。

    怎么算：标题或栏目是公共企事业单位、标题是清单、名单、名录的页面，或者标题是供水、供热等企业信息公开主体清单的，取标题里的年份，没有的取发布日期的年份，各单位只看最新的一份；7月起还不是当年的，7月以前比上年还早的，列出来核对。
    转人工核对：全部，没有变化的清单可以沿用，但应当注明；撤并情况由主管部门说明。
    不算：看不出年份的；网站上没有清单的；另有当年的调整、撤并、无变化说明的。
    改法：核对主体变化，更新清单和日期。
    不管什么：清单里的链接打不开看 PEI002。
    """
    expected = site.as_of.year - (site.as_of.month < due_month)
    newest: dict[str | None, tuple[int, Page]] = {}
    explained: set[str | None] = set()
    for page in site.pages:
        year = _year(page)
        if not page.readable or not year or not _is_meant(page):
            continue
        if _CHANGES.search(page.title or "") and year >= expected:
            explained.add(page.unit)
        elif _LIST.search(page.title or ""):
            newest[page.unit] = max(newest.get(page.unit, (0, page)), (year, page), key=lambda item: item[0])
    for unit, (year, page) in newest.items():
        if year < expected and unit not in explained:
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"公共企事业单位清单是{year}年的，请核对是否需要更新",
                quote=f"《{page.title}》",
                expected=f"{expected}年的清单，或注明无变化",
                page=page,
            )


def _is_meant(page: Page) -> bool:
    return bool(_ENTERPRISES.search(f"{page.section} {page.title}") or _OF_TRADE.search(page.title or ""))


def _year(page: Page) -> int | None:
    match = _YEAR.search(with_arabic_years(page.title or ""))
    if match:
        return int(match[1])
    return page.shown_on.year if page.shown_on else None
