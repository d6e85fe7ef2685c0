"""FLD011: no SiteName, SiteDomain or SiteIDCode."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, PageKind, Severity, Site, Verdict
from auditor.rule import site_rule

from ..basis import SITE_GUIDELINE_TAGS
from ..titles import tag
from .tags import SITE_TAGS, has_tags

_READ = (PageKind.HOME, PageKind.LIST, PageKind.ARTICLE)


@site_rule(
    "FLD011",
    "站点标签缺",
    Severity.ORDINARY,
    basis=(SITE_GUIDELINE_TAGS,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    template=True,
)
def site_tags(site: Site) -> Iterator[Flaw]:
    """网页应当设置站点标签SiteName、SiteDomain、SiteIDCode并填写内容。

    怎么算：先看首页，缺一项或者内容为空报一条；首页已缺的，其他页面不再报；首页齐全的，再逐页看。标签名不分大小写。
    转人工核对：首页一个规定标签都没有的，可能由脚本写入，用浏览器打开后再看。
    不算：另存的页面片段；一个规定标签都没有的内容页（看 FLD013）。
    改法：由平台运维单位修改模板。同一模板统一缺失的按模板合并为一条。
    不管什么：标签内容不真看 FLD014，标签里留着标签名称看 FLD019。
    """
    pages = [page for page in site.pages if page.readable and page.kind in _READ and page.metas]
    homes = [page for page in pages if page.kind is PageKind.HOME]
    told: set[str] = set()
    for page in (*homes, *(page for page in pages if page.kind is not PageKind.HOME)):
        is_home = page.kind is PageKind.HOME
        if is_home and not has_tags(page):
            told.update(SITE_TAGS)
            yield _unseen(page)
        elif has_tags(page):
            missing = [name for name in SITE_TAGS if not tag(page, name) and name not in told]
            told.update(missing if is_home else ())
            yield from (_missing(page, name) for name in missing)


def _missing(page: Page, name: str) -> Flaw:
    content = tag(page, name)
    return Flaw(
        verdict=Verdict.FAIL,
        message=f"网页标签{name}{'缺失' if content is None else '内容为空'}",
        subject=name,
        quote="" if content is None else f'<meta name="{name}" content="">',
        expected=f"设置{name}并填写内容",
        page=page,
    )


def _unseen(page: Page) -> Flaw:
    names = "、".join(SITE_TAGS)
    return Flaw(
        verdict=Verdict.REVIEW,
        message=f"首页源代码中没有网页标签{names}，可能由脚本写入",
        subject=names,
        expected=f"设置{names}",
        page=page,
    )
