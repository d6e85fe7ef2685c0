"""FMT020: what editing left behind: broken titles, odd indents, garbage, tags."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from auditor.models import DocumentClass, Flaw, Page, Paragraph, Severity, Site, Verdict
from auditor.models.spaces import fold, squeeze
from auditor.rule import page_rule
from auditor.text.paper import body_names
from auditor.text.patterns import pattern

from ..basis import SITE_GUIDELINE

_GARBAGE = pattern(
    "锟斤拷|烫烫烫|屯屯屯|锘锘|[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff][\u00a1-\u00ff]{5,}"
)  # the last: GBK read as Latin
_ASKED = pattern("[\u4e00-\u9fff]{1,6}\\?{4,}[\u4e00-\u9fff]{1,6}")  # what a database could not hold
_REPLACED = pattern("[^\ufffd\n]{0,6}\ufffd+[^\ufffd\n]{0,6}")
_PRIVATE = "\ue000-\uefff\uf100-\uf8ff\U000f0000-\U0010fffd"  # but U+F0xx: bullets of symbol fonts
_HIDDEN = pattern(f"[{_PRIVATE}]")
_UNDRAWN = pattern(f"[^{_PRIVATE}\n]{{0,6}}[{_PRIVATE}]+[^{_PRIVATE}\n]{{0,6}}")
_RESIDUE = pattern(
    r"&(?:nbsp|ldquo|rdquo|mdash|lt|gt|amp|middot);|</?(?:o:p|span|font|p|br|div|strong|td|tr)\b[^>\n]{0,80}>|<!--\[if|mso-[a-z-]+\s*:"
    r"|Normal\s+0(?:\s+[\d.]+\s*磅)?(?:\s+\d){0,3}\s+(?:false|true)"
    r"|错误[!！]\s*(?:未找到引用源|未定义书签|未指定[^。\n]{1,12}|不能通过编辑域代码创建对象|超链接引用无效)|Error!\s*(?:Reference source not found|Bookmark not defined)"
    r"|\bv\\?:\*\s*\{behavior|\[(?:if|endif)(?: ?![A-Za-z]+)?\]"
)
_RESIDUAL = ("&", "<", "mso-", "Normal", "behavior", "[", "错误", "Error!")  # one in each
_STYLES = pattern(
    r"(?:font-(?:family|size)|text-(?:indent|align)|line-height|margin-(?:left|top))\s*:\s*[^;；\n]{1,24}[;；]"
)  # may be what a paper on websites speaks of
_STYLED = ("font-", "text-", "line-height", "margin-")
_LEVELS = (
    pattern(r"(?P<indent>\s*)（[一二三四五六七八九十]+）"),
    pattern(r"(?P<indent>\s*)[一二三四五六七八九十]+、"),
)
_DOUBLED = pattern(  # two marks of which only one can stand; three and more are dots or a blank to be filled
    r"[\u3400-\u9fff）》”〉](?P<marks>([，、。；：])\2(?![，、。；：])|[，、；]。|。[，、；]|，、|、，|[；：]，|，[；：])(?=[\u3400-\u9fff“《（\s]|$)"
)
_TWO_MARKS = pattern("[，、。；：]{2}")
_MOST_BLANK = 5
_TAIL = 8


@page_rule(
    "FMT020",
    "排版残留",
    Severity.MINOR,
    basis=(SITE_GUIDELINE,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=5,
)
def layout_residue(page: Page, _site: Site, *, most: int = 5) -> Iterator[Flaw]:
    """页面和文稿不留编辑、转换的痕迹。

    怎么算：正文里有乱码（锟斤拷等）、网页标签、实体和Word样式（&nbsp;、<o:p>、mso-、“错误！未找到引用源”等）的，两个标点重在一起（，，、。。、，。）的，不合格；相同的只报一次，每页最多报5处。
    转人工核对：出现网页样式（font-size:等，讲网站建设的不是）、替换符号、汉字之间连着四个以上问号、私用区字符（造字，别的电脑上显示为方框）；连续空行超过5行；送检文稿的标题被空行断成两段、同级标题段首的半角空格与其他的不一致。
    不算：长标题分行（中间没有空行）；全角空格的首行缩进；网页排版形成的空白；落款前的空行。
    改法：清除格式后重新粘贴，统一缩进。
    不管什么：句子里的空格看 TXT005，标题字段看 FMT015。
    """
    text = page.document.text
    found = dict.fromkeys(_GARBAGE.findall(text), (Verdict.FAIL, "乱码"))
    if any(sign in text for sign in _RESIDUAL):
        found |= dict.fromkeys(_RESIDUE.findall(text), (Verdict.FAIL, "网页标签或者实体"))
    if any(sign in text for sign in _STYLED):
        found |= dict.fromkeys(_STYLES.findall(text), (Verdict.REVIEW, "网页样式"))
    if _TWO_MARKS.search(text):
        found |= dict.fromkeys(_doubled(page.document.paragraphs), (Verdict.FAIL, "标点重复"))
    if "????" in text:
        found |= dict.fromkeys(_ASKED.findall(text), (Verdict.REVIEW, "存不下而变成问号的字符"))
    if "\ufffd" in text:
        found |= dict.fromkeys(_REPLACED.findall(text), (Verdict.REVIEW, "无法显示的字符"))
    if _HIDDEN.search(text):
        found |= dict.fromkeys(_UNDRAWN.findall(text), (Verdict.REVIEW, "别的电脑上可能显示为方框的字符"))
    lines = [p for p in page.document.paragraphs if not p.in_table]
    if page.document_class is DocumentClass.DRAFT:
        found |= dict.fromkeys(_broken_title(lines, page.document.title), (Verdict.REVIEW, "标题中间有空行"))
        found |= dict.fromkeys(_odd_indents(lines), (Verdict.REVIEW, "段首缩进与同级的不一致"))
    found |= dict.fromkeys(_blank_stretch(lines), (Verdict.REVIEW, "空行过多"))
    for quote, (verdict, what) in list(found.items())[:most]:
        yield Flaw(
            verdict=verdict,
            message=f"“{fold(quote)}”：{what}" + ("" if verdict is Verdict.FAIL else "，请核对"),
            subject=f"{what}{squeeze(quote)}",
            quote=quote,
            expected="清除编辑、转换的痕迹",
        )


def _doubled(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    """Marks written twice with the words around them, outside tables."""
    for text in (paragraph.text for paragraph in paragraphs if not paragraph.in_table):
        for match in _DOUBLED.finditer(text):
            start, end = match.span("marks")
            yield text[max(0, start - _TAIL) : end + _TAIL]


def _broken_title(lines: Sequence[Paragraph], title: str | None) -> Iterator[str]:
    """The two pieces of a title that a blank line parts."""
    for before, blank, after in zip(lines, lines[1:], lines[2:], strict=False):
        one, other = before.text.strip(), after.text.strip()
        if blank.text.strip() or not (title and one and other):
            continue
        if (one + other) in title:
            yield f"{one[-_TAIL:]}\n\n{other}"


def _odd_indents(lines: Sequence[Paragraph]) -> Iterator[str]:
    """Headings that begin with half-width spaces where most of their level begin otherwise."""
    for level in _LEVELS:
        groups: dict[str, list[str]] = defaultdict(list)
        for line in lines:
            if heading := level.match(line.text):
                groups[heading["indent"]].append(heading.group() + line.text[heading.end() :][:_TAIL])
        total = sum(map(len, groups.values()))
        for indent, headings in groups.items():
            if " " in indent and len(headings) * 3 <= total:
                yield from headings


def _blank_stretch(lines: Sequence[Paragraph]) -> Iterator[str]:
    last, blank = "", 0
    for line in lines:
        if line.text.strip():
            if blank > _MOST_BLANK and last and not body_names(line.text):
                yield f"{last[-_TAIL:]}（以下{blank}个空行）"
            last, blank = line.text.strip(), 0
        else:
            blank += 1
