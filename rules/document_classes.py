"""Sets of document classes that rules speak about."""

from auditor.models import DocumentClass as D
from auditor.models import Page, PageKind

PAPERS = (D.NORMATIVE, D.OFFICIAL)  # 公文: issued under a heading, with 发文字号 and 落款
PAPERS_AND_DRAFTS = (*PAPERS, D.DRAFT)
DISCLOSED = (*PAPERS, D.PUBLIC_NOTICE)  # under the 20-working-day limit of 条例 26
WEB_CONTENT = (
    *DISCLOSED,
    D.NEWS,
    D.ANNUAL_REPORT,
    D.BUDGET,
    D.CONSULTATION,
    D.CONSULTATION_FEEDBACK,
    D.INTERPRETATION,
    D.GUIDE,
)  # 内容页 of a portal
FILED = (
    *WEB_CONTENT,
    D.UNKNOWN,
)  # with `is_filed`: an article that gives no sign of its class is content all the same


def is_filed(page: Page) -> bool:
    """Whether the class tells that it is content, or, where it tells nothing, the section that it is filed in."""
    if page.document_class is not D.UNKNOWN:
        return True
    return page.kind is PageKind.ARTICLE and bool(page.section) and not page.is_section
