"""GUI003: no regulation of the unit's own on reviewing before publishing, or on deciding what is public."""

from collections.abc import Iterator

from auditor.models import Flaw, SectionKind, SectionView, Severity, Site, Verdict
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import PLATFORM_NOTICE
from ..shelves import shelves, texts_on

_WANTED = {
    "信息发布审查制度": pattern(r"审查|保密|审核"),
    "公开属性认定制度": pattern(r"属性|源头认定|源头管理"),
}
_SUPERIOR = pattern(r"^(?:中华人民共和国|国务院|国家|中共中央|[\u4e00-\u9fff]{2,6}省)|条例$")


@site_rule(
    "GUI003",
    "缺本机关公开制度",
    Severity.ORDINARY,
    basis=(PLATFORM_NOTICE,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=2,
)
def own_regulations(site: Site) -> Iterator[Flaw]:
    """政府信息公开制度栏目应当有本机关的信息发布审查、公开属性认定等制度。

    怎么算：单位的制度栏目读全了、也不是空的，标题和正文里既没有审查（保密审查）、也没有公开属性的，合为一条；栏目里只有上级法规、没有本机关制度的，判不通过。
    转人工核对：栏目里有本机关的制度而这两类都没有找到的，可能换了说法或者合在一个文件里。
    不算：栏目空白的（看 COL001）；栏目没有读全的。
    改法：制定并公开本机关的制度。
    不管什么：栏目名称看 COL006。
    """
    for shelf in shelves(site, _is_regulations):
        own = [title for title in shelf.titles if not _is_superiors(title, site, shelf.unit)]
        said = "\n".join((*shelf.titles, *texts_on(site, shelf)))
        missing = [name for name, pattern in _WANTED.items() if not pattern.search(said)]
        missing = [] if own and len(missing) < len(_WANTED) else missing
        if shelf.titles and (missing or not own):
            yield Flaw(
                verdict=Verdict.REVIEW if own else Verdict.FAIL,
                message=f"制度栏目没有找到{'、'.join(missing)}，请人工核对"
                if own
                else "制度栏目只有上级法规，没有本机关的制度",
                subject="制度",
                quote=f"栏目现有：{'；'.join(shelf.titles[:3])}",
                expected="公开本机关的信息发布审查制度、公开属性认定制度",
                section=shelf.views[0].section,
            )


def _is_superiors(title: str, site: Site, unit: str) -> bool:
    """Whether a body above made it: a unit's own name may begin as a superior's does (国家税务总局某区税务局)."""
    known = site.portal.unit_named(unit)
    names = (known.name, *known.aliases) if known else (unit,)
    return bool(_SUPERIOR.search(title)) and not any(name in title for name in names)


def _is_regulations(view: SectionView) -> bool:
    return view.section.kind is SectionKind.REGULATIONS and "企事业" not in view.section.path
