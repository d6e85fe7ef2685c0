"""FLD019: a page tag that holds its own name."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import SITE_GUIDELINE_TAGS
from ..titles import GUIDELINE_TAGS, tag
from .tags import names_itself


@page_rule(
    "FLD019",
    "网页标签未替换",
    Severity.ORDINARY,
    basis=(SITE_GUIDELINE_TAGS,),
    verdicts=(Verdict.FAIL,),
    template=True,
)
def tag_names_itself(page: Page, _site: Site) -> Iterator[Flaw]:
    """网页标签应当填写真实内容，不得留着标签自己的名称。

    怎么算：规定标签的内容就是说明文字的，如SiteIDCode写“政府网站标识码”、ColumnName写“栏目名称”，每个标签报一条。
    不算：空值和null等程序值；内容里只是提到这些词的。
    改法：由平台运维单位修改模板，输出真实内容。
    不管什么：标签缺失看 FLD011、FLD012、FLD013，程序值看 FLD002，内容不真看 FLD014。
    """
    for name in GUIDELINE_TAGS:
        content = tag(page, name)
        if names_itself(name, content):
            yield Flaw(
                verdict=Verdict.FAIL,
                message=f"网页标签{name}的内容是标签名称“{content}”，没有替换成真实内容",
                subject=name,
                quote=f'<meta name="{name}" content="{content}">',
                expected="真实内容",
            )
