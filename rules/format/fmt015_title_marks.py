"""FMT015: a full stop, stray spaces or the 发文字号 stuck to a title."""

from collections.abc import Iterator

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import page_rule
from auditor.text.document_number import DocumentNumber, find_numbers
from auditor.text.paper import DOCUMENT_TYPES
from auditor.text.patterns import pattern

from ..basis import GB_T_9704, PAPERWORK_REGULATION
from ..titles import table_title, tag
from .issuers import joint_issuers

# A space may part the halves of a headline; an unknown page may be one.
_HALVED = (DocumentClass.NEWS, DocumentClass.INTERPRETATION, DocumentClass.UNKNOWN)
_PAIRS = (("（", "）"), ("《", "》"), ("“", "”"))
_CUT = ("…", "...")
_END_MARKS = frozenset("，、；：,;:")
_TYPES = tuple(DOCUMENT_TYPES)
_HAN = "\u3400-\u9fff"
_RUN = pattern(r"(?<=\S) {2,}(?=\S)")
_STRAY = pattern(rf"(?<=[{_HAN}）》”]) (?=[{_HAN}\d《（“])|(?<=\d) (?=[年月日季期届号])|{_RUN.pattern}")


@page_rule(
    "FMT015",
    "标题标点空格",
    Severity.MINOR,
    basis=(GB_T_9704, PAPERWORK_REGULATION),
    version=5,
)
def title_marks(page: Page, _site: Site) -> Iterator[Flaw]:
    """标题末尾不得有句号、逗号等标点，标题中不得夹有多余空格、粘连发文字号，括号、书名号、引号应当成对。

    怎么算：看信息表标题，没有的看网页标签ArticleTitle，送检文稿看文首标题。汉字、数字之间夹一个半角空格，或者任何地方连续两个以上半角空格，算多余空格；文号紧接在标题首尾而不在括号里的，算粘连；括号、书名号、引号不成对的。
    不算：标题分行、全角空格和网页排版形成的空白；法规、规章的书名号；“关于”前联合发文机关之间的一个空格；印发方案不加书名号；动态和解读类用一个空格隔开两个半句；外文、型号前后的空格；括号里引用的文号；以省略号截断的标题。
    改法：在网站后台更正标题字段。
    不管什么：正文中的空格看 TXT005，三处标题不一致看 FLD006。
    """
    typed = _typed(page)
    title = typed or (page.document.title or "").strip()
    faults = [*_marks(title, is_typed=bool(typed)), *_spaces(typed, page.document_class)]
    for fault, quote, expected in faults:
        yield Flaw(
            verdict=Verdict.FAIL,
            message=f"标题{fault}：{title}",
            subject=fault,
            quote=quote,
            expected=expected,
        )


def _typed(page: Page) -> str:
    """The title as somebody typed it; the tag keeps the kind of its spaces, the table's cell does not."""
    listed, tagged = table_title(page) or "", tag(page, "ArticleTitle") or ""
    is_same = squeeze(listed) == squeeze(tagged)
    return (tagged if is_same or not listed else listed).strip()


def _marks(title: str, *, is_typed: bool) -> Iterator[tuple[str, str, str]]:
    """A line of a draft that ends in a full stop may be a sentence, unless it says 关于 as titles do."""
    if title.endswith(("。", "．")) and (is_typed or "关于" in title):
        yield "末尾有句号", title[-8:], title[:-1][-7:]
    elif title[-1:] in _END_MARKS and "关于" in title:
        yield f"末尾有“{title[-1]}”", title[-8:], title[:-1][-7:]
    for opening, closing in _PAIRS if is_typed else ():
        if title.count(opening) != title.count(closing) and not title.endswith(_CUT):
            yield f"的“{opening}{closing}”不配对", title[-20:], "成对使用"
    for number in find_numbers(title):
        if not number.is_order and _is_glued(title, number):
            yield "粘连发文字号", title[max(0, number.start - 6) : number.end + 6], "文号单列一行，不写入标题"


def _spaces(typed: str, document_class: DocumentClass) -> Iterator[tuple[str, str, str]]:
    """Only of a title that somebody typed: one read from the page's layout may owe its spaces to line breaks."""
    stray = _RUN if document_class in _HALVED else _STRAY
    issuers, about, rest = typed.partition("关于")
    if about and joint_issuers(issuers):
        typed = "".join(issuers.split(" ")) + about + rest
    if gap := stray.search(typed):
        quote = typed[max(0, gap.start() - 8) : gap.end() + 8]
        yield "有多余空格", quote, stray.sub("", quote)


def _is_glued(title: str, number: DocumentNumber) -> bool:
    before, after = title[: number.start].rstrip(), title[number.end :].strip()
    return (not after and before.endswith(_TYPES)) or (not before and "关于" in after)
