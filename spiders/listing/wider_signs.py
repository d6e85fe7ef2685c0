"""What else speaks of more pages than one: words, counts, names of numbers and of functions that no reader of ours
knows. Whoever misses one of these calls a list whole that was cut; whoever sees one too many only asks to look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from spiders.html.markup import Markup, join
from spiders.html.visible import hidden, words
from spiders.listing.list_signs import REQUEST
from spiders.listing.pager_buttons import in_show, seen_text
from spiders.listing.paging import PAGE_WORDS, SIZE_WORDS, squeezed
from spiders.listing.row_groups import in_aside, in_furniture

_WORDED = (
    "a",
    "button",
    "span",
    "div",
    "li",
    "p",
    "em",
    "i",
    "b",
    "td",
    "label",
    "font",
    "strong",
    "h4",
    "h5",
)
_MOST_WORDS = 14
_ONWARD = re.compile(
    r"(?:查看|浏览|[往向])?[下后](?:[1-9]\d?|[一二三五十])?[页頁屏批](?:\s*[（(/|].*)?|[往向]?[下后]翻页?|第\s*[2二]\s*[页頁]|加载下\S{1,4}|点击加载",
)
_MORE = re.compile(
    r"(?:查看|浏览|显示|展开|获取|阅读)(?:全部|所有)[\u4e00-\u9fff]{0,6}"
    r"|(?:查看|浏览|显示|展开|获取|阅读)?(?:更多|历史|往期|以往|早期)[\u4e00-\u9fff]{0,6}|(?:load|show|view|read)?\s*more",
    re.IGNORECASE,
)
_ROWS = r"(?:条|个|篇|项|件|则|份)(?:记录|信息|数据|内容|结果|文件)?"
_PART = re.compile(
    rf"(?:还有|剩余|其余)\s*\d{{1,6}}\s*{_ROWS}|仅(?:显示|列出|展示).{{0,4}}(?:最[新近]|前)|(?:显示|列出|展示|以下[为是])?最[新近](?:的)?\s*\d{{1,4}}\s*{_ROWS}"
)
_OLDER = re.compile(
    r"(?:历史|往年|往期|以往|早期)(?:信息|数据|文件|公告|资料|版本|栏目|内容|目录)|旧版\S{0,4}|归档\S{0,4}"
)
_MONTH = re.compile(r"20\d\d\s*年\s*\d{1,2}\s*月")
_GETS_MORE = (
    "hx-get",
    "data-next",
    "data-next-url",
    "data-more",
    "data-more-url",
    "v-infinite-scroll",
    "infinite-scroll",
)
_TRIM = " []()（）【】<>›»＞+.…·"
_COUNT = re.compile(
    rf"(?:检索到|搜索到|查询到|查到|找到|共有?|总计|合计|总数)[^\d，。；]{{0,8}}?[:：]?\s*(\d{{1,7}})\s*{_ROWS}(?:$|[\s,，。;；/|）)])"
    r"|^\D{0,6}?(\d{1,7})\s*条(?:记录|信息|数据|结果)$"
    r"|\d{1,6}\s*[-~—–至到]\s*\d{1,6}\s*(?:条\s*)?[/\uff0f,，]\s*(?:共\s*)?(\d{1,7})\s*条?$"
    r"|\bto\s+\d{1,6}\s+of\s+(\d{1,7})\b"
)
_PAGES = re.compile(
    r"(?:共计?|总[共计]|合计)?\s*([1-9]\d{0,3})\s*[页頁]|页[码数次]\s*[:：]?\s*1\s*/\s*(\d{1,4})|1\s+of\s+(\d{1,4})",
    re.IGNORECASE,
)
_NO_ROWS = re.compile(r"访问|浏览|点击|在线|用户|人次|下载|关注|访客|办件|附件|全文")
_PAGE_NAME = re.compile(
    r"(?:total|all|max|sum|count|last|page|int|i|n|z|m)*(?:page|pages|pg)(?:count|counts|total|totals|sum|max|all|num|cnt|number|index|s)?"
    r"|zys|zongye(?:shu)?|yeshu|zpages?|pagescount|allpages?"
)
_NO_PAGE_NAME = re.compile(r"(?:page|pages|pg)?(?:index|i|n|s|m)?|i?pg?")
_ROW_NAME = re.compile(
    r"(?:total|all|sum|max)?(?:record|row|item|info|news|article|data)s?(?:count|total|sum|num|number|cnt)|(?:total|sum|all)(?:num|count|number)?|zts|zongshu|tiaoshu"
)
_NUMBERED = re.compile(r"(?<![\w.$])([A-Za-z_$]\w{2,30})['\"]?\s*[:=](?![=>])\s*['\"]?(\d{1,7})(?![\w.])")
_SIDE_BY_SIDE = re.compile(
    r"([A-Za-z_$]\w{0,30})['\"]?\s*[:=]\s*['\"]?(\d{1,5})['\"]?\s*[,;]\s*(?:var\s+|let\s+)?"
    r"(?=['\"]?([A-Za-z_$]\w{0,30})['\"]?\s*[:=]\s*['\"]?(\d{1,5})(?![\w.]))"
)
_NOW = re.compile(r"(?:cur|current|now|page|p|index|dq)(?:page|num|no|index)?", re.IGNORECASE)
_LAST_ONE = re.compile(r"(?:last|end|max|total|all|sum)(?:page|num|no|index)?", re.IGNORECASE)
_NO_COUNT = re.compile(
    r"width|height|speed|time|delay|interval|duration|top|left|right|bottom|margin|padding|space|opacity|index|id$|auto|radius|size$",
    re.IGNORECASE,
)
_LEAST_ALIKE = 8  # rows of a page from which on the same number in a script is no chance
_CALLED = re.compile(
    r"(?<!function )(?<![\w$.])((?:[\w$]+\.)*[\w$]*(?:pag(?:e|ing|ina|y)|fenye|fanye)[\w$]*(?:\.[\w$]+)?|(?:show|get|create|init|load|draw|make|out)?_?fy(?:html|nav|bar|init)?)"
    r"\s*\(\s*(?:['\"][^'\"()]{0,40}['\"]\s*,\s*)?(?:[2-9]|[1-9]\d+)\s*[,)]"
    r"|\)\s*\.\s*(pag[a-z]{0,12}|fy|fenye|fanye|turn[a-z]{0,8}|mypage[a-z]{0,6})\s*\(\s*\{",
    re.IGNORECASE,
)
_FILED = re.compile(
    r"[\w$.]{2,40}\s*\((?=[^(){};]{0,120}\b(?:[2-9]|[1-9]\d+)\b)(?=[^(){};]{0,120}['\"]\.?(?:s?html?|jspx?|aspx?|php)['\"])[^(){};]{0,120}\)",
)
_NO_TURNS = re.compile(
    r"home_?page|page_?(?:view|show|hide|load|title|y?offset|[xy]\b)|track|fullpage|paget?op", re.IGNORECASE
)
_GROWS = re.compile(
    r"(?<![\w$.])([A-Za-z_$]\w{0,20})\s*(?:\+\+|\+=\s*1\b|=\s*\1\s*\+\s*1\b)|\+\+\s*([A-Za-z_$]\w{0,20})"
)
_ADDED = re.compile(r"(?<![\w$.])([A-Za-z_$]\w{0,20})\s*\+=\s*\d+\b")
_RAISED = re.compile(r"([A-Za-z_$]\w{0,30})['\"]?\s*[:=]\s*\+\+\s*[A-Za-z_$]")
_LOOPS = re.compile(r"\bfor\s*\([^)]{0,200}\)")
_NEAR = 300  # characters after a request in which it names what it asks for
_FILLED_LATER = re.compile(
    r"load-?more|more-?(?:btn|load|box|data)|btn-?more|infinite[-\w]*|scroll-?load[-\w]*|dropload[-\w]*|mescroll[-\w]*"
    r"|page-?nation|pagination-\w+|tcdPageCode|jpag|turn-?page|turn|fy|fy-?box|pg|pg-?box|digg|sabrosus|black2|yahoo2?|meneame|flickr|scott|quotes|badoo|manu|viciao",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"^(?:jquery\.)?(?:turn_?page|show_?page|kkpager|load_?more|scroll_?load|dropload|mescroll|infinite-?scroll|fy|fenye|more_?page|(?:list|load|get|ajax)-?more|(?:more|load|get|ajax)-?list)[-.\d\w]{0,12}\.js$",
    re.IGNORECASE,
)


def wider_sign(page: Markup, scripts: tuple[str, ...], inside: set[Any], shown: int) -> str:
    """In Chinese what else leaves room for more pages; "" where nothing does. `inside` holds the elements of the rows."""
    signs = (
        _said(page, inside, shown),
        _numbers(page, scripts, inside, shown),
        _called(scripts),
        _side_by_side(scripts, shown),
        _asked_again(scripts),
        _form(page),
        _later(page, inside),
        _parted(page, inside),
    )
    return next(filter(None, signs), "")


def _said(page: Markup, inside: set[Any], shown: int) -> str:
    for element in page.root.iter(*_WORDED):
        if element in inside or len(element) > 4:
            continue
        text = seen_text(element)
        if not 0 < len(text) < 60 or _elsewhere(element):
            continue
        bare = text.strip(_TRIM)
        acts = bool(element.get("onclick")) or (element.get("href") or "").lower().startswith("javascript")
        if len(bare) < _MOST_WORDS and (_ONWARD.fullmatch(bare) or (acts and _MORE.fullmatch(bare))):
            return f"页面有“{text}”，翻页方式未能识别"
        if told := _counted(text, shown):
            return told
    return ""


def _counted(text: str, shown: int) -> str:
    if _NO_ROWS.search(text):
        return ""
    rows = (int(next(filter(None, m.groups()))) for m in _COUNT.finditer(text))
    if any(count > shown for count in rows):
        return f"页面写着“{text}”，可直接读到的只有 {shown} 条"
    pages = _PAGES.fullmatch(text.strip(_TRIM))
    told = int(next(filter(None, pages.groups()))) if pages else 0
    return f"页面写着“{text}”，翻页方式未能识别" if told > 1 else ""


def _elsewhere(element: Any) -> bool:
    return in_aside(element) or in_show(element) or (in_furniture(element) and not _in_pager(element))


def _in_pager(element: Any) -> bool:
    around = (element, *element.iterancestors())
    return any(
        re.search(r"pag|fenye|fanye", f"{e.get('class') or ''} {e.get('id') or ''}", re.I) for e in around
    )


def _numbers(page: Markup, scripts: tuple[str, ...], inside: set[Any], shown: int) -> str:
    """Names that count pages or rows: of variables, metas, hidden fields, attributes."""
    for name, value in _named_numbers(page, scripts, inside):
        low = squeezed(name)
        pages = _PAGE_NAME.fullmatch(low) and not _NO_PAGE_NAME.fullmatch(low) and int(value) > 1
        if pages or (_ROW_NAME.fullmatch(low) and int(value) > shown):
            return f"页面里有页数或条数（{name}={value}），未能识别"
    return ""


def _named_numbers(page: Markup, scripts: tuple[str, ...], inside: set[Any]) -> Iterator[tuple[str, str]]:
    for script in scripts:
        yield from _NUMBERED.findall(script)
    for meta in page.root.iter("meta"):
        if (meta.get("content") or "").isdecimal():
            yield meta.get("name") or "", meta.get("content")
    for field in page.root.iter("input"):
        if (field.get("type") or "").lower() == "hidden" and (field.get("value") or "").isdecimal():
            yield field.get("id") or field.get("name") or "", field.get("value")
    for element in page.root.iter("div", "ul", "section", "nav"):
        if element not in inside and not words(element):
            told = ((name.removeprefix("data-"), value) for name, value in element.attrib.items())
            yield from ((name, value) for name, value in told if value.isdecimal() and len(value) < 8)


def _side_by_side(scripts: tuple[str, ...], shown: int) -> str:
    """Two numbers of a script that are a page's rows and all rows, or this page and the last one, whatever their names."""
    for script in scripts:
        for one, first, other, second in _SIDE_BY_SIDE.findall(script):
            low, high = sorted((int(first), int(second)))
            named = not (_NO_COUNT.search(one) or _NO_COUNT.search(other))
            rows = named and low == shown >= _LEAST_ALIKE and high > shown
            pages = _NOW.fullmatch(one) and _LAST_ONE.fullmatch(other) and int(first) < 2 <= int(second)
            if rows or pages:
                return f"页面脚本里有页数或条数（{one}={first}，{other}={second}），未能识别"
    return ""


