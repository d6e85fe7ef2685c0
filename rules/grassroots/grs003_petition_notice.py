"""GRS003: a petition notice without channel, address, telephone, reception time and place, or way to inquire."""

import datetime as dt
import re
from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.models.spaces import squeeze_lines
from auditor.rule import page_rule
from auditor.rule.words import listed
from auditor.text.patterns import pattern

from ..basis import PETITION_REGULATION
from ..elements import element, element_flaws, fully_read

_IN_FORCE = dt.date(2022, 5, 1)
_IS_NOTICE = pattern(
    r"(?:信访|来信来访|来访接待).{0,10}(?:公示|公开|公告|公布|须知|渠道|指南|时间|地点|安排|方式|途径|一览)"
    r"|来访(?:群众|人员?)?(?:须知|指南)|(?:公布|公示|公开|畅通).{0,8}信访.{0,6}(?:渠道|途径|方式|事项|电话)"
)
_OWN_SECTION = pattern(r"信访(?:工作|信息|事项|渠道|接待|投诉|举报|窗口)?")
_NOT_NOTICE = listed(
    __file__,
    r"{not_a_notice}|(?<!委)组织(?!部|人事)|统计(?!局)|采购(?!中心)|机构(?!编制)|[某×＊*]"
    r"|领导.{0,16}(?:接访|接待)|(?:办理|化解|排查|答复).{0,6}(?:情况|意见|结果)|信访(?:事项)?(?:受理)?范围|研判|稳定|隐患",
)
_WHOLE = listed(  # nothing but the notice itself is announced: not a change, not the telephone alone
    __file__,
    r"(?:信访|来信来访|来访接待)(?:及|和|、)?(?:{topics}|[的、和及与])*"
    r"(?:公示|公开|公告|公布|通告|告知|告知书|一览表|汇总表|牌|栏|表)*(?:[（(][^（()）]*[)）])?$",
)
_POINTS_ELSEWHERE = pattern(r"信访|接访|来信来访")
_ELSEWHERE = pattern(r"(?:统一|集中)(?:公布|公示|公开|发布)")
_PERHAPS_ELSEWHERE = pattern(
    r"[下如附][图表]|图片|附件|点击|详见|另行|(?:统一|集中)(?:接待|受理|接访|办理)|不单独"
)
_IS_ADDRESS = pattern(r"https?:|www\.|[\w.-][@\uff20]|[a-z\d-]\.[a-z]{2}", re.IGNORECASE)
_WHOM = r"(?:群众|来访人?|信访人)?"
_OUTCOME = r"(?:进展|进度|结果|办理情况|处理情况|办理状态)"
_ELEMENTS = {
    "网上信访渠道": element(
        listed(__file__, r"{online}|www\.|https?:|[@\uff20]", re.IGNORECASE),
        r"网|平台|系统|渠道|途径|方式|信|走访|码",
    ),
    "通信地址": element(
        r"地址|邮编|邮政编码|[路街道巷]\d+号|[路街道巷][一二三四五六七八九十百]+号",
        r"[寄邮函层座室厅处村]|来信|书信|写信|信件|(?<![\d第〕])\d+号|楼|院内|中心|[路街道巷]",
    ),
    "电话": element(
        r"电话[^。；]{0,20}\d{3}|热线|座机|致电|拨打|\d{3,4}\D\d{7,8}|(?<!\d)(?:\d{7,8}|1\d{10})(?!\d)|12345",
        r"电话|来电|(?<!\d)(?:\d{7,8}|1\d{10}|12\d{3})(?!\d)|手机|Tel|[拨电]|总机|分机",
    ),
    "接待时间": element(
        rf"(?:接待|接访|办公|工作|受理|来访|上班|值班){_WHOM}(?:的)?时间|工作日.{{0,30}}\d{{1,2}}(?:[:：时点])"
        r"|(?:周|星期)[一二三四五]|逢[集场墟圩\d一二三四五六七八九十、]{1,8}[^。；\n]{0,4}(?:接访|接待|坐班)|每(?:周|月).{0,8}[日天]|[上下]午.{0,6}\d{1,2}(?:[:：时点])|[早晚上下]午?[八九十\d]{1,2}点",
        r"工作日|[上下]午|节假日|每[周月天日个]|时间|全天|小时|随时|逢|\d[:：]\d\d|[\d一二三四五六七八九十][时点](?!击)|星期|周",
    ),
    "接待地点": element(
        rf"(?:接待|接访|来访|受理|走访|上访){_WHOM}(?:的)?(?:地点|场所|地址|处所|位置|室|大厅|中心|窗口)|人民来访"
        r"|信访(?:接待)?(?:室|大厅|窗口)|(?<![信讯寄函])地[址点]|[在到][^。；\n]{2,30}(?:接待|接访|登记|反映|面谈)"
        r"|(?:来访|走访|接访|上门|登门|面谈|当面)[:：\n][^。\n]*[楼室厅层号心]",
        r"地[址点]|[室楼厅院层处]|窗口|中心|办公|服务站",
    ),
    "查询方式": element(
        rf"查询|查看.{{0,10}}(?:{_OUTCOME}|办理|情况)|{_OUTCOME}[^。\n]{{0,12}}(?:查|了解|询问|看到|获知)"
        rf"|(?:了解|知悉|掌握|获知|得知|知道|看到|跟踪)[^。\n]{{0,16}}{_OUTCOME}|查(?:进[度展]|办理|结果|问)|询问|跟踪|追踪|自查|核查|办到哪",
        r"查|了解|跟踪|告知|看到|进[度展]|编号|反馈|答复|结果|[来打]电话问",
    ),
}


