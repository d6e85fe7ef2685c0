"""COL005: a part of the common disclosure platform is missing."""

from collections.abc import Iterator

from auditor.models import Flaw, Severity, Site, Verdict
from auditor.rule import site_rule

from ..basis import PLATFORM_NOTICE
from .platform import KINDS, PARTS, lacking, names_seen, sections_by_unit

_OTHERS = 2  # units whose entrance is known


@site_rule(
    "COL005",
    "法定栏目缺失",
    Severity.SERIOUS,
    basis=(PLATFORM_NOTICE,),
    verdicts=(Verdict.REVIEW,),
    version=5,
)
def missing_part(site: Site, *, min_seen: int = 2) -> Iterator[Flaw]:
    """政府信息公开专栏应当设置政府信息公开指南、政府信息公开制度、法定主动公开内容、政府信息公开年报和依申请公开入口。

    怎么算：逐个单位看档案登记了网址的栏目（名称和类别），和它的页面上读到的位置（面包屑）、菜单，四个固定栏目中有2个以上而缺了其余的，每个单位提示一条；首页和栏目页的菜单中都没有
    “依申请公开”的，全站提示一条；别的单位有，而档案里一个单位的依申请公开没有网址、它的网页上也没有读到的，单独提示。
    转人工核对：档案可能没有登记全，一律由人打开专栏首页核对，机器不判错。
    不算：名称是变体的（看 COL006）；读到的固定栏目不到2个的单位（档案没有登记专栏，只登记了要看的栏目）；栏目都没有读到的单位。
    改法：在专栏补设栏目；档案漏登的补登记。
    不管什么：栏目空白看 COL001，名称不统一看 COL006。
    """
    for unit, sections in sections_by_unit(site).items():
        names, kinds = names_seen(site, unit, sections), {s.kind for s in sections if s.url}
        missing = [
            part
            for part, form in PARTS.items()
            if KINDS.get(part) not in kinds and not any(form.search(name) for name in names)
        ]
        if missing and len(PARTS) - len(missing) >= min_seen:
            parts = "、".join(f"“{part}”" for part in missing)
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"{unit}的公开专栏没有读到{parts}栏目，请打开专栏首页核对",
                subject=f"{unit}/固定栏目",
                expected=f"设置{parts}",
                amount=len(missing),
                section=lacking(unit, missing[0]),
            )
    yield from _units_without_entrance(site)
    if _lacks_request_entrance(site):
        yield Flaw(
            verdict=Verdict.REVIEW,
            message="首页和栏目页没有读到“依申请公开”入口，请打开核对",
            subject="依申请公开",
            expected="设置“依申请公开”入口",
            url=site.portal.home,
        )


def _units_without_entrance(site: Site) -> Iterator[Flaw]:
    """Units whose entrance has no address in the profile and stands on none of their pages, while others have one."""
    asked = [view.section for view in site.sections if "依申请" in view.section.path]
    placed = {section.unit for section in asked if section.url}
    for section in asked:
        of_unit = [s for view in site.sections if (s := view.section).unit == section.unit]
        if section.unit in placed or len(placed) < _OTHERS:
            continue
        if not any("依申请" in name for name in names_seen(site, section.unit, of_unit)):
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"{section.unit}没有读到“依申请公开”入口，请打开专栏首页核对",
                subject=f"{section.unit}/依申请公开",
                expected="设置“依申请公开”入口",
                section=lacking(section.unit, "依申请公开"),
            )


def _lacks_request_entrance(site: Site) -> bool:
    """Whether pages with menus were read and none of them, nor the profile, names the entrance."""
    menus = [page for page in site.pages if page.frame_text]
    if not menus or not site.sections or any("依申请" in view.section.path for view in site.sections):
        return False
    return not any("依申请" in p.frame_text or any("依申请" in x.text for x in p.links) for p in menus)
