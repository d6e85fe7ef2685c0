"""FLD018: words of the editor's template left in the text."""

import re
from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..anatomy import own_lines
from ..basis import SITE_INDICATORS

_LEFT = pattern(
    r"行政机关(?:规范)?全称|[（(【\[](?:单位|机关|部门|机构)(?:规范)?(?:全称|名称)[)）】\]]"
    r"|(?:点击|单击)此处(?:添加|输入|编辑)[\u3400-\u9fff]{0,6}|在此(?:处)?(?:输入|键入|填写)[\u3400-\u9fff]{0,6}|此处(?:填写|插入|填入)[\u3400-\u9fff]{0,6}"
    r"|[这此]里(?:是|为|放|填|写|填写|输入|插入)[\u3400-\u9fff]{0,6}(?:内容|标题|简介|正文|文字)"
    r"|\{\{[^{}]{1,40}\}\}|[$#]\{[\w.]{1,40}\}|\{\$[\w.]{1,40}\}|<\$\w{1,40}\$?>|</?TRS_\w+[^<>]{0,80}>"
    r"|请(?:在此(?:处)?)?插入[\u3400-\u9fff]{0,4}(?:图片|照片|表格|附件|视频|内容)"
    r"|请输入(?:标题|正文|内容|文字)|(?:标题|正文|内容)占位符?|(?i:Lorem ipsum)"
)
_SPECIMEN = pattern(
    r"格式|样式|模板|范本|样本|示范文本|填写说明|填报说明|填表说明|操作(?:手册|指南|说明)|示例|编写"
)
_MARK_LEFT = pattern(  # above the body: nothing but a mark that was not replaced
    r"\{\{[^{}]{1,40}\}\}|[$#]\{[\w.]{1,40}\}|\{\$[\w.]{1,40}\}|<\$\w{1,40}\$?>|</?TRS_\w+[^<>]{0,80}>"
)
_TITLE_LEFT = pattern(
    r"(?:新建|新增|未命名|无标题|测试)(?:文章|文档|页面|标题|栏目)?\d*|(?:文章|信息|内容|页面)?标题|(?i:test)\d*"
    r"|[^\u3400-\u9fff]*(?:\{\{[^{}]{1,40}\}\}|[$#]\{[\w.]{1,40}\}|<\$\w{1,40}\$?>)[^\u3400-\u9fff]*"
)
_SURE = pattern(
    r"行政机关.*|(?:点击|单击)此处.*|Lorem ipsum", re.IGNORECASE
)  # the rest may be a form's own words
_CONTEXT = 12


@page_rule(
    "FLD018",
    "模板提示文字残留",
    Severity.ORDINARY,
    basis=(SITE_INDICATORS,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
)
def template_words(page: Page, _site: Site) -> Iterator[Flaw]:
    """页面正文不得留有模板的提示文字。

    怎么算：正文里有“行政机关规范全称”“点击此处添加标题”等提示文字的，每种报一条，标题下面留着没有替换的置标的也报；标题就是“新建文章”“无标题”“{{title}}”的。
    转人工核对：“（单位名称）”“此处填写……”“请输入标题”“这里是……内容”和没有替换的置标可能是表格样式的原话；标题或者正文说到格式、模板、范本、填写说明的，可能是在介绍格式。
    不算：表格里的表头；落款以后的附件样式（印发的方案、办法本身要看）；信息表和网页标签里的模板值（看 FLD002、FLD019）。
    改法：换成真实内容，如“请与行政机关规范全称联系”改为“请与某某区财政局联系”。
    不管什么：张三、李四、XX等样例名称看 FLD020。
    """
    if _TITLE_LEFT.fullmatch(title := squeeze(page.title)):
        yield Flaw(
            verdict=Verdict.FAIL,
            message=f"标题“{title}”是编辑器或者模板的文字，没有换成真实标题",
            subject="标题",
            quote=title,
            expected="概括内容的标题",
        )
    about_forms = bool(_SPECIMEN.search(page.title or ""))
    found = {m.group(): (line, m) for line in own_lines(page) for m in _LEFT.finditer(line)}
    above = ((line, m) for line in page.lead_text.splitlines() for m in _MARK_LEFT.finditer(line))
    found = {m.group(): (line, m) for line, m in above} | found
    for words, (line, match) in found.items():
        sure = _SURE.fullmatch(words) and not about_forms and not _SPECIMEN.search(line)
        yield _flaw(line, match, Verdict.FAIL if sure else Verdict.REVIEW)


def _flaw(line: str, match: re.Match[str], verdict: Verdict) -> Flaw:
    return Flaw(
        verdict=verdict,
        message=f"页面留有模板提示文字“{match.group()}”" + ("，请核对" if verdict is Verdict.REVIEW else ""),
        subject=match.group(),
        quote=line[max(0, match.start() - _CONTEXT) : match.end() + _CONTEXT],
        expected="真实的单位名称或者内容",
    )
