"""FLD004: two items under one index number."""

from collections import defaultdict
from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from auditor.rule import site_rule
from auditor.text.patterns import pattern
from auditor.text.placeholder import is_no_number, is_placeholder

from ..basis import REGULATION_12

_SHORT_NAME = pattern(
    r"(?:index|default|content|\d{1,3})?(?:\.\w+)?"
)  # stands in many folders, for many items


@site_rule(
    "FLD004", "索引号重复", Severity.ORDINARY, basis=(REGULATION_12,), verdicts=(Verdict.FAIL,), version=2
)
def repeated_index(site: Site) -> Iterator[Flaw]:
    """一条信息应当有一个索引号，不同信息的索引号不得相同。

    怎么算：去掉空格后索引号相同，而文档号、标题都不同的信息，每个索引号报一次，记在发布较晚的一条上。
    不算：同一条信息挂在多个栏目、有多个地址的；标题或者正文相同的；空值、程序值和没有数字的索引号。
    改法：由网站后台重新生成索引号。
    不管什么：索引号写法看 FLD003，同一条信息重复发布看 COL009。
    """
    pages: dict[str, dict[str, Page]] = defaultdict(dict)
    for page in site.pages:
        if page.readable and (number := _number(page)):
            pages[number].setdefault(_item(page), page)
    for number, items in pages.items():
        different = _different(list(items.values()))
        if len(different) > 1:
            yield _flaw(number, sorted(different, key=_age))


def _number(page: Page) -> str:
    value = squeeze(page.fields.get("index_number"))
    usable = any(char.isdigit() for char in value) and not is_placeholder(value) and not is_no_number(value)
    return value if usable else ""


def _item(page: Page) -> str:
    """The document's own id (last level of its address): one item may hang in several sections.

    A name that any folder may hold is no id: then the whole address tells the item.
    """
    address = canonical(page.url)
    path, _, query = address.partition("?")
    name = path.rsplit("/", 1)[-1]
    if query:
        return f"{name}?{query}"
    return address if _SHORT_NAME.fullmatch(name) else name


def _different(pages: list[Page]) -> list[Page]:
    """The pages but for those whose title or text another one has too."""
    kept: list[Page] = []
    titles: set[str] = set()
    digests: set[str] = set()
    for page in pages:
        title = squeeze(page.title)
        if title in titles or (page.text_digest and page.text_digest in digests):
            continue
        titles.add(title)
        digests.add(page.text_digest)
        kept.append(page)
    return kept


def _age(page: Page) -> tuple[str, str]:
    return (page.shown_on.isoformat() if page.shown_on else "", page.url)


def _flaw(number: str, pages: list[Page]) -> Flaw:
    return Flaw(
        verdict=Verdict.FAIL,
        message=f"索引号“{number}”被{len(pages)}条不同信息使用："
        + "".join(f"《{page.title or page.url}》" for page in pages[:3]),
        subject=number,
        quote=number,
        expected="每条信息一个索引号",
        amount=len(pages),
        page=pages[-1],
    )
