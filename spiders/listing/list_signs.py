"""What a section page without rows is: filled by script, explained by a note, redirecting, a parent, or empty."""

from __future__ import annotations

import re
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from auditor.models.address import canonical
from auditor.models.spaces import squeeze
from spiders.html.markup import Markup, join
from spiders.html.metas import metas_of
from spiders.html.visible import hidden, words
from spiders.listing.below_title import empty_below_title, lone_link
from spiders.listing.more_links import MORE
from spiders.listing.paging import shows_none
from spiders.listing.row_groups import in_aside, in_furniture
from spiders.listing.rows import column_of

_NOTE = re.compile(
    r"敬请(?:期待|关注)|即将(?:开通|上线)|(?:正在|栏目|页面|内容|网页|数据)(?:建设|完善|筹建|筹备|整理|改版)中?(?=[，。,！!…]|$)|暂无|暂时没有|尚无|没有(?:相关|此类|该类|符合)|无(?:此类|该类|相关|相应)(?:信息|内容|事项|文件|数据)"
    r"|暂未(?:开通|发生|产生)|^不涉及|(?:20\d\d年|[上下]半年|季度|截至)[^。；]{0,24}未(?:发生|产生|实施)"
    r"|(?:本|该|此|我)(?:单位|机关|部门|局|镇|街道|委|办|中心|栏目|年度|区)[^。；]{0,24}"
    r"(?:没有|未(?:发生|产生|制定|形成|涉及|收到|开展)|不(?:涉及|产生|承担)|无[^法需]{0,12}(?:信息|事项|文件|情况|内容|职责|职能|项目))"
)
_UNTIL_ROWS = re.compile(r"暂无(?:相关)?(?:数据|记录|内容|信息)[！!。.]*")
_STATEMENT = re.compile(r"情况说明")
_TEMPLATE_ATTRIBUTE = re.compile(r"^(?:v-|ms-|ng-|x-|wx:|:key|data-bind)")
_TEMPLATE_TYPE = re.compile(
    r"x-template|text/(?:html|template|x-handlebars|x-jquery-tmpl|ng-template)|x-tmpl", re.IGNORECASE
)
REQUEST = re.compile(
    r"\$\.(?:ajax|get|post|getJSON)\s*\(|\bfetch\s*\(|axios|XMLHttpRequest|\.jpage\s*\(|listModel|Ls\.|layui\.use|createApp|new Vue"
)
_LIST_SCRIPT = re.compile(
    r"list|jpage|paging|pagination|vue|avalon|angular|react|channel|column|datacall|api|chunk", re.IGNORECASE
)
_SCRIPT_MOVE = re.compile(
    r"(?:window|self|top|document|parent)?\.?location(?:\.href)?\s*(?:=|\.(?:replace|assign)\s*\()\s*(['\"])([^'\"<>\s]{1,500})\1(?!\s*\+)"
)
_REFRESH = re.compile(
    r"^\s*(\d{1,3})(?:\.\d+)?\s*[;,]\s*(?:url\s*=\s*)?['\"]?\s*([^'\"]{1,500})", re.IGNORECASE
)
_LIST_NAME = re.compile(r"(?:^|[-_\s])(?:[a-z]*list|liebiao|lb)(?:$|[-_\s\d])", re.IGNORECASE)
_WRITES = re.compile(
    r"document\s*\.\s*write(?:ln)?\s*\(|\.\s*(?:innerHTML|outerHTML)\s*\+?=|\.\s*(?:insertAdjacentHTML|appendChild|append|appendTo|prepend|prependTo|html|after|before|replaceWith)\s*\(\s*[^)\s]"
)
_INSERTS = re.compile(
    r"\.\s*(?:innerHTML|outerHTML)\s*\+?=|\.\s*(?:insertAdjacentHTML|appendChild|append|appendTo|prepend|prependTo|html|after|before|replaceWith|load)\s*\(\s*[^)\s]"
)
# Scripts of other people that fill no list: what they are called begins so.
_LIBRARY = re.compile(
    r"^(?:jquery(?![.-]?(?:pag|list|page|data|tmpl|template))|bootstrap(?![.-]?(?:table|pag|tree|list))|swiper|layer|html5|respond|modernizr|superslide|slick|animate|wow|share|hm\.js|tongji|cnzz|stat|analytics|gtag|ga\.js|font|icon|rem|flexible|ie|pngfix|dd_|conac|dcs|wza|slider|banner|nav|menu|top|foot|head|search)",
    re.IGNORECASE,
)
_ROW_MADE = re.compile(
    r"<\s*(?:li|tr|dl|dd|td|a)\b|createElement\s*\(\s*['\"](?:li|tr|dl|dd|a)['\"]", re.IGNORECASE
)
_FRAMEWORK = re.compile(
    r"(?:^|\s)(?:el|ant|van|ivu|layui|vxe)-\S*(?:empty|none|no-?data)"
)  # what shows until rows come
_SOURCES = ("data-url", "data-api", "data-source", "data-options", "lay-data", "data-ajax", "url", "src")
_SOURCE = re.compile(r"^\s*(?:https?:/)?/[\w/]|^[\w/.-]+\.(?:json|js|do|action|jsp|aspx|php)\b|\burl\s*:")
_FILLS = re.compile(
    r"(?<!function )\b(?!\w*(?:nav|menu|banner|slide|swiper|search|share|weather|visit|login|font|upload|download))\w*(?:load|list|render|fill|init|ajax|fetch|query|table|rows|getdata|news)\w*\s*\((?!\s*function)",
    re.IGNORECASE,
)  # calls that may bring rows
_ON_LOAD = ("onload", "onerror", "onreadystatechange")
_FILLED_BY = re.compile(r"data-(?!v-|aos|wow|role)|hx-|ajax|up-|v-|:|@", re.IGNORECASE)
_FAILED = re.compile(
    r"系统(?:繁忙|异常|错误|出错)|(?:数据库|服务器?|网络|连接)\S{0,4}(?:失败|错误|异常|超时|繁忙)|请?稍[后候]再?[试访]|加载失败"
)
_FRAME_TAGS = ("iframe", "frame", "object")
_PAGE = re.compile(r"\.(?:s?html?|jsp|aspx?|php|do)(?:$|[?#])|/$", re.IGNORECASE)
_POINT = re.compile(r"0*[0-2](?:px)?\s*", re.IGNORECASE)  # the size of a frame that counts visits
_LONG_TEXT = 120
_SHORT_PAGE = 200


