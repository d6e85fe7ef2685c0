"""FLD013: a content page without ArticleTitle, PubDate or ContentSource."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.rule import page_rule

from ..basis import SITE_GUIDELINE_TAGS
from ..document_classes import FILED, is_filed
from ..titles import GUIDELINE_TAGS, REQUIRED_TAGS, tag

_ALL = "、".join(REQUIRED_TAGS)


@page_rule(
    "FLD013",
    "内容页标签缺",
    Severity.MINOR,
    basis=(SITE_GUIDELINE_TAGS,),
    classes=FILED,
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
    template=True,
)
def content_tags(page: Page, _site: Site) -> Iterator[Flaw]:
    """内容页应当设置网页标签ArticleTitle、PubDate、ContentSource并填写内容。

    怎么算：页面已有规定标签中的任何一个，而三项中缺一项或者内容为空，每项报一条。标签名不分大小写。
    转人工核对：纳入检查的栏目页面一个规定标签都没有的，可能由脚本写入，用浏览器打开后再看。
    不算：另存的页面片段（没有页头）；列表页和附件；设有栏目标签、直接显示正文的栏目页。
    改法：由平台运维单位修改模板，由编辑补填来源。模板统一缺失的按模板合并为一条。
    不管什么：标签里的程序值看 FLD002，PubDate写法看 FLD015，ArticleTitle与标题不同看 FLD006。
    """
    if page.kind is not PageKind.ARTICLE or _is_column(page) or not is_filed(page):
        return
    if not any(tag(page, name) is not None for name in GUIDELINE_TAGS):
        if page.section and page.metas:
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"页面源代码中没有网页标签{_ALL}，可能由脚本写入",
                subject=_ALL,
                expected=f"设置{_ALL}",
            )
        return
    for name in REQUIRED_TAGS:
        content = tag(page, name)
        if not content:
            yield Flaw(
                verdict=Verdict.FAIL,
                message=f"网页标签{name}{'缺失' if content is None else '内容为空'}",
                subject=name,
                quote="" if content is None else f'<meta name="{name}" content="">',
                expected=f"设置{name}并填写内容",
            )


def _is_column(page: Page) -> bool:
    """A section's own page that shows a text in place of a list carries the tags of a column."""
    return page.is_section and bool(tag(page, "ColumnName")) and tag(page, "ArticleTitle") is None
