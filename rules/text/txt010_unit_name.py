"""TXT010: a unit's own news call it by a name that no unit of the portal bears."""

import datetime as dt
import re
from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Unit, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import PAPERWORK_REGULATION
from ..document_classes import DISCLOSED
from .former_offices import former_offices
from .unit_forms import NAMED, rests_of, told_twice, unlike_forms

_ACTOR = (  # who acts in the first sentence: at its head, or behind a day
    r"(?:^|\n)\s*(?:(?:20\d\d年)?(?:\d{{1,2}}月)?\d{{1,2}}日[上下]?午?，|近日，|日前，|今天，)?(?:{place}|{level})(?P<rest>[\u4e00-\u9fff]{{1,11}}?局)"
)
_LONGER = (  # 县某某和某局 of a unit that is 县某某局: another name beside its own
    r"(?:{place}|(?<![\u4e00-\u9fff]){level}|(?<=[由报经向与同送请至]){level}){stem}[和与及暨](?P<more>(?:(?![局县区市和与及])[\u4e00-\u9fff]){{2,6}}局)"
)
_SENTENCE = pattern(r"[^。！？\n]+")
_OFFICE = pattern(r"(?<![原前])(?P<level>[县区市])(?P<stem>[\u4e00-\u9fff]{2,12}?)局(?![长面部势限域际地])")
_SHORT_FOR = pattern("简称|[（(][^（）()]{0,8}局[）)]")
_REFORMED = pattern(
    "整合|组建|更名|改为|划入|划转|合并|撤销|保留|挂牌|设立|原|历任"
)  # it tells of two offices, one after the other
_REFORMED_ON = dt.date(2020, 1, 1)  # by when every county had reformed its offices
_RECENT = dt.timedelta(days=365)  # older pages may bear a name that was right then


@page_rule(
    "TXT010",
    "单位名称不规范",
    Severity.MINOR,
    basis=(PAPERWORK_REGULATION,),
    classes=(*DISCLOSED, DocumentClass.NEWS),
    verdicts=(Verdict.REVIEW,),
    version=5,
)
def unit_name(page: Page, site: Site) -> Iterator[Flaw]:
    """单位名称应当用全称或者规范化简称，同一文中前后一致。

    怎么算：本单位一年内发布的信息，正文段首说“某区某某局”做了什么，这个名称与本单位的名称只差一个字，名册里没有这样的单位，正文里又没有写过本单位的名称的；
    公文、公告一句话里把同一个局写成“某和某局”和它的短名两样（县自然资源局……，县自然资源和规划局……），没有注明简称的；2020年以后的信息还写着机构改革中撤并了的名称（县工商局、县质监局、县国土局）的；正文写了本单位的名称，又把它写成多“和某某”几个字的名称（某某局、某某和某某局），名册里没有这样的单位的；
    正文把本单位的名称缩成两种（区甲乙局、区甲丙局），有一种不在名册里的；把本单位写成“分局”、写成多“体育”“科技”等一个行当的局，名册里没有这样的单位的；顿号并列的几个名称里有两个是同一个单位的；写了名册里的单位，又把它写成多“综合”“行政”等两个字的名称，名册里没有这样的单位的。
    转人工核对：全部，可能是改名前的旧称、别的单位或者笔误；别的不规范写法由检查人通读时核对。
    不算：写明“原”的、说到从前的撤并机构名称；名册里的全称、别名和它们的简称；首次用全称、以后用注明的简称；合署办公单位带括号的名称；引文照录；一年以前的信息。
    改法：统一为规范名称；确有这个名称的，加入单位名册的别名。
    不管什么：发布机构一栏看 FLD005，署名看 FMT009，音近形近的错字看 TXT001。
    """
    if page.document_class is not DocumentClass.NEWS:  # there short names are usual
        yield from _side_by_side(page.document.text)
    shown_on = page.shown_on
    formed_on = page.document.signed.dated_on or page.date("dated_on") or shown_on
    if formed_on and formed_on >= _REFORMED_ON:
        yield from _former(page.document.text, site)
    for first, second, named in told_twice(page.document.text, site):
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"“{first}”和“{second}”并列，像是“{named.name}”的两种写法，请核对",
            subject=second,
            quote=f"{first}……{second}",
            expected=named.name,
        )
    unit = site.portal.unit_named(page.unit)
    own = NAMED.match(unit.name) if unit else None
    if shown_on is None:
        return
    said = _said(page.document.text, site, unit, own) if unit and own else ""
    other = None if said else next(unlike_forms(page.document.text, site, unit), None)
    if not (said or other) or site.as_of.date() - shown_on > _RECENT:
        return  # the day is looked at last: what it decides is judged anew daily
    if other:
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"正文写的“{other[0]}”不在单位名册里，同一篇里“{other[1].name}”另有写法，请核对",
            subject=other[0],
            quote=other[0],
            expected=other[1].name,
        )
    elif unit is not None:
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"正文写的“{said}”不在单位名册里，本单位是“{unit.name}”，请核对",
            subject=said,
            quote=said,
            expected=unit.name,
        )


