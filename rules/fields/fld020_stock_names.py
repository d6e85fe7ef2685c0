"""FLD020: stock names of examples in a published text."""

from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.rule.words import listed
from auditor.text.patterns import pattern

from ..anatomy import own_lines
from ..basis import SITE_INDICATORS
from ..document_classes import WEB_CONTENT

_STOCK = pattern(
    r"张三|李四|王五|赵六|某某某"
    r"|某某(?:省|市|县|区|镇|乡|街道)(?:某某(?:县|区|镇|乡|街道))?人民政府|某[省市]某[市县区](?:某[镇乡])?人民政府|《某某[省市县区镇乡局]"
    r"|[Xx]{3,}@|@(?:[Xx]{3,}|example)\."
    r"|(?:XX|xx|\uff38\uff38|××|\*\*|○○)(?:年|月|日|局|镇|街道|单位|部门|项目|区|县|市)"
)
_EXAMPLE = listed(__file__, "{example}|问[:：]|[如若](?=张三|李四|王五|赵六|[Xx×某])")
_CONTEXT = 12


@page_rule(
    "FLD020",
    "样例名称残留",
    Severity.ORDINARY,
    basis=(SITE_INDICATORS,),
    classes=(*WEB_CONTENT, DocumentClass.DRAFT),
    verdicts=(Verdict.REVIEW,),
)
def stock_names(page: Page, _site: Site) -> Iterator[Flaw]:
    """正式发布的信息不得留有张三、李四、XX等样例名称。

    怎么算：正文里有“张三”“李四”“某某某”，或者“XX年”“××局”“某某县人民政府”“xxx@xxx.com”一类没有替换的样例，每种报一条。
    转人工核对：可能确有其人，也可能是举例、隐去姓名，一律由人核对。
    不算：落款以后的附件样式（印发的方案、办法本身要看）；同一段或者标题里说明是举例、案例、样式、格式、填写说明、隐去姓名的；掩去部分数字的手机号、姓名（王××）；政策解读的问答。
    改法：换成真实内容；信息不应公开的整条撤下。
    不管什么：“行政机关规范全称”等提示文字看 FLD018，信息表里的XX看 FLD002。
    """
    if _EXAMPLE.search(page.title or ""):
        return
    told: set[str] = set()
    for line in _lines(page):
        found = _STOCK.search(line)
        if found and found.group() not in told and not _EXAMPLE.search(line):
            told.add(found.group())
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"正文有样例名称“{found.group()}”，请核对是否忘了替换",
                subject=found.group(),
                quote=line[max(0, found.start() - _CONTEXT) : found.end() + _CONTEXT],
                expected="真实内容",
            )


def _lines(page: Page) -> list[str]:
    """Of a paper its own lines: below them stand forms; of anything else every line, tables included."""
    document = page.document
    return own_lines(page) if document.signed.dated_text else [p.text for p in document.paragraphs]
