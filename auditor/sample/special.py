"""Pages that are neither list nor article, and pages that get in a crawler's way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from auditor.sample.answer import Answer, page
from auditor.sample.article import Article
from auditor.sample.cms import render
from auditor.sample.district import FOLDER, Section, units

FORBIDDEN = "/neibu/"  # what robots.txt closes: whoever asks for it is recorded
_SLOW_SECONDS = 1.5
_CHALLENGE = (
    "<html><head><meta charset='utf-8'></head><body><script>"
    "document.cookie='__yx_clearance=1;path=/';location.reload();</script></body></html>"
)
_PICTURES = {
    "yundonghui": '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="240">'
    '<rect width="640" height="240" fill="#dcefdc"/>'
    '<circle cx="320" cy="120" r="80" fill="none" stroke="#3b7d4f" stroke-width="12"/></svg>',
    "dubanliucheng": '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="160">'
    '<path d="M20 80h160m60 0h160m60 0h160" stroke="#1d4e89" stroke-width="24"/></svg>',
    "dzjg": '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60">'
    '<circle cx="30" cy="30" r="28" fill="#c0392b"/></svg>',
}
# address -> nights in which it answers; a link that fails once, or now and then, is no dead link
_COMING_AND_GOING = {"/zwgk/banshiditu.html": (2, 3), "/zwgk/xinxiang.html": (2,)}


def pages(night: int, places: Iterable[tuple[Section, str]]) -> Iterator[tuple[str, Answer]]:
    """Home, overviews, robots.txt, the picture and the addresses that come and go."""
    listed = tuple(places)
    by_unit = [(unit, [(s, path) for s, path in listed if s.unit == unit]) for unit in units().values()]
    yield "/", page(render("home.html", by_unit=by_unit))
    yield (
        "/robots.txt",
        Answer(f"User-agent: *\nDisallow: {FORBIDDEN}\n".encode(), "text/plain; charset=utf-8"),
    )
    script = (FOLDER / "cms" / "portal.js").read_bytes()
    yield "/static/portal.js", Answer(script, "text/javascript; charset=utf-8")
    for name, picture in _PICTURES.items():
        yield f"/images/{name}.svg", Answer(picture.encode(), "image/svg+xml")
    yield "/zwgk/", _plain("政务公开", "各单位政府信息公开专栏见首页。")
    yield "/sitemap/", _plain("网站地图", "首页列出全部单位和栏目。")
    yield "/zwgk/ysq/", _plain("依申请公开", "可以当面、邮寄或者通过本页提出政府信息公开申请，由各单位受理。")
    yield "/wza/", _plain("无障碍浏览", "提供大字版、语音播报和纯文本三种浏览方式。")
    yield "/search/", _plain("站内搜索", "请输入关键词，在全站标题和正文中查找。")
    yield "/jiucuo/", _plain("政府网站找错", "请写明出错的页面地址和问题，3个工作日内答复。")
    yield f"{FORBIDDEN}shiyan.html", _plain("内部试验页", "此处不应被抓取。")
    for unit in units().values():
        if unit.family == "gongkai":
            words = f"{unit.name}政府信息公开专栏，办公地址：{unit.address}，联系电话：{unit.phone}。"
            yield f"/gongkai/site_yx{unit.slug}/", _plain(unit.short, words)
    for path, nights in _COMING_AND_GOING.items():
        if night in nights:
            yield path, _plain("便民地图", "办事网点分布和乘车路线。")


def section_page(section: Section, state: str) -> Answer:
    """A section whose list is filled by script, held back by a challenge, or replaced by an explanation."""
    if state == "challenge":
        return Answer(_CHALLENGE.encode(), status=412, headers={"Set-Cookie": "__yx_challenge=1; Path=/"})
    template = "scripted_list.html" if state == "scripted" else "note_list.html"
    return page(render(template, section=section, unit=section.unit))


def article_page(article: Article, html: str, modified_at: dt.datetime) -> Answer:
    """An article's answer, with what its `answer` says of it."""
    if article.answer == "soft_404":
        return page(
            f"<html><head><title>提示</title></head><body>文章{article.recorded_at:%m%d%H%M}未发布</body></html>"
        )
    if article.answer == "gbk":
        return Answer(html.encode("gb18030"), "text/html; charset=GBK", modified_at=modified_at)
    plain = page(html, modified_at=modified_at)
    return replace(plain, delay_seconds=_SLOW_SECONDS) if article.answer == "slow" else plain


def _plain(title: str, line: str) -> Answer:
    return page(render("plain.html", title=title, lines=[line]))
