"""FMT022: a Word draft of an official paper whose stated layout departs from GB/T 9704."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from auditor.models import Basis, DocumentClass, Flaw, Layout, Page, Setting, Severity, Sheet, Site, Verdict
from auditor.models.spaces import squeeze
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..addressees import stated_addressees
from ..anatomy import names_type, paper_title
from .numbers import STANDARD_SINCE
from .ordinals import ordinals
from .typefaces import family_of, size_name

T = TypeVar("T")

_LAYOUT = Basis("GB/T 9704—2012《党政机关公文格式》", "5.1、5.2、7.3、7.5")
_OTHER_FORM = pattern(r"(?:函|令|纪要)$")  # 信函、命令、纪要 have margins of their own
_LEVELS = ("黑体", "楷体", "仿宋体", "仿宋体")  # 一、（一）1.（1）
_LEVEL_NAMES = ("一级标题", "二级标题", "三级标题", "四级标题")
_TITLES = ("小标宋体", "标宋体")  # 标宋: some makers leave the 小 out of the font's name
_HEADING = pattern(r"[^。；：，]{2,40}")  # a heading by itself, no sentence that begins with an ordinal
_RULES = pattern("[—―─－一]")  # 一字线 as it is typed
_A4, _MARGINS, _PRINTED = (210, 297), (37, 28), (156, 225)
_TITLE_SIZE, _TEXT_SIZE, _NUMBER_SIZE = 22.0, 16.0, 14.0
_PITCH = (28, 30)  # points; 22 lines on 225 mm make 29


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines that ought to be set alike."""

    name: str
    lines: tuple[tuple[str, Setting], ...]
    families: tuple[str, ...]
    size: float

    @property
    def expected(self) -> str:
        return f"{size_name(self.size)}{self.families[0]}"


@page_rule(
    "FMT022",
    "公文版式",
    Severity.NOTE,
    basis=(_LAYOUT,),
    classes=(DocumentClass.DRAFT,),
    verdicts=(Verdict.REVIEW,),
    since=STANDARD_SINCE,
)
def page_layout(
    page: Page, _site: Site, *, tolerance_mm: float = 1.0, least_lines: int = 3
) -> Iterator[Flaw]:
    """公文文稿的版式宜符合《党政机关公文格式》：A4纸，版心156×225毫米，标题二号小标宋，正文三号仿宋，每页22行。

    怎么算：只看Word文稿（.docx）自己写明的设置（字、段落、样式、文稿默认值，由近到远）。有标题（…关于…的文种）和主送机关或者发文字号的，才当作公文。
    转人工核对：全部，都是建议，不是问题。纸张、上边距、左边距和版心，允许相差1毫米；标题；独占一行的各级标题和三行以上的正文，按多数行算；
    正文行距写明固定值而不在28至30磅之间的，或者写明几倍行距的；页码的字体、字号和两边的一字线。
    不算：标题和正文的字体、字号都一样，还没有排版的文稿；没有写明、一行里几种字体、认不出的字体；表格、页眉；函、令、纪要的纸张边距；不是公文的文稿；其他格式的文件。
    改法：在Word或WPS里按建议的数值设置，或者套用本单位的公文模板。
    不管什么：序号写法看 FMT011，标题文字看 FMT006、FMT015。
    """
    layout = page.document.layout
    if layout is None or not _is_paper(page) or _is_bare(page, layout):
        return
    if layout.sheet and not _OTHER_FORM.search(paper_title(page)):
        yield from _sheet(layout.sheet, tolerance_mm)
    for part in _parts(page, layout, least_lines):
        yield from _setting(part)
        if part.name == "正文":
            yield from _pitch(part)
    yield from _page_number(layout)


def _is_paper(page: Page) -> bool:
    title = paper_title(page)
    if "关于" not in title or not names_type(title):
        return False
    return page.document.number_line is not None or bool(stated_addressees(page)[0])


def _is_bare(page: Page, layout: Layout) -> bool:
    """Whether all lines are set alike: words typed in and not laid out yet."""
    lines = (
        k for k, p in enumerate(page.document.paragraphs) if p.text.strip() and not (p.in_table or p.aside)
    )
    return len({(s.font, s.size) if (s := layout.of(k)) else None for k in lines}) < 2


