"""A strange night accuses nobody and excuses nobody: the small portal answers 200 with something else."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from mini_district import District
from mini_portal import Answer, MiniPortal, filled, serving

from auditor.cli import run
from auditor.models import RunState
from auditor.store import Store

ARTICLES = 12
MENU = '<div class="nav"><a href="/">首页</a><a href="/zcwj/">政策文件</a><a href="/gsgg/">公示公告</a></div>'


def page(words: str, title: str = "") -> Answer:
    return Answer(
        f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{words}</body></html>".encode()
    )


NOTICE = page(
    "<div class='box'><p>各位网民：平台正在升级，预计明日八时恢复，由此带来的不便请谅解。</p></div>", "公告"
)
LOGIN = page(
    "<form><p>统一身份认证</p>用户名<input name=u>密码<input type=password name=p></form>", "统一身份认证"
)
WALL = page("<h1>您的请求可能存在威胁，已被拦截</h1><p>事件编号 83f1a</p>", "网站防护")
FRAMED = page(
    f"{MENU}<div class='TRS_Editor'><p>程序运行时发生意外，请与管理人员联系。</p></div>", "提示信息"
)
UNHEARD = page(f"{MENU}<div class='TRS_Editor'><p>{'春眠不觉晓，处处闻啼鸟。' * 6}</p></div>", "诗")
OK = Answer(b'{"code":0,"msg":"ok"}', media_type="application/json")
TERSE = Answer(b"ok")


def home(portal: MiniPortal) -> Answer:
    return Answer(portal.pages["/"].body)


def led_away(portal: MiniPortal) -> Answer:
    portal.pages["/weihu.html"] = NOTICE
    return Answer(b"", 302, location="/weihu.html")


def led_home(_: MiniPortal) -> Answer:
    return Answer(b"", 302, location="/")


KINDS: dict[str, Callable[[MiniPortal], Answer]] = {
    "notice": lambda _: NOTICE,
    "login": lambda _: LOGIN,
    "wall": lambda _: WALL,
    "framed": lambda _: FRAMED,
    "unheard": lambda _: UNHEARD,
    "json": lambda _: OK,
    "terse": lambda _: TERSE,
    "home": home,
    "led-away": led_away,
    "led-home": led_home,
}


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[MiniPortal, Path]]:
    """The portal after two ordinary nights, which all strange ones share."""
    folder = tmp_path_factory.mktemp("lived")
    with serving(filled(MiniPortal(), articles=ARTICLES)) as portal, pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        district = District(portal, folder)
        district.night()
        district.night(1)
        yield portal, folder


@pytest.fixture
def district(
    lived: tuple[MiniPortal, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[District]:
    import copy
    import shutil

    portal, folder = lived
    monkeypatch.chdir(tmp_path)
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    kept = copy.deepcopy(portal.pages)
    yield District(portal, tmp_path)
    portal.pages = kept


def standing(district: District) -> dict[str, str]:
    with Store.open(district.db) as store:
        return {item.fingerprint: item.state.value for item in store.findings.standings("wenchangwan")}


def unmended(states: dict[str, str]) -> set[str]:
    return {fingerprint for fingerprint, state in states.items() if state != "fixed"}


def articles(portal: MiniPortal) -> list[str]:
    return [path for path in portal.pages if "/t2026" in path]


@pytest.mark.parametrize("kind", KINDS)
def test_a_quarter_of_the_articles_shows_something_else(district: District, kind: str) -> None:
    before, portal = standing(district), district.portal
    answer = KINDS[kind](portal)
    for path in articles(portal)[::4]:
        portal.pages[path] = answer
    night = district.night(2)
    assert (standing(district).keys(), unmended(standing(district))) == (before.keys(), unmended(before))
    assert "3 个地址返回的不是原来的页面" in night.why or night.coverage.failed >= 3
    assert night.state.believed


@pytest.mark.parametrize("kind", KINDS)
def test_the_whole_portal_shows_something_else(district: District, kind: str) -> None:
    before, portal = standing(district), district.portal
    answer = KINDS[kind](portal)
    for path in list(portal.pages):
        if path.endswith((".html", "/")) and path not in ("/weihu.html", "/" if kind == "led-home" else ""):
            portal.pages[path] = answer
    night = district.night(2)
    assert (standing(district).keys(), unmended(standing(district))) == (before.keys(), unmended(before))
    assert night.state in (RunState.VOID, RunState.PARTIAL), night.why
    assert night.why


@pytest.mark.parametrize("kind", ["notice", "framed", "home"])
def test_after_a_strange_night_nothing_came_back(district: District, kind: str) -> None:
    before, portal = standing(district), district.portal
    kept = dict(portal.pages)
    for path in articles(portal):
        portal.pages[path] = KINDS[kind](portal)
    district.night(2)
    portal.pages = kept
    district.night(3)
    assert unmended(standing(district)) == unmended(before)
    assert "regressed" not in standing(district).values()


def test_lists_that_show_something_else_close_nothing(district: District) -> None:
    before, portal = standing(district), district.portal
    for path in ("/zcwj/", "/gsgg/"):
        portal.pages[path] = NOTICE
    night = district.night(2)
    assert unmended(standing(district)) == unmended(before)
    assert night.state is RunState.VOID
    assert "栏目一个也没有读完" in night.why


def test_articles_that_keep_their_frame_and_all_say_the_same(district: District) -> None:
    before, portal = standing(district), district.portal
    for path in articles(portal)[1:5]:  # the first one has links that stay
        body = portal.pages[path].body.decode()
        start, end = body.index("<p>第"), body.index("</p>", body.index("<p>第"))
        portal.pages[path] = Answer(
            (body[:start] + "<p>" + "云深不知处，只在此山中。" * 8 + body[end:]).encode()
        )
    night = district.night(2)
    assert unmended(standing(district)) == unmended(before)
    assert "4 个地址返回的不是原来的页面" in night.why
    with Store.open(district.db) as store:
        texts = {p.document.text for p in store.pages.all("wenchangwan")}
    assert not any("云深" in text for text in texts)


def test_a_page_that_was_rewritten_is_read(district: District) -> None:
    path = articles(district.portal)[5]
    body = (
        district.portal.pages[path]
        .body.decode()
        .replace("内容" * 40, "改写后的另一段正文，与原来完全不同。" * 4)
    )
    district.portal.pages[path] = Answer(body.encode())
    night = district.night(2)
    assert "返回的不是" not in night.why
    with Store.open(district.db) as store:
        stored = store.pages.stored("wenchangwan", f"{district.portal.home}{path[1:]}")
    assert stored and "改写后" in stored[0].document.text


def test_released_runs_are_those_that_are_held(
    district: District, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["runs", "release", "1", "--db", district.db]) != 0
    assert "不是待确认" in capsys.readouterr().err
