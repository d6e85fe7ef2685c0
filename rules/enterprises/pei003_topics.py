"""PEI003: a public enterprise's disclosure without guide, charges, notices or complaint number."""

import datetime as dt
import re
from collections.abc import Iterator
from functools import partial

from auditor.models import Flaw, Page, PageKind, SectionView, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import site_rule
from auditor.text.patterns import pattern

from ..basis import ENTERPRISE_NOTICE
from ..shelves import Shelf, any_title, shelves, texts_on

_TOPIC = pattern(r"公共企事业单位|供水|供电|供气|燃气|供热|公共交通|公交")
_SUPPLIES_NOTHING = pattern(
    r"教育|学校|[中小]学|幼儿园|医疗|医院|卫生|环境保护|环保"
)  # no supply to be cut off
_PAPERWORK = pattern(
    r"名单|清单|名录|目录|实施办法|实施细则|实施方案|制度|规定|(?:印发|转发|做好).*通知$|调整情况|联络员|评估"
)
_NO_PAPERWORK = pattern(rf"^(?!.*(?:{_PAPERWORK.pattern}))")
_TRADES = {
    "供水": pattern(r"供水|水务|自来水"),
    "供气": pattern(r"供气|燃气|天然气"),
    "供热": pattern(r"供热|供暖|热力"),
    "供电": pattern(r"供电|电力"),
    "公交": pattern(r"公交|公共交通|客运"),
}
_ANY_TRADE = pattern("|".join((*(trade.pattern for trade in _TRADES.values()), _SUPPLIES_NOTHING.pattern)))
_NOTICE = pattern(r"[停断][水电气热供]|暂停|检修|抢修|绕行|线路|时刻")
_CUT_OFF = "停供或运营通知"
_LIST = pattern(r"清单|名单|名录")
_TELEPHONE = pattern(
    r"(?<!\d)(?:0\d{2,3}[-—－]?)?\d{7,8}(?!\d)|(?<!\d)(?:1\d{10}|9\d{4}|400[-\d]{7,9})(?!\d)"
)
_ELEMENTS = {
    "服务指南": pattern(
        r"指南|流程|须知|办理|程序|承诺|服务|报装|开户|过户|简章|招生|入学|就诊|就医|挂号|预约"
    ),
    "收费标准": pattern(r"费|价格|水价|气价|电价|热价|票价|标准"),
    _CUT_OFF: pattern(r"[停断][水电气热供运]|暂停|通知|公告|检修|抢修|恢复|绕行|线路|时刻"),
    "投诉电话": pattern(r"投诉|监督|电话|热线|联系|客服"),
}


_WRITTEN = {
    "服务指南": pattern(r"(?:服务|办事)指南|(?:办理|报装|业务|服务)流程|开户|过户"),
    "收费标准": pattern(r"收费标准|价格标准|(?:水|气|电|热|票)价"),
    _CUT_OFF: pattern(r"(?:[停断][水电气热]|停供|停暖).{0,6}(?:通知|公告|信息|提前)|线路调整|运营时间"),
    "投诉电话": pattern(r"(?:投诉|监督|服务|客服)[^。\n]{0,6}(?:电话|热线)"),
}


_SAID = {  # on an enterprise's own page
    "服务指南": pattern(r"指南|流程|程序|开户|报装|过户|如何|怎样|招生|就诊|挂号|预约|申请"),
    "收费标准": pattern(r"收费|价格|[水气电热票]价|元/|每[立人吨度次张平]|学费|标准"),
    _CUT_OFF: pattern(r"[停断][水电气热供运]|暂停|检修|抢修|恢复|绕行|线路调整|运营时间|发车|时刻|首末?班"),
    "投诉电话": pattern(r"(?:投诉|监督|服务|客服|热线|电话|咨询|报修)[^。\n]{0,16}\d{3,}"),
}
_ENTERPRISE_LIST = pattern(r"公[共用]企事?业")
_LISTS = pattern(r"清单|名单|名录|目录|一览|公[共用]企事?业(?:单位)?(?:信息公开)?$")
_NAMED = pattern(  # the enterprise itself, and no single matter of it
    r"(?:公司|集团|水厂|水务|热力|燃气|电力|公交|客运|学校|[中小]学|幼儿园|医院|卫生院|服务中心)(?:的)?(?:信息|政务|办事|服务|公开|专栏|专页|主页|简介|概况)*$"
)


