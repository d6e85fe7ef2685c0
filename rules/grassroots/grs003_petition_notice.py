"""GRS003: a petition notice without channel, address, telephone, reception time and place, or way to inquire."""

import re
from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import PETITION_REGULATION, PLAN_ITEMS
from ..elements import fully_read, missing_elements

_IS_NOTICE = re.compile(
    r"信访(?:事项|工作|渠道|接待)*(?:公示|公开|须知|渠道|指南|接待(?:时间|地点|安排|公告)|联系方式|受理(?:方式|渠道|范围)|途径|机构)"
)
_NOT_NOTICE = re.compile(
    r"会议|召开|调研|培训|组织|开展|工作报告|总结|年报|预算|决算|条例|办法|通报|动态|接访日|带队"
)
_POINTS_ELSEWHERE = re.compile(r"信访")
_ELEMENTS = {
    "信访渠道": re.compile(
        r"渠道|途径|网上信访|网信|信访平台|网\s*址|邮\s*箱|来信|走访|微信|手机信访|www\.|https?:",
        re.IGNORECASE,
    ),
    "通信地址": re.compile(r"地\s*址|邮\s*编|邮政编码|(?:路|街|大道)\s*\d+\s*号"),
    "电话": re.compile(r"电\s*话|热线|\d{3,4}\s*[-—－]\s*\d{7,8}|12345"),
    "接待时间": re.compile(
        r"(?:接待|接访|办公|工作|受理|来访)时间|工作日.{0,30}\d{1,2}\s*[:：时点]|周一|星期一|每(?:周|月).{0,8}(?:日|天)"
    ),
    "接待地点": re.compile(r"(?:接待|接访|来访|受理)(?:地点|场所|地址|室|大厅|中心)|地\s*[点址]"),
    "查询方式": re.compile(r"查询"),
}


@page_rule(
    "GRS003",
    "信访事项公示要素",
    Severity.ORDINARY,
    basis=(PETITION_REGULATION, PLAN_ITEMS[11]),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    shadow=True,  # until its labels have been seen on live pages
)
def petition_notice(page: Page, _site: Site, *, min_chars: int = 60) -> Iterator[Flaw]:
    """信访渠道公示应当写明网上信访渠道、通信地址、电话、接待时间、接待地点和查询方式。

    怎么算：标题是信访公示、信访渠道、信访接待的页面，在正文里找每一项的常见写法，一处也找不到的算缺，每缺一项报一条。正文读全、没有附件和图片的，判不通过。
    转人工核对：正文很短，或者有附件、图片，要素可能写在里面的。
    不算：信访工作的动态、会议、文件；链接到集中公示的信访页面的（可以集中在一页公示，各单位链接过去）。
    改法：补写缺少的要素。
    不管什么：电话能不能打通由人拨测。
    """
    title, text = "".join((page.title or "").split()), page.document.text
    if page.kind is not PageKind.ARTICLE or not _IS_NOTICE.search(title) or _NOT_NOTICE.search(title):
        return
    if not text.strip() or any(_POINTS_ELSEWHERE.search(link.text) for link in page.links):
        return
    sure = fully_read(page, min_chars)
    for name in missing_elements(text, _ELEMENTS):
        yield Flaw(
            verdict=Verdict.FAIL if sure else Verdict.REVIEW,
            message=f"信访公示没有写明{name}" if sure else f"信访公示没有找到{name}，请人工核对附件和图片",
            subject=name,
            quote=text.strip()[:60],
            expected=f"写明{name}",
        )
