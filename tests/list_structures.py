"""How lists are built on the portals that were looked at, one made list each: what docs/lists.zh-CN.md tells is read of these."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from further_lists import further_lists
from later_lists import later_lists
from made_portals import BASE, Made, Row, fed, key, listed, page
from more_feeds import list_model, more_feeds
from portal_feeds import as_json, rows_data
from portal_lists import all_lists
from row_makes import honest, ident, shown, whole

from spiders.listing.rendered import Rendered, View

COUNT, SIZE = 10, 4
ROWS = tuple(map(Row, range(COUNT)))


@dataclass(frozen=True)
class Structure:
    """A made list, and what a browser would show of it."""

    made: Made
    rendered: Rendered | None = None


@cache
def _known() -> Mapping[str, Made]:
    named = {made.name: made for made in (*more_feeds(), *further_lists(), *later_lists(), *whole())}
    paged = {made.name.removesuffix("-10"): made for made in all_lists() if made.name.endswith("-10")}
    return {**named, **paged, **{made.name: made for made, _ in honest()}}


def _directory() -> Made:
    """The page holds a tree of categories; the section's address names one of them."""
    tree = json.dumps([{"id": 5, "name": "政策文件", "children": [{"id": 51, "name": "规范性文件"}]}])
    index, section = f"{BASE}/gkmlpt/index", f"{BASE}/gkmlpt/index#51"
    made = fed(
        "目录平台",
        None,
        lambda n: (f"{BASE}/gkmlpt/api/all/51?page={n}&sid=2", "GET", None),
        lambda rows, n, total: as_json(
            {"articles": rows_data(rows, "title", "post_url", "display_publish_time"), "total": total}
        ),
        cms="gkmlpt",
    )
    shell = page(f"<div id='app'></div><script>window._CONFIG = {{ SID: '2', TREE: {tree} }};</script>")
    return replace(made, section=section, answers={**made.answers, key(index): shell})


def _by_channel() -> Made:
    return fed(
        "平台接口",
        '<div id="app"></div><script>var chanId = "56";$.get("/intertidwebapp/govChanInfo/getDocuments?chanId="+chanId)</script>',
        lambda n: (
            f"{BASE}/intertidwebapp/govChanInfo/getDocuments?chanId=56&Index={n}&pageSize=20",
            "GET",
            None,
        ),
        lambda rows, n, total: as_json({"list": rows_data(rows), "total": total}),
        cms="intertid",
    )


def _guide() -> Made:
    section = f"{BASE}/gongkai/site_qhjyj/channel_c_5f9f6ab8c69c9a8abe968193_n_1605682797.5889/"
    shown_instead = page("<h1>青禾市教育局政府信息公开指南</h1><p>本指南每年更新一次。</p>")
    return Made("指南", section, {key(section): shown_instead}, key(section), ROWS, cms="gongkai")


def _framed() -> Made:
    section, inner = f"{BASE}/qh/tzgg/", f"{BASE}/qh/tzgg/list_in.html"
    answers = {
        key(section): page('<div class="con"><iframe src="list_in.html" width="100%"></iframe></div>'),
        key(inner): page(listed(ROWS)),
    }
    return Made("框架", section, answers, key(inner), ROWS)


def _elsewhere() -> Made:
    row = lambda r: f"<li onclick=\"openDoc('{ident(r)}')\"><b>{r.title}</b><i>{r.day}</i></li>"
    return shown("函数在别处", row, after='<script src="/js/main.js"></script>')


def _packed() -> Made:
    """Only the browser knows how the rows come."""
    section = f"{BASE}/qh/tzgg/"
    shell = page('<div id="app"><ul class="list"></ul></div><script src="/js/app.js"></script>')
    return Made("打包脚本", section, {key(section): shell}, key(section), ROWS)


def _views() -> Rendered:
    onward = "<div class='page'><a>下一页</a></div>"
    views = (View(f"{BASE}/qh/tzgg/", page(listed(part) + onward)[1]) for part in (ROWS[:6], ROWS[6:]))
    return Rendered(views=tuple(views), end="off")


@cache
def structures() -> Mapping[str, Structure]:
    """Every structure by what the table calls it."""
    known = _known()
    made = {
        "静态分页，脚本的调用写明页数、本页号和文件名": known["四参数"],
        "静态分页，页数和本页号写在脚本的变量里": known["countPage"],
        "翻页插件的对象参数，只写条数和每页条数": known["laypage条数"],
        "前几页在页面的隐藏块里，其余由脚本写明的接口给出": list_model(2 * SIZE),
        "同上，接口的参数写在别的脚本里": list_model(2 * SIZE, site=""),
        "记录集嵌在页面里，其余按起止记录号向接口要": known["dataproxy"],
        "栏目页加 pageNum 一类的参数翻页": known["?pageNum="],
        "目录按栏目和机构编号，用 POST 检索": known["xxgk目录"],
        "翻页块写明接口、总条数和每页条数": known["jpaas翻页块"],
        "标签接口分页返回，页数写在脚本里": known["publicInfoList"],
        "目录平台：页面只有目录树，条目由目录接口给出": _directory(),
        "频道编号写在页面的 meta 里，由检索接口给出": known["meta外部脚本"],
        "栏目编号写在脚本里，由平台接口给出": _by_channel(),
        "栏目位置显示的是单位的指南": _guide(),
        "页码、“下一页”都是普通链接": known["数字«»"],
        "接口的页号在网址的路径里": known["路径模板"],
        "接口每页是一个数据文件": known["页文件"],
        "表单翻页，页号在隐藏域里": known["POST表单"],
        "列表放在页内框架里": _framed(),
        "翻页按钮没有链接，页号在 data-page 里": known["data-page"],
        "条目没有链接，网址在行的 onclick、data-href 里": known["tr的onclick"],
        "条目由函数打开，函数写在页面上": known["行上openDoc"],
        "条目由函数打开，函数写在别的脚本里": _elsewhere(),
        "接口只有打包的脚本知道": known["档案写路径"],
        "条目由打包的脚本填，接口也说不出来": _packed(),
        "往下滚动才再加载": known["滚到底再加载"],
        "列表按年份分开，一次只列一年，各年是普通链接": known["按年份的文件夹"],
    }
    return {name: Structure(one, _views() if one.name == "打包脚本" else None) for name, one in made.items()}
