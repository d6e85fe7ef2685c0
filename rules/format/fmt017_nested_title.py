"""FMT017: a title inside a title that is not set in 〈 〉."""

from collections.abc import Iterator

from auditor.models import Flaw, Page, Severity, Site, Verdict
from auditor.rule import page_rule
from auditor.text.patterns import pattern

from ..basis import GB_T_15834

_ANGLE = pattern(
    r"[<\uff1c][^<>\uff1c\uff1e《》\n\u4e00-\u9fff]*[\u4e00-\u9fff][^<>\uff1c\uff1e《》\n]*[>\uff1e]"
)
_SIGNS = pattern("[《》]")
_SWALLOWED = pattern(
    r"《[^《》〈〉\n]*(?:印发|转发|批转|公布|废止|修改|实施|施行)的(?:通知|决定|公告|通告|函|意见|令)》"
)


@page_rule(
    "FMT017",
    "书名号嵌套",
    Severity.MINOR,
    basis=(GB_T_15834,),
    verdicts=(Verdict.FAIL, Verdict.REVIEW),
    version=2,
)
def nested_title(page: Page, _site: Site, *, most: int = 5) -> Iterator[Flaw]:
    """书名号里再用书名号，里层用单书名号〈 〉。

    怎么算：标题、正文的《》里面又有《》的，或者用小于号、大于号<>代替〈 〉的，不合格；相同的只报一次，每页最多报5处。
    转人工核对：“《关于印发的通知》”一类，里层标题可能写成<>被网页当作标签吞掉了。
    不算：里层已经用〈 〉的；<>里没有汉字的；书名号没有配对的一行（看 TXT004）。
    改法：里层改为〈 〉；网页源码里不要直接写<>。
    不管什么：书名号不配对看 TXT004，引文格式看 FMT016。
    """
    found: dict[str, tuple[str, str]] = {}
    lines = (page.title or "", *(p.text for p in page.document.paragraphs))
    for line in dict.fromkeys(line for line in lines if "《" in line):
        found |= dict.fromkeys(_inner(line), ("没有用单书名号〈 〉", "fail"))
        found |= dict.fromkeys(_SWALLOWED.findall(line), ("缺里层标题，可能被网页吞掉，请核对", "review"))
    for quote, (why, verdict) in list(found.items())[:most]:
        yield Flaw(
            verdict=Verdict(verdict),
            message=f"书名号里的“{quote}”{why}" if verdict == "fail" else f"“{quote}”{why}",
            subject=quote,
            quote=quote,
            expected=f"〈{quote[1:-1]}〉" if verdict == "fail" else "《关于印发〈标题〉的通知》",
        )


def _inner(line: str) -> Iterator[str]:
    """Titles and <…> that stand inside a title; nothing where the signs of the line do not pair off."""
    if line.count("《") != line.count("》"):
        return
    opened: list[int] = []
    for sign in _SIGNS.finditer(line):
        if sign.group() == "《":
            opened.append(sign.start())
        elif not opened:
            return
        else:
            begin = opened.pop()
            if opened:
                yield line[begin : sign.end()]
            else:
                yield from _ANGLE.findall(line[begin : sign.end()])
