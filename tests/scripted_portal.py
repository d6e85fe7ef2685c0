"""A fictional portal whose lists only a script fills, in three ways; its interfaces are named nowhere a reader of text
would find them."""

import datetime as dt
import json

from mini_portal import ROBOTS, Answer, MiniPortal

ROWS = tuple(
    (
        f"/tzgg/202609/t2026{(day := dt.date(2026, 9, 27) - dt.timedelta(days=3 * n)):%m%d}_{1000 + n}.html",
        f"青禾市关于做好第{n}项工作的通知",
        day,
    )
    for n in range(10)
)
_ITEM = "'<li><a href=\"' + r.{link} + '\">' + r.{title} + '</a><span>' + r.{day} + '</span></li>'"
_HEAD = '<head><meta charset="utf-8"><title>{0}</title><meta name="ColumnName" content="{0}"></head>'
SECTIONS = ("/tzgg/", "/zcwj/", "/gsgg/")


def scripted() -> MiniPortal:
    """Asked on load; 加载更多 after 4 rows; data in a script, turned by 下一页."""
    portal = MiniPortal()
    portal.pages["/robots.txt"] = Answer(ROBOTS.encode(), media_type="text/plain")
    links = "".join(f'<a href="{path}">栏目</a>' for path in SECTIONS)
    portal.html("/", f"<head><title>青禾市人民政府</title></head><body>{links}</body>")
    for number, (path, title, _) in enumerate(ROWS, 1):
        portal.article(path, title, number=number)
    _on_load(portal)
    _on_click(portal)
    _in_script(portal)
    return portal


def page(portal: MiniPortal, path: str, name: str, script: str, more: str = "") -> None:
    """A section's page: an empty list, and a script in a file of its own that fills it."""
    file = f"{path}app.js"
    portal.pages[file] = Answer(script.encode(), media_type="application/javascript")
    body = f'<body><div class="con"><ul id="rows" class="list"></ul>{more}</div><script src="{file}"></script></body>'
    portal.html(path, _HEAD.format(name) + body)


def interface(portal: MiniPortal, path: str, value: object) -> None:
    portal.pages[path] = Answer(
        json.dumps(value, ensure_ascii=False).encode(), media_type="application/json; charset=utf-8"
    )


def _on_load(portal: MiniPortal) -> None:
    rows = [{"docTitle": t, "docPubUrl": u, "pubDate": str(d)} for u, t, d in ROWS]
    interface(portal, "/api/tz/1/20", {"code": 0, "data": {"total": 10, "list": rows}})
    item = _ITEM.format(link="docPubUrl", title="docTitle", day="pubDate")
    script = f"""var base = ['', 'api', 'tz'].join('/');
        fetch(base + '/' + [1, 20].join('/')).then(a => a.json()).then(a => {{
          document.getElementById('rows').innerHTML = a.data.list.map(r => {item}).join('');
        }});"""
    page(portal, "/tzgg/", "通知公告", script)


def _on_click(portal: MiniPortal) -> None:
    for nth in range(3):
        rows = [
            {"bt": t, "wjid": u.rpartition("_")[2][:-5], "mulu": u.rpartition("_")[0], "fb": f"{d} 09:30"}
            for u, t, d in ROWS[4 * nth : 4 * nth + 4]
        ]
        interface(portal, f"/zcwj/data?pageNo={nth + 1}&pageSize=4", {"count": 10, "items": rows})
    script = """var n = 0, list = document.getElementById('rows'), more = document.getElementById('more');
        function load() {
          n = n + 1;
          var ask = new XMLHttpRequest();
          ask.onload = function () {
            JSON.parse(ask.responseText).items.forEach(function (r) {
              var row = document.createElement('li');
              row.innerHTML = '<a href="' + r.mulu + '_' + r.wjid + '.html">' + r.bt + '</a><span>' + r.fb.slice(0, 10) + '</span>';
              list.appendChild(row);
            });
            more.style.display = list.children.length < 10 ? '' : 'none';
          };
          ask.open('GET', ['data?pageNo=', n, '&pageSize=', 4].join(''));
          ask.send();
        }
        more.onclick = load;
        load();"""
    page(portal, "/zcwj/", "政策文件", script, '<div id="more" style="display:none">加载更多</div>')


def _in_script(portal: MiniPortal) -> None:
    rows = [{"title": t, "url": u, "date": str(d)} for u, t, d in ROWS]
    data = f"var listData = {json.dumps(rows, ensure_ascii=False)};"
    portal.pages["/gsgg/rows.js"] = Answer(data.encode(), media_type="application/javascript")
    item = _ITEM.format(link="url", title="title", day="date")
    script = f"""var at = 0, next = document.getElementById('next');
        function show() {{
          document.getElementById('rows').innerHTML = listData.slice(at, at + 4).map(r => {item}).join('');
          next.className = at + 4 < listData.length ? 'next' : 'next disabled';
        }}
        next.onclick = function () {{ if (at + 4 < listData.length) {{ at += 4; show(); }} }};
        show();"""
    pager = '<div class="pages"><span id="next">下一页</span></div><script src="/gsgg/rows.js"></script>'
    page(portal, "/gsgg/", "公示公告", script, pager)
