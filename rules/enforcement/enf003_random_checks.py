"""ENF003: random checks without list, plan or results."""

from collections.abc import Iterator

from auditor.models import Document, Flaw, Page, SectionView, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.rule import site_rule
from auditor.text.patterns import pattern
from auditor.workdays import Calendar, UnknownYearError

from ..basis import RANDOM_CHECK_NOTICE
from ..shelves import any_title, shelves
from .check_days import check_finished_on

_PARTS = {
    "抽查事项清单": pattern(r"清单|事项.{0,4}(?:目录|一览|表|汇编)|名录|抽查事项"),
    "抽查计划": pattern(r"计划|方案|安排"),
    "抽查结果": pattern(r"结果|公示|(?:检|抽)查情况|通报|公告|结论"),
}
_ELSEWHERE = pattern(r"统一公示|[省市]平台|国家企业信用|平台链接|信用公示系统|监管(?:工作)?平台|结果查询")
_RESULT = pattern(r"随机.{0,20}(?:结果|抽查情况)")


@site_rule(
    "ENF003",
    "双随机公开不全",
    Severity.ORDINARY,
    basis=(RANDOM_CHECK_NOTICE,),
    verdicts=(Verdict.REVIEW,),
    version=4,
)
def random_checks(site: Site, *, limit_workdays: int = 20) -> Iterator[Flaw]:
    """开展“双随机、一公开”抽查的单位应当公开抽查事项清单、抽查计划和抽查结果，结果应当在抽查完成后20个工作日内公示。

    怎么算：单位有“双随机”栏目且读全了的，看信息标题里有没有清单、计划、结果三类，缺的合为一条。随机抽查结果的页面写明检查日期、起止日期或者抽查结束日期的，从次日起数工作日，第20个工作日公示不算超期；列了几个日期、写明起止的取最晚的。
    转人工核对：全部，信息可能公示在省统一平台，标题也可能换了说法。
    不算：没有双随机栏目的单位；栏目空白的（看 COL001）；写明在统一平台公示的。
    改法：补充公开，或者链接到统一平台上本单位的页面。
    不管什么：不是随机抽查的检查结果公示晚不晚看 ENF002。
    """
    for shelf in shelves(site, _is_random_check):
        missing = [name for name, pattern in _PARTS.items() if not any_title(shelf.titles, pattern)]
        if shelf.titles and missing and not any_title(shelf.titles, _ELSEWHERE):
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"“双随机”栏目没有找到{'、'.join(missing)}，请人工核对",
                subject="双随机",
                quote=f"栏目现有：{'；'.join(shelf.titles[:3])}",
                expected="清单、计划、结果三项都公开",
                amount=len(missing),
                section=shelf.views[0].section,
            )

    for page in site.pages:
        if page.readable and _RESULT.search(squeeze(page.title)):
            document = site.documents.get(canonical(page.url), page.document)
            yield from _late_result(page, document, limit_workdays, site.calendar)


def _late_result(page: Page, document: Document, limit_workdays: int, calendar: Calendar) -> Iterator[Flaw]:
    finished_on, published_on = check_finished_on(document), page.shown_on
    if finished_on is None or published_on is None:
        return
    try:
        lag = calendar.between(finished_on, published_on)
    except UnknownYearError:
        return
    if lag > limit_workdays:
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"抽查{finished_on}完成，{published_on}公示结果，第{lag}个工作日，请人工核对抽查完成的日期",
            subject="结果公示",
            quote=f"抽查完成：{finished_on}；发布：{published_on}",
            expected=f"抽查完成后{limit_workdays}个工作日内公示结果",
            amount=lag,
            page=page,
        )


def _is_random_check(view: SectionView) -> bool:
    return "随机" in view.section.path
