"""More kinds of lists as strangers' portals write them: pagers in other words, data under other keys, two vendors'."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from made_portals import BASE, FOOTER, FURNITURE, Answer, Made, Row, fed, listed, paged
from portal_lists import _file, _query, script

COUNT, SIZE, PAGES = 10, 4, 3
ONE, ZERO = _file("lb", "html", shift=1), _file("index", "html", shift=0)
INDEX = _file("index", "shtml", shift=1)


def pagers() -> list[Made]:
    """Drawn by scripts, or as boxes, wrapped numbers, folders, pictures."""
    named = [
        (
            "Pager",
            ZERO,
            lambda n, p: script(f"Pager({{size:{p}, current:{n}, prefix:'index', suffix:'html'}});"),
        ),
        (
            "m_nRecordCount",
            ZERO,
            lambda n, p: script(
                f'var m_nRecordCount = {COUNT}; var m_nCurrPage = {n}; var m_nPageSize = {SIZE}; var m_sPageName = "index"; var m_sPageExt = "html";'
            ),
        ),
        (
            "地址样板",
            _query("/qh/list.aspx?cid=7", "page"),
            lambda n, p: script(
                f"$('#p').twbsPagination({{totalPages:{p},startPage:{n + 1},href:'?cid=7&page={{{{number}}}}'}});"
            ),
        ),
        ("下拉框", ONE, _box(ONE)),
        ("博达倒数页号", _descending, _wrapped(_descending)),
        ("文件夹页号", _folder, _wrapped(_folder)),
        ("连字符页号", lambda n: f"/list-12-{n + 1}.html", _wrapped(lambda n: f"/list-12-{n + 1}.html")),
        ("图片下一页", INDEX, _pictured),
        ("按钮没有了", _piece, _button),
        (
            "词干另起",
            ONE,
            lambda n, p: script(
                f"var currentPage = {n + 1}; var totalPages = {p}; function toPage(i){{ location='lb'+(i==1?'':'_'+i)+'.html'; }}"
            ),
        ),
        (
            "脚本写出下一页",
            ZERO,
            lambda n, p: script(
                f"var currentPage = {n};var countPage = {p};var nextPage = currentPage+1;\nif(currentPage<countPage-1){{document.write('<a href=\"index'+'_'+nextPage+'.html\">下一页</a>')}}"
            ),
        ),
        ("起始行号", _from_row, _wrapped(_from_row)),
        (
            "页数写成分数",
            _query("/qh/list/7.html", "currentPage"),
            lambda n, p: (
                f'<div><a href="?currentPage={min(n + 2, p)}" class="next">下一页&gt;</a><span>{n + 1}/{p}</span></div>'
            ),
        ),
        (
            "尾页就是本页",
            _file("list", "shtml", shift=1),
            lambda n, p: (
                "<div>"
                + (f'<a href="list_{n + 2}.shtml">后一页</a>' if n + 1 < p else "<a>后一页</a>")
                + f'<a href="list_{p}.shtml">尾页</a></div>'
            ),
        ),
        (
            "页码由脚本跳转",
            ONE,
            lambda n, p: "".join(
                f'<a href="javascript:;" onclick="location.href=\'{ONE(k)}\'">{k + 1}</a>'
                if k != n
                else f"<b>{k + 1}</b>"
                for k in range(p)
            ),
        ),
    ]
    return [paged(name, address, pager, counted=name != "按钮没有了") for name, address, pager in named]


def _descending(nth: int) -> str:
    """The oldest page is 1.htm, so that a new page moves no other one."""
    return "/tzgg.htm" if nth == 0 else f"/tzgg/{PAGES - nth}.htm"


def _folder(nth: int) -> str:
    return "/xxgk/list/" if nth == 0 else f"/xxgk/list/page/{nth + 1}/"


def _from_row(nth: int) -> str:
    return "/qh/list.do?id=7" if nth == 0 else f"/qh/list.do?id=7&start={nth * SIZE}"


def _piece(nth: int) -> str:
    return "/qh/tzgg/" if nth == 0 else f"/qh/ajax/list?cid=5&p={nth + 1}"


def _box(address: Callable[[int], str]) -> Callable[[int, int], str]:
    def pager(nth: int, pages: int) -> str:
        options = (
            f'<option value="{address(k)}"{" selected" if k == nth else ""}>第{k + 1}页</option>'
            for k in range(pages)
        )
        return (
            f'<div class="pg"><select onchange="location.href=this.value">{"".join(options)}</select></div>'
        )

    return pager


def _wrapped(address: Callable[[int], str]) -> Callable[[int, int], str]:
    def pager(nth: int, pages: int) -> str:
        numbers = "".join(
            f'<span class="p_no"><a href="{address(k)}">{k + 1}</a></span>'
            if k != nth
            else f'<span class="p_no_d">{k + 1}</span>'
            for k in range(pages)
        )
        onward = (
            f'<span class="p_next"><a href="{address(nth + 1)}">下页</a></span>'
            if nth + 1 < pages
            else "<span>下页</span>"
        )
        return f'<div class="pb_sys_common"><span class="p_pages">{numbers}{onward}</span></div>'

    return pager


def _pictured(nth: int, pages: int) -> str:
    last = nth + 1 == pages
    return f"<div>共{pages}页 第{nth + 1}页 " + (
        "" if last else f'<a href="{INDEX(nth + 1)}"><img src="/images/n.gif" alt="下一页"></a></div>'
    )


def _button(nth: int, pages: int) -> str:
    return (
        f'<div class="more-btn" data-url="{_piece(nth + 1)}"><span>加载更多</span></div>'
        if nth + 1 < pages
        else ""
    )


def posted() -> list[Made]:
    """A form with hidden fields whose names hold a point."""

    def pager(nth: int) -> str:
        numbers = "".join(
            f'<a href="#" onclick="gotoPage({k + 1});return false;">{k + 1}</a>'
            if k != nth
            else f"<em>{k + 1}</em>"
            for k in range(PAGES)
        )
        return f'<form action="/xx/list.action" method="post"><input type="hidden" name="pager.pageNumber" value="{nth + 1}"><input type="hidden" name="pager.pageSize" value="4"><input type="hidden" name="cat" value="9"></form><div class="pg">{numbers}</div>'

    def answer(rows: tuple[Row, ...], number: int, _: int) -> Answer:
        return "text/html", f"<html><body>{FURNITURE}{listed(rows)}{pager(number - 1)}{FOOTER}</body></html>"

    def ask(number: int) -> tuple[str, str, str]:
        sent = {"pager.pageNumber": number, "pager.pageSize": 4, "cat": 9}
        return BASE + "/xx/list.action", "POST", urlencode(sent)

    return [fed("POST隐藏域", pager(0), ask, answer, statically=1)]


def more_lists() -> list[Made]:
    return [*pagers(), *posted()]
