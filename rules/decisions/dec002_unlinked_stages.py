"""DEC002: a catalogue of decisions that leads nowhere."""

from collections import defaultdict
from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.models.address import canonical
from auditor.models.spaces import squeeze, squeeze_lines
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import DECISION_REGULATION
from ..elements import labels_of
from .catalogue import is_catalogue, names_of

_NO_MATTER = pattern(r"(?:无|没有)(?:列入)?(?:的)?重大(?:行政)?决策事项")
_ITSELF = pattern(
    r"决策.{0,12}目录|\.(?:docx?|xlsx?|pdf|wps)$"
)  # the catalogue as a file is no page of a matter
_UNREACHED = pattern(r"[^。；\n]{2,24}?\n?(?:未到期|未到时|尚未|未启动|未开展|未形成|暂未|暂无)")
_WAITING = pattern(r"未到|未启动|未开展|未形成|尚未|暂未|暂无|暂缓|取消|调出")
_PAGES = pattern(r"专[页题栏]|详情|链接|网址")
_MATTER = pattern(r"事项|名称|项目|内容")
_DECIDED = pattern(r"印发|公布|决定|结果")
_LEAST_NAME = 6
_STAGES = {
    "决策草案": pattern(r"草案|征求意见稿"),
    "起草说明": pattern(r"说明|背景|依据"),
    "意见征集": pattern(r"征[求集]|公众参与|听证|专家论证"),
    "采纳情况": pattern(r"采纳|反馈"),
    "决策结果": pattern(r"结果|印发|公布|决定|通知|解读"),
}


@page_rule(
    "DEC002",
    "目录未链各环节",
    Severity.ORDINARY,
    basis=(DECISION_REGULATION,),
    verdicts=(Verdict.REVIEW,),
    version=5,
    awaits=is_catalogue,
)
def unlinked_stages(page: Page, site: Site) -> Iterator[Flaw]:
    """重大行政决策事项目录宜用链接归集每个事项的草案、说明、意见征集、采纳情况和结果。

    怎么算：目录页（标题是重大行政决策事项目录，或者公布目录的通知）的链接文字和表格各栏的名称里，找草案、说明、征集、采纳、结果各环节；链接以事项名称为文字、落到事项专页的，只要有就不再查环节；表格里有的事项有链接、有的没有也没写未到期的，另报一条；事项专页分环节列到结果，只缺一个环节的，每页报一条。
    转人工核对：全部。
    不算：事项没有推进到、写明“未到期”“尚未开展”等的环节；有事项专页链接的；目录放在附件里而页面另有链接的；写明当年没有重大行政决策事项的；目录没有链接，但各环节另有事项栏目或者征集、采纳、结果的页面的；研究目录的会议消息。
    改法：在目录里给每个事项挂上专页或各环节的链接。
    不管什么：征集与反馈互相链接看 DEC008，链接打不开看 LNK002。
    """
    if not is_catalogue(page) or _NO_MATTER.search(page.document.text):
        return
    words = [link.text for link in page.links if link.text.strip()]
    if not words and _stands_apart(page, site):
        return
    told = (*words, *_columns(page), *_not_yet(page)) if words else _waiting(page)
    missing = [name for name, pattern in _STAGES.items() if not any(pattern.search(text) for text in told)]
    own_pages = [
        text
        for text in words
        if len(text) >= 6 and not _ITSELF.search(text) and not any(p.search(text) for p in _STAGES.values())
    ]
    if missing and not own_pages and not _has_pages_column(page):
        said = "没有任何链接" if not words else f"没有到{'、'.join(missing)}的链接"
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"决策事项目录{said}，请核对各事项推进到哪个环节",
            subject="环节",
            quote="；".join(words[:5]) or page.document.text.strip()[:60],
            expected="每个事项链到专页或各环节",
            amount=len(missing),
        )
    elif bare := _unlinked_rows(page):
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"决策事项目录有{len(bare)}个事项没有链接，也没有写明未推进到哪个环节，请核对",
            subject="事项",
            quote="；".join(bare[:5]),
            expected="每个事项链到专页或各环节",
            amount=len(bare),
        )
    yield from _incomplete(page, site)


def _incomplete(page: Page, site: Site) -> Iterator[Flaw]:
    """A matter's own page that tells stage by stage, up to the result, and leaves one out."""
    wanted = {canonical(link.url) for link in page.links}
    for other in site.pages:
        document = site.documents.get(canonical(other.url)) if canonical(other.url) in wanted else None
        if document is None or _WAITING.search(document.text):
            continue
        heads = labels_of(document)
        missing = [name for name, pattern in _STAGES.items() if not any(pattern.search(h) for h in heads)]
        if len(missing) == 1 and "决策结果" not in missing:
            yield Flaw(
                verdict=Verdict.REVIEW,
                message=f"事项专页《{other.title}》列到了决策结果，没有{missing[0]}，请核对",
                subject=other.title or other.url,
                quote="；".join(heads[:6]),
                expected="专页列出草案、说明、征集、采纳和结果",
                amount=1,
            )


def _has_pages_column(page: Page) -> bool:
    """Whether the table has a column of matters' own pages, and links that may stand in it: 查看."""
    return bool(page.links) and any(_PAGES.search(cell) for cell in _columns(page))


def _unlinked_rows(page: Page) -> list[str]:
    """Matters of a table without a link where other matters of it have one."""
    anchors = {squeeze(link.text) for link in page.links} - {""}
    linked, bare = 0, []
    for table in (table for table in page.document.tables if table.rows):
        at = next((n for n, cell in enumerate(table.rows[0]) if _MATTER.search(cell)), -1)
        for row in table.rows[1:] if at >= 0 else ():
            cells = [squeeze(cell) for cell in row]
            if any(anchor in cell for anchor in anchors for cell in cells):
                linked += 1
            elif len(set(cells)) > 1 and cells[at] and not any(_WAITING.search(cell) for cell in cells):
                bare.append(cells[at])
    return bare if linked else []


def _waiting(page: Page) -> tuple[str, ...]:
    """Stages whose whole column says that no matter has reached them."""
    columns = (c for table in page.document.tables for c in zip(*table.rows, strict=True))
    return tuple(head for head, *cells in columns if cells and all(_WAITING.search(cell) for cell in cells))


def _stands_apart(page: Page, site: Site) -> bool:
    """Whether the unit gathers the stages elsewhere: in a section a matter, or in pages of their own to the end."""
    listed = squeeze(page.document.text)
    named = (v.section.title for v in site.sections if v.section.unit == page.unit and v.entries)
    if any(len(name) >= _LEAST_NAME and name in listed for name in named if "决策" not in name):
        return True
    told: dict[str, str] = defaultdict(str)
    for other in site.pages:
        if other.unit == page.unit and other.url != page.url:
            for name in names_of(other):
                told[name] += f"{other.title}\n" if name in listed else ""
    decided = [said for said in told.values() if _DECIDED.search(said)]
    return bool(decided) and all(
        _STAGES["意见征集"].search(s) and _STAGES["采纳情况"].search(s) for s in decided
    )


def _columns(page: Page) -> tuple[str, ...]:
    """Headings of tables: the links below them are often only 查看."""
    return tuple(cell for table in page.document.tables for row in table.rows[:1] for cell in row)


def _not_yet(page: Page) -> tuple[str, ...]:
    """What the page says of stages that a matter has not reached."""
    return tuple(m.group() for m in _UNREACHED.finditer(squeeze_lines(page.document.text)))
