"""The kinds of lists met on real portals, each in several wordings, of one page, two, three and more."""

from __future__ import annotations

from urllib.parse import urlencode

from made_portals import BASE, Made, fed, listed, paged
from portal_feeds import described, feeds

SIZES = ((3, 4), (8, 4), (10, 4), (21, 5))


def _file(stem: str, extension: str, *, shift: int, first: str | None = None, folder: str = "/qh/tzgg/"):
    """The address of the page at a place: `stem`, then `stem_<place + shift>`."""
    return lambda nth: (
        folder
        + (
            (first if first is not None else f"{stem}.{extension}")
            if nth == 0
            else f"{stem}_{nth + shift}.{extension}"
        )
    )


def _query(path: str, name: str, *, first: int = 1, bare: bool = True):
    sign = "&" if "?" in path else "?"
    return lambda nth: path if nth == 0 and bare else f"{path}{sign}{name}={nth + first}"


def script(text: str) -> str:
    return f'<div class="page"></div><script>{text}</script>'


def script_pagers(count: int, size: int) -> list[Made]:
    zero, one = _file("index", "html", shift=0), _file("index", "html", shift=1)
    wordings = [
        ("四参数", zero, lambda n, p: script(f'createPageHTML({p}, {n}, "index", "html");')),
        (
            "四参数目录",
            _file("index", "shtml", shift=0, first=""),
            lambda n, p: script(f"createPageHTML({p},{n},'index','shtml')"),
        ),
        ("四参数从1", one, lambda n, p: script(f'createPageHTML({p}, {n + 1}, "index", "html");')),
        (
            "四参数颠倒",
            _file("list", "htm", shift=0),
            lambda n, p: script(f"createPageHTML('list','htm',{n},{p})"),
        ),
        (
            "六参数",
            _file("common_list", "shtml", shift=1),
            lambda n, p: script(f"createPageHTML('page_div',{p}, {n + 1},'common_list','shtml',{count});"),
        ),
        (
            "六参数从0",
            zero,
            lambda n, p: script(f"createPageHTML('page_div',{p},{n},'index','html',{count});"),
        ),
        (
            "createPage",
            _file("lb", "html", shift=1),
            lambda n, p: script(f"createPage('#fy', {p}, {n + 1}, 'lb', 'html');"),
        ),
        (
            "变量作参数",
            zero,
            lambda n, p: script(f'var total={p};var cur={n};createPageHTML(total, cur, "index", "html");'),
        ),
        (
            "totalPage",
            one,
            lambda n, p: script(
                f'$(".pagination").pagination({{totalPage: {p}, currentPage: {n + 1}, showData: {size}, callback:function(n){{location.href = n==1 ? "index.html" : "index_"+n+".html";}}}});'
            ),
        ),
        (
            "totalData",
            one,
            lambda n, p: script(
                f"$('#fy').pagination({{totalData:{count},showData:{size},current:{n + 1},callback:function(api){{var k=api.getCurrent();window.location.href='index_'+k+'.html'}}}})"
            ),
        ),
        (
            "laypage",
            _query("/qh/tzgg/list.jsp?cat=7", "curPage"),
            lambda n, p: script(
                f'laypage.render({{elem:"fy",count:{count},limit:{size},curr:{n + 1},jump:function(o,first){{if(!first) location.href="list.jsp?cat=7&curPage="+o.curr}}}});'
            ),
        ),
        (
            "totalPage改名",
            _file("xxlb", "shtml", shift=1),
            lambda n, p: script(
                f"$('.fanye').pagination({{currentPage:{n + 1}, pageCount:{p}, callback:function(num){{ location.href = num > 1 ? 'xxlb_' + num + '.shtml' : 'xxlb.shtml' }}}})"
            ),
        ),
        (
            "pageName",
            one,
            lambda n, p: script(
                f'var pageName = "index";\nvar pageExt = "html";\nvar pageIndex = {n} + 1;\nvar pageCount = {p};'
            ),
        ),
        (
            "pageName目录",
            _file("index", "shtml", shift=1, first=""),
            lambda n, p: script(
                f"var pageCount={p};var pageIndex={n + 1};var pageExt='shtml';var pageName='index';"
            ),
        ),
        (
            "tagname",
            _file("tzgg", "html", shift=1),
            lambda n, p: script(f"var tagname='tzgg';\nvar totalPage={p};\nvar currentPage={n + 1};"),
        ),
        (
            "countPage",
            zero,
            lambda n, p: script(
                f"var currentPage={n};\nvar prevPage=currentPage-1\nvar nextPage=currentPage+1\nvar countPage={p}\nif(countPage>1){{document.write('<a href=\\\"index_'+nextPage+'.html\\\">下一页</a>');}}"
            ),
        ),
    ]
    return [
        paged(f"{name}-{count}", address, pager, count=count, size=size) for name, address, pager in wordings
    ]


def _numbers(address, nth: int, pages: int, *, arrow: str = "", here: str = "span", window: int = 0) -> str:
    shown = [n for n in range(pages) if not window or abs(n - nth) <= window or n == pages - 1]
    marks = [
        f"<{here}>{n + 1}</{here}>" if n == nth and here else f'<a href="{address(n)}">{n + 1}</a>'
        for n in shown
    ]
    last = f'<a href="{address(min(nth + 1, pages - 1))}">{arrow}</a>' if arrow else ""
    return f'<div class="list_page">{" ".join(marks)} {last}</div>'


