"""What the tests of listing are made of."""

import json

from auditor.models.address import canonical
from spiders.family import Step, families
from spiders.listing.listing import Listing, read_listing

HOME = "http://www.yunxi.gov.cn/zwgk/tzgg/"


def read(
    text: str, family: str = "generic", url: str = HOME, section: str | None = None, **more: str
) -> Listing:
    further = section is not None and canonical(section) != canonical(url)
    asked = Step(url) if further else None
    return read_listing(text, url, section or url, families()[family], asked=asked, **more)


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>通知公告</title>{head}</head><body>{body}</body></html>"


def rows(*items: tuple[str, str, str]) -> str:
    return (
        "<ul class='list'>"
        + "".join(f'<li><a href="{u}">{t}</a><span>{d}</span></li>' for u, t, d in items)
        + "</ul>"
    )


THREE = rows(
    ("./202603/t20260302_101.html", "关于开展春季防火工作的通知", "2026-03-02"),
    ("./202602/t20260211_100.html", "关于公布农贸市场名单的公告", "2026-02-11"),
    ("/tzgg/202601/t20260105_99.html", "关于召开座谈会的通知", "01-05"),
)
FURNITURE = """
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li></ul></div>
<div class="footer"><ul><li><a href="/wzsm/201709/t20170912_1.html">网站声明</a></li>
<li><a href="/lxwm/201709/t20170912_2.html">联系我们</a></li></ul></div>"""


# JCMS


RECORDS = "".join(
    f"<record><![CDATA[<li><a href='/art/2026/1/{n}/art_88_{n}.html' title='关于第{n}批名单的公告'>关于第{n}批…</a><span>2026-01-0{n}</span></li>]]></record>"
    for n in (1, 2, 3)
)
JPAGE = """$('#7').jpage({totalRecord:8,groupSize:3,perPage:1,proxyUrl:'/module/web/jpage/dataproxy.jsp',
ajaxParam:{col:1,appid:'1',webid:60,path:'/',columnid:88,unitid:'7',webname:'云溪区',permissiontype:0}});"""


# Guangdong gkmlpt


INDEX = "http://www.yunxi.gov.cn/gkmlpt/index"
TREE = json.dumps(
    [
        {
            "id": 5,
            "name": "政策文件",
            "jump_url": "",
            "children": [{"id": 51, "name": "规范性文件", "children": []}],
        },
        {"id": 6, "name": "专题", "jump_url": "/zt/", "children": []},
    ]
)
CONFIG = page(f"<div id='app'></div><script>window._CONFIG = {{ SID: '2', TREE: {TREE}, LEAF: 0 }};</script>")


# Zibo's platform


COLUMN = "http://www.yunxi.gov.cn/gongkai/site_yxqjyj/channel_c_5f9f6ab8c69c9a8abe968193_n_1605682797.5889/"


# Real pages


def real(shared, name: str) -> str:
    return (shared / "portals/real" / name).read_text(encoding="utf-8")
