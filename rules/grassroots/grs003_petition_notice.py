"""GRS003: a petition notice without channel, address, telephone, reception time and place, or way to inquire."""

import re
from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import PETITION_REGULATION, PLAN_ITEMS
from ..elements import element, element_flaws, fully_read, squeezed

_IS_NOTICE = re.compile(
    r"(?:信访|来信来访|来访接待).{0,10}(?:公示|公开|公告|公布|须知|渠道|指南|时间|地点|安排|方式|范围|途径|机构|一览)"
    r"|(?:公布|公示|公开|畅通).{0,8}信访.{0,6}(?:渠道|途径|方式|事项|电话)"
)
_NOT_NOTICE = re.compile(
    r"会议|召开|调研|培训|(?<!委)组织(?!部|人事)|开展|活动|工作报告|总结|年报|预算|决算|条例|办法|通报|动态|接访日|带队"
    r"|领导.{0,16}(?:接访|接待)|(?:办理|化解|排查|答复).{0,6}(?:情况|意见|结果)|统计|积案|解读|举报|检举|纪委|监委|纪检|法定途径|清单"
)
_POINTS_ELSEWHERE = re.compile(r"信访|接访|来信来访")
_ELSEWHERE = re.compile(r"(?:统一|集中)(?:公布|公示|公开|发布)")
_WHOM = r"(?:群众|来访人?|信访人)?"
_ELEMENTS = {
    "信访渠道": element(
        r"渠道|途径|网上(?:信访|投诉)|信访(?:平台|大厅|网)|网址|[邮信]箱|来信|走访|微信|公众号|www\.|https?:",
        r"网|平台|信",
    ),
    "通信地址": element(
        r"地址|邮编|邮政编码|[路街道巷]\d+号|[路街道巷][一二三四五六七八九十百]+号",
        r"寄|(?<![\d第〕])\d+号|楼|院内",
    ),
    "电话": element(r"电话|热线|座机|致电|来电|拨打|\d{3,4}[-—－)）]\d{7,8}|12345", r"(?<!\d)\d{7,8}(?!\d)"),
    "接待时间": element(
        rf"(?:接待|接访|办公|工作|受理|来访|上班|值班){_WHOM}(?:的)?时间|工作日.{{0,30}}\d{{1,2}}(?:[:：时点])"
        r"|(?:周|星期)[一二三四五]|每(?:周|月).{0,8}[日天]|[上下]午.{0,6}\d{1,2}(?:[:：时点])",
        r"工作日|[上下]午|节假日|每周|每月|时间",
    ),
    "接待地点": element(
        rf"(?:接待|接访|来访|受理|走访|上访){_WHOM}(?:的)?(?:地点|场所|地址|处所|位置|室|大厅|中心|窗口)|人民来访"
        r"|信访(?:接待)?(?:室|大厅|窗口)|(?<![信讯寄函])地[址点]|在[^。；\n]{2,30}(?:接待|接访)",
        r"地[址点]|室|楼|大厅|窗口",
    ),
    "查询方式": element(
        r"查询|查看.{0,10}(?:进展|进度|办理|结果|情况)|(?:进展|进度|办理情况)[^。\n]{0,12}(?:查|了解|询问)",
        r"查|了解|跟踪|告知|看到|进[度展]|编号|反馈|答复|[来打]电话问",
    ),
}


@page_rule(
    "GRS003",
    "信访事项公示要素",
    Severity.ORDINARY,
    basis=(PETITION_REGULATION, PLAN_ITEMS[11]),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=2,
    shadow=True,  # still failed sound pages of wording and scope it had not seen
)
def petition_notice(page: Page, _site: Site, *, min_chars: int = 60) -> Iterator[Flaw]:
    """信访渠道公示应当写明网上信访渠道、通信地址、电话、接待时间、接待地点和查询方式。

    怎么算：标题是信访公示、信访渠道、来信来访须知的页面，在正文里找每一项的常见标签和写法，一处也找不到、也没有相近写法的算缺，每缺一项报一条。正文读全、没有附件和图片的，判不通过。
    转人工核对：有相近写法、可能换了说法的；一半以上没有找到的；正文很短，或者有附件、图片的。几项合为一条。
    不算：信访工作的动态、会议、文件、领导接访安排、办理结果、纪检举报、法定途径清单；写明由别处集中公示或者链接到信访页面的（可以集中在一页公示，各单位链接过去）。
    改法：补写缺少的要素。
    不管什么：电话能不能打通由人拨测。
    """
    title, text = squeezed(page.title or ""), squeezed(page.document.text)
    if page.kind is not PageKind.ARTICLE or not _IS_NOTICE.search(title) or _NOT_NOTICE.search(title):
        return
    if (
        not text.strip()
        or _ELSEWHERE.search(text)
        or any(_POINTS_ELSEWHERE.search(e.text) for e in page.links)
    ):
        return
    yield from element_flaws(text, _ELEMENTS, what="信访公示", sure=fully_read(page, min_chars))
