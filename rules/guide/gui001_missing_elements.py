"""GUI001: a guide that lacks what an applicant must know."""

import re
from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import REGULATION_12
from ..elements import fully_read, missing_elements

IS_GUIDE = re.compile(r"(?:政府)?信息公开(?:工作)?指南|依申请公开(?:工作)?指南")
_ELEMENTS = {
    "机构名称": re.compile(
        r"(?:机构|单位|部门|机关)(?:名称)?\s*[:：是为]|受理(?:机构|机关|部门|单位)|公开(?:工作)?机构|承办(?:机构|科室)|负责.{0,20}信息公开|信息公开.{0,16}(?:由|是).{0,30}(?:负责|承担)"
    ),
    "办公地址": re.compile(
        r"地\s*址|办公地点|通[讯信]地址|联系地址|办公场所|位于|受理地点|(?:路|街|大道)\d+号"
    ),
    "办公时间": re.compile(
        r"(?:办公|工作|上班|受理|服务|接待|咨询|对外办公)时间|工作日.{0,30}\d{1,2}\s*[:：时点]|周一(?:至|到|—|-)周五"
    ),
    "联系电话": re.compile(r"电\s*话|热线|\d{3,4}\s*[-—－]\s*\d{7,8}"),
    "传真": re.compile(r"传\s*真"),
    "互联网联系方式": re.compile(
        r"邮\s*箱|电子邮件|e-?mail|互联网|网\s*址|网络|网\s*站|在线|网上|@|https?:|www\.", re.IGNORECASE
    ),
    "获取方式": re.compile(
        r"获取|查阅|公开(?:形式|方式|途径|渠道|载体)|查询(?:方式|途径|渠道)|发布渠道|通过.{0,40}(?:公开|发布|公布)"
    ),
    "申请流程": re.compile(
        r"申请表|申请(?:的)?(?:流程|程序|步骤|方式|办法|渠道|处理|办理|提出|受理|途径)|提出申请|(?:填写|提交|递交).{0,16}申请"
    ),
    "救济途径": re.compile(r"复议|诉讼|举报|投诉|救济|申诉"),
}


@page_rule(
    "GUI001",
    "指南要素不全",
    Severity.ORDINARY,
    basis=(REGULATION_12,),
    classes=(DocumentClass.GUIDE,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    shadow=True,  # until its labels have been seen on live pages
)
def incomplete_guide(page: Page, _site: Site, *, min_chars: int = 300) -> Iterator[Flaw]:
    """政府信息公开指南应当写明公开工作机构的名称、办公地址、办公时间、联系电话、传真号码、互联网联系方式，以及信息获取方式、申请流程和救济途径。

    怎么算：在指南正文里找每一项的常见写法，一处也找不到的算缺，每缺一项报一条。正文300字以上、没有附件和图片、没有脚本加载的，判不通过。
    转人工核对：正文较短，或者有附件、图片，要素可能写在里面的。
    不算：目录、制度等不是指南的页面；传真已经取消而写明“传真：无”的。
    改法：补写缺少的要素；没有传真的写“无”。
    不管什么：指南陈旧、引用旧法看 GUI002，申请渠道能不能用看 GUI005。
    """
    text = page.document.text
    if not IS_GUIDE.search("".join((page.title or "").split())) or not text.strip():
        return
    sure = fully_read(page, min_chars)
    for name in missing_elements(text, _ELEMENTS):
        yield Flaw(
            verdict=Verdict.FAIL if sure else Verdict.REVIEW,
            message=f"指南没有写明{name}" if sure else f"指南正文没有找到{name}，请人工核对附件和图片",
            subject=name,
            quote=text.strip()[:60],
            expected=f"写明{name}",
        )
