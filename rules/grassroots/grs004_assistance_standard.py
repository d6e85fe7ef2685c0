"""GRS004: an assistance standard that names too few groups, no day in force or no paper it rests on."""

import re
from collections.abc import Iterator, Mapping

from auditor.models import DocumentClass, Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import GRASSROOTS_NOTICE
from ..elements import missing_elements

_IS_STANDARD = pattern(r"(?:社会救助|困难群众|救助保障|困难群体).{0,12}标准|(?<![法时疗育律灾])救助标准")
_IS_SINGLE = pattern(
    r"(?:最低生活保障|低保|特困|孤儿|困境儿童|残疾人.{0,4}补贴).{0,12}标准(?:的(?:通知|公告|公示|通告))?$"
)
_NOT_STANDARD = pattern(r"解读|问答|答问|会议|新闻|动态|意见征集|征求意见")
_OTHERS = (DocumentClass.INTERPRETATION, DocumentClass.NEWS, DocumentClass.CONSULTATION)
_LOW_INCOME = "(?:最低生活保障|低保)"
_UNITED = rf"(?s:\A(?!.*(?:城[市镇]|农村)(?:居民)?{_LOW_INCOME}).*{_LOW_INCOME})"  # one standard for town and country
_VAGUE = "(?:上级|有关|相关)(?:部门)?(?:文件|规定|要求|政策|精神)"
_ELEMENTS = {
    "城市低保": pattern(rf"(?:城[市镇]|城乡)(?:居民)?{_LOW_INCOME}|{_UNITED}"),
    "农村低保": pattern(rf"(?:农村|城乡)(?:居民)?{_LOW_INCOME}|{_UNITED}"),
    "城市特困": pattern(r"城[市镇]特困|城乡特困|特困(?:人员|供养)"),
    "农村特困": pattern(r"农村特困|城乡特困|特困(?:人员|供养)"),
    "困难残疾人": pattern(r"困难残疾人|残疾人.{0,6}生活补贴|残疾人两项补贴"),
    "重度残疾人": pattern(r"重度残疾人|护理补贴|残疾人两项补贴"),
    "机构养育孤儿": pattern(
        r"机构(?:集中)?(?:养育|供养)|集中(?:供养|养育).{0,4}孤儿|福利机构.{0,6}孤儿|孤儿.{0,6}集中(?:供养|养育)"
    ),
    "社会散居孤儿": pattern(
        r"散[居养](?:孤儿|供养)|分散(?:供养|养育).{0,4}孤儿|孤儿.{0,6}(?:分散|散居)(?:供养|养育)?"
    ),
    "重点困境儿童": pattern(r"困境儿童|事实无人抚养"),
    "执行日期": pattern(r"执行|自[^，。；\n]{6,14}起|起施行|起实施|\d{4}\s*年\s*\d{1,2}\s*月"),
    "文件依据": pattern(rf"〔\d{{4}}〕|(?:根据|依据)(?!{_VAGUE})|按照.{{0,30}}《"),
}
_OF_SINGLE = {name: _ELEMENTS[name] for name in ("执行日期", "文件依据")}


@page_rule(
    "GRS004",
    "救助标准要素不全",
    Severity.ORDINARY,
    basis=(GRASSROOTS_NOTICE,),
    verdicts=(Verdict.REVIEW,),
    version=5,
)
def assistance_standard(page: Page, _site: Site) -> Iterator[Flaw]:
    """社会救助标准宜写明9类困难群众各自的标准、执行日期和文件依据。

    怎么算：标题是社会救助标准、困难群众救助标准的页面，在正文和表格里找9类对象、执行日期和依据，缺的合为一条，低保不分城市、农村的算两类都写了；标题是低保、特困、孤儿等单项标准的，只找执行日期和依据。
    转人工核对：全部，是不是最新标准、单项标准是否在别的页面公布，由人按市里最新文件核对。
    不算：内容在附件里的；解读和动态。
    改法：补全各类标准；标准调整后及时更新。
    不管什么：救助名单里的个人信息看个人信息各规则。
    """
    title, text = squeeze(page.title), page.document.text
    elements = _elements(title)
    if page.kind is not PageKind.ARTICLE or page.document_class in _OTHERS:
        return
    if not elements or _NOT_STANDARD.search(title):
        return
    missing = (
        missing_elements(text, elements) if text.strip() and not (page.attachments or page.media) else []
    )
    if missing:
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"救助标准没有找到{'、'.join(missing)}，请人工核对",
            subject="要素",
            quote=text.strip()[:60],
            expected="、".join(elements),
            amount=len(missing),
        )


def _elements(title: str) -> Mapping[str, re.Pattern[str]]:
    """What a page of this title must name; nothing where it is no standard."""
    if _IS_STANDARD.search(title):
        return _ELEMENTS
    return _OF_SINGLE if _IS_SINGLE.search(title) else {}