def redirect_of(page: Markup) -> str | None:
    """Where the page sends its reader at once: meta refresh, or a script on a page that shows next to nothing."""
    for meta in page.root.iter("meta"):
        if (meta.get("http-equiv") or "").strip().lower() != "refresh":
            continue
        match = _REFRESH.match(meta.get("content") or "")
        if match and int(match.group(1)) <= 10:
            return _elsewhere(page, match.group(2))
    if len(words(page.root)) > _SHORT_PAGE:
        return None
    moves = (match.group(2) for script in page.scripts for match in _SCRIPT_MOVE.finditer(script))
    return next((url for move in moves if (url := _elsewhere(page, move))), None)


def only_link(page: Markup) -> str | None:
    """The address of a list that consists of one link and nothing else."""
    found = {}
    for element in page.root.iter("ul", "ol", "table"):
        anchors = [a for a in element.iter("a") if page.link(a)]
        if len(anchors) == 1 and _alone(element, anchors[0]) and not _apart(element):
            found[page.link(anchors[0])] = True
    return next(iter(found)) if len(found) == 1 else lone_link(page)


def script_sign(page: Markup) -> str:
    """Why the list cannot be seen without running scripts; "" where nothing says so."""
    if any(_TEMPLATE_ATTRIBUTE.match(name) for e in page.root.iter() for name in _names(e)) or "{{" in words(
        page.root
    ):
        return "列表由页面脚本模板填充，未执行脚本无法读到条目"
    if any(_TEMPLATE_TYPE.search(s.get("type") or "") for s in page.root.iter("script")):
        return "列表由页面脚本模板填充，未执行脚本无法读到条目"
    if any(REQUEST.search(script) for script in page.scripts):
        return "列表由脚本请求接口填充，接口未能识别"
    if any(_LIST_SCRIPT.search(s.get("src") or "") for s in page.root.iter("script")):
        return "页面引用列表脚本，未执行脚本无法读到条目"
    if any(_WRITES.search(script) and _ROW_MADE.search(script) for script in page.scripts):
        return "列表由页面脚本写出，未执行脚本无法读到条目"
    if any(_FRAMEWORK.search(e.get("class") or "") for e in page.root.iter("div", "p", "span", "li", "td")):
        return "“暂无数据”由页面框架显示，未执行脚本无法读到条目"
    if any(_is_filled(e) for e in page.root.iter("ul", "ol", "dl", "table", "tbody")):
        return "列表里只有脚本，未执行脚本无法读到条目"
    if any(names_source(e) for e in page.root.iter("ul", "ol", "dl", "table", "tbody")):
        return "列表写明由脚本从接口取条目，未执行脚本无法读到条目"
    return ""


