"""Pages of a made-up portal with hostile bodies, each as big as asked: `PAGES[name](size)` are its bytes."""

from collections.abc import Callable

HEAD = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>云川区人民政府办公室关于公布清单的通知</title>'
    '<meta name="ArticleTitle" content="云川区人民政府办公室关于公布清单的通知">'
    '<meta name="PubDate" content="2026-03-06 16:49">'
)
INFO = (
    '<div class="xxgk-info"><table class="info"><tr><td>发文机关:</td><td>云川区人民政府办公室</td><td>发文字号:</td>'
    "<td>云政办发〔2026〕31号</td></tr><tr><td>索引号:</td><td>11990101/2026-4546443</td><td>成文日期:</td>"
    "<td>2026-03-02</td></tr><tr><td>发文日期:</td><td>2026-03-06</td><td>有效性:</td><td>有效</td></tr></table></div>"
)
OPENING = (
    "<h1>云川区人民政府办公室关于公布清单的通知</h1><div id='zoom'><p>云政办发〔2026〕31号</p><p>各有关单位：</p>"
    "<p>为做好清单公布工作，按照《中华人民共和国政府信息公开条例》，结合我区实际，现将有关事项通知如下。</p>"
)
CLOSING = "<p>本通知自发布之日起施行。</p><p>云川区人民政府办公室</p><p>2026年3月2日</p></div></body></html>"
# What rules look for, so that they do not turn away at the first glance.
BAIT = (
    "一、收到新申请12件，上年结转3件，“予以公开”5件。",
    "根据《云川区办法》（云政发〔2025〕3号）、《云川区规定》第三条第（二）项，",
    "联系人：苏某，电话0000-5550101，地址：云川区某路9号，身份证号110101********001X。",
    "公开征求意见时间为2026年3月1日至2026年4月1日，邮箱a@b.example。",
    "2025年度一般公共预算财政拨款支出123.45万元，比上年增加10.5%，",
    "详见附件1、附件2。附件：1．名单 2．清单",
    "解读：问：什么是清单？答：见http://www.yunchuan.example/a.html。",
)


def page(body: str = "", *, head: str = "", info: str = INFO) -> str:
    """An article with `body` among its paragraphs."""
    return f"{HEAD}{head}</head><body>{info}{OPENING}{body}{CLOSING}"


def line_of(size: int) -> str:
    """One paragraph of about `size` characters, full of what rules look for."""
    whole = "".join(BAIT)
    return f"<p>{(whole * (size // len(whole) + 1))[:size]}</p>"


def of(body: Callable[[int], str]) -> Callable[[int], bytes]:
    return lambda size: page(body(size)).encode("utf-8", "surrogatepass")


def headed(head: Callable[[int], str]) -> Callable[[int], bytes]:
    return lambda size: page(line_of(500), head=head(size)).encode()


def sent(encoding: str, declared: str) -> Callable[[int], bytes]:
    """A page in another encoding than it says."""
    return lambda size: page(line_of(size)).replace("utf-8", declared).encode(encoding, "replace")


