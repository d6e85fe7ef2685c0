"""One page of rows as templates write them: with and without links, in grids, trees and tables, hidden ones beside."""

from __future__ import annotations

from collections.abc import Callable

from made_portals import BASE, Made, Row, key, page

ROWS = tuple(map(Row, range(6)))
SECTION = f"{BASE}/qh/tzgg/"
Write = Callable[[Row], str]


def shown(name: str, row: Write, wrap: str = "<ul class='list'>{}</ul>", after: str = "") -> Made:
    body = wrap.replace("{}", "".join(map(row, ROWS))) + after
    return Made(name, SECTION, {key(SECTION): page(body)}, key(SECTION), ROWS)


def ident(row: Row) -> str:
    """What stands of a row's address between the section's folder and the extension."""
    return row.path.removeprefix("/qh/tzgg/").removesuffix(".html")


def pairwise(begin: str, row: Write, end: str) -> Write:
    """Two items a line."""
    return lambda r: f"{begin * (r.number % 2 == 0)}{row(r)}{end * (r.number % 2)}"


def plain(row: Row) -> str:
    return f'<li><a href="{row.path}">{row.title}</a><span>{row.day}</span></li>'


def whole() -> list[Made]:
    """Rows that are all read, each with its own day."""
    link = lambda r: f'<a href="{r.path}">{r.title}</a>'
    open_doc = "<script>function openDoc(id){window.open('/qh/tzgg/'+id+'.html')}</script>"
    related = lambda r: f"/qh/zcjd/202609/t20260928_{2000 + r.number}.html"
    thirds = lambda r, begin, end: f"{begin * (r.number % 3 == 0)}{plain(r)}{end * (r.number % 3 == 2)}"
    return [
        shown("li的data-href", lambda r: f'<li data-href="{r.path}"><p>{r.title}</p><i>{r.day}</i></li>'),
        shown(
            "行和分享各有data-url",
            lambda r: (
                f'<div class="it" data-url="{r.path}"><b>{r.title}</b><i>{r.day}</i><em data-url="/s?x={r.number}">分享</em></div>'
            ),
            "<div class='its'>{}</div>",
        ),
        shown(
            "tr的onclick",
            lambda r: (
                f"<tr onclick=\"location.href='{r.path}'\"><td>{r.number + 1}</td><td>{r.title}</td><td>{r.day}</td></tr>"
            ),
            "<table><tr><th>序号</th><th>标题</th><th>发布日期</th></tr>{}</table>",
        ),
        shown(
            "openDoc",
            lambda r: (
                f'<li><a href="javascript:;" onclick="openDoc(\'{ident(r)}\')">{r.title}</a><i>{r.day}</i></li>'
            ),
            after=open_doc,
        ),
        shown(
            "行上openDoc",
            lambda r: f"<li onclick=\"openDoc('{ident(r)}')\"><b>{r.title}</b><i>{r.day}</i></li>",
            after=open_doc,
        ),
        shown(
            "先拼变量再打开",
            lambda r: f"<li onclick=\"detail('{ident(r)}',1)\"><b>{r.title}</b><i>{r.day}</i></li>",
            after="<script>var detail=function(id,t){var u='/qh/tzgg/';u+=id;window.open(u+'.html','_blank');}</script>",
        ),
        shown(
            "javascript链接",
            lambda r: f"<li><a href=\"javascript:view('{r.path}')\">{r.title}</a><i>{r.day}</i></li>",
            after="<script>function view(u){window.open(u)}</script>",
        ),
        shown(
            "按类型打开",
            lambda r: f"<li onclick=\"go('{r.path}',{r.number % 2})\"><b>{r.title}</b><i>{r.day}</i></li>",
            after="<script>function go(u,t){if(t==1){window.open(u)}else{location.href=u}}</script>",
        ),
        shown(
            "事件读data-id",
            lambda r: f'<li class="it" data-id="{ident(r)}"><p>{r.title}</p><i>{r.day}</i></li>',
            after="<script>$('.it').click(function(){location.href='/qh/tzgg/'+$(this).data('id')+'.html'})</script>",
        ),
        shown(
            "事件读dataset",
            lambda r: f'<li class="it" data-doc-id="{ident(r)}"><p>{r.title}</p><i>{r.day}</i></li>',
            after="<script>[...document.querySelectorAll('.it')].forEach(function(e){e.onclick=function(){window.open('/qh/tzgg/'+this.dataset.docId+'.html')}})</script>",
        ),
        shown(
            "只有查看",
            lambda r: f'<tr><td>{r.title}</td><td>{r.day}</td><td><a href="{r.path}">查看</a></td></tr>',
            "<table><tr><th>名称</th><th>发布日期</th><th>操作</th></tr>{}</table>",
        ),
        shown(
            "解读在旁",
            lambda r: (
                f'<li>{link(r)}<i>{r.day}</i><p><a href="{related(r)}">解读：{r.title}的政策解读材料</a></p></li>'
            ),
        ),
        shown(
            "行内子列表",
            lambda r: (
                f'<li>{link(r)}<i>{r.day}</i><ul><li><a href="{related(r)}">部门解读</a></li><li><a href="{related(r)}?t=1">图解</a></li></ul></li>'
            ),
        ),
        shown(
            "一行两格",
            pairwise("<tr>", lambda r: f"<td>{link(r)}（{r.day}）</td>", "</tr>"),
            "<table>{}</table>",
        ),
        shown(
            "一行两条",
            pairwise("<tr>", lambda r: f"<td>{link(r)}</td><td>{r.day}</td>", "</tr>"),
            "<table>{}</table>",
        ),
        shown("一个li两条", pairwise("<li>", lambda r: f"<p>{link(r)}<i>{r.day}</i></p>", "</li>")),
        shown(
            "栅格",
            pairwise(
                "<div class='row'>", lambda r: f"<div class='col'>{link(r)}<i>{r.day}</i></div>", "</div>"
            ),
            "<div class='grid'>{}</div>",
        ),
        shown(
            "分组的树",
            lambda r: thirds(r, f"<li><b>第{r.number // 3 + 1}组</b><ul>", "</ul></li>"),
            "<ul class='tree'>{}</ul>",
        ),
        shown(
            "按月分段",
            lambda r: thirds(r, f"<h3>2026年{9 - r.number // 3}月</h3><ul class='l'>", "</ul>"),
            "<div class='box'>{}</div>",
        ),
        shown(
            "置顶一条另起",
            lambda r: (
                f'<div class="top"><a href="{r.path}">{r.title}</a><em>{r.day}</em></div><ul class="list">'
                if r.number == 0
                else plain(r)
            ),
            "<div class='box'>{}</ul></div>",
        ),
        shown(
            "本栏目和别的栏目",
            plain,
            "<div><h3>通知公告</h3><ul class='l'>{}</ul><h3>公示公告</h3><ul class='l'><li><a href='/gs/202609/t20260901_7.html'>公示第7号</a><i>2026-09-01</i></li></ul></div>",
        ),
        shown("ul作行", lambda r: f'<ul><li>{link(r)}</li><li class="rq">{r.day}</li></ul>', "<div>{}</div>"),
        shown(
            "time带年份", lambda r: f'<li>{link(r)}<time datetime="{r.day}T08:00">{r.day:%m-%d}</time></li>'
        ),
        shown("日期在dt", lambda r: f"<dt>{r.day}</dt><dd>{link(r)}</dd>", "<dl>{}</dl>"),
        shown("标题在dt", lambda r: f"<dt>{link(r)}</dt><dd>{r.day}</dd>", "<dl>{}</dl>"),
        shown("换行分行日期在前", lambda r: f"{r.day} {link(r)}<br>", "<div class='con'>{}</div>"),
        shown("引言以下换行分行", lambda r: f"<br>[{r.day}] {link(r)}", "<div>本栏目公开以下文件：{}</div>"),
        shown(
            "一行两条日期在前",
            pairwise("<tr>", lambda r: f"<td>{r.day}</td><td>{link(r)}</td>", "</tr>"),
            "<table>{}</table>",
        ),
        shown(
            "日期自成一行在前", lambda r: f"<div class='d'>{r.day}</div><div>{link(r)}</div>", "<div>{}</div>"
        ),
        shown("日期自成一行在后", lambda r: f"<li>{link(r)}</li><li class='d'>{r.day}</li>", "<ul>{}</ul>"),
        shown(
            "发布与截止",
            lambda r: f"<li>{link(r)}<p>发布日期：{r.day} 截止日期：2027-01-0{r.number + 1}</p></li>",
        ),
    ]