def frame_sign(page: Markup) -> str:
    """Why the list may stand in a page of its own inside this one; "" where no frame is shown."""
    return (
        "列表可能在页内框架里，框架的内容未读" if any(map(shows_page, page.root.iter(*_FRAME_TAGS))) else ""
    )


def frame_url(page: Markup) -> str | None:
    """The page that the only frame shows, on whatever host; None where there is none or more than one."""
    shown = {join(page.base, _source(f)) for f in page.root.iter(*_FRAME_TAGS) if shows_page(f)}
    return shown.pop() if len(shown) == 1 else None


def note_of(page: Markup) -> str | None:
    """The explanation that stands in place of entries: 本栏目暂无信息, 情况说明."""
    for element in page.root.iter(
        "p", "li", "td", "div", "span", "h1", "h2", "h3", "h4", "h5", "em", "font", "dd"
    ):
        if _explains(_own_text(element), element) and not hidden(element) and not _apart(element):
            return words(element, gap="")
    return None


def shows_text(page: Markup) -> bool:
    """Whether the page shows an article of its own in place of a list."""
    blocks = page.root.iter("p", "td", "div", "span", "section")
    return any(len(_own_text(e)) > _LONG_TEXT and not hidden(e) for e in blocks) or _long_paragraphs(page)


def shown_empty(page: Markup) -> bool:
    """Whether the page proves that its list holds nothing: it counts 0, or an empty static list stands there.

    An empty list with an id may be one that a script fills, so it proves nothing on a page with scripts.
    """
    fillable = page.root.find(".//script") is not None
    lists = (e for e in page.root.iter("ul", "ol", "tbody") if not (fillable and e.get("id")))
    rowless = () if fillable else (e for e in page.root.iter("table") if e.find("*") is None)
    empty = (e for e in chain(lists, rowless) if not words(e) and e.find(".//img") is None)
    return (
        shows_none(page)
        or _header_alone(page)
        or any(not hidden(e) and not _apart(e) for e in empty)
        or (not fillable and _title_alone(page))
        or empty_below_title(page)
    )


def fillable(page: Markup) -> bool:
    """Whether a script may put rows where none stand: one that writes markup, or one in a file that is no library of
    a known kind."""
    files = (urlsplit(s.get("src") or "").path.rpartition("/")[2] for s in page.root.iter("script"))
    return any(name and not _LIBRARY.search(name) for name in files) or any(
        _INSERTS.search(script) for script in page.scripts
    )


def why_not_empty(page: Markup) -> str:
    """In Chinese why a list that stands there without rows may hold some; "" where nothing says so."""
    if fillable(page) or any(_FILLS.search(script) for script in page.scripts):
        return "列表区域是空的，但页面有可能填充它的脚本，未执行脚本"
    if any((s.get("type") or "").lower() == "module" for s in page.root.iter("script")) or _handled(page):
        return "列表区域是空的，但页面有可能填充它的脚本，未执行脚本"
    lists = (e for e in page.root.iter("ul", "ol", "tbody", "table", "dl") if not words(e) and not _apart(e))
    if any(_FILLED_BY.match(name) for e in lists for name in _names(e)):
        return "列表区域是空的，但写有供脚本取条目的属性，未执行脚本"
    failed = _FAILED.search(words(page.root))
    return f"列表区域是空的，页面写着“{failed.group()}”" if failed else ""


