"""FLD012: a list page without its column tags."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.rule import page_rule

from ..basis import SITE_GUIDELINE_TAGS
from ..titles import tag
from .tags import COLUMN_TAGS, has_tags, names_itself, says_something

_ALL = "、".join(COLUMN_TAGS)


@page_rule(
    "FLD012",
    "栏目标签缺",
    Severity.MINOR,
    basis=(SITE_GUIDELINE_TAGS,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    template=True,
)
def column_tags(page: Page, _site: Site) -> Iterator[Flaw]:
    """栏目页应当设置网页标签ColumnName、ColumnDescription、ColumnKeywords、ColumnType并填写内容。

    怎么算：只看列表页；页面已有规定标签中的任何一个，而四项中缺一项、内容为空或者是null等程序值的，合并报一条。标签名不分大小写。
    转人工核对：登记栏目的列表页一个规定标签都没有的，可能由脚本写入。
    不算：列表的第二页以后（与第一页只查其一）；内容页、首页。
    改法：由平台运维单位修改模板，由编辑填写栏目描述和关键词。
    不管什么：内容页标签看 FLD013，标签里留着标签名称看 FLD019。
    """
    if page.kind is not PageKind.LIST or not page.metas or _is_further_page(page):
        return
    if not has_tags(page):
        if page.section:
            message = f"栏目页源代码中没有网页标签{_ALL}，可能由脚本写入"
            yield Flaw(verdict=Verdict.REVIEW, message=message, subject="栏目标签", expected=f"设置{_ALL}")
        return
    missing = [name for name in COLUMN_TAGS if _is_missing(page, name)]
    if missing:
        yield Flaw(
            verdict=Verdict.FAIL,
            message=f"栏目页的网页标签{'、'.join(missing)}缺失或者没有内容",
            subject="栏目标签",
            quote="；".join(f"{name}={tag(page, name)}" for name in missing if tag(page, name)),
            expected=f"设置{_ALL}并填写内容",
            amount=len(missing),
        )


def _is_missing(page: Page, name: str) -> bool:
    content = tag(page, name)
    return not says_something(name, content) and not names_itself(name, content)


def _is_further_page(page: Page) -> bool:
    """A list's second and later pages carry what the first carries."""
    return bool(page.section_url) and canonical(page.url) != canonical(page.section_url or "")
