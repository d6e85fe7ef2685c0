"""PRC003: projects of which only some stages are told."""

from collections.abc import Iterator

from auditor.models import Flaw, SectionKind, SectionView, Severity, Site, Verdict
from auditor.rule import site_rule

from ..basis import PROJECT_NOTICE
from ..shelves import Shelf, any_title, shelves
from .projects import STAGES, stages_of

_DONE = "竣工"


@site_rule(
    "PRC003",
    "重大建设项目要素不全",
    Severity.ORDINARY,
    basis=(PROJECT_NOTICE,),
    verdicts=(Verdict.REVIEW,),
    version=3,
)
def project_stages(site: Site, *, min_titles: int = 3, min_stages: int = 3) -> Iterator[Flaw]:
    """重大建设项目应当按环节公开批准、征地、设计、施工、质量安全和竣工信息。

    怎么算：单位的重大建设项目栏目读全了、有3条以上信息，而标题和子栏目名称涉及的环节不到3个的，列出来核对；
    栏目里有的项目按3个以上环节公开，而另有项目只有竣工信息的，每个项目报一条（标题里“工程”“项目”以前的文字是项目名称）。
    转人工核对：全部，项目未推进到的环节不算缺，标题也可能没有写明环节。
    不算：信息不足3条的；栏目空白的（看 COL001）；没有重大建设项目栏目的单位。
    改法：按项目分环节补充公开。
    不管什么：更新不及时看 COL004。
    """
    for shelf in shelves(site, _is_project):
        said = (*shelf.titles, *(view.section.title for view in shelf.views if view.entries))
        told = [name for name, pattern in STAGES.items() if any_title(said, pattern)]
        if len(shelf.titles) >= min_titles and len(told) < min_stages:
            missing = [name for name in STAGES if name not in told]
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"重大建设项目栏目没有找到{'、'.join(missing)}环节的信息，请核对项目是否已推进到该环节",
                subject="环节",
                quote=f"栏目现有：{'；'.join(shelf.titles[:3])}",
                expected="批准、征地、设计、施工、质量安全、竣工分环节公开",
                amount=len(missing),
                section=shelf.views[0].section,
            )
        yield from _finished_alone(shelf, min_stages)


def _finished_alone(shelf: Shelf, min_stages: int) -> Iterator[Flaw]:
    """Projects of which only the end is told, beside others that are told stage by stage."""
    stages = stages_of(shelf.titles)
    if all(len(told) < min_stages for told in stages.values()):
        return
    for project in (name for name, told in stages.items() if told == {_DONE}):
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"重大建设项目栏目里“{project}”只有竣工信息，没有找到批准、设计、施工等环节，请核对",
            subject=project,
            quote=next(title for title in shelf.titles if project in title),
            expected="同一项目各环节都公开",
            section=shelf.views[0].section,
        )


def _is_project(view: SectionView) -> bool:
    return view.section.kind is SectionKind.PROJECT