def _sheet(sheet: Sheet, tolerance: float) -> Iterator[Flaw]:
    if not _near((sheet.width, sheet.height), _A4, tolerance):
        size = f"{sheet.width:g}×{sheet.height:g}毫米"
        yield _advice("纸张", f"纸张是{size}", "A4纸（210×297毫米）")
        return
    printed = (sheet.width - sheet.left - sheet.right, sheet.height - sheet.top - sheet.bottom)
    if _near((sheet.top, sheet.left), _MARGINS, tolerance) and _near(printed, _PRINTED, tolerance):
        return
    said = f"页边距上{sheet.top:g}、下{sheet.bottom:g}、左{sheet.left:g}、右{sheet.right:g}毫米，版心{printed[0]:g}×{printed[1]:g}毫米"
    yield _advice("页边距", said, "上37、下35、左28、右26毫米，版心156×225毫米")


def _near(said: Sequence[float], right: Sequence[float], tolerance: float) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(said, right, strict=True))


def _parts(page: Page, layout: Layout, least: int) -> Iterator[_Part]:
    document = page.document
    lines = [
        (k, p.text.strip(), found)
        for k, p in enumerate(document.paragraphs)
        if not (p.in_table or p.aside) and (found := layout.of(k))
    ]
    title, levels = squeeze(document.title), {o.index: o.level for o in ordinals(document)}
    first = next((k for k, text, _ in lines if squeeze(text) and title.endswith(squeeze(text))), -1)
    pieces = ((t, s) for k, t, s in lines if k <= first and t and squeeze(t) in title)
    yield _Part("标题", tuple(pieces), _TITLES, _TITLE_SIZE)
    for level, (name, family) in enumerate(zip(_LEVEL_NAMES, _LEVELS, strict=True)):
        headings = ((t, s) for k, t, s in lines if levels.get(k) == level and _HEADING.fullmatch(t))
        yield _Part(name, tuple(headings), (family,), _TEXT_SIZE)
    text = tuple((t, s) for k, t, s in lines if k > first and "。" in t)
    yield _Part("正文", text if len(text) >= least else (), ("仿宋体",), _TEXT_SIZE)


def _setting(part: _Part) -> Iterator[Flaw]:
    family = _most(family_of(setting.font) for _, setting in part.lines)
    size = _most(setting.size for _, setting in part.lines)
    wrong = [family] if family and family not in part.families else []
    wrong += [size_name(size)] if size and size != part.size else []
    if wrong:
        line = next(text for text, s in part.lines if family_of(s.font) == family or s.size == size)
        yield _advice(f"{part.name}字体", f"{part.name}是{'、'.join(wrong)}", part.expected, line)


def _pitch(part: _Part) -> Iterator[Flaw]:
    pitch, multiple = (_most(s.pitch for _, s in part.lines), _most(s.multiple for _, s in part.lines))
    said = ""
    if pitch and not _PITCH[0] <= pitch <= _PITCH[1]:
        said = f"正文行距是固定值{pitch:g}磅"
    elif multiple and multiple != 1 and not pitch:
        said = f"正文行距是{multiple:g}倍"
    if said:
        yield _advice("行距", said, "固定值28至30磅（每页22行）", part.lines[0][0])


def _page_number(layout: Layout) -> Iterator[Flaw]:
    number = layout.page_number
    if number is None or not any(letter.isdecimal() for letter in number.text):
        return
    family = family_of(number.font)
    wrong = [family] if family and family != "宋体" else []
    wrong += [size_name(number.size)] if number.size and number.size != _NUMBER_SIZE else []
    wrong += [] if len(_RULES.findall(number.text)) >= 2 else ["两边没有一字线"]
    if wrong:
        yield _advice("页码", f"页码是{'、'.join(wrong)}", "四号宋体，左右各放一条一字线", number.text)


def _most(values: Iterable[T | None]) -> T | None:
    """What most of those say that say anything; None where as many say something else."""
    counts = Counter(value for value in values if value is not None).most_common(2)
    return None if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]) else counts[0][0]


def _advice(subject: str, said: str, expected: str, line: str = "") -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW,
        message=f"{said}，建议用{expected}",
        subject=subject,
        quote=line[:40],
        expected=expected,
    )