def _is_notice(page: Page) -> bool:
    title = squeeze_lines(page.title or "")
    if page.is_section and _OWN_SECTION.fullmatch(title):
        return page.kind is PageKind.ARTICLE  # a section of that name that shows a text in place of a list
    return page.kind is PageKind.ARTICLE and bool(_IS_NOTICE.search(title)) and not _NOT_NOTICE.search(title)


@page_rule(
    "GRS003",
    "信访事项公示要素",
    Severity.ORDINARY,
    basis=(PETITION_REGULATION,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    awaits=_is_notice,
    version=7,
    since=_IN_FORCE,
)
def petition_notice(page: Page, site: Site, *, min_chars: int = 60) -> Iterator[Flaw]:
    """信访渠道公示应当写明网上信访渠道、通信地址、电话、接待时间、接待地点和查询方式。

    怎么算：标题是信访公示、信访渠道、来信来访须知的页面，和直接显示正文的信访栏目页，在正文里找每一项的常见标签和写法，一处也找不到、也没有相近写法的算缺，每缺一项报一条。标题除信访渠道公示外没有别的话，正文读全、没有附件、图片和通往别页的链接，本单位又没有另一份信访公示的，判不通过。
    转人工核对：有相近写法、可能换了说法的；写了项目名称而内容空着的；说了电话而没有号码的；一半以上没有找到的；标题只公布时间、地点、电话等其中一项，或者还说了别的事的；正文很短，有附件、图片、别页链接，或者写着另见别处的；本单位另有信访公示的。几项合为一条。
    不算：信访工作的动态、会议、文件、领导接访安排、办理结果、纪检举报、法定途径清单，信访机构的招聘、采购、制度、听证；写明由别处集中公示或者链接到信访页面的（可以集中在一页公示，各单位链接过去）；2022年5月1日以前的。
    改法：补写缺少的要素。
    不管什么：电话能不能打通由人拨测。
    """
    text = squeeze_lines(page.document.text)
    if not _is_notice(page) or not text.strip() or _ELSEWHERE.search(text):
        return
    if any(_POINTS_ELSEWHERE.search(link.text) for link in page.links):
        return
    sure = fully_read(page, min_chars) and _is_whole(page, text) and not _others(page, site)
    yield from element_flaws(text, _ELEMENTS, what="信访公示", sure=sure)


def _is_whole(page: Page, text: str) -> bool:
    """Whether the title announces the channels and nothing else, and nothing may stand elsewhere."""
    linked = any(not _IS_ADDRESS.search(link.text) for link in page.links)
    titled = _WHOLE.search(squeeze_lines(page.title or ""))
    return bool(titled) and not linked and not _PERHAPS_ELSEWHERE.search(text)


def _others(page: Page, site: Site) -> bool:
    """Whether the unit has another notice, which may hold what this one lacks or have replaced it."""
    return any(
        other.unit == page.unit and other.url != page.url and _is_notice(other) for other in site.pages
    )