_OTHERS = "".join(
    f'<li><a href="/gs/202609/t2026090{k}_{k}.html">公示第{k}号</a><i>2026-09-0{k}</i></li>' for k in (1, 2)
)


_TILES = "<div><div class='tt'>图解<a href='/tj/'>更多</a></div><ul>{}</ul></div>".format(
    "".join(f"<li><a href='/tj/202601/t2026010{k}_{k}.html'>图解第{k}号</a></li>" for k in (1, 2, 3))
)


def honest() -> list[tuple[Made, str]]:
    """Pages that are not the whole list, or do not show that they are, and what is said of them."""
    lone = lambda r: f"<div class='it' onclick='xx({r.number})'><p>{r.title}</p><i>{r.day}</i></div>"
    mixed = lambda r: (
        plain(r) if r.number != 2 else f'<li onclick="xx(2)"><span>{r.title}</span><span>{r.day}</span></li>'
    )
    years = "".join(f'<a class="{"on" if k == 0 else ""}" href="/y{k}/">{2026 - k}年</a>' for k in range(3))
    boxed = "".join(f"<option{' selected' if k == 0 else ''}>{2026 - k}</option>" for k in range(3))
    scroll = "if($(window).scrollTop()+$(window).height()>=$(document).height()){next()}"
    bare = lambda r: plain(r) if r.number != 2 else f"<li>{r.title}<span>{r.day}</span></li>"
    void = lambda r: plain(r).replace(
        r.path, 'javascript:void(0)" onclick="xx(2)' if r.number == 2 else r.path
    )
    columns = lambda r: f"{'</ul></div><div class=b><ul>' * (r.number == 3)}{plain(r)}"
    folded = lambda r: f"{'</ul><details><ul>' * (r.number == 3)}{plain(r)}"
    turns = lambda r: plain(r).replace("li>", "p>") if r.number % 2 else plain(r).replace("li>", "div>")
    return [
        (shown("一行没有链接", bare), "有 1 行带日期的内容没有网址"),
        (shown("一行的链接是空的", void), "有 1 行点击才打开"),
        (shown("左右两栏", columns, "<div class='a'><ul>{}</ul></div>"), "在列表以外"),
        (shown("折叠起来的后几行", folded, "<div><ul>{}</ul></details></div>"), "在列表以外"),
        (shown("单双行的标签不同", turns, "<div>{}</div>"), "在列表以外"),
        (shown("有一行打不开", mixed), "有 1 行点击才打开"),
        (shown("行都打不开", lone, "<div>{}</div>", "<ul class='sub'></ul>"), "有 6 行带日期的内容"),
        (shown("行没有链接", lambda r: f"<li>{r.title}<i>{r.day}</i></li>", after="<ul></ul>"), "有 6 行"),
        (
            shown("空栏目旁边有别的栏目", lambda r: "", after=f"<script src='/js/a.js'></script>{_TILES}"),
            "列表区域是空的",
        ),
        (shown("按年份分开", plain, after=f"<div>{years}</div>"), "另有 2025、2024 年等未读"),
        (shown("年份下拉", plain, after=f"<select>{boxed}</select>"), "另有 2025、2024 年等未读"),
        (
            shown(
                "旁边有更多",
                plain,
                "<div><h3>通知</h3><a href='/qh/tzgg/all/'>更多&gt;&gt;</a></div><ul>{}</ul>",
            ),
            "/qh/tzgg/all/",
        ),
        (shown("查看全部", plain, after='<p><a href="/qh/tzgg/all/">查看全部</a></p>'), "栏目网址宜改成它"),
        (
            shown(
                "隐藏的另一列",
                plain,
                "<div><ul class='list'>{}</ul></div>",
                f"<ul style='display:none'>{_OTHERS}</ul>",
            ),
            "隐藏的条目",
        ),
        (
            shown("滚到底再加载", plain, after=f"<script>$(window).scroll(function(){{{scroll}}})</script>"),
            "滚到底",
        ),
        (
            shown(
                "看不见再加载", plain, after="<script>new IntersectionObserver(function(e){grow()})</script>"
            ),
            "滚到底",
        ),
        (
            shown(
                "暂无数据也许还没加载",
                lambda r: "",
                "<ul id='rows'></ul><p class='nodata'>暂无数据</p>",
                "<script src='/js/main.js'></script>",
            ),
            "有可能是条目加载以前显示的",
        ),
        (
            shown(
                "注释以外还有翻页",
                plain,
                after="<script>//createPageHTML(1,0,'a','html')\nloadPager(3)</script>",
            ),
            "loadPager",
        ),
    ]