@site_rule(
    "PEI003",
    "公企栏目要素不全",
    Severity.ORDINARY,
    basis=(ENTERPRISE_NOTICE,),
    verdicts=(Verdict.REVIEW,),
    version=6,
)
def topics(site: Site) -> Iterator[Flaw]:
    """公共企事业单位应当公开服务指南、收费标准、停供或运营通知和投诉电话。

    怎么算：供水、供电、供气、供热、公交等公共企事业单位栏目读全了的，看标题里、再看正文里有没有这四类，缺的合为一条；一个单位的栏目分了几个行业的，每个行业各看各的，没有写明行业的栏目算各行业共有；停供通知都写了日期、最近的一条在两年以前的，也列出来；投诉电话写在企业清单里、有号码的也算。企业清单链到、栏目里又读到的各家公开页，每页看正文、附件和链接的名称，四类缺两类以上的（学校、医院、环保单位看其余三类）每页报一条；栏目里一家企业自己的页面，一类也没有的同样报。
    转人工核对：全部，要素按行业目录确定，也可能换了说法。
    不算：学校、医院、环保单位的停供通知；没有这类栏目的；栏目空白的（看 COL001）；只放清单、办法的主管部门栏目。
    改法：按行业公开目录补充。
    不管什么：清单和链接看 PEI001、PEI002。
    """
    for trade, shelf in _shelves(site):
        titles = tuple(title for title in shelf.titles if not _PAPERWORK.search(title))
        unnamed = [name for name in _due(shelf) if not any_title(titles, _ELEMENTS[name])]
        said = "\n".join(texts_on(site, shelf, _NO_PAPERWORK)) if titles and unnamed else ""
        missing = [name for name in unnamed if not _WRITTEN[name].search(said)]
        if "投诉电话" in missing and _lists_telephones(site, shelf):
            missing.remove("投诉电话")
        if _CUT_OFF in _due(shelf) and _CUT_OFF not in missing and (day := _last_notice(site, shelf)):
            missing.append(f"近两年的{_CUT_OFF}（最近一条是{day}）")
        if titles and missing:
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"公共企事业单位{trade}栏目没有找到{'、'.join(missing)}，请人工核对",
                subject=f"{trade}要素",
                quote=f"栏目现有：{'；'.join(titles[:3])}",
                expected="、".join(_due(shelf)),
                amount=len(missing),
                section=shelf.views[0].section,
            )
    yield from _own_pages(site)


def _own_pages(site: Site, most: int = 1) -> Iterator[Flaw]:
    """Pages of single enterprises, as lists of them lead there, that tell hardly any of it; those in the section, nothing."""
    lists = (page for page in site.pages if page.readable and _is_list(page))
    led = {canonical(link.url) for page in lists for link in page.links}
    for page in site.pages:
        is_led, is_filed = canonical(page.url) in led, _TOPIC.search(page.section or "")
        document = site.documents.get(canonical(page.url)) if is_led or is_filed else None
        if document is None or page.kind is not PageKind.ARTICLE or not page.readable or page.media:
            continue
        if _is_list(page) or not _NAMED.search(page.title or ""):
            continue
        names = (*(link.text for link in page.links), *(a.name for a in page.attachments))
        due = [n for n in _ELEMENTS if not (n == _CUT_OFF and _SUPPLIES_NOTHING.search(page.title or ""))]
        missing = [
            n for n in due if not any_title(names, _ELEMENTS[n]) and not _SAID[n].search(document.text)
        ]
        if len(missing) > (most if is_led else len(due) - 1):  # the rest may stand elsewhere in the section
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"《{page.title}》没有找到{'、'.join(missing)}，请人工核对",
                subject="要素",
                quote=document.text.strip()[:60],
                expected="、".join(due),
                amount=len(missing),
                page=page,
            )


def _is_list(page: Page) -> bool:
    """Whether the page lists public enterprises."""
    title = page.title or ""
    named = _ENTERPRISE_LIST.search(f"{page.section} {title}") and _LISTS.search(title)
    return page.kind is PageKind.ARTICLE and bool(named)


def _shelves(site: Site) -> Iterator[tuple[str, Shelf]]:
    """A unit's sections together; where they are of several trades, each trade's with what is of none."""
    several = set()
    for trade, names in _TRADES.items():
        for shelf in shelves(site, partial(_serves, names)):
            other = [v for v in _of_unit(site, shelf.unit) if _is_enterprise(v) and not _serves(names, v)]
            if other and any(names.search(view.section.path) for view in shelf.views):
                several.add(shelf.unit)
                yield trade, shelf
    yield from (("", shelf) for shelf in shelves(site, _is_enterprise) if shelf.unit not in several)


def _of_unit(site: Site, unit: str) -> Iterator[SectionView]:
    return (view for view in site.sections if view.section.unit == unit)


def _serves(trade: re.Pattern[str], view: SectionView) -> bool:
    """Whether a section of the topic is this trade's, or no trade's."""
    path = view.section.path
    return _is_enterprise(view) and bool(trade.search(path) or not _ANY_TRADE.search(path))


def _last_notice(site: Site, shelf: Shelf, years: int = 2) -> dt.date | None:
    """The day of the newest notice, where all are dated and long past."""
    notices = [e for view in shelf.views for e in view.entries if _NOTICE.search(e.title)]
    days = [entry.published_on for entry in notices if entry.published_on]
    if not days or len(days) < len(notices):
        return None
    return max(days) if max(days) < site.as_of.date() - dt.timedelta(days=365 * years) else None


def _due(shelf: Shelf) -> list[str]:
    """What such enterprises publish: schools and hospitals have no supply whose end they would announce."""
    spared = all(_SUPPLIES_NOTHING.search(view.section.path) for view in shelf.views)
    return [name for name in _ELEMENTS if not (spared and name == _CUT_OFF)]


def _lists_telephones(site: Site, shelf: Shelf) -> bool:
    """Whether a list of the enterprises tells the number of each."""
    lists = texts_on(site, shelf, _LIST)
    return any(_WRITTEN["投诉电话"].search(text) and _TELEPHONE.search(text) for text in lists)


def _is_enterprise(view: SectionView) -> bool:
    return bool(_TOPIC.search(view.section.path))
