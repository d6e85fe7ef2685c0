"""LNK005: an anchor that says one thing and leads to another."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from auditor.models import DocumentClass, Flaw, Link, Page, PageKind, Severity, Site, Verdict
from auditor.models.address import canonical, file_name
from auditor.models.spaces import squeeze
from auditor.rule import site_rule
from auditor.text.document_number import parse_number
from auditor.text.patterns import pattern

from ..basis import SITE_GUIDELINE

_NUMBER = pattern(r"附\s*[件表]\s*(\d{1,2}|[一二三四五六七八九十])(?!\d)")
_HAN = pattern(r"[^\u3400-\u9fff\d]+")
_GENERIC = pattern(
    r"点击|查看|下载|详情|更多|链接|全文|此处|这里|返回|上一|下一|附件$|解读|原文|浏览|入口|登录"
)
_ARCHIVE = pattern(r"\.(?:zip|rar|7z)(?=$|[?#&])", re.IGNORECASE)  # one file may hold every annex
_YEAR = pattern(r"(?:19|20)\d\d年(?:度|\d{1,2}月\d{1,2}日)?")  # alike in titles that tell of different things
_REMARK = pattern(r"（[^（）]*）|\([^()]*\)")
_NAMED = pattern(r"《[^《》]{4,}》(?:（[^（）]*）)?")  # an anchor that is the name of one paper
_PAPER = pattern("关于.{4,}的(?:通知|公告|通告|通报|意见|决定|批复|函|公示)$")
_WORK = pattern(r"《([^《》]{6,})》")
_FILE_NAME = pattern(
    r"^附\s*[件表]\s*[\d一二三四五六七八九十]*[:：.、]?|(?:\.[A-Za-z]{2,5})?(?:[（(][^（()）]*[)）])?$"
)
_TITLED = pattern(
    r"(?:表|册|单|录|案|法|知|告|示|定|则|书|图|函|见|细|标准|指南|预算|决算|总结|计划|情况|统计)$"
)
_WRITTEN = frozenset(
    {"doc", "docx", "wps", "xls", "xlsx", "et"}
)  # covers and inserted forms stand first in a PDF
_LEAST = 8  # characters that make an anchor's words a title
_LEAST_NAME = 3  # characters of an annex's name, 报名表
_OWN_LEAST = 4  # characters by which alone two papers of one pattern tell themselves apart


@site_rule(
    "LNK005", "错链", Severity.ORDINARY, basis=(SITE_GUIDELINE,), verdicts=(Verdict.REVIEW,), version=9
)
def wrong_link(site: Site, *, similar_percent: int = 30, work_percent: int = 60) -> Iterator[Flaw]:
    """链接的文字应当与它指向的内容一致。

    怎么算：六类。写“附件3”而文件名是“附件1……”的；同一页上两个编号不同的附件、两个没有一处两字相同的附件名称指向同一个文件的；正文中用标题作链接文字、
    而目标页面的标题与它相同的字（年份、日期不算）不到三成的，或者都是“关于……的通知”一类、除首尾相同的字外没有一个字相同的，或者两边书名号里各写一份文件、相同的字不到六成、或者除首尾相同的字外没有一个字相同的；整段链接文字是带书名号的文件名，却指向栏目列表页或者首页的；附件（Word、Excel文件）自己的标题，与附件名称、页面标题没有一处两字相同，正文也没有提到的。
    转人工核对：一律由人打开核对，机器不判错。
    不算：“点击查看”“下载”“详情”等泛指的文字和单写的发文字号；目标没有抓取过的；只是标题简称、带不带发文机关的；括号里的说明；几个附件打成一个压缩包的；预决算的附件，有几张工作表的，首行是表头的。
    改法：更正链接地址。
    不管什么：链接打不开看 LNK001、LNK002，附件打不开看 LNK003。
    """
    titles = {canonical(p.url): p.title for p in site.pages if p.kind is PageKind.ARTICLE and p.readable}
    lists = {canonical(p.url) for p in site.pages if p.kind in (PageKind.LIST, PageKind.HOME) and p.readable}
    for page in site.pages:
        if page.kind is not PageKind.ARTICLE or not page.readable:
            continue
        files = {canonical(a.url) for a in page.attachments}
        beside = (link for link in page.frame_links if canonical(link.url) in files)
        offered = (*page.links, *beside, *(Link(a.url, a.name) for a in page.attachments))
        flaws = (
            *_misnumbered(page, offered),
            *_shared(page, offered),
            *_two_names(page, offered),
            *_elsewhere(page, titles, similar_percent / 100),
            *_of_another_work(page, titles, work_percent / 100),
            *_at_list(page, lists),
            *_another_file(page, site.documents.get(canonical(page.url), page.document).text),
        )
        yield from {flaw.subject: flaw for flaw in reversed(flaws)}.values()


def _misnumbered(page: Page, links: tuple[Link, ...]) -> Iterator[Flaw]:
    for link in dict.fromkeys(link for link in links if "附" in link.text):
        said, named = _NUMBER.search(link.text), _NUMBER.search(file_name(link.url))
        if said and named and _value(said[1]) != _value(named[1]):
            yield _flaw(page, link, f"指向的文件名是“{file_name(link.url)}”")


def _shared(page: Page, links: tuple[Link, ...]) -> Iterator[Flaw]:
    numbers: dict[str, dict[str, Link]] = defaultdict(dict)
    for link in links:
        said = _NUMBER.search(link.text)
        if said and not _ARCHIVE.search(link.url):
            numbers[canonical(link.url)].setdefault(_value(said[1]), link)
    for found in numbers.values():
        first, *others = found.values()
        if others:
            yield _flaw(page, others[0], f"与“{first.text}”指向同一个文件")


def _two_names(page: Page, links: tuple[Link, ...]) -> Iterator[Flaw]:
    """Files that one page offers under two names with no two characters in common: 报名表 and 评分标准."""
    titles = {canonical(a.url): squeeze(a.content.title if a.content else "") for a in page.attachments}
    named: dict[str, dict[str, Link]] = defaultdict(dict)
    for link in links:
        name = _bare(_FILE_NAME.sub("", squeeze(link.text)))
        is_name = len(name) >= _LEAST_NAME and _TITLED.search(name) and not _GENERIC.search(name)
        if is_name and canonical(link.url) in titles and not _ARCHIVE.search(link.url):
            named[canonical(link.url)].setdefault(name, link)
    for address, found in named.items():
        pairs = ((one, other) for one in found for other in found if one != other)
        apart = [pair for pair in pairs if not _share_a_pair(*pair)]
        if apart:
            one, other = next((p for p in apart if _share_a_pair(p[0], titles[address])), apart[0])
            yield _flaw(page, found[other], f"与“{found[one].text}”指向同一个文件")


def _share_a_pair(one: str, other: str) -> bool:
    return any(one[n : n + 2] in other for n in range(len(one) - 1))


def _elsewhere(page: Page, titles: Mapping[str, str | None], similar: float) -> Iterator[Flaw]:
    for link in dict.fromkeys(link for link in page.links if len(link.text) >= _LEAST):
        said, title = _without_year(link.text), _without_year(titles.get(canonical(link.url)) or "")
        if len(said) < _LEAST or len(title) < _LEAST or _GENERIC.search(link.text) or parse_number(link.text):
            continue
        papers = _PAPER.search(link.text.strip("《》 ")) and _PAPER.search(title)
        if _likeness(said, title) < similar or (papers and _differ(said, title, similar)):
            yield _flaw(page, link, f"指向的却是《{titles[canonical(link.url)]}》")


def _of_another_work(page: Page, titles: Mapping[str, str | None], similar: float) -> Iterator[Flaw]:
    """Links beside the body or in it that name one 《paper》 and lead to a page about another."""
    for link in dict.fromkeys(link for link in (*page.links, *page.frame_links) if "《" in link.text):
        said, told = (_WORK.findall(text) for text in (link.text, titles.get(canonical(link.url)) or ""))
        if len(said) != 1 or len(told) != 1:
            continue
        if _differ(_bare(said[0]), _bare(told[0]), similar) and _bare(said[0]) not in _bare(
            titles[canonical(link.url)] or ""
        ):
            yield _flaw(page, link, f"指向的却是《{titles[canonical(link.url)]}》")


def _differ(one: str, other: str, similar: float) -> bool:
    """Whether two papers' names tell of two papers; 某某区……管理办法 alike before and after tells nothing."""
    if _likeness(one, other) < similar:
        return True
    shorter = min(len(one), len(other))
    head = next((k for k in range(shorter) if one[k] != other[k]), shorter)
    tail = next((k for k in range(shorter - head) if one[-1 - k] != other[-1 - k]), shorter - head)
    own, others = (name[head : len(name) - tail] for name in (one, other))
    return min(len(own), len(others)) >= _OWN_LEAST and _likeness(own, others) == 0


