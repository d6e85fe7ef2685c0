"""PRC003: projects of which only some stages are told."""

from collections.abc import Iterator

from auditor.models import Flaw, SectionKind, SectionView, Severity, Site, Verdict
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import PROJECT_NOTICE
from ..shelves import any_title, shelves

_STAGES = {
    "批准": pattern(r"批[准复]|核准|备案|审批|立项|可行性|可研|环评|环境影响"),
    "征地": pattern(r"征[地收]|拆迁|安置|用地"),
    "设计": pattern(r"设计|勘察|规划许可"),
    "施工": pattern(r"施工|开工|进展|建设情况|招标|中标|监理|形象进度"),
    "质量安全": pattern(r"质量|安全|监督检查"),
    "竣工": pattern(r"竣工|验收|投入使用|完工"),
}


@site_rule(
    "PRC003",
    "重大建设项目要素不全",
    Severity.ORDINARY,
    basis=(PROJECT_NOTICE,),
    verdicts=(Verdict.REVIEW,),
    version=2,
)
def project_stages(site: Site, *, min_titles: int = 3, min_stages: int = 3) -> Iterator[Flaw]:
    """重大建设项目应当按环节公开批准、征地、设计、施工、质量安全和竣工信息。

    怎么算：单位的重大建设项目栏目读全了、有3条以上信息，而标题和子栏目名称涉及的环节不到3个的，列出来核对。
    转人工核对：全部，项目未推进到的环节不算缺，标题也可能没有写明环节。
    不算：信息不足3条的；栏目空白的（看 COL001）；没有重大建设项目栏目的单位。
    改法：按项目分环节补充公开。
    不管什么：更新不及时看 COL004。
    """
    for shelf in shelves(site, _is_project):
        said = (*shelf.titles, *(view.section.title for view in shelf.views if view.entries))
        told = [name for name, pattern in _STAGES.items() if any_title(said, pattern)]
        if len(shelf.titles) >= min_titles and len(told) < min_stages:
            missing = [name for name in _STAGES if name not in told]
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"重大建设项目栏目没有找到{'、'.join(missing)}环节的信息，请核对项目是否已推进到该环节",
                subject="环节",
                quote=f"栏目现有：{'；'.join(shelf.titles[:3])}",
                expected="批准、征地、设计、施工、质量安全、竣工分环节公开",
                amount=len(missing),
                section=shelf.views[0].section,
            )


def _is_project(view: SectionView) -> bool:
    return view.section.kind is SectionKind.PROJECT
