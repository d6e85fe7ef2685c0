"""SITE003: elements that every footer owes."""

from collections.abc import Iterator, Mapping

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import site_rule

from ..basis import SITE_GUIDELINE
from .footer import ELEMENTS, columns_with_footers, has_footer, home_page, missing_elements

_OF_FOOTERS = ("网站标识码", "ICP备案编号")  # words that stand in a footer and nowhere else
_BY_SCRIPT = "党政机关标识"  # often set by a script that is not run here


@site_rule(
    "SITE003",
    "页脚要素",
    Severity.MINOR,
    basis=(SITE_GUIDELINE,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
)
def footer_elements(site: Site) -> Iterator[Flaw]:
    """网站页脚应当有党政机关标识、网站标识码、主办单位、联系方式、ICP备案编号、公安机关备案标识和站点地图。

    怎么算：看首页的文字、图片说明和链接地址，缺一项报一条，全站只计一次。单位专栏另有页脚，栏目页都没有首页页脚所有的要素的，缺的相同的单位合并报一条。
    转人工核对：页脚在内嵌框架里、或者读到的要素不足3项（页脚可能由脚本写入）的，合并报一条；党政机关标识多由脚本写入，没有读到的；单位专栏的页脚缺的。
    不算：用图片、链接表示的要素；首页没有读到的。
    改法：由平台运维单位在模板页脚补全。
    不管什么：备案号、标识码的写法看 SITE004，找错入口看 SITE006。
    """
    home = home_page(site)
    if home is None:
        return
    missing = missing_elements(home)
    if missing and not has_footer(home):
        yield _flaw(home, Verdict.REVIEW, "、".join(missing), "页脚")
        return
    for name in missing:
        yield _flaw(home, Verdict.REVIEW if name == _BY_SCRIPT else Verdict.FAIL, name, name)
    yield from _on_unit_pages(site, home)


def _on_unit_pages(site: Site, home: Page) -> Iterator[Flaw]:
    """What the home page tells and no page of a unit does; units that lack the same are told together."""
    told_at_home = [name for name in ELEMENTS if name not in missing_elements(home) and name != _BY_SCRIPT]
    alike: dict[str, list[Page]] = {}
    for missing, page in _templates(site).values():
        alike.setdefault("、".join(name for name in told_at_home if name in missing), []).append(page)
    for names, pages in alike.items():
        if names:
            others = f"等{len(pages)}个单位" if len(pages) > 1 else ""
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"{pages[0].unit}{others}各栏目的页脚没有读到{names}，首页页脚有，请打开核对",
                subject=f"栏目页{names}",
                expected=f"页脚有{names}",
                page=pages[0],
            )


def _templates(site: Site) -> Mapping[str, tuple[frozenset[str], Page]]:
    """By unit: what none of its sections' footers tells, and the one of the shortest address."""
    found: dict[str, tuple[frozenset[str], Page]] = {}
    pages = sorted(columns_with_footers(site), key=lambda page: (len(page.url), page.url))
    for page in pages:
        if page.unit and any(ELEMENTS[name].search(page.frame_text) for name in _OF_FOOTERS):
            missing = frozenset(missing_elements(page))
            before, first = found.get(page.unit, (missing, page))
            found[page.unit] = (before & missing, first)
    return found


def _flaw(home: Page, verdict: Verdict, names: str, subject: str) -> Flaw:
    doubt = "，可能由脚本或者框架写入，请打开核对" if verdict is Verdict.REVIEW else ""
    return Flaw(
        verdict=verdict,
        message=f"首页页脚没有读到{names}{doubt}",
        subject=subject,
        expected=f"页脚有{names}",
        page=home,
    )
