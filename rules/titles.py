"""What a title says of its page; the title in the information table, and the page tags of the site guideline."""

from __future__ import annotations

from auditor.models import Page
from auditor.models.spaces import squeeze
from auditor.text.patterns import pattern

REQUIRED_TAGS = ("ArticleTitle", "PubDate", "ContentSource")  # of a content page
GUIDELINE_TAGS = (  # names that only the guideline uses
    *("SiteName", "SiteDomain", "SiteIDCode"),
    *("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"),
    *REQUIRED_TAGS,
)
TAGS = (*GUIDELINE_TAGS, "Keywords", "Author", "Description", "Image", "Url")

PAPER = pattern(r"关于.+的(?:通知|意见|通报|决定|批复|函|公告|通告|方案|办法|规定)(?:[（(].{1,20}[)）])?$")
EXPLAINS = pattern(r"解读|图解|读懂|问答|说明|政策图|答记者问|吹风")


def names_a_paper(title: str) -> bool:
    """Whether a title is that of a paper itself, and says nothing of explaining one."""
    plain = squeeze(title)
    before = plain if "《" in plain else plain.partition("关于")[0]
    return bool(PAPER.search(plain)) and not EXPLAINS.search(before)


def table_title(page: Page) -> str | None:
    """The title as the information table states it; None where the table has none."""
    return page.fields.get("title") or (page.title if "title" in page.labels else None)


def tag(page: Page, name: str) -> str | None:
    """The content of a page tag; names are compared without regard to case."""
    return next((value for key, value in page.metas.items() if key.lower() == name.lower()), None)
