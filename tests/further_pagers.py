"""Pagers in further vendors' manners: calls that take objects, buttons without links, functions that move."""

from __future__ import annotations

from collections.abc import Callable

from made_portals import Made, paged
from portal_lists import _file, _query, script

COUNT, SIZE = 10, 4
ZERO, ONE = _file("index", "html", shift=0), _file("lb", "html", shift=1)
TO_PAGE = "function go(n){ location.href = n==1 ? 'lb.html' : 'lb_'+n+'.html' }"


def called() -> list[Made]:
    """Pagers that a script draws from an object, or from values beside dead code."""
    query = lambda name, first=1: _query("/qh/list.do?c=7", name, first=first)
    named = [
        ("六参数加样式", ZERO, lambda n, p: f'createPageHTML({p}, {n},"index", "html", "black2", {COUNT});'),
        (
            "对象参数",
            ZERO,
            lambda n, p: (
                f"createPageHTML({{pageCount:{p},currentPage:{n},pageName:'index',pageExt:'html'}});"
            ),
        ),
        (
            "对象参数短名",
            ONE,
            lambda n, p: f"createPageHTML({{id:'page',total:{p},cur:{n + 1},prefix:'lb',ext:'html'}});",
        ),
        (
            "new Page",
            ONE,
            lambda n, p: (
                f"new Page({{totalPages:{p}, currentPage:{n + 1}, go:function(i){{ location.href='lb_'+i+'.html' }}}});"
            ),
        ),
        (
            "laypage条数",
            query("page"),
            lambda n, p: (
                f"layui.laypage.render({{count:{COUNT},limit:{SIZE},curr:{n + 1},jump:function(o,f){{if(!f)location='?c=7&page='+o.curr}}}});"
            ),
        ),
        (
            "paging",
            query("pageNo"),
            lambda n, p: (
                f'$("#page").paging({{pageNo:{n + 1},totalPage:{p},totalSize:{COUNT},callback:function(i){{location.href="?c=7&pageNo="+i}}}})'
            ),
        ),
        (
            "pageNum是页数",
            query("pageNo"),
            lambda n, p: (
                f'$("#page").paging({{nowPage:{n + 1},pageNum:{p},buttonNum:7,callback:function(i){{location.href="?c=7&pageNo="+i}}}})'
            ),
        ),
        (
            "地址写__id__",
            query("pageIndex", 0),
            lambda n, p: (
                f'$("#p").pagination({COUNT},{{items_per_page:{SIZE},current_page:{n},link_to:"list.do?c=7&pageIndex=__id__"}});'
            ),
        ),
        (
            "地址前后缀",
            ONE,
            lambda n, p: (
                f"$('#p').pagination({{items:{COUNT},itemsOnPage:{SIZE},currentPage:{n + 1},hrefTextPrefix:'lb_',hrefTextSuffix:'.html'}});"
            ),
        ),
        (
            "注释里的旧调用",
            ZERO,
            lambda n, p: (
                f'//createPageHTML(1, 0, "index", "html");\ncreatePageHTML({p}, {n}, "index", "html");'
            ),
        ),
        (
            "注释块里的旧调用",
            ONE,
            lambda n, p: (
                f"/* laypage.render({{count:4,limit:10}}) */ laypage.render({{count:{COUNT},limit:{SIZE},curr:{n + 1},jump:function(o,f){{if(!f)location.href='lb_'+o.curr+'.html'}}}});"
            ),
        ),
    ]
    return [paged(name, address, lambda n, p, text=text: script(text(n, p))) for name, address, text in named]


def buttons() -> list[Made]:
    """Pagers whose buttons have no address of their own, or have it where no link has one."""
    asked = _query("/qh/list.do?c=7", "page")

    def each(mark: Callable[[int, bool], str], more: str = "") -> Callable[[int, int], str]:
        return lambda n, p: (
            f'<div class="fy">{"".join(mark(k, k == n) for k in range(p))}</div><script>{more}</script>'
        )

    handler = "$('.fy {0}').click(function(){{var i={1};location.href=(i==1)?'lb.html':('lb_'+i+'.html')}})"
    on = lambda here: "on" if here else "n"
    named = [
        (
            "data-page",
            ONE,
            each(
                lambda k, here: f'<a href="javascript:;" class="{on(here)}" data-page="{k + 1}">{k + 1}</a>',
                handler.format("a", "$(this).data('page')"),
            ),
        ),
        (
            "data-index",
            ONE,
            each(
                lambda k, here: f'<li data-index="{k + 1}" class="{on(here)}">{k + 1}</li>',
                handler.format("li", "$(this).attr('data-index')"),
            ),
        ),
        (
            "data-url",
            asked,
            each(lambda k, here: f'<span data-url="{asked(k)}" class="{on(here)}">{k + 1}</span>'),
        ),
        (
            "data-href",
            ONE,
            each(lambda k, here: f'<li class="{on(here)}" data-href="{ONE(k)}">{k + 1}</li>'),
        ),
        (
            "函数跳转",
            ONE,
            each(
                lambda k, here: (
                    f"<b>{k + 1}</b>"
                    if here
                    else f'<a href="javascript:void(0)" onclick="go({k + 1})">{k + 1}</a>'
                ),
                TO_PAGE,
            ),
        ),
        ("选择框函数", ONE, _chosen),
        ("按钮input", asked, _inputs(asked)),
        ("箭头图标", ONE, _arrows),
        ("英文页数", asked, _english(asked)),
        ("表单GET", asked, _form),
    ]
    return [paged(name, address, pager) for name, address, pager in named]


def _inputs(asked: Callable[[int], str]) -> Callable[[int, int], str]:
    return lambda n, p: (
        f"共{p}页 第{n + 1}页 "
        + (
            f'<input type="button" value="下一页" onclick="window.location=\'{asked(n + 1)}\'">'
            if n + 1 < p
            else '<input type="button" value="下一页" disabled>'
        )
    )


def _chosen(n: int, p: int) -> str:
    mark = lambda k: " selected" * (k == n)
    options = "".join(f'<option value="{k + 1}"{mark(k)}>第{k + 1}页</option>' for k in range(p))
    return f'<select onchange="go(this.value)">{options}</select><script>{TO_PAGE}</script>'


def _arrows(n: int, p: int) -> str:
    onward = f'<a class="next" href="{ONE(n + 1)}"><i></i></a>' if n + 1 < p else "<a class='next off'></a>"
    return f'<div class="pager"><span>第{n + 1}页/共{p}页</span>{onward}</div>'


def _english(asked: Callable[[int], str]) -> Callable[[int, int], str]:
    onward = lambda n, p: f'<a href="{asked(n + 1)}">Next</a>' if n + 1 < p else "<span>Next</span>"
    return lambda n, p: f"<div><span>Page {n + 1} of {p}</span>{onward(n, p)}</div>"


def _form(n: int, p: int) -> str:
    numbers = "".join(
        f"<b>{k + 1}</b>" if k == n else f'<a href="javascript:void(0)" onclick="turn({k + 1})">{k + 1}</a>'
        for k in range(p)
    )
    return f'<form action="list.do" method="get"><input type="hidden" name="c" value="7"><input type="hidden" name="page" value="{n + 1}"></form><div>{numbers}</div><script>function turn(n){{document.forms[0].page.value=n;document.forms[0].submit()}}</script>'
