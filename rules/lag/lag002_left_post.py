"""LAG002: a page of leaders still gives a post to someone whom a published decision removed from it."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.models import Document, Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.rule import site_rule
from auditor.text.patterns import pattern
from auditor.workdays import UnknownYearError

from ..basis import REGULATION_26

_DECISION = pattern(r"任免|免职|任职|免去|人事|职务")
_FORMER = pattern(r"历任|历届|往届|前任|大事记")
_LEADERS = pattern(r"领导|机构|班子|分工|负责人")
_NAME, _POST = r"(?P<name>[\u3400-\u9fff]{2,4}?)(?:同志)?", r"(?P<post>[^，。；\n]{2,40}?)"
_LEFT = (
    pattern(rf"(?:^|[:：；，]|免去[:：]?)(?!免去){_NAME}的{_POST}职务"),
    pattern(rf"(?:^|[:：；，]){_NAME}不再担任{_POST}(?:职务)?(?:，|$)"),
    pattern(rf"任命?{_NAME}[为任][^。；\n]*[，,](?:同时)?免去其{_POST}职务"),
)
_REMOVING = pattern(r"免去|免[:：]|不再担任")
_APPOINTING = pattern(r"任命|聘任|任(?=[:：])|任(?=[\u3400-\u9fff]{2,4}(?:同志)?为)")
_REMARK = pattern(r"[（(][^（()）]*[)）]")
_TITLE = pattern(
    r"(?:常务)?副?(?:局长|主任|镇长|乡长|县长|区长|市长|所长|院长|站长|队长|书记|部长|秘书长|总[\u3400-\u9fff]{2,3}师)$"
)
_YEARS = 3


@dataclass(frozen=True, slots=True)
class _Decision:
    """One published paper about posts."""

    page: Page
    text: str
    decided_on: dt.date


@dataclass(frozen=True, slots=True)
class _Left:
    """One person's loss of one post."""

    name: str
    office: str  # 示例区民政局; "" where the decision names the post alone
    title: str  # 副局长
    decision: _Decision


@site_rule(
    "LAG002", "变更后未更新", Severity.ORDINARY, basis=(REGULATION_26,), verdicts=(Verdict.REVIEW,), version=4
)
def left_post(site: Site, *, limit_workdays: int = 20) -> Iterator[Flaw]:
    """领导、机构、办公地址、联系电话变更的，应当自变更之日起20个工作日内更新网页。

    怎么算：门户上三个年度以来的任免文件写明免去某人某职务、某人不再担任某职务的，从成文日期（没有写的，从发布日期）的次日起数工作日，到检查日超过20个工作日，
    本单位领导、机构、分工页面上仍把这个职务写在这个人名下的，或者不写职务、仍把他列在领导名单、分工里的，列出来。
    转人工核对：一律由人核对，同名、另有任命都可能；机构、地址、电话何时变更，网页本身看不出，由检查人对照文件、电话拨测后登记。
    不算：同日或者以后又任命同一职务的；没有写职务，而同日或者以后另有任命的；页面上写的是别的职务、原任职务的；组织部门尚未公布的任免；分工正在研究、已在页面注明的。
    改法：更新页面，并在信息表写明更新日期。
    不管什么：一般文件公开的期限看 LAG001。
    """
    decisions = [found for page in site.pages if (found := _decision(site, page))]
    left = [item for decision in decisions for item in _left(decision) if not _again(item, decisions)]
    if not left:
        return
    names = {unit.name: (unit.name, *unit.aliases) for unit in site.portal.units}
    for page in filter(_shows_leaders, site.pages):
        text, known = _text(site, page), names.get(page.unit or "", ())
        for item in left:
            held = (_held(text, item) or _listed(text, item, decisions)) if _is_of(item.office, known) else ""
            if held and _is_past(item.decision.decided_on, site, limit_workdays):
                yield _flaw(page, item, held, limit_workdays)


def _decision(site: Site, page: Page) -> _Decision | None:
    if page.kind is not PageKind.ARTICLE or not page.readable or not _DECISION.search(squeeze(page.title)):
        return None
    signed_on = _document(site, page).signed.dated_on
    days = [day for day in (page.date("dated_on"), signed_on) if day] or [page.shown_on or dt.date.min]
    if max(days).year < site.year - _YEARS:
        return None
    return _Decision(page, _text(site, page), max(days))


def _document(site: Site, page: Page) -> Document:
    return site.documents.get(canonical(page.url), page.document)


