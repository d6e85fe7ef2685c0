"""What beside a list's rows leaves room for more of them: whatever can be clicked there and is not known to be
harmless, numbers greater than the rows, frames, blocks that a script fills."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, takewhile
from typing import Any
from urllib.parse import urlsplit

from lxml.html import defs

from auditor.models.address import canonical, is_file
from auditor.text.numerals import read_number
from spiders.html.markup import Markup, host
from spiders.html.visible import words
from spiders.listing.list_signs import shows_page
from spiders.listing.near_rows import Near, holders_of, near_rows
from spiders.listing.pager_buttons import seen_text
from spiders.listing.pager_words import FORWARD
from spiders.listing.paging import folder_of, is_count, page_number, squeezed
from spiders.listing.row_groups import ARTICLE
from spiders.listing.splits import beside_all

_HARMLESS = re.compile(
    r"打印|关闭|返回|回到|顶部|收藏|首页|主页|分享|微信|微博|空间|朋友圈|纠错|找错|挑错|意见|建议|反馈|留言|投诉|评价|满意|问答|客服|机器人|咨询"
    r"|搜索|检索|查询|查找|重置|清空|筛选|订阅|朗读|播报|长者|适老|老年|无障碍|关怀|繁[体體]|简体|english|字[号体]|放大|缩小|二维码|扫[一码]|登录|注册|申请"
    r"|排序|升序|降序|按.{0,2}(?:时间|日期|标题)|下载|导出|保存|目录|导航|菜单|收起|网站|门户|网$|客户端|手机|公众号|复制|邮[件箱]|投稿|隐藏|帮助|全文|详情|详细"
    r"|播放|暂停|有用|没用|赞|^(?:[大中小简繁×✕x]|EN|TOP|QQ|RSS|APP)$|share|wechat|print",
    re.IGNORECASE,
)
_HARMLESS_NAME = re.compile(
    r"print|dayin|share|bds_|jiathis|weixin|wechat|(?:^|[-_])wx(?:$|[-_])|(?:^|[-_])wb(?:$|[-_])|weibo|sina|qzone|(?:^|[-_])qq|(?:go|to|back|^|[-_])top(?:$|[-_])|voice|speech|yuyin|yydb"
    r"|wza|robot|kefu|chat|close|hide|font-?size|zoom|qrcode|ewm|collect|favou?r|login",
    re.IGNORECASE,
)
_HARMLESS_CALL = re.compile(r"print|share|close|scrollTo|fontSize|dayin|zoom", re.IGNORECASE)
_ONWARD = re.compile(
    r"第\s*[2二]\s*[页屏]|(?:^|[共/])\s*[2-9]\d*\s*屏|换一[批组页换]|[下后]一?[组批条]|后\s*\d+\s*条|(?:上滑|下滑|上拉|下拉|滑动|滚动|点我|点击此处|点此).{0,4}(?:加载|更多|查看|浏览)"
    r"|(?:older|earlier|previous|next|more)\s*(?:posts?|entries|news|items)|(?:较早|更早|早期|早前)(?:的)?(?:文章|信息|内容|公告)?|继续(?:浏览|查看|阅读|加载)"
    r"|(?:查看|展开|显示|加载)(?:全部|其余|剩余|余下|所有)|其[他它余](?:年度?|年份|月份|批次|期|部分)|^(?:上|前|下)一?年度?(?:的?(?:公告|信息))?$|^(?:往|去|历)年\S{0,4}|每页\s*\d+\s*条?|\d+\s*条\s*[/\uff0f]\s*页",
    re.IGNORECASE,
)
_PARTLY = re.compile(
    r"(?:仅|只|默认)(?:能|可|会)?(?:显示|列出|展示|公开|公布|提供|保留).{0,12}(?:近|最新|最近|前|部分|当[年月]|本[年月]|\d)|近[一二三两半六\d]+个?[月年].{0,6}(?:信息|公告|内容|文件)"
    r"|(?:更多|其余|其他|以前|之前|此前|更早|历史|往[年期]).{0,14}(?:检索|查询|查看|查阅|浏览|旧网站|旧版|原网站)|(?:全部|所有|完整)的?(?:公告|公示|信息|目录|清单|名单|文件|通知|内容|列表).{0,4}(?:下载|附件|检索|查看|见|$)|(?:以[上下]|下列|上述|本页|这里).{0,4}部分|仅为.{0,3}部分|前\s*\d+\s*条|其余.{0,8}见|未(?:在此|予以?)?(?:列示|列出|收录|展示|显示)|(?:启用|开启|支持).{0,6}(?:脚本|javascript)",
    re.IGNORECASE,
)
_UNIT = r"(?:条|件|篇|则|份|项|个)"
_COUNTED = re.compile(
    rf"(?:^\D{{0,6}}(?:信息|数据|记录|文件|公告|公示|条目|内容|total|records?|items?|results?)[^\s\d]{{0,5}}|总[量数]|全部|所有|条数|件数|篇数|数量|累计|收录|合计|[已共]?(?:发布|公开|公布)|共有?|现有)[^\d第]{{0,10}}?(\d{{1,6}})(?!\d|年|月|日|号|[-./:：]\d)\s*{_UNIT}?(?=$|[\s,，。;；、/|）)\]]|信息|记录|公告|文件|数据|内容|records|items|results)",
    re.IGNORECASE,
)
_IN_HEADING = re.compile(r"[^\d()（）]{2,20}[（(\[]\s*(?:共\s*)?(\d{1,5})\s*" + _UNIT + r"?\s*[）)\]]")
_OF_ALL = re.compile(r"(?<![\d/.-])(\d{1,5})\s*[/\uff0f]\s*(\d{1,6})(?![\d/.-])")
_PAGES = re.compile(
    r"(?:页|page).{0,6}?1\s*[/\uff0f]\s*(\d{1,4})|第\s*1\s*[/\uff0f]\s*(\d{1,4})\s*页|第?\s*1\s*[页屏].{0,4}[总共]\D{0,2}(\d{1,4})\s*[页屏]",
    re.IGNORECASE,
)
_NO_ROWS = re.compile(
    r"访问|浏览|点击|在线|用户|人次|关注|访客|邮编|电话|号码|地址|标识码|第\s*\d+\s*条|\d{5,}"
)
_COUNT_NAME = re.compile(
    r"(?:count|total|sum|amount|records?)|(?:total|all|sum|max|record|row|item)s?(?:count|num|records?|rows|items|total|sum)|zong\w*|zts"
)
_NUMERALS = ("1", "2"), ("01", "02"), ("①", "②"), ("一", "二"), ("I", "II"), ("\u2160", "\u2161")
_KNOWN_TAGS = defs.tags | frozenset(
    "main font center svg path use g picture source ucapcontent ucaptitle o:p".split()
)
_TEXTS = frozenset(
    "a p div span li td b strong em i small dl tr u summary label button option noscript h1 h2 h3 h4 h5 font dt dd img".split()
)
_CLICKABLE = frozenset("a button input span div li i em img p td label u".split())
_PRESSED = ("button", "submit", "image", "range", "number")
_BLOCKS = 2  # elements around one that can be clicked, whose names speak of it
_LONGEST = 40
_RESULTS = re.compile(r"(\d{1,6})\s*(?:results?|records?|items?|entries)\b", re.IGNORECASE)
_HAN = re.compile(r"共(?:有|计)?([二三四五六七八九]?十?[一二三四五六七八九]|[二三四五六七八九]?十)" + _UNIT)
_DOTTED = re.compile(r"[…⋯]+|[.．。·]{3,}")
_ARROWS = frozenset("▶►⟩▼▾⌄﹀\u276f\u2228")
_LOADING = re.compile(r"(?:^|[-_/\s])loading(?:$|[-_.\s])", re.IGNORECASE)
_TO_FILL = re.compile(
    r"(?:^|[-_\s])(?:dots?|more|load\w*|pull\w*|place-?holder|infinite|sentinel|flow|\w*paginate\w*)(?:$|[-_\s])|placeholder(?:$|\s)",
    re.IGNORECASE,
)
_BOUND = re.compile(r"(?:v-(?!text|html)|@|ng-|x-(?:on|show|if)|wx:|data-bind)")
_ASKS = re.compile(r"url|api|load|next|more|ajax", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?:/)?/[\w/]|[?]\w+=|[\w/.-]+\.\w{2,5}$")
_INNER = re.compile(r"(\w{2,20})['\"]?\s*:\s*['\"]?(\d{1,6}|true)\b")


def beside_sign(page: Markup, rows: Sequence[Any], inside: set[Any], shown: int) -> str:
    """In Chinese what beside the rows may lead to more of them; "" where all that stands there is understood."""
    near = near_rows(page, rows, inside)
    around = set(rows[0].iterancestors()) if rows else set()
    signs = (
        _counted_around(rows, near, shown),
        _numbered_rows(rows),
        *(_of(page, one, shown, around) for one in near),
    )
    return next(filter(None, signs), "")


def _of(page: Markup, one: Near, shown: int, around: set[Any]) -> str:
    element = one.element
    return (
        (_said(element, shown, behind=one.behind) if element.tag in _TEXTS else "")
        or _clicked(page, one, around)
        or (_filled(one) if one.behind else "")
    )


def _said(element: Any, shown: int, *, behind: bool) -> str:
    """What its words say of more rows or pages."""
    text = seen_text(element) or (element.get("alt") or "") or (element.text or "").strip()
    if not 0 < len(text) <= _LONGEST or len(element) > 6:
        return ""
    several = sum(1 for _ in islice(element.iter("a", "button", "label"), 2)) == 2
    if several:
        return ""
    if _ONWARD.search(text) or _PARTLY.search(text) or _tells_pages(text):
        return f"列表旁写着“{text}”，这里可能只是其中一部分"
    if behind and (_DOTTED.fullmatch(text) or text in FORWARD | _ARROWS):
        return f"列表后写着“{text}”，其后可能还有内容"
    told = _told(text, element, shown, behind=behind)
    return f"列表旁写着“{text}”，可直接读到的只有 {shown} 条" if told else ""


def _tells_pages(text: str) -> bool:
    match = _PAGES.search(text)
    return match is not None and int(next(filter(None, match.groups()))) > 1


def _told(text: str, element: Any, shown: int, *, behind: bool) -> bool:
    if _NO_ROWS.search(text):
        return False
    part = _OF_ALL.search(text)
    if part and int(part[1]) == shown < int(part[2]):
        return True
    heading = None if behind else _IN_HEADING.fullmatch(text)
    numbers = [int(m[1]) for m in (_COUNTED.search(text), heading) if m]
    if match := _RESULTS.match(text):
        numbers.append(int(match[1]))
    numbers += [read_number(m[1]) for m in _HAN.finditer(text)]
    if is_count(text) and "total" in f"{element.get('title')} {element.getparent().get('title')}".lower():
        numbers.append(int(text))
    return any(shown < number and not 1990 <= number <= 2100 for number in numbers)


def _clicked(page: Markup, one: Near, around: set[Any]) -> str:
    """What can be clicked: behind the rows whatever is not known to be harmless, else what asks for this list anew."""
    element = one.element
    if element.tag not in _CLICKABLE:
        return ""
    said = seen_text(element)
    if _is_harmless(element, said, around) or len(said) > _LONGEST or beside_all(element):
        return ""
    url = page.link(element) if element.tag == "a" else page.clicked.get(element)
    if url:
        return f"列表旁有“{said}”（{url}），未能认定是不是翻页" if one.behind and _leads_on(page, url) else ""
    if one.behind and _acts(element):
        return f"列表后有可以点击的“{said or (element.get('class') or element.tag)}”，点击后的内容未能读到"
    return ""


def _is_harmless(element: Any, said: str, around: set[Any]) -> bool:
    """Whether an element's words, or else its names or those of its block, tell of something that every page has: to
    print, share, search. What holds the rows too (`around`) is no block of its own."""
    if said and _HARMLESS.search(said):
        return True
    if _HARMLESS_CALL.search(element.get("onclick") or element.get("href") or ""):
        return True
    block = takewhile(lambda e: e not in around, islice(element.iterancestors(), _BLOCKS))
    told = (
        e.get(name) or ""
        for e in (element, *block, *element.iter("img"))
        for name in ("class", "id", "title", "src")
    )
    return any(_HARMLESS_NAME.search(word) for names in told for word in re.split(r"[\s/.]+", names))


def _leads_on(page: Markup, url: str) -> bool:
    """Whether an address asks for this list anew, or is a page of it by its number."""
    if (
        host(url) != host(page.url)
        or canonical(url) == canonical(page.url)
        or ARTICLE.search(url)
        or is_file(url)
    ):
        return False
    there, here = urlsplit(url), urlsplit(page.url)
    number = page_number(url)
    return (there.path == here.path and bool(there.query) and not here.query) or (
        number is not None and number > 1 and folder_of(url) == folder_of(page.url)
    )


def _acts(element: Any) -> bool:
    if element.tag == "input" and (element.get("type") or "").lower() not in _PRESSED:
        return False
    href = (element.get("href") or "").strip().lower()
    return (
        element.tag in ("button", "input")
        or element.get("onclick") is not None
        or href.startswith("javascript")
        or (element.tag == "a" and href == "#")
        or element.get("role") == "button"
    )


def _filled(one: Near) -> str:
    """What stands behind the rows and may be filled with more of them."""
    element = one.element
    if element.tag in ("iframe", "frame", "object", "embed") and shows_page(element):
        return "列表后有页内框架，框架的内容未读"
    names = f"{element.get('class') or ''} {element.get('src') or ''}"
    if _LOADING.search(names):
        return "列表后有“加载中”的标志，可能还有内容由脚本加载"
    if any(_BOUND.match(str(name)) for name in element.attrib):
        return "列表后有由页面脚本模板控制的块，其后的内容未能读到"
    unknown = str(element.tag) not in _KNOWN_TAGS or _TO_FILL.search(names)
    if not words(element) and element.find(".//img") is None and unknown:
        return f"列表后有由脚本填充的块（{element.get('class') or element.tag}），其后的内容未能读到"
    if element.tag in ("a", "span", "li", "b", "u", "em", "i") and _begins_count(element):
        return "列表后有页码，翻页方式未能识别"
    return ""


def _begins_count(element: Any) -> bool:
    """Whether an element and the next one beside it are the first two of a count."""
    after = element.getnext()
    said = (words(element), words(after) if after is not None and isinstance(after.tag, str) else "")
    beside = (element.tail or "").strip() in ("/", "\uff0f") and all(map(is_count, said))
    return said in _NUMERALS or (beside and int(said[0]) < int(said[1]))


def _counted_around(rows: Sequence[Any], near: Sequence[Near], shown: int) -> str:
    """A count of rows among the attributes of what holds them or stands near."""
    empty = (one.element for one in near if not words(one.element))  # else it counts what it says itself
    for element in (*holders_of(rows), *empty):
        for name, value in element.attrib.items():
            low = squeezed(str(name).lstrip(":").removeprefix("data-"))
            if is_count(value) and _COUNT_NAME.fullmatch(low) and shown < int(value) < 1_000_000:
                return f"列表写明共 {value} 条（{name}），可直接读到的只有 {shown} 条"
    for element in holders_of(rows):
        if why := _bound_to(element, shown):
            return why
    return ""


def _bound_to(element: Any, shown: int) -> str:
    """What a block around the rows tells its script: an address to ask, options that turn pages."""
    for name, value in element.attrib.items():
        if str(name).startswith("data-") and _ASKS.search(str(name)) and _ADDRESS.match(value):
            return f"列表写明由脚本再取内容（{name}），页面上的可能只是其中一部分"
        for key, told in _INNER.findall(value) if ":" in value and name != "style" else ():
            turns = told == "true" and key.lower().startswith("pagina")
            if turns or (told.isdecimal() and _COUNT_NAME.fullmatch(squeezed(key)) and int(told) > shown):
                return f"列表写明由脚本翻页（{key}），未能识别"
    return ""


def _numbered_rows(rows: Sequence[Any]) -> str:
    """Rows numbered beyond their own number: 40, 39, 38 on a page of 15."""
    numbers = list(_numbers_of(rows))
    if len(numbers) < len(rows) or len(rows) < 2:
        return ""
    steps = {b - a for a, b in pairwise(numbers)}
    if (steps == {-1} and numbers[0] > len(rows)) or (steps == {1} and numbers[0] > 1):
        return f"条目的序号从 {numbers[0]} 到 {numbers[-1]}，可直接读到的只有 {len(rows)} 条"
    return ""


def _numbers_of(rows: Sequence[Any]) -> Iterator[int]:
    for row in rows:
        first = next((text for piece in row.itertext() if (text := piece.strip())), "").rstrip(".、")
        if not first.isdecimal() or len(first) > 5:
            return
        yield int(first)
