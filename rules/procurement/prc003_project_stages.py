"""PRC003: projects of which only some stages are told."""

from collections.abc import Iterator, Mapping

from auditor.models import Flaw, SectionKind, SectionView, Severity, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import PROJECT_NOTICE
from ..shelves import Shelf, any_title, shelves, site_titles, texts_on
from .projects import STAGES, same_project, stages_of, tells_stages

_DONE, _WORKS = "竣工", "施工"
_BEFORE = ("批准", "设计")
_WHOLE = pattern(r"重大|项目")  # no stage, though it may name one: 重大建设项目批准和实施
_BEGUN = pattern(r"开工(?!前|准备)|奠基|动工")


@site_rule(
    "PRC003",
    "重大建设项目要素不全",
    Severity.ORDINARY,
    basis=(PROJECT_NOTICE,),
    verdicts=(Verdict.REVIEW,),
    version=4,
)
def project_stages(site: Site, *, min_titles: int = 3, min_stages: int = 3) -> Iterator[Flaw]:
    """重大建设项目应当按环节公开批准、征地、设计、施工、质量安全和竣工信息。

    怎么算：单位的重大建设项目栏目读全了、有3条以上信息，而标题和子栏目名称涉及的环节不到3个的，列出来核对；
    已经竣工、而全网站的标题里涉及的环节不到3个的项目，和已经开工、却没有批准和设计信息的项目，每个报一条（标题里“工程”“项目”以前的文字是项目名称）。
    转人工核对：全部，项目未推进到的环节不算缺，标题也可能没有写明环节。
    不算：一个网页里分标题写了3个以上环节的；没有写明项目推进到哪里、信息又不足3条的；栏目空白的（看 COL001）；没有重大建设项目栏目的单位。
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
        else:
            yield from _alone(site, shelf, min_stages)


def _alone(site: Site, shelf: Shelf, min_stages: int) -> Iterator[Flaw]:
    """Projects that are finished or begun while what must come before is told nowhere on the portal."""
    for project, stages in stages_of(_told_on(shelf)).items():
        title = next(title for title in shelf.titles if project in title)
        if not _skipped(stages, title, min_stages) or _told_in_one(site, shelf, project):
            continue
        known = site.once(_everywhere)
        told = stages.union(*(known[name] for name in known if same_project(name, project)))
        if missing := _skipped(told, title, min_stages):
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"重大建设项目栏目里“{project}”只有{'、'.join(name for name in STAGES if name in told)}信息，没有找到{missing}环节，请核对",
                subject=project,
                quote=title,
                expected="同一项目各环节都公开",
                section=shelf.views[0].section,
            )


def _told_on(shelf: Shelf) -> list[str]:
    """The titles, and again each with the name of its section where that is a stage's."""
    sections = (view for view in shelf.views if not _WHOLE.search(view.section.title))
    return [*shelf.titles, *(f"{entry.title}{v.section.title}" for v in sections for entry in v.entries)]


def _told_in_one(site: Site, shelf: Shelf, project: str) -> bool:
    """Whether one text on the shelf tells the project stage by stage."""
    return any(project in squeeze(text) and tells_stages(text) for text in texts_on(site, shelf))


def _skipped(told: set[str], title: str, min_stages: int) -> str:
    """The stages that must lie behind and are not told; "" where none is missed."""
    if _DONE in told and len(told) < min_stages:
        return "、".join(name for name in STAGES if name not in told)
    begun = told == {_WORKS} and _BEGUN.search(title)
    return "、".join(_BEFORE) if begun else ""


def _everywhere(site: Site) -> Mapping[str, set[str]]:
    """What any title of the portal tells of a project: offices that approve file it elsewhere."""
    return stages_of(site_titles(site))


def _is_project(view: SectionView) -> bool:
    return view.section.kind is SectionKind.PROJECT
