"""The web portal in a browser: signing in for the first time, a unit's mend and appeal, and every page by axe."""

import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import uvicorn
from mini_district import District
from portal_visitor import PEOPLE, UNIT, Portal, address
from test_web_hostile import body
from test_web_reading import HOSTILE, anywhere, history, later
from test_web_unit import told

from auditor.models.issue import Opening
from auditor.models.issue_kinds import IssueState
from auditor.models.role import Actor, Role
from auditor.office import letters
from auditor.office.accounts import new_user
from auditor.office.issues import Desk
from auditor.office.papers import scheme_of
from auditor.web.rooms import GuardedRoute

sync_api = pytest.importorskip("playwright.sync_api", reason="pip install 'disclosure-auditor[browser]'")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium")
PASSWORD = "一个新的密码-2026"
WIDTHS = (1280, 390)


@pytest.fixture(scope="module")
def served(first_night, tmp_path_factory) -> Iterator[tuple[Portal, str]]:
    """The portal on a free port of this machine."""
    district, _ = first_night
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(district.folder, folder, dirs_exist_ok=True)
    portal = Portal(District(district.portal, folder))
    server = uvicorn.Server(uvicorn.Config(portal.app, port=0, log_config=None))
    started = threading.Event()
    startup = server.startup

    async def tell(*arguments: object, **more: object) -> None:
        await startup(*arguments, **more)
        started.set()

    server.startup = tell
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert started.wait(30)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield portal, f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(30)


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


def sign_in(page, base, portal, name):
    """Somebody signs in with a first password and chooses their own."""
    person, role, unit = PEOPLE[name]
    if portal.store.accounts.get(name) is None:
        mine = {"portal": portal.portal, "unit": unit} if role is Role.UNIT else {}
        first = new_user(portal.store, name, person, role, portal.at, **mine)
        _enter(page, base, name, first)
        assert "第一次登录" in page.inner_text("main")
        for field, words in (("old", first), ("new", PASSWORD), ("again", PASSWORD)):
            page.fill(f"[name={field}]", words)
        page.click("main button")
        assert "密码已修改" in page.inner_text("main")
    else:
        _enter(page, base, name, PASSWORD)


def _enter(page, base, name, password):
    page.goto(f"{base}/login")
    page.fill("[name=name]", name)
    page.fill("[name=password]", password)
    page.click("main button")


def test_a_unit_chooses_a_password_mends_one_row_and_appeals_another(served, browser):
    portal, base = served
    row = _told(portal)
    with browser.new_page() as page:
        sign_in(page, base, portal, "unit")
        page.click("text=我的工作")
        page.click(f"li:has-text('{row.number}') >> a")
        page.click("summary:has-text('申诉：')")
        form = page.locator("details[open]")
        form.locator("[value=改扣分]").check()
        form.locator("[name=points]").fill("0.5")
        form.locator("[name=why]").fill("会签后才定稿")
        wrong = {"name": "会签单.exe", "mimeType": "application/pdf", "buffer": b"MZ"}
        form.locator("[name=files]").set_input_files(wrong)
        form.locator("button").click()
        form.locator(".refused:has-text('没有收下')").wait_for()
        assert form.locator("[name=why]").input_value() == "会签后才定稿"
        form.locator("[name=files]").set_input_files(
            {"name": "会签单.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 proof"}
        )
        form.locator("button").click()
        page.wait_for_selector("text=已提交")
        assert "已提交" in page.inner_text("main") and "申诉中" in page.inner_text(".state")
        box = page.locator(".said:has-text('已提交')").bounding_box()
        assert box and -1 <= box["y"] < page.viewport_size["height"]  # whoever sent it from below sees it
        with page.expect_download() as saved:
            page.click("text=会签单.pdf")
        assert Path(saved.value.path()).read_bytes() == b"%PDF-1.4 proof"
    assert portal.store.issues.numbered(row.number)[0].state is IssueState.APPEALED


def test_a_mend_shows_its_look_as_it_goes_without_a_reload(served, browser):
    portal, base = served
    desk = Desk(portal.store, Actor(name="王丽", role=Role.INSPECTOR), portal.at)
    suspected = (row for row in portal.store.issues.of() if row.state is IssueState.SUSPECTED)
    row = next(row for row in suspected if row.unit == UNIT and row.opening.code == "FLD003")
    row = desk.notify(desk.confirm(row), scheme_of("quarterly_check"))
    with browser.new_page() as page:
        sign_in(page, base, portal, "unit")
        page.goto(f"{base}/issues/{row.portal}/{row.number}")
        page.click("summary:has-text('已经整改')")
        page.fill("details[open] [name=why]", "已补发")
        page.click("details[open] button")
        page.wait_for_selector("#look:has-text('等着看网页')")
        page.click("summary:has-text('申诉：')")
        page.fill("details[open] [name=why]", "写了一半")
        portal.work()
        page.wait_for_selector("#look iframe.kept")
        assert "看过网页" in page.inner_text("#look") and "hx-trigger" not in page.inner_html("#look")
        assert page.input_value("details[open] [name=why]") == "写了一半"


def test_a_draft_is_checked_without_leaving_the_page(served, browser):
    portal, base = served
    with browser.new_page() as page:
        sign_in(page, base, portal, "unit")
        page.goto(f"{base}/check")
        page.fill("[name=words]", "联系人身份证号：110101199003074477。")
        page.click("main button")
        page.wait_for_selector("h1:has-text('自查结果')", timeout=120_000)
        assert "PRV001" in page.inner_text("main") and page.locator("main").count() == 1