def _former(text: str, site: Site) -> Iterator[Flaw]:
    """Offices that were merged years before."""
    names = {name for unit in site.portal.units for name in (unit.name, *unit.aliases)}
    for name, now in former_offices(text, names):
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"“{name}”在机构改革中已经撤并，现为{now}一类，请核对",
            subject=name,
            quote=name,
            expected=now,
        )


def _side_by_side(text: str) -> Iterator[Flaw]:
    """某和某局 and a shorter name of it in one sentence, as though they were two."""
    offices = list(_OFFICE.finditer(text)) if text.count("局") > 1 else []
    pairs = [(a, b) for b in offices if "和" in b["stem"] for a in offices if _is_short_for(a, b)]
    if not pairs or _SHORT_FOR.search(text):
        return
    told = {
        (a.group(), b.group())
        for said in _SENTENCE.finditer(text)
        for a, b in pairs
        if _stands_in(a, said) and _stands_in(b, said) and not _REFORMED.search(said.group())
    }
    for short, full in sorted(told):
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"同一句话里既写“{short}”，又写“{full}”，疑为一个单位的两个名称，请核对",
            subject=short,
            quote=short,
            expected=full,
        )


def _stands_in(office: re.Match[str], sentence: re.Match[str]) -> bool:
    return sentence.start() <= office.start() < sentence.end()


def _is_short_for(short: re.Match[str], full: re.Match[str]) -> bool:
    """县住建局 of 县住房和城乡建设局: the same characters in the same order."""
    left = iter(full["stem"])
    is_part = short["stem"] != full["stem"] and all(char in left for char in short["stem"])
    alike = short["level"] == full["level"] and short["stem"][0] == full["stem"][0]
    return alike and is_part and "和" in full["stem"] and "和" not in short["stem"]


def _said(text: str, site: Site, unit: Unit, own: re.Match[str]) -> str:
    """The name that no unit bears; "" where there is none."""
    if any(name in text for name in (unit.name, *unit.aliases, own["rest"])):
        return _beside_its_own(text, site, own)
    known = {rest for other in site.portal.units for rest in rests_of(other)}
    actor = re.compile(_ACTOR.format(place=re.escape(own["place"]), level=own["place"][-1]))
    for match in actor.finditer(text):
        if match["rest"] not in known and _is_one_off(match["rest"], own["rest"]):
            return squeeze(match.group()).rpartition("，")[2]
    return ""


def _beside_its_own(text: str, site: Site, own: re.Match[str]) -> str:
    """县水利局……县水利和湖泊局; where 湖泊局 is a unit, two units are meant."""
    stem = re.escape(own["rest"][:-1])
    longer = re.compile(_LONGER.format(place=re.escape(own["place"]), level=own["place"][-1], stem=stem))
    names = {name for other in site.portal.units for name in (other.name, *other.aliases)}
    for match in longer.finditer(text):
        if not any(name.endswith(match["more"]) for name in names):
            return match.group()
    return ""


def _is_one_off(rest: str, own: str) -> bool:
    """Whether two names of one length begin alike and differ in one character."""
    return (
        len(rest) == len(own)
        and rest[0] == own[0]
        and sum(a != b for a, b in zip(rest, own, strict=True)) == 1
    )