def row(cells: int) -> str:
    return "<tr>" + "<td>合计</td><td>12.5</td>" * (cells // 2) + "</tr>"


def repeated(words: str) -> Callable[[int], bytes]:
    return of(lambda size: f"<p>{words * (size // max(1, len(words)))}</p>")


PAGES: dict[str, Callable[[int], bytes]] = {
    "nested divs": of(lambda n: "<div>" * n + line_of(200) + "</div>" * n),
    "nested, words on each level": of(lambda n: "<div>一、清单" * n + "</div>" * n),
    "nested inline": of(lambda n: "<p>" + "<span><b>" * (n // 2) + "清单，" + "</b></span>" * (n // 2) + "</p>"),
    "nested tables": of(lambda n: "<table><tr><td>合计" * n + "</td></tr></table>" * n),
    "nested lists": of(lambda n: "<ul><li>第一条" * n + "</li></ul>" * n),
    "never closed": of(lambda n: "<p><span><font><b>清单" * n),
    "long table": of(lambda n: "<table>" + row(4) * n + "</table>"),
    "wide table": of(lambda n: "<table>" + row(n) * 5 + "</table>"),
    "many tables": of(lambda n: ("<table>" + row(4) * 2 + "</table>") * n),
    "absurd spans": of(
        lambda n: "<table>" + "<tr><td rowspan=100000 colspan=100000>合计<td colspan=-1 rowspan=x>2</tr>" * n + "</table>"
    ),
    "rows of spans": of(lambda n: "<table>" + "<tr><td rowspan=65534 colspan=1000>1<td>2</tr>" * n + "</table>"),
    "long line": of(line_of),
    "many lines": of(lambda n: "".join(f"<p>{words}</p>" for words in BAIT) * (n // len(BAIT))),
    "breaks": of(lambda n: "<p>" + "一、清单<br>" * n + "</p>"),
    "one letter": repeated("一"),
    "white space": repeated(" \t\u3000&nbsp;"),
    "brackets": repeated("（《“〔[【"),
    "closing brackets": repeated("）》”〕]】"),
    "numbered brackets": repeated("〔99999〕号"),
    "titles": repeated("《关于印发〈清单〉的通知》"),
    "document numbers": repeated("云政办发〔2026〕31号、"),
    "absurd dates": repeated("99999年13月45日2026年0月0日二〇二六年十三月"),
    "dates": repeated("2026年3月2日至2026-03-02，"),
    "years": repeated("2026年"),
    "long numbers": repeated("9" * 100 + "万元，"),
    "one number": repeated("9"),
    "long percentages": repeated("9" * 400 + "%"),
    "decimals": repeated("1.2.3.4,5,6,7%"),
    "chinese numerals": repeated("一千二百三十四万亿"),
    "serials": repeated("第一条（一）1．①"),
    "steps": repeated("一、二、三、（一）"),
    "letters": repeated("aB3-_."),
    "mail": repeated("a@b.c"),
    "addresses": repeated("http://a.example/x?y=1&amp;z "),
    "identity numbers": repeated("110101199003070000"),
    "phones": repeated("13800000000、0000-5550101"),
    "dots": repeated("……。．·"),
    "colons": repeated("附件：联系人："),
    "names": repeated("张某某 李某某、"),
    "stars": repeated("*＊×"),
    "entities": repeated("&nbsp;&lt;&amp;amp;&unknown;"),
    "broken entities": repeated("&#x110000;&#xD800;&#0;&#99999999999999999999;&#x;&"),
    "controls": of(lambda n: f"<p>{''.join(map(chr, range(1, 32))) * (n // 31)}</p>"),
    "zeros": of(lambda n: "<p>" + "\x00清\x00单" * (n // 4) + "</p>"),
    "noncharacters": of(lambda n: "<p>" + "\uffff\ufffe\ufdd0\U0010ffff\ue000清" * (n // 6) + "</p>"),
    "surrogates": of(lambda n: "<p>" + "\ud800清\udfff" * (n // 3) + "</p>"),
    "bidi and zero width": of(lambda n: "<p>" + "\u202e\u200b\u2066\ufeff\u200d\u00ad清" * (n // 7) + "</p>"),
    "combining": of(lambda n: "<p>" + "e" + "\u0301" * n + "</p>"),
    "long attribute": of(lambda n: f"<p title='{'清' * n}' style=\"{'a:b;' * (n // 4)}\">清单</p>"),
    "long address": of(lambda n: f"<a href='/{'a/../' * (n // 5)}x.pdf'>附件</a>"),
    "many attributes": of(lambda n: "<p " + " ".join(f"a{i}='1'" for i in range(n)) + ">清单</p>"),
    "many classes": of(lambda n: f"<p class='{' '.join(f'a{i}' for i in range(n))}'>清单</p>"),
    "links": of(lambda n: "".join(f"<p><a href='/t{i}.html'>清单{i}</a></p>" for i in range(n))),
    "one link again": of(lambda n: "<a href='/t1.html'>更多</a>" * n),
    "attachments": of(lambda n: "".join(f"<p>附件{i}：<a href='/{i}.docx'>名单.docx</a></p>" for i in range(n))),
    "files by script": of(
        lambda n: "".join(f"<p><a href='javascript:void(0)' onclick=\"down('/f/{i}.pdf', '{'x' * 40}')\">名单</a></p>" for i in range(n))
    ),
    "quotes in a script": of(lambda n: f"<a href='#' onclick=\"{chr(39) * n}/a.pdf{'(' * n}\" data-x='{'/.' * n}pdf'>名单</a>"),
    "labels in brackets": of(lambda n: "<div>" + "[文号] 【主题】〔索引号〕" * n + "</div>" + "<p>[文号]</p>" * n),
    "labels without values": of(lambda n: "<div>" + "<b>文号</b>甲<i>来源</i>" * n + "</div>"),
    "feet": lambda n: (page(line_of(200)) + "<div class='foot'><h1>清单</h1><p>云ICP备1号</p>" * n).encode(),
    "sites on the title": lambda n: page(line_of(500)).replace("清单的通知<", "清单的通知" + "_门户网站- " * n + "<").encode(),
    "dates under the heading": lambda n: page(line_of(500)).replace("</h1>", "</h1>" + "<p>2026-03-06 09:30</p>" * n).encode(),
    "date on the heading": lambda n: page(line_of(500)).replace("</h1>", "<i>2026-03-06</i>" * n + "</h1>").encode(),
    "lines of labels": of(lambda n: "<p><b>文号</b>：云〔2026〕1号</p>" * n),
    "pictures": of(lambda n: "".join(f"<img src='/{i}.jpg'>" for i in range(n))),
    "hidden links": of(
        lambda n: "".join(f"<div style='display:none'><a href='http://x{i}.example/'>彩</a></div>" for i in range(n))
    ),
    "metas": headed(lambda n: "".join(f'<meta name="n{i}" content="清单">' for i in range(n))),
    "one meta again": headed(lambda n: '<meta name="Keywords" content="清单">' * n),
    "information table": lambda n: page(info=INFO.replace("</table>", "<tr><td>发文日期:</td><td>2026-13-45</td></tr>" * n + "</table>")).encode(),
    "long fields": lambda n: page(info=INFO.replace("31号", "9" * n + "号").replace("有效<", "有" * n + "<")).encode(),
    "long title": lambda n: page(line_of(500)).replace("公布清单", "公布《清单》" * (n // 6)).encode(),
    "breadcrumb": of(lambda n: "<div class='position'>当前位置：" + "<a href='/'>首页</a> &gt; " * n + "</div>"),
    "script never closed": of(lambda n: line_of(200) + "<script>" + "var a='清单</p>';" * (n // 12)),
    "style never closed": of(lambda n: line_of(200) + "<style>" + "p{color:red}" * (n // 12)),
    "title never closed": lambda n: page(line_of(n)).replace("</title>", "", 1).encode(),
    "comment never closed": of(lambda n: line_of(200) + "<!--" * n),
    "comments": of(lambda n: "<p>清<!-- x -->单<!----></p>" * n),
    "conditional comments": of(lambda n: "<!--[if IE]><p>清单</p><![endif]--><![if !IE]>清单<![endif]>" * n),
    "cdata": of(lambda n: "<p><![CDATA[清单]]></p><?xml version='1.0'?><?php 清单 ?>" * n),
    "frames": of(lambda n: "<iframe src='javascript:1'></iframe><frameset><frame src='//['></frameset><object data='data:,'>" * n),
    "forms": of(lambda n: "<form><select><option>清单<textarea>" * n),
    "bare angles": repeated("<<><a<b></><!><?>"),
    "scripts with values": of(lambda n: "<script>var _CONFIG = {\"DETAIL\":\"\\ud800清单\"};" + "{" * n + "</script>"),
    "svg and mathml": of(lambda n: "<svg><title>清</title><foreignObject><p>单</p></svg><math><mi>x</math>" * n),
    "doctype": lambda n: (
        b'<!DOCTYPE html [<!ENTITY a "x"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/hosts">]>'
        + page("<p>&b;&f;</p>" * n).encode()
    ),
    "gb18030 called utf-8": sent("gb18030", "utf-8"),
    "utf-8 called gb2312": sent("utf-8", "gb2312"),
    "big5 called utf-8": sent("big5", "utf-8"),
    "big5": sent("big5", "big5"),
    "utf-16 without mark": sent("utf-16-le", "utf-16"),
    "utf-16": sent("utf-16", "utf-8"),
    "utf-7": sent("utf-7", "utf-7"),
    "unknown encoding": sent("utf-8", "x-none"),
    "latin-1 bytes": lambda n: page(line_of(n)).encode() + bytes(range(128, 256)) * (n // 128),
    "mixed encodings": lambda n: page(line_of(n)).encode() + page(line_of(n)).encode("gb18030"),
}  # fmt: skip

BASES = ("javascript:alert(1)", "data:text/html,x", "//", "http://[", "http://a:99999/", "http://\x01/", "ftp://x", "\\\\x\\y", "http://é..例/", "http://" + "a" * 300)  # fmt: skip
ADDRESSES = (
    *BASES,
    "http://www.yunchuan.example:99999/a.pdf",
    "http://www.yunchuan.example:x/a.pdf",
    "http://[::1/a.doc",
    "http://[fe80::1%25en0]/a.doc",
    "http://user:pass@www.yunchuan.example/a.xls",
    "/a\x00b\x1f.pdf",
    "/%zz%00%.docx",
    "/\ud800.pdf",
    "?" + "a=1&" * 500,
    "http:///a.pdf",
    "http:a.pdf",
    "////a.pdf",
    "/清 单（一）.pdf#x",
    "javascript:void(0)",
    "mailto:",
    "tel:",
    "&#x6a;avascript:1",
    "http://xn--/a.pdf",
    "http://①②③.example/a.pdf",
    "http://www.yunchuan.example\\@evil.example/a.pdf",
)
