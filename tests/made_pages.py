"""A page of a make of its own around an article's text, as tests of extraction read it."""

from made_articles import TEXT, TITLE, read

MENU = "<div class='header'><ul class='nav'><li><a href='/'>首页</a></li><li><a href='/zwgk/'>政务公开</a></li></ul></div>"
FOOT = "<div class='bottom-info'><p>主办单位：云湖区人民政府办公室</p><p>网站标识码：9901000001　云ICP备00000001号</p></div>"
NUMBER, ISSUER = "云水字〔2023〕1号", "云湖区水务局"


def page(
    inner, *, head="", foot=FOOT, url="http://www.yunhu.example/zw/detail.aspx?id=7", body=TEXT, name=TITLE
):
    text = f'<div class="words-of-paper">{body}</div>' if body else ""
    return read(
        f"<html><head><title>{name}</title>{head}</head><body>{MENU}{inner}{text}{foot}</body></html>", url
    )