def _called(scripts: tuple[str, ...]) -> str:
    """Calls of a function named for pages with a number above 1, or with a number and a file's extension."""
    for script in scripts:
        for match in _CALLED.finditer(script):
            name = match.group(1) or match.group(2)
            if not _NO_TURNS.search(name):
                return f"页面脚本里有翻页（{name}），未能识别"
        if filed := _FILED.search(script):
            return f"页面脚本里有翻页（{filed.group()[:30]}），未能识别"
    return ""


def _asked_again(scripts: tuple[str, ...]) -> str:
    """A script that asks anew with a number that it has raised by one."""
    for script in scripts:
        plain = _LOOPS.sub("", script)
        grown = {name for match in _GROWS.finditer(plain) for name in match.groups() if name}
        for name in grown:
            if squeezed(name) in PAGE_WORDS and any(
                re.search(rf"(?<![\w$]){re.escape(name)}(?![\w$])", plain[m.start() : m.end() + _NEAR])
                for m in REQUEST.finditer(plain)
            ):
                return f"页面脚本再取下一页（{name}），其后的内容未能读到"
        raised = grown | {match.group(1) for match in _ADDED.finditer(plain)}
        if name := next((n for n in raised if _in_address(n, plain)), ""):
            return f"页面脚本再取下一页（{name}），其后的内容未能读到"
        for name in _RAISED.findall(plain):
            if squeezed(name) in PAGE_WORDS:
                return f"页面脚本再取下一页（{name}），其后的内容未能读到"
    return ""


