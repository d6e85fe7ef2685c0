"""INT005: an interpretation without background, contents, interpreter or telephone."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from auditor.models import DocumentClass, Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import OPENNESS_RULES
from ..elements import read_files
from ..relations import core, named_works

_ELEMENTS = {
    "背景依据": r"背景|依据|目的|意义|必要性|为什么|为何|缘由|起草过程|制定过程|出台过程|起因|初衷|为了|为贯彻|根据|为此|为解决|针对|近年来",
    "目标任务": r"目标|任务|总体要求|预期|到20\d\d年",
    "主要内容": r"内容|重点|举措|措施|亮点|要点|哪些|怎么|如何|什么|多少|规定|明确",
    "新旧差异": r"新旧|差异|修订|变化|调整|与原|相比|区别|新增",
    "解读机构": r"解读(?:机关|单位|机构|部门|科室|主体|人)|(?:制定|起草|发布|政策咨询|咨询)(?:机关|单位|部门|机构|科室)"
    r"|(?:承办|牵头|责任)(?:机关|单位|部门|机构|科室)[:：]"
    r"|(?:局|委|办|办公室|政府|中心)[（(]?.{0,8}(?:负责人|负责同志|有关同志|科长|主任|局长|解读)|来源[:：]|供稿|负责[^。；，\n]{0,12}(?:解释|解读|咨询)",
    "解读人": r"解读人|负责人|负责同志|科长|局长|主任|联系人|专家|教授|答记者问",
    "联系方式": r"(?:电话|热线)[^。\n]{0,20}\d{4}|(?:咨询|联系)(?:方式|电话)|邮箱|\d{3,4}[-—－]\d{7,8}|12345|@",
}
_HEADING = pattern(r"[一二三四五六七八九十]{1,3}、[^，。；：:\d]{2,20}")
_RETOLD = pattern(
    r"新华社|人民日报|来源[:：].{0,12}(?:网|报|社|台)|记者(?!问)|中国政府网|国务院[^。\n]{0,8}常务会议[^。\n]{0,4}通过"
)
_OF_STATE = pattern(  # what the State Council issued; 根据国务院办公厅……的意见 is but a basis
    r"国务院[^。\n《》]{0,20}(?:印发|公布|出台|发布|颁布|令)[^。\n《》]{0,20}《(?P<work>[^《》\n]+)》"
)
_PAPER = pattern(r"关于[^《》]+的(?:通知|意见|通报|决定|函|公告|通告)$")  # filed in the wrong place: COL007
_PICTURED = pattern(r"图解|读懂|视频|动漫|动画|H5|音频|直播|访谈|发布会|长图|海报", re.IGNORECASE)


@page_rule(
    "INT005",
    "解读要素不全",
    Severity.MINOR,
    basis=(OPENNESS_RULES,),
    classes=(DocumentClass.INTERPRETATION,),
    verdicts=(Verdict.REVIEW,),
    version=5,
)
def missing_elements(
    page: Page,
    _site: Site,
    *,
    required: Sequence[str] = ("背景依据", "主要内容", "解读机构", "联系方式"),
    min_chars: int = 100,
) -> Iterator[Flaw]:
    """解读宜写明背景依据、目标任务、主要内容、解读机构或解读人、联系方式。

    怎么算：在解读正文和附件里找各要素的常见写法，一处也找不到的算缺；默认查背景依据、主要内容、解读机构（写解读人也算）、联系方式；只有标题、标题下没有内容的不算写了，
    当地要求更多的，用选项required加上目标任务、新旧差异、解读人。
    转人工核对：全部，缺的合为一条，由人看是否换了说法。
    不算：图解、视频、访谈等以图像声音解读的；正文不足100字而没有空标题的；附件没有读出来的；转载的媒体解读，标题或者正文写明解读的是国务院文件的；放错栏目的通知、公告（看 COL007）。
    改法：补写缺少的要素。
    不管什么：解读复制原文看 INT004。
    """
    text, headings = _without_empty_headings(page)
    title = page.title or ""
    if page.media or _PICTURED.search(title) or _PAPER.search(title):
        return
    if _RETOLD.search(text) or _is_superior(title, text):
        return
    told = f"{text}\n{read_files(page) or ''}"
    lacking = [name for name in required if not _has(name, told)]
    is_short = page.text_length < min_chars or read_files(page) is None
    missing = [name for name in lacking if not is_short or any(_has(name, h) for h in headings)]
    if missing:
        yield Flaw(
            verdict=Verdict.REVIEW,
            message=f"解读正文没有找到{'、'.join(missing)}，请人工核对",
            subject="要素",
            quote=text.strip()[:60],
            expected=f"写明{'、'.join(required)}",
            amount=len(missing),
        )


def _without_empty_headings(page: Page) -> tuple[str, list[str]]:
    """The text without headings that nothing stands under, and these."""
    lines = [text for p in page.document.paragraphs if not p.aside and (text := p.text.strip())]
    empty = [
        bool(_HEADING.fullmatch(line)) and (not after or bool(_HEADING.fullmatch(after)))
        for line, after in zip_longest(lines, lines[1:], fillvalue="")
        if line
    ]
    kept = [line for line, is_empty in zip(lines, empty, strict=True) if not is_empty]
    return "\n".join(kept), [line for line, is_empty in zip(lines, empty, strict=True) if is_empty]


def _is_superior(title: str, text: str) -> bool:
    """Whether it interprets a paper of the State Council, by its title or by who the text says issued it."""
    issued = {core(match["work"]) for match in _OF_STATE.finditer(text)}
    return "国务院" in title or not issued.isdisjoint(named_works(title))


def _has(name: str, text: str) -> bool:
    patterns = [_ELEMENTS[name]] if name in _ELEMENTS else [re.escape(name)]
    if name == "解读机构":
        patterns.append(_ELEMENTS["解读人"])
    return any(re.search(pattern, text) for pattern in patterns)