def beside() -> list[Made]:
    """What stands beside a whole list and takes nothing from it."""
    alls = '<a class="on" href="/qh/tzgg/">全部</a><a href="?y=2026">2026年</a><a href="?y=2025">2025年</a>'
    top = "$(window).scroll(function(){if($(window).scrollTop()>300){$('#top').show()}})"
    lazy = "new IntersectionObserver(function(e){e[0].target.src=e[0].target.dataset.src})"
    same = "".join(map(plain, ROWS[:3]))
    return [
        shown("选的是全部年份", plain, after=f"<div>{alls}</div>"),
        shown("回到顶部", plain, after=f"<script>{top}</script>"),
        shown("图片晚加载", plain, after=f"<script>{lazy}</script>"),
        shown("热点的更多", plain, after="<div class='hot'><a href='/hot/'>更多</a></div>"),
        shown(
            "两栏并排",
            plain,
            f"<div><div class='col'><ul>{{}}</ul></div><div class='col'><ul>{_OTHERS}</ul></div></div>",
        ),
        shown("返回上级", plain, after="<p><a href='/qh/'>更多</a></p>"),
        shown("同样的条目另排一遍", plain, after=f"<ul class='list' style='display:none'>{same}</ul>"),
        shown(
            "注释掉的行",
            lambda r: f"{plain(r)}<!-- <li><a href='/old/202001/t20200101_{r.number}.html'>旧</a></li> -->",
        ),
    ]