def link_pagers(count: int, size: int) -> list[Made]:
    plain = _query("/view/iList.jsp?cat_id=330", "cur_page")
    number = _query("/view/iList.jsp?cat_id=330", "cur_page", bare=False)
    file_1, file_0 = _file("index", "html", shift=1), _file("index", "html", shift=0)
    prefixed = _file("index_8597", "html", shift=1)
    slashed = lambda nth: "/list/7/" if nth == 0 else f"/list/7_{nth + 1}.shtml"

    def following(address):
        return lambda n, p: (
            f'<div class="fy">共{p}页 第{n + 1}页 '
            + (f'<a href="{address(n + 1)}">下一页</a>' if n + 1 < p else "<span>下一页</span>")
            + "</div>"
        )

    made = [
        paged(
            f"数字带箭头-{count}",
            plain,
            lambda n, p: _numbers(number, n, p, arrow="&gt;&gt;", here=""),
            count=count,
            size=size,
        ),
        paged(
            f"数字«»-{count}", file_1, lambda n, p: _numbers(file_1, n, p, arrow="»"), count=count, size=size
        ),
        paged(f"数字-{count}", file_0, lambda n, p: _numbers(file_0, n, p, here="b"), count=count, size=size),
        paged(
            f"数字窗口-{count}",
            file_1,
            lambda n, p: _numbers(file_1, n, p, here="em", window=1),
            count=count,
            size=size,
        ),
        paged(
            f"带栏目号-{count}",
            prefixed,
            lambda n, p: _numbers(prefixed, n, p, arrow="›"),
            count=count,
            size=size,
        ),
        paged(
            f"数字尾缀-{count}",
            slashed,
            lambda n, p: _numbers(slashed, n, p, arrow="下页"),
            count=count,
            size=size,
        ),
        paged(
            f"标记当前-{count}",
            file_1,
            lambda n, p: (
                '<ul class="pagination">'
                + "".join(
                    f'<li class="{"active" if k == n else ""}"><a href="{file_1(k)}">{k + 1}</a></li>'
                    for k in range(p)
                )
                + "</ul>"
            ),
            count=count,
            size=size,
        ),
    ]
    for name in ("page", "pageNum", "curPage", "pageIndex", "pageNo", "pn"):
        address = _query("/qh/col12/index.html?uid=3", name)
        made.append(paged(f"?{name}=-{count}", address, following(address), count=count, size=size))
    return made


def form_pagers(count: int, size: int) -> list[Made]:
    """Pages that a form asks for, by POST and GET; ASP.NET's postback."""

    def post(nth: int, pages: int) -> str:
        numbers = " ".join(
            f"<span>{n + 1}</span>" if n == nth else f'<a href="javascript:goPage({n + 1})">{n + 1}</a>'
            for n in range(pages)
        )
        return f'<form method="post" action="/qh/search.do"><input type="hidden" name="channel" value="77"><input type="hidden" name="currPage" value="{nth + 1}">{numbers}</form>'

    def asp(nth: int, pages: int) -> str:
        numbers = " ".join(
            f"<a href=\"javascript:__doPostBack('AspNetPager1','{n + 1}')\">{n + 1}</a>"
            if n != nth
            else f"<b>{n + 1}</b>"
            for n in range(pages)
        )
        return f'<form method="post" action="list.aspx?id=5"><input type="hidden" name="__VIEWSTATE" value="vs{nth}"><input type="hidden" name="__EVENTTARGET" value=""><input type="hidden" name="__EVENTARGUMENT" value="">{numbers}</form>'

    def asked_post(n: int):
        return BASE + "/qh/search.do", "POST", urlencode({"channel": 77, "currPage": n})

    def asked_asp(n: int):
        sent = {"__VIEWSTATE": f"vs{n - 2}", "__EVENTTARGET": "AspNetPager1", "__EVENTARGUMENT": n}
        return BASE + "/qh/list.aspx?id=5", "POST", urlencode(sent)

    pages = -(-count // size)

    def with_pager(pager):
        return lambda rows, n, _: (
            "text/html",
            f"<html><body>{listed(rows)}{pager(n - 1, pages)}</body></html>",
        )

    return [
        fed(
            f"POST表单-{count}",
            post(0, pages),
            asked_post,
            with_pager(post),
            count=count,
            size=size,
            statically=1,
        ),
        fed(
            f"doPostBack-{count}",
            asp(0, pages),
            asked_asp,
            with_pager(asp),
            count=count,
            size=size,
            statically=1,
            section=BASE + "/qh/list.aspx?id=5",
        ),
    ]


def styles(count: int, size: int) -> list[Made]:
    zero = _file("index", "html", shift=0)
    pager = lambda n, p: script(f'createPageHTML({p}, {n}, "index", "html");')
    return [
        paged(f"一行一表-{count}", zero, pager, count=count, size=size, style="table"),
        paged(f"脚本写行-{count}", zero, pager, count=count, size=size, style="write"),
    ]


def all_lists() -> list[Made]:
    makers = (script_pagers, link_pagers, form_pagers, feeds, described, styles)
    return [made for count, size in SIZES for maker in makers for made in maker(count, size)]
