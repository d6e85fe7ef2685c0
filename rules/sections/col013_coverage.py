"""COL013: a kind of information the law lists has no section."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from auditor.models import Flaw, Severity, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import PLATFORM_NOTICE, REGULATION_20
from .platform import lacking, names_seen, sections_by_unit
from .powers import ENFORCING, is_told_elsewhere, powers_used

_NO_REQUIREMENTS: Mapping[str, Sequence[str]] = {}
_COMMON = pattern("行政|政府|公开|信息|内容|情况|事项")  # words that many sections share
_NOT_CONCERNED = "不涉及"


@site_rule(
    "COL013",
    "20条清单覆盖不足",
    Severity.ORDINARY,
    basis=(REGULATION_20, PLATFORM_NOTICE),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=2,
)
def statutory_coverage(
    site: Site, *, required: Mapping[str, Sequence[str]] = _NO_REQUIREMENTS
) -> Iterator[Flaw]:
    """单位应当按职能设置《条例》第二十条所列各类法定主动公开内容的栏目。

    怎么算：哪个单位应设哪些类，在门户档案中用选项required写明（单位名或者分组名 → 类名清单）；单位的栏目名、网页菜单中都没有该类名称，
    目录中也没有标“不涉及”的，每类报一条。没有写明的，只看一项：单位最近一份年报表二填有行政许可、处罚、强制的件数，
    而档案登记了网址的栏目、网页菜单中都没有执法、处罚、许可类名称，门户上别的单位有这类栏目、里面也没有写到该单位的。
    转人工核对：从年报看出有执法职权的；栏目没有全部登记网址（待探明）的单位；有名称相近的栏目的（如要求“财政预决算”而有“部门预算决算”）。
    不算：单位没有该职能、没有写进清单的；在目录或者栏目名中标明“不涉及”的；栏目都没有读到的单位。
    改法：补设栏目，或者在基本目录中标注“不涉及”。
    不管什么：专栏的固定栏目看 COL005，栏目空白看 COL001。
    """
    for unit, sections in sections_by_unit(site).items():
        wanted = (*required.get(unit, ()), *required.get(_group(site, unit), ()))
        names = names_seen(site, unit, sections)
        titles = {squeeze(page.title) for page in site.pages if page.unit == unit}
        unsure = any(section.url is None for section in sections)
        for name in dict.fromkeys(wanted):
            if any(name in seen for seen in names) or any(name in t and _NOT_CONCERNED in t for t in titles):
                continue
            doubt = "；有的栏目待探明，请核对" if unsure else _akin(name, names)
            yield Flaw(
                verdict=Verdict.REVIEW if doubt else Verdict.FAIL,
                message=f"{unit}没有“{name}”类栏目，也没有标注“不涉及”{doubt}",
                subject=f"{unit}/{name}",
                expected=f"设置“{name}”栏目或者标注“不涉及”",
                section=lacking(unit, name),
            )
    yield from _enforcing(site)


def _enforcing(site: Site) -> Iterator[Flaw]:
    """Units whose annual report counts decisions of enforcement and that show no place for these."""
    units = sections_by_unit(site)
    kept = any(ENFORCING.search(s.path) for sections in units.values() for s in sections if s.url)
    for unit, (report, told) in powers_used(site).items() if kept else ():
        sections = [section for section in units.get(unit, ()) if section.url]
        shown = any(ENFORCING.search(name) for name in names_seen(site, unit, sections))
        if sections and not shown and not is_told_elsewhere(site, unit):
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"{unit}的年报填有{told}，没有读到行政执法类栏目，请核对在哪里公示",
                subject=f"{unit}/行政执法",
                quote=f"《{report.title}》：{told}",
                expected="设置“行政执法”类栏目或者标注“不涉及”",
                section=lacking(unit, "行政执法"),
            )


def _akin(name: str, names: Iterable[str]) -> str:
    """The doubt that a section of a like name raises: 部门预算决算 may be what is asked for as 财政预决算."""
    words = [part[k : k + 2] for part in _COMMON.split(name) for k in range(len(part) - 1)]
    like = next((seen for seen in sorted(names) if any(word in seen for word in words)), None)
    return f"；有名称相近的“{like}”栏目，请核对" if like else ""


def _group(site: Site, unit: str) -> str:
    return next((u.group for u in site.portal.units if u.name == unit), "")