def _handled(page: Markup) -> bool:
    """Whether something of the page calls a script when it has loaded."""
    return any(e.get(name) for e in page.root.iter() if isinstance(e.tag, str) for name in _ON_LOAD)


def may_be_filled(page: Markup, note: str) -> bool:
    """Whether a note is one that a program shows until its rows come: 暂无数据 beside an empty list with a name, on a
    page with a script that may fill it."""
    if not _UNTIL_ROWS.fullmatch(note) or not fillable(page):
        return False
    lists = page.root.iter("ul", "ol", "tbody", "table", "dl")
    return any(e.get("id") and not words(e) and not _apart(e) for e in lists)


def names_source(element: Any) -> bool:
    """Whether a list names the address that its program fills it from: data-url, url, options."""
    told = " ".join(element.get(name) or "" for name in _SOURCES)
    return _SOURCE.search(told) is not None and not _apart(element)


def _is_filled(element: Any) -> bool:
    """Whether a list holds a script and no words: the script writes there, or the list is nothing."""
    return element.find(".//script") is not None and not words(element) and not _apart(element)


def shows_page(frame: Any) -> bool:
    """Whether a frame shows its reader a page: no counter of visits, nothing hidden, no part of a menu."""
    source, size = _source(frame), (frame.get("width") or "", frame.get("height") or "")
    if frame.tag == "object" and not _PAGE.search(source):
        return False
    leads = bool(source.strip()) and not source.strip().lower().startswith(("about:", "javascript:"))
    return leads and not any(map(_POINT.fullmatch, size)) and not hidden(frame) and not _apart(frame)


def _source(frame: Any) -> str:
    return frame.get("src") or frame.get("data") or ""


def _header_alone(page: Markup) -> bool:
    """A table or list of nothing but column names."""
    lists = page.root.iter("table", "ul", "dl")
    return any(_names_columns(words(e).split()) and not hidden(e) and not _apart(e) for e in lists)


def _title_alone(page: Markup) -> bool:
    """A block named a list that shows the section's own name and nothing below it."""
    title = metas_of(page.root).get("ColumnName")
    named = (e for e in page.root.iter("table", "div", "ul") if _LIST_NAME.search(e.get("class") or ""))
    return bool(title) and any(
        words(e) == title and e.find(".//img") is None and not hidden(e) and not _apart(e) for e in named
    )


def _names_columns(texts: list[str]) -> bool:
    return 1 < len(texts) < 12 and all(column_of(text) or text in ("序号", "操作") for text in texts)


def _explains(text: str, element: Any) -> bool:
    if not text or len(text) > 300 or element.find(".//a") is not None:
        return False
    if len(text) <= 80 and _NOTE.search(text):
        return True
    return bool(_STATEMENT.search(text)) and len(text) > 12


def _long_paragraphs(page: Markup) -> bool:
    texts = [
        words(p) for p in page.root.iter("p") if not p.xpath(".//a") and not hidden(p) and not in_furniture(p)
    ]
    return sum(map(len, texts)) > 2 * _LONG_TEXT


def _own_text(element: Any) -> str:
    """Text outside the element's links and inner blocks."""
    inline = [
        c for c in element if isinstance(c.tag, str) and c.tag in ("span", "strong", "b", "font", "br", "em")
    ]
    pieces = [element.text or "", *((c.tail or "") for c in element), *(c.text or "" for c in inline)]
    return squeeze("".join(pieces))


def _apart(element: Any) -> bool:
    return in_furniture(element) or in_aside(element)


def _names(element: Any) -> list[str]:
    return list(element.attrib) if isinstance(element.tag, str) else []


def _alone(element: Any, anchor: Any) -> bool:
    title = words(anchor)
    return words(element) == title != "" and not MORE.fullmatch(title)


def _elsewhere(page: Markup, href: str) -> str | None:
    url = join(page.base, href)
    return url if url and canonical(url) != canonical(page.url) else None