def _at_list(page: Page, lists: set[str]) -> Iterator[Flaw]:
    for link in dict.fromkeys(link for link in page.links if "《" in link.text):
        if _NAMED.fullmatch(link.text.strip()) and canonical(link.url) in lists:
            yield _flaw(page, link, "指向的是栏目列表或者首页，不是这份文件")


def _another_file(page: Page, body: str) -> Iterator[Flaw]:
    """Attachments whose own title has nothing in common with their name, the page's title and what the page says."""
    said = squeeze(f"{page.title}{body}")
    for attachment in page.attachments if page.document_class is not DocumentClass.BUDGET else ():
        title = squeeze(attachment.content.title if attachment.content else "")
        name = _FILE_NAME.sub("", squeeze(attachment.name))
        if min(len(_bare(name)), len(_bare(title))) < _LEAST or attachment.type not in _WRITTEN:
            continue
        if _TITLED.search(name) and _TITLED.search(title) and not _have_common(title, f"{name}{said}"):
            link = Link(attachment.url, attachment.name)
            yield _flaw(page, link, f"打开的文件标题是“{title}”")


def _have_common(title: str, said: str) -> bool:
    """Whether two characters of a title stand together there, its last ones (情况表) left aside."""
    matter = _bare(title)[:-2]
    return any(matter[n : n + 2] in said for n in range(len(matter) - 1))


def _value(number: str) -> str:
    return str("一二三四五六七八九十".find(number) + 1) if not number.isdecimal() else str(int(number))


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _bare(text: str) -> str:
    return _HAN.sub("", text)


def _without_year(text: str) -> str:
    return _bare(_YEAR.sub("", _REMARK.sub("", text)))


def _flaw(page: Page, link: Link, fault: str) -> Flaw:
    return Flaw(
        verdict=Verdict.REVIEW,
        message=f"《{page.title or page.url}》里的链接“{link.text}”{fault}，请打开核对",
        subject=f"{link.text}→{canonical(link.url)}",
        quote=link.url,
        expected="链接文字与内容一致",
        page=page,
    )
