"""ENF003: random checks without list, plan or results."""

import re
from collections.abc import Iterator

from auditor.models import Flaw, SectionView, Severity, Site, Verdict
from auditor.rule import site_rule

from ..basis import RANDOM_CHECK_NOTICE
from ..coverage import any_title, shelves

_PARTS = {
    "抽查事项清单": re.compile(r"清单|事项目录|名录"),
    "抽查计划": re.compile(r"计划|方案|安排"),
    "抽查结果": re.compile(r"结果|公示|检查情况|通报|公告"),
}
_ELSEWHERE = re.compile(r"统一公示|省平台|国家企业信用|平台链接|信用公示系统")


@site_rule(
    "ENF003",
    "双随机公开不全",
    Severity.ORDINARY,
    basis=(RANDOM_CHECK_NOTICE,),
    verdicts=(Verdict.REVIEW,),
)
def random_checks(site: Site) -> Iterator[Flaw]:
    """开展“双随机、一公开”抽查的单位应当公开抽查事项清单、抽查计划和抽查结果。

    怎么算：单位有“双随机”栏目且读全了的，看信息标题里有没有清单、计划、结果三类，缺的合为一条。
    转人工核对：全部，信息可能公示在省统一平台，标题也可能换了说法。
    不算：没有双随机栏目的单位；栏目空白的（看 COL001）；写明在统一平台公示的。
    改法：补充公开，或者链接到统一平台上本单位的页面。
    不管什么：结果公示晚不晚看 ENF002。
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


def _is_random_check(view: SectionView) -> bool:
    return "双随机" in view.section.path
