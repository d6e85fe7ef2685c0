"""Sets of document classes that rules speak about."""

from auditor.models import DocumentClass as D

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
