"""What was read from a page, for people: its names, fields, files and the lines of its body, as `extract --text` prints it."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.models import Page, PageKind

_KINDS = {
    PageKind.HOME: "首页",
    PageKind.LIST: "列表页",
    PageKind.ARTICLE: "内容页",
    PageKind.FILE: "文件",
    PageKind.UNKNOWN: "看不出是哪一种页面",
}
_NONE = "（没有读到）"


def page_text(page: Page) -> str:
    """One line a thing that was read; what was not read is said, since a selector is tried to find it."""
    return "\n".join(_lines(page))


def _lines(page: Page) -> Iterator[str]:
    yield f"页面：{page.source}（{_KINDS[page.kind]}，建站系统 {page.cms}）"
    yield f"标题：{page.title or _NONE}"
    yield f"可见标题：{page.heading or _NONE}"
    yield f"所在位置：{' > '.join(page.breadcrumb) or _NONE}"
    yield "信息表：" if page.fields else f"信息表：{_NONE}"
    yield from (
        f"  {page.labels.get(name, name)}：{value or '（空）'}" for name, value in page.fields.items()
    )
    yield from (f"附件：{attachment.name}  {attachment.url}" for attachment in page.attachments)
    yield from (f"问题：{problem.text}" for problem in page.problems)
    lines = [paragraph.text for paragraph in page.document.paragraphs if paragraph.text.strip()]
    yield f"正文（{page.text_length}字）：" if lines else f"正文：{_wordless(page)}"
    yield from (f"  {line.strip()}" for line in lines)


def _wordless(page: Page) -> str:
    """Why there are no lines: a list has none, and an article may be one file."""
    if page.kind is PageKind.LIST:
        return "列表页没有正文，条目用 auditor probe 试读"
    return "页面上没有文字，内容在附件里" if page.attachments and not page.problems else _NONE
