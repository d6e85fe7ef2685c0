"""GUI004: a catalogue of what is published that is a picture, outdated, or names neither who nor when."""

from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Table, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import page_rule
from auditor.text.numerals import with_arabic_years
from auditor.text.patterns import pattern

from ..basis import GRASSROOTS_NOTICE, REGULATION_12

_IS_CATALOGUE = pattern(
    r"主动公开(?:基本|事项)?目录|政府信息公开(?:基本)?目录|政务公开(?:基本|事项|标准)?目录"
)
_YEAR = pattern(r"(20\d\d)\s*年?版?")
_WHO = pattern(
    r"(?:责任|承办|主办|牵头|公开|发布|业务)(?:科室|股室|处室|单位|部门|主体|机构|科|股)|主办|负责人?"
)
_MATTER = pattern(r"事项|内容|类别|名称")
_LEAST_COLUMNS = 4
_WHEN = pattern(r"时限|期限|时效|更新(?:频次|频率|周期|时间)|公开时间|工作日|及时公开|[每按](?:季|月|年)")
_SAID = {  # above or below the table, once for all: a column's name alone tells neither who nor when
    "责任科室": pattern(
        rf"(?:{_WHO.pattern})[^。；\n、，]{{0,6}}(?:[:：为是]|均?由)|由[^。；，\n]{{2,16}}(?:负责|承办)"
    ),
    "公开时限": pattern(
        r"工作日|\d+日内|及时公开|[每按](?:季|月|年)|(?:时限|期限)[^。；\n、，]{0,6}[:：为是]"
    ),
}


@page_rule(
    "GUI004",
    "基本目录不可用",
    Severity.ORDINARY,
    basis=(REGULATION_12, GRASSROOTS_NOTICE),
    classes=(DocumentClass.GUIDE,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=3,
)
def unusable_catalogue(
    page: Page, _site: Site, *, max_age_years: int = 2, min_chars: int = 50
) -> Iterator[Flaw]:
    """主动公开基本目录应当能够检索、及时更新，写明责任科室和公开时限。

    怎么算：目录页正文不足50字、没有附件、只有图片的，判不通过。
    转人工核对：标题年份比检查日早2年以上的（没有年份的看发布日期）；正文或已读到的附件里（有目录表格的，看表格和表外统一写明的话）没有责任科室或者公开时限的。
    不算：目录放在表格、文档附件里的；附件没有读到内容的不查责任和时限。
    改法：用表格公开目录，写明责任科室、时限，按年核对更新。
    不管什么：目录里的链接打不开看 LNK002。
    """
    title = squeeze(page.title)
    if not _IS_CATALOGUE.search(title):
        return
    if page.text_length < min_chars and not page.attachments and not page.links and page.media:
        yield _flaw(Verdict.FAIL, "形式", "基本目录是图片，不能检索", page.media[0])
        return
    match = _YEAR.search(with_arabic_years(title))
    year = int(match[1]) if match else page.shown_on.year if page.shown_on else None
    if year and page.fetched_at.year - year >= max_age_years:
        yield _flaw(Verdict.REVIEW, "日期", f"基本目录是{year}年的，请核对是否需要更新", title)
    yield from _contents(page, title)


def _contents(page: Page, title: str) -> Iterator[Flaw]:
    read = [a.content.document for a in page.attachments if a.content and not a.content.failure]
    if len(read) < len(page.attachments) or (page.media and not read):
        return
    tables = [table for document in (page.document, *read) for table in document.tables]
    said = "\n".join(cell for table in tables for row in table.rows[:5] for cell in row)
    texts = "\n".join(document.text for document in (page.document, *read))
    if not any(
        _lists_matters(table) for table in tables
    ):  # else what the words above it promise is not enough
        said += texts
    parts = (("责任科室", _WHO), ("公开时限", _WHEN))
    missing = [n for n, known in parts if not known.search(said) and not _SAID[n].search(texts)]
    if missing and said.strip():
        yield _flaw(Verdict.REVIEW, "要素", f"基本目录没有找到{'、'.join(missing)}，请人工核对", title)


def _lists_matters(table: Table) -> bool:
    """Whether its first row names the columns of a catalogue."""
    heads = table.rows[0] if table.rows else ()
    return len(heads) >= _LEAST_COLUMNS and any(_MATTER.search(squeeze(head)) for head in heads)


def _flaw(verdict: Verdict, subject: str, message: str, quote: str) -> Flaw:
    return Flaw(
        verdict=verdict,
        message=message,
        subject=subject,
        quote=quote,
        expected="用表格公开，写明责任科室和时限，及时更新",
    )
