"""LAG008: the catalogue of proactive disclosure was not renewed in its window."""

import datetime as dt
from collections.abc import Iterator

from auditor.models import Flaw, Page, SectionKind, SectionView, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import PLATFORM_NOTICE, REGULATION_12
from ..freshness import judged_views

_VERSION = pattern(r"(20\d\d)\s*[年.．/-]?\s*(?:(1[0-2]|0?[1-9])(?!\d)\s*月?)?\D{0,6}(?:版|修订|更新|调整)")


@site_rule(
    "LAG008",
    "基本目录未在20个工作日内更新",
    Severity.ORDINARY,
    basis=(REGULATION_12, PLATFORM_NOTICE),
    verdicts=(Verdict.REVIEW,),
    version=2,
)
def catalogue_update(
    site: Site, *, updated_since: dt.date | None = None, updated_by: dt.date | None = None
) -> Iterator[Flaw]:
    """主动公开基本目录应当及时更新，工作方案规定了期限的，宜在期限内更新。

    怎么算：在门户档案中用选项updated_since（方案印发日）、updated_by（更新期限）写明更新窗口；过了期限，目录栏目中最新一条的日期仍早于updated_since的，
    每个栏目提示一条。没有写明窗口的不查。
    转人工核对：目录页的日期可能是首次发布的日期，要看附件版本，一律由人核对。
    不算：期限当天及以前；标题或者附件名写明是方案印发当月及以后版本的（如“2023年版”“2023年8月修订”）；没有完整读到的栏目；没有日期的目录。
    改法：按新方案更新目录，注明更新日期。
    不管什么：目录内容是否齐全由人工检查。
    """
    if updated_since is None or updated_by is None or site.as_of.date() <= updated_by:
        return
    for view, visit in judged_views(site):
        if view.section.kind is not SectionKind.CATALOGUE:
            continue
        dates = [day for day in (visit.newest_on, *_dates(site, view)) if day]
        renewed = any(_is_renewed(name, updated_since) for name in _names(site, view))
        if dates and max(dates) < updated_since and not renewed:
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"{view.section.unit}的基本目录最新日期是{max(dates)}，早于{updated_since}，请核对附件版本",
                quote=f"最新日期：{max(dates)}",
                expected=f"{updated_since}至{updated_by}更新",
                section=view.section,
                capture=visit.capture,
            )


def _dates(site: Site, view: SectionView) -> Iterator[dt.date | None]:
    yield from (entry.published_on for entry in view.entries)
    yield from (page.shown_on for page in _pages(site, view))


def _names(site: Site, view: SectionView) -> Iterator[str]:
    """What the catalogue and its files are called: a renewed file may hang on the old page."""
    yield from (entry.title for entry in view.entries)
    for page in _pages(site, view):
        yield from (page.title or "", *(attachment.name for attachment in page.attachments))


def _is_renewed(name: str, since: dt.date) -> bool:
    versions = _VERSION.findall(name)
    return any((int(year), int(month or 12)) >= (since.year, since.month) for year, month in versions)


def _pages(site: Site, view: SectionView) -> Iterator[Page]:
    own = {canonical(entry.url) for entry in view.entries}
    home = canonical(view.section.url) if view.section.url else ""
    for page in site.pages:
        if canonical(page.url) in own or (page.section_url and canonical(page.section_url) == home):
            yield page
