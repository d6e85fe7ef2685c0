"""The heading of a template that marks it as nothing: the line right above time and source."""

from auditor.models import Page
from auditor.models.spaces import squeeze
from auditor.text.patterns import pattern

from ..titles import tag

_TIME_OR_SOURCE = pattern(r"(?:发布|更新|发文)?(?:时间|日期)[:：]|(?:信息|文章)?来源[:：]")
_NO_HEADING = pattern(r"[:：|>→/»]|位置|打印|字体|关闭|浏览")
_LEAST = 8  # characters of a heading; names of sections are mostly shorter


def shown_heading(page: Page, title: str) -> str | None:
    """That line; None where the title stands above the body too, or the line may be no heading of an article.

    A heading has words in common with the title that the page bears: a line that has none is the template's.
    """
    lines = [squeeze(line) for line in page.lead_text.split("\n")]
    at = next((n for n, line in enumerate(lines) if _TIME_OR_SOURCE.match(line)), 0)
    line, said = lines[at - 1] if at else "", squeeze(title)
    if len(line) < _LEAST or _NO_HEADING.search(line) or not said or said in squeeze(page.lead_text):
        return None
    names = (
        page.section,
        page.unit,
        *(tag(page, name) for name in ("SiteName", "ColumnName", "ContentSource")),
    )
    known = "/".join(squeeze(name) for name in (*names, *page.breadcrumb))
    told = {line[n : n + 2] for n in range(len(line) - 1) if line[n : n + 2] not in known}
    return line if line not in known and any(pair in said for pair in told) else None
