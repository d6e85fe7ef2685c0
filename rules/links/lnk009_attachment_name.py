"""LNK009: an attachment named by chance."""

import re
from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import SITE_GUIDELINE

_BY_PROGRAM = pattern(
    r"新建\s*(?:Microsoft|DOCX?|XLSX?|PPTX?|WPS|文本|Word|Excel|OpenDocument)?[\w\s]*(?:文档|文字|工作表|工作簿|表格|演示文稿|文件夹)"
    r"|(?:无标题|未命名|未标题|untitled)[\s_－-]*\d*|(?:工作簿|Book|Sheet|Document|文档|文字文稿|演示文稿)\s*\d+",
    re.IGNORECASE,
)
_RANDOM = pattern(
    r"(?=.*\d)[0-9a-f]{16,}|[PW]0?\d{12,}|\d{12,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE
)
_BY_DEVICE = pattern(  # as cameras, scanners and chats name what they make
    r"(?:IMG|VID|PANO|DSC[NF]?|PXL|SCAN|Screenshot|mmexport|wx_camera|CamScanner|微信(?:图片|截图)|QQ(?:图片|截图)|(?:屏幕|手机)?截图|扫描全能王|扫描(?:件|文稿)?)"
    r"[\s_\-.（(]*\d[\d\s_\-.）):时分秒]*",
    re.IGNORECASE,
)
_SUFFIX = pattern(r"\.[A-Za-z0-9]{2,4}$")
_COPY = pattern(r"^(?:副本|复件)\s*(?:[（(]\d+[)）])?\s*|(?:\s*[-－]\s*副本)?\s*(?:[（(]\d+[)）])?$")


_SAYS_NOTHING = pattern(  # as a file on the editor's disk is called
    r"(?!(?:19|20)\d\d$)(?:\d|副本|最终版?|定稿|终稿|终版|修改版?|改后?|test|temp|tmp|asdf?(?:gh?j?k?l?)?|qwe(?:rt?y?)?|zxcv?b?n?m?|abc|([a-z])\1{2,}|[\s（）()_\-－])+",
    re.IGNORECASE,
)


@page_rule(
    "LNK009",
    "附件命名不规范",
    Severity.MINOR,
    basis=(SITE_GUIDELINE,),
    verdicts=(Verdict.FAIL,),
    version=4,
)
def attachment_name(page: Page, _site: Site) -> Iterator[Flaw]:
    """附件显示的名称应当说明内容，不得是随机字符或者“新建文档”一类默认名称。

    怎么算：看页面上显示的附件名称，去掉扩展名后是“新建 Microsoft Word 文档”“无标题”“工作簿1”等软件默认名称，“IMG_2031”“微信图片_20260714”等相机、扫描仪、聊天软件自动起的名称，或者整个是一串随机字符的，带扩展名而只有数字（年份除外）、“副本”“最终版”、随手敲的字母（asdfg123）一类字样的，每个附件报一条。
    不算：平台把文件地址改成随机字符、而页面上另有显示名称的；写“附件”“下载”的；内嵌在正文里显示的文件。
    改法：把显示名称改成“附件1：……表”。
    不管什么：附件打不开看 LNK003，附件与附件说明不对应看 FMT013。
    """
    embedded = {canonical(url) for url in page.media}
    for attachment in page.attachments:
        if canonical(attachment.url) in embedded:
            continue
        file_name = _SUFFIX.sub("", attachment.name.strip())
        name = _COPY.sub("", file_name)
        is_bare = file_name != attachment.name.strip() and _SAYS_NOTHING.fullmatch(file_name)
        if is_bare or any(by_chance.fullmatch(name) for by_chance in (_BY_PROGRAM, _BY_DEVICE, _RANDOM)):
            yield Flaw(
                verdict=Verdict.FAIL,
                message=f"《{page.title or page.url}》的附件名称“{attachment.name}”看不出内容",
                subject=canonical(attachment.url),
                quote=attachment.name,
                expected="说明内容的名称，如“附件1：……表”",
            )
