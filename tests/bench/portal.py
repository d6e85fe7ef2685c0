"""A made-up portal of 25 units, 60 sections and about 2,500 pages of 28 KB, served by a process of its own.

`python -m tests.bench.portal PORT VALIDATORS`: with `etag` it answers 304 to whom knows the page, with `plain` it
sends the same bytes again and again, as many portals do.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random

from stdnum.cn import uscc

UNITS, SECTIONS, ARTICLES = 25, 60, 40  # articles a section
ROWS = 20  # of one page of a list
NEWEST = dt.date(2026, 4, 10)
KINDS = (
    ("通知公告", "notice"),
    ("公示公告", "public_notice"),
    ("政策文件", "policy"),
    ("工作动态", "news"),
    ("重点项目", "project"),
    ("统计信息", "statistics"),
)
_MATTERS = "城乡环境整治 安全生产检查 春季植树造林 防汛备汛 义务教育招生 就业援助 养老服务提升 农田水利建设 公共文化惠民 道路养护 食品安全抽检 营商环境优化 老旧小区改造 森林防火 医疗保障经办 残疾人帮扶".split()
_CLAUSES = (
    "各镇人民政府、区直各部门要结合实际抓好{0}的组织实施",
    "责任单位要在{1}月底前完成{0}的摸底登记",
    "对排查出的{2}处问题逐一建立台账、明确整改时限",
    "区财政安排专项资金{2}万元用于支持{0}",
    "涉及群众切身利益的事项要通过政务公开栏及时公布",
    "鼓励社会力量依法有序参与{0}的各项工作",
    "对工作推进不力的单位予以督促提醒并限期整改",
    "全年计划组织集中培训{3}期，培训业务骨干{2}人次",
    "会议听取了{0}进展情况的汇报并作出具体部署",
    "各村（社区）要安排专人负责信息报送和日常巡查",
    "符合条件的居民可以到便民服务中心窗口申请办理",
    "截至目前累计完成{2}项任务，总体进度达到预期目标",
)
_SCRIPT = "function toggle{0}(box) {{ var menu = document.getElementById('menu' + box); menu.style.height = menu.clientHeight + {0} + 'px'; }}\n"


def pages() -> dict[str, bytes]:
    """Every address of the portal and what stands there."""
    found = {"/": _framed("文昌湖区政府信息公开", _menu(), "<div class='home'><h2>政务公开</h2></div>")}
    for number in range(SECTIONS):
        rows = [_article(number, nth) for nth in range(ARTICLES)]
        found.update((path, body) for path, _, _, body in rows)
        found.update(_lists(number, [(path, title, day) for path, title, day, _ in rows]))
        found.update(
            (f"/files/{number}_{nth}.rar", _file(number, nth)) for nth in range(ARTICLES) if not nth % 8
        )
    return found


def article() -> bytes:
    """One of its papers."""
    return _article(2, 1)[3]


def lists() -> list[str]:
    """The addresses of the lists' further pages."""
    return [
        f"{_folder(n)}index_{place}.html" for n in range(SECTIONS) for place in range(1, ARTICLES // ROWS)
    ]


def profile(port: int) -> str:
    """The portal's profile, without delay."""
    units = "".join(f'\n[[units]]\nname = "{_unit(n)}"\n' for n in range(UNITS))
    sections = "".join(
        f"""
[[sections]]
unit = "{_unit(number % UNITS)}"
path = "法定主动公开内容/{_name(number)}"
url = "http://127.0.0.1:{port}{_folder(number)}"
kind = "{KINDS[number % len(KINDS)][1]}"
"""
        for number in range(SECTIONS)
    )
    return f"""id = "bench"
name = "文昌湖区"
home = "http://127.0.0.1:{port}/"
hosts = ["127.0.0.1:{port}"]
cms = "trs"

[politeness]
delay_seconds = 0
contact = "mailto:gongkai@example.test"
{units}{sections}"""


def _unit(number: int) -> str:
    return f"文昌湖区第{number + 1}办事处"


def _code(number: int) -> str:
    """The unit's 统一社会信用代码, with its check digit."""
    bare = f"11370300MB{number % UNITS:06d}X"
    return bare + uscc.calc_check_digit(bare)


def _serial(number: int, nth: int) -> int:
    """The paper's own number; of every ten papers one bears what a paper of another section of its unit bears."""
    return nth if nth % 10 == 9 else number * 1000 + nth


def _name(number: int) -> str:
    return f"{KINDS[number % len(KINDS)][0]}{number + 1}"


def _folder(number: int) -> str:
    return f"/gk/c{number}/"


def _article(number: int, nth: int) -> tuple[str, str, dt.date, bytes]:
    rng = Random(f"{number}/{nth}")
    day = NEWEST - dt.timedelta(days=nth * 6 + number % 5)
    matter = _MATTERS[(number * 7 + nth) % len(_MATTERS)]
    title = f"{_unit(number % UNITS)}关于{matter}第{nth + 1}阶段工作情况的通报"
    path = f"{_folder(number)}{day:%Y%m}/t{day:%Y%m%d}_{number * 1000 + nth}.html"
    paragraphs = "".join(
        f'<p style="text-indent: 2em; line-height: 1.75; font-family: 仿宋_GB2312; font-size: 16pt;">{"，".join(_clause(rng, matter) for _ in range(5))}。</p>\n'
        for _ in range(22)
    )
    attached = f'<p><a href="/files/{number}_{nth}.rar">附件：任务分解清单.rar</a></p>' if not nth % 8 else ""
    table = f"""<table class="xxgk"><tr><td>索引号：</td><td>{_code(number)}/{day.year}-{_serial(number, nth):05d}</td><td>主题分类：</td><td>综合政务</td></tr>
<tr><td>发布机构：</td><td>{_unit(number % UNITS)}</td><td>发布日期：</td><td>{day}</td></tr><tr><td>成文日期：</td><td>{day}</td><td>有效性：</td><td>有效</td></tr></table>"""
    others = "".join(
        f'<li><a href="{_folder(n)}">{_name(n)}</a></li>' for n in range(number % 5, SECTIONS, 9)
    )
    inner = f"""<div class="position">您现在的位置：<a href="/">首页</a> &gt; <a href="{_folder(number)}">{_name(number)}</a></div>
{table}<h1 class="xl-title">{title}</h1><div class="TRS_Editor">{paragraphs}{attached}<p style="text-align: right">{_unit(number % UNITS)}</p><p style="text-align: right">{day.year}年{day.month}月{day.day}日</p></div>
<div class="xg"><h3>相关信息</h3><ul>{others}</ul></div>"""
    metas = f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 09:30"><meta name="ColumnName" content="{_name(number)}">'
    return path, title, day, _framed(title, _menu(), inner, metas)


def _clause(rng: Random, matter: str) -> str:
    return rng.choice(_CLAUSES).format(matter, rng.randint(5, 11), rng.randint(12, 480), rng.randint(2, 9))


def _lists(number: int, rows: list[tuple[str, str, dt.date]]) -> Iterator[tuple[str, bytes]]:
    count = -(-len(rows) // ROWS)
    for place in range(count):
        items = "".join(
            f'<li><a href="{path}" title="{title}">{title}</a><span>{day}</span></li>\n'
            for path, title, day in rows[place * ROWS : (place + 1) * ROWS]
        )
        pager = f'<script>createPageHTML({count}, {place}, "index", "html");</script>'
        metas = f'<meta name="ColumnName" content="{_name(number)}">'
        inner = f'<div class="list"><ul class="newslist">{items}</ul>{pager}</div>'
        name = f"{_folder(number)}index_{place}.html" if place else _folder(number)
        yield name, _framed(_name(number), _menu(), inner, metas)


def _menu() -> str:
    return "".join(
        f'<li class="menu-item level-2" id="menu{n}"><a class="menu-link" target="_self" href="{_folder(n)}" title="{_name(n)}">{_name(n)}</a></li>\n'
        for n in range(SECTIONS)
    )


def _framed(title: str, menu: str, inner: str, metas: str = "") -> bytes:
    scripts = "".join(_SCRIPT.format(n) for n in range(60))
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>
<meta name="SiteName" content="文昌湖区人民政府"><meta name="SiteIDCode" content="3703990001">{metas}<script>{scripts}</script></head>
<body><div class="header"><a href="/"><img src="/img/logo.png" alt="文昌湖区人民政府"></a><ul class="menu">{menu}</ul></div>
<div class="main">{inner}</div>
<div class="footer"><p>主办：文昌湖区人民政府办公室　网站标识码：3703990001　鲁ICP备00000001号</p></div></body></html>""".encode()


def _file(number: int, nth: int) -> bytes:
    return b"Rar!\x1a\x07\x00" + Random(f"{number}/{nth}").randbytes(20_000)


def main() -> None:
    """Serve until the process is ended."""
    port, conditional = int(sys.argv[1]), sys.argv[2] == "etag"
    served = pages()
    tags = {path: f'"{hashlib.sha256(body).hexdigest()[:16]}"' for path, body in served.items()}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            body, tag = served.get(self.path), tags.get(self.path)
            known = conditional and tag is not None and self.headers.get("If-None-Match") == tag
            said = b"" if known else body if body is not None else b"<html>404 Not Found</html>"
            self.send_response(304 if known else 404 if body is None else 200)
            self.send_header(
                "Content-Type",
                "text/html; charset=utf-8" if ".rar" not in self.path else "application/x-rar-compressed",
            )
            self.send_header("Content-Length", str(len(said)))
            if conditional and tag:
                self.send_header("ETag", tag)
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *args: object) -> None:
            pass

    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()


if __name__ == "__main__":
    main()