def test_reading_and_acting_need_no_script(served, browser):
    portal, base = served
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page, base, portal, "inspector")
        page.click("nav >> text=台账")
        page.select_option("[name=state]", "suspected")
        page.click("text=查看")
        page.click("td a")
        page.click("summary:has-text('确认是问题')")
        if page.locator("details[open] select").count():
            page.select_option("details[open] select", UNIT)
        page.click("details[open] button")
        assert "已确认" in page.inner_text(".state")


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_and_no_page_is_wider_than_the_window(served, browser, width):
    portal, base = served
    row = _told(portal)
    found, loud = {}, []
    for name in ("unit", "inspector", "chief", "operator"):
        with browser.new_page(viewport={"width": width, "height": 900}) as page:
            page.on("console", lambda told: loud.append(told.text) if told.type == "error" else None)
            sign_in(page, base, portal, name)
            for path in _pages(portal, PEOPLE[name][1], row):
                page.goto(base + path)
                faults = axe.Axe().run(page).response["violations"]
                lines = page.evaluate("(document.querySelector('.top')?.offsetHeight ?? 0) / 60")
                assert lines < 1 or width < 1280, (name, path, "the menu wraps")
                wide = page.evaluate("document.documentElement.scrollWidth") > width
                if faults or wide:
                    found[name, path] = [fault["id"] for fault in faults] + ["wide"] * wide
    assert not found and not loud


def test_pages_are_printed_whole(served, browser):
    """On the 17 cm that a sheet leaves: no table wider than it, no column of words squeezed, no frame over what stands below."""
    portal, base = served
    row = _told(portal)
    with browser.new_page(viewport={"width": 643, "height": 900}) as page:
        sign_in(page, base, portal, "inspector")
        page.emulate_media(media="print")
        for path, column in (("/issues", "问题"), ("/review", "问题"), ("/runs", None), ("/work", None)):
            page.goto(base + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= 643, path
            if column:
                shares = f"td[data-label={column}]"
                told = page.eval_on_selector(shares, "td => td.offsetWidth / td.closest('table').offsetWidth")
                assert told > 0.45, (path, told)
        page.goto(f"{base}/issues/{row.portal}/{row.number}")
        assert not page.locator("iframe, nav, form, .verdict-bar").filter(visible=True).count()
        assert row.message in page.inner_text("main")


def _told(portal):
    """The late paper's row, which its unit knows of."""
    row = next(one for one in portal.store.issues.of() if one.opening.code == "LAG001")
    if row.state is IssueState.SUSPECTED:
        row = told(portal)
        desk = Desk(portal.store, Actor(name="王丽", role=Role.INSPECTOR), portal.at)
        scheme = scheme_of("quarterly_check")
        letters.issue(desk, portal.portal, scheme, "整改通知", UNIT, numbers=[row.number])
    return row


def _pages(portal, role, row):
    """Every page that the role can open."""
    for door in portal.app.routes:
        if isinstance(door, GuardedRoute) and "GET" in door.methods and not door.path.startswith("/api/"):
            is_open = door.admission.roles is None or role in door.admission.roles
            saved = (
                door.path.endswith((".zip", ".toml", "/pack", "/word", "/version", "/versions"))
                or "{name" in door.path
            )
            framed_or_saved = saved or "}/page" in door.path
            if is_open and not framed_or_saved:  # no script runs in the framed page, not even axe
                path = address(door.path, portal, row)
                if not path.endswith("/0"):  # the profile has no such entry
                    yield path


def test_a_hostile_page_runs_nothing_and_asks_for_nothing(served, browser):
    portal, base = served
    row = _hostile(portal)
    with browser.new_page() as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: asked.append(dialog.message))
        sign_in(page, base, portal, "inspector")
        page.goto(f"{base}/issues/{row.portal}/{row.number}")
        page.wait_for_load_state("networkidle")
        frame = page.frame_locator("iframe.kept")
        assert "第0项" in frame.locator("main").inner_text()
        assert frame.locator("mark").inner_text() == "这是被引用的原文"
        assert frame.locator("mark").evaluate("node => getComputedStyle(node).borderBottomStyle") == "solid"
        assert not [url for url in asked if not url.startswith(base)]
        assert "ran" not in page.title()


def test_no_version_of_a_hostile_page_runs_or_asks_for_anything(served, browser):
    portal, base = served
    known = replace(anywhere(portal), url=HOSTILE)
    for hours, more in ((24, b""), (48, "<p>多出来的一段</p>".encode())):
        later(portal, known, body() + more, url=HOSTILE, hours=hours)
    with browser.new_page() as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: asked.append(dialog.message))
        sign_in(page, base, portal, "inspector")
        for part, more in (("", {}), ("/version", {"number": 1}), ("/versions", {"before": 1, "after": 2})):
            page.goto(base + history(portal, known, part, **more))
            page.wait_for_load_state("networkidle")
            assert "ran" not in page.title()
        assert not axe.Axe().run(page).response["violations"]
        assert not [url for url in asked if not url.startswith(base)]


def _hostile(portal):
    known = next(one for one in portal.store.issues.of() if one.opening.code == "LAG001")
    opening: Opening = replace(
        known.opening,
        quote="这是被引用的原文",
        title='<script>document.title="ran"</script>',
        url="http://www.wenchangwan.example/hostile.html",
        page_url=None,
        fingerprint="",
        capture=portal.store.bodies.put(body()),
    )
    return portal.store.issues.open("wenchangwan", [(opening, known.events[0])])[0]
