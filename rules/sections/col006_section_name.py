"""COL006: a part of the platform under another name."""

from collections import defaultdict
from collections.abc import Iterator

from auditor.models import Flaw, Section, Severity, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import PLATFORM_NOTICE
from .platform import KINDS, PARTS, lacking, names_seen, sections_by_unit

_VARIANTS = {
    "政府信息公开指南": pattern(r"(?:政府|政务)?(?:信息)?公开(?:服务)?(?:指南|指引|导引)"),
    "政府信息公开制度": pattern(r"(?:政府|政务)?(?:信息)?公开(?:工作)?(?:规章)?制度(?:规定|建设|文件)?"),
    "法定主动公开内容": pattern(r"(?:法定)?主动公开(?:内容|信息|栏目|事项)?"),
    "政府信息公开年报": pattern(
        r"(?:政府|政务)?(?:信息)?公开(?:工作)?(?:年报|年度(?:工作)?(?:报告|报表|总结))"
    ),
}
_PLATFORM = "政府信息公开"
_REPORTS = "政府信息公开年报"
_PLATFORM_VARIANT = pattern(r"(?:政务)?信息公开(?:专栏|平台|专区)?")
_FEWEST_UNITS = 3  # units that share a wrong name: the platform's template


@site_rule(
    "COL006",
    "栏目名称不统一",
    Severity.MINOR,
    basis=(PLATFORM_NOTICE,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
)
def section_name(site: Site) -> Iterator[Flaw]:
    """公开专栏应当统一称为政府信息公开，固定栏目统一称为政府信息公开指南、政府信息公开制度、法定主动公开内容、政府信息公开年报。

    怎么算：档案登记的栏目名是上述名称的变体（如“信息公开年度报表”），并且该单位的网页上也读到同一名称的，不合格。
    转人工核对：只在档案中是变体、网页上没有读到的，可能是登记时写错；档案按类别登记为年报的栏目用了全不相同的名称，而单位没有叫规定名称的栏目的。
    不算：专栏上面的“政务公开”频道；三个以上单位用同一个名称的，是集约化平台统一设置，合并为一条，由平台主管单位处理；下级栏目；栏目不存在的（看 COL005）。
    改法：更正栏目名称；档案写错的更正档案。
    不管什么：栏目缺失看 COL005。
    """
    found: dict[str, list[tuple[Section, str, bool]]] = defaultdict(list)
    for unit, sections in sections_by_unit(site).items():
        shown = names_seen(site, unit, [])
        named = {name: (standard, s) for s in sections for name, standard in _named(s.path.split("/"))}
        for name, (standard, section) in named.items():
            if name != standard:
                found[name].append((section, standard, name in shown))
        yield from map(_called_otherwise, _by_kind(sections, shown))
    for name, uses in found.items():
        if len(uses) >= _FEWEST_UNITS:
            operator = lacking(site.portal.operator or uses[0][0].unit, name)
            where = f"{len(uses)}个单位的公开专栏"
            yield _flaw(operator, where, name, uses[0][1], all(seen for *_, seen in uses), site.portal.home)
        else:
            for section, standard, seen in uses:
                yield _flaw(section, f"{section.unit}的公开专栏", name, standard, seen, section.url)


def _by_kind(sections: list[Section], shown: set[str]) -> Iterator[Section]:
    """Sections that the profile's kind makes the yearly reports, of a unit that shows these under no known name."""
    names = shown | {squeeze(level) for section in sections for level in section.path.split("/")}
    if not any(PARTS[_REPORTS].search(name) for name in names):
        kept = (s for s in sections if s.url and s.kind is KINDS[_REPORTS] and s.path.count("/") < 2)
        yield from (section for section in kept if squeeze(section.title) in shown)


def _called_otherwise(section: Section) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW,
        message=f"{section.unit}的公开专栏没有“{_REPORTS}”，档案把“{section.title}”登记为这一栏目，请核对名称",
        subject=f"{section.unit}/{section.title}",
        quote=section.title,
        expected=_REPORTS,
        section=section,
        url=section.url,
    )


def _named(levels: list[str]) -> Iterator[tuple[str, str]]:
    """The fixed part on a section's path and the platform above it, each with the name it should have."""
    for place, level in enumerate(levels[:2]):
        standard = next((name for name, form in _VARIANTS.items() if form.fullmatch(level)), None)
        if standard:
            yield level, standard
            if place and _PLATFORM_VARIANT.fullmatch(levels[0]):
                yield levels[0], _PLATFORM
            return


def _flaw(section: Section, where: str, name: str, standard: str, seen: bool, url: str | None) -> Flaw:
    return Flaw(
        verdict=Verdict.FAIL if seen else Verdict.REVIEW,
        message=f"{where}的栏目“{name}”应称“{standard}”"
        + ("" if seen else "，网页上没有读到这一名称，请核对"),
        subject=f"{section.unit}/{name}",
        quote=name,
        expected=standard,
        section=section,
        url=url,
    )