def _in_address(name: str, script: str) -> bool:
    """Whether an address is made with what a name stands for: '/list_' + n."""
    return re.search(rf"[/?=_-]['\"]\s*\+\s*{re.escape(name)}(?![\w$])", script) is not None


def _form(page: Markup) -> str:
    """A hidden form that asks this very list for a page of some size."""
    for form in page.root.iter("form"):
        names = {
            squeezed(f.get("name") or "")
            for f in form.iter("input")
            if (f.get("type") or "").lower() == "hidden"
        }
        own = join(page.base, form.get("action")) or page.url
        seen = any((f.get("type") or "text").lower() != "hidden" for f in form.iter("input"))
        near = own.partition("?")[0].rpartition("/")[0] == page.url.partition("?")[0].rpartition("/")[0]
        if near and not seen and names & set(PAGE_WORDS) and names & set(SIZE_WORDS) and not _is_search(form):
            return "页面有提交页号的表单，翻页方式未能识别"
    return ""


def _is_search(form: Any) -> bool:
    """Whether a form belongs to a search."""
    return in_furniture(form) or "search" in (form.get("action") or "").lower()


def _later(page: Markup, inside: set[Any]) -> str:
    """An empty block named for what fills it later, or a script file named so."""
    scripts = page.root.find(".//script") is not None
    for element in page.root.iter("div", "ul", "p", "nav", "span", "a", "section") if scripts else ():
        named = f"{element.get('class') or ''} {element.get('id') or ''}".split()
        told = any(map(_FILLED_LATER.fullmatch, named)) and element not in inside and not words(element)
        if told and not in_show(element.getparent()) and not hidden(element):
            return f"有由脚本填充的块（{' '.join(named)}），其后的内容未能读到"
    files = ((s.get("src") or "").partition("?")[0].rpartition("/")[2] for s in page.root.iter("script"))
    name = next(filter(_FILE.match, files), "")
    return f"页面引用翻页脚本（{name}），翻页方式未能识别" if name else ""


def _parted(page: Markup, inside: set[Any]) -> str:
    """What says that older rows stand elsewhere, that only the newest are shown, or what is fetched when it is seen."""
    months = 0
    for element in page.root.iter("a", "p", "div", "span", "li", "td", "h5", "em"):
        if element in inside or len(element) > 2 or not 1 < len(text := words(element)) < 40:
            continue
        months += element.tag == "a" and _MONTH.fullmatch(text) is not None
        older = element.tag == "a" and _OLDER.fullmatch(text.strip(_TRIM)) and page.link(element)
        if (older or _PART.search(text)) and not (in_aside(element) or in_furniture(element)):
            return f"页面写着“{text}”，这里可能只是列表的一部分"
    if months > 1:
        return "列表按月份分开，别的月份未读"
    told = (
        e for e in page.root.iter("div", "ul", "section", "a", "button") if any(e.get(n) for n in _GETS_MORE)
    )
    lazy = page.root.find(".//turbo-frame[@src]") is not None
    return "页面上有看到时才取的内容，未能读到" if lazy or next(told, None) is not None else ""