def _text(site: Site, page: Page) -> str:
    return "\n".join(squeeze(line) for line in _document(site, page).text.split("\n"))


def _left(decision: _Decision) -> Iterator[_Left]:
    for said in _removing(decision.text):
        for found in (found for left in _LEFT for found in left.finditer(said)):
            for post in _REMARK.sub("", found["post"]).split("、"):
                if title := _TITLE.search(post):
                    office = post[: title.start()] or _TITLE.sub("", found["post"].split("、")[0])
                    yield _Left(found["name"], office, title[0], decision)


def _removing(text: str) -> Iterator[str]:
    """The lines that remove: each that says so, and those below 免去： up to one that appoints."""
    removing = False
    for line in re.split(r"[。；\n]", text):
        if _REMOVING.search(line):
            removing = True
        elif _APPOINTING.search(line):
            removing = False
        if removing:
            yield line


def _again(item: _Left, decisions: Sequence[_Decision]) -> bool:
    """Whether a decision of that day or later appoints the person to the same post."""
    anew = re.compile(rf"{item.name}(?:同志)?[为任][^。；\n，]*(?<!副){item.title}")
    later = (d for d in decisions if d.decided_on >= item.decision.decided_on and item.name in d.text)
    return any(anew.search(d.text) for d in later)


def _shows_leaders(page: Page) -> bool:
    told = squeeze(f"{page.section or ''}{page.title or ''}")
    past = _FORMER.search(told) or _DECISION.search(squeeze(page.title))
    return page.readable and bool(_LEADERS.search(told)) and not past


def _is_of(office: str, names: Sequence[str]) -> bool:
    """Whether the post's office is the page's unit; one of the government itself names the place at most."""
    return any(name in office for name in names) or (bool(office) and any(office in name for name in names))


def _held(text: str, item: _Left) -> str:
    """The words that give the person the post, before the name or behind it; "" where none do."""
    if item.name not in text:
        return ""
    title = rf"(?<![副原前]){item.title}"
    before = rf"{title}(?:[:：]\n?)?{item.name}"
    behind = (
        rf"{item.name}(?:同志)?[:：，,\n]{{0,2}}(?:(?!曾|历任|[原前]任|[年月]至)[^。；\n]){{0,14}}?{title}"
    )
    serving = rf"{item.name}[^。；\n]{{0,60}}?现任[^。；\n]{{0,24}}?{title}"
    life = rf"{item.name}[，,][男女][，,](?:(?!曾|历任|[原前任]任|至)[^。；\n]){{0,60}}?{title}"
    found = re.search(f"{before}|{behind}|{serving}|{life}", text)
    return found[0] if found else ""


def _listed(text: str, item: _Left, decisions: Sequence[_Decision]) -> str:
    """The words that list the person among leaders without any post; "" where some post was given anew."""
    anew = re.compile(rf"{item.name}(?:同志)?[为任]")
    if item.name not in text or any(
        anew.search(d.text) for d in decisions if d.decided_on >= item.decision.decided_on
    ):
        return ""
    duties = rf"(?<![\u3400-\u9fff]){item.name}(?:同志)?[：:，,\n]{{0,2}}(?:主持|分管|协管|协助|负责|主管)[^。；\n]{{0,12}}"
    listed = rf"(?:领导|领导班子|班子|领导班子成员|班子成员|负责人)[:：](?:[^。；：:\n]*、)?{item.name}(?=[、，。；\n]|$)"
    found = re.search(f"{duties}|{listed}", text)
    return found[0] if found else ""


def _is_past(decided_on: dt.date, site: Site, limit: int) -> bool:
    """Whether more working days went by; in a year that the calendar lacks, twice as many days of any kind."""
    try:
        return site.calendar.between(decided_on, site.as_of.date()) > limit
    except UnknownYearError:
        return (site.as_of.date() - decided_on).days > 2 * limit


def _flaw(page: Page, item: _Left, held: str, limit: int) -> Flaw:
    decided = item.decision
    return Flaw(
        verdict=Verdict.REVIEW,
        message=f"《{decided.page.title}》（{decided.decided_on}）已免去{item.name}的{item.title}职务，本页仍{'写在其名下' if item.title in held else '列有其人'}，请核对",
        subject=f"{item.name}{item.title}",
        quote=held.replace("\n", " "),
        expected=f"职务变动后{limit}个工作日内更新",
        page=page,
    )
