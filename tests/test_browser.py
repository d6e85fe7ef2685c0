"""Every paper looked at in a browser, by axe and by its measures. `make browser`; skipped where there is none."""

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from drawn_up import a_bulletin, a_quarter, a_spot_check, a_year, lists
from findings import AS_OF, FINANCE, a_finding, findings_of_a_quarter
from made_pictures import a_pictured
from test_letters import LETTER

from auditor.cli import run
from auditor.files.read import read_file
from auditor.installation import open_profile
from auditor.models import Finding
from auditor.models.inspection import Remark
from auditor.models.letter import Sent
from auditor.office.tasks import task_rows
from auditor.rule.book import rulebook
from auditor.text.seen import seen
from reports import appraisal, bulletin, doubts, pack, pictures, spot_check, task_board, unit_list
from reports import letter_paper as official_letters
from reports.book.rulebook import fixes
from reports.cover import Stamp
from reports.official import page

sync_api = pytest.importorskip("playwright.sync_api", reason="pip install 'disclosure-auditor[browser]'")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium")

WENCHANGHU = Path(__file__).parents[1] / "spiders/portals/wenchanghu.toml"
DEMO = Path(__file__).parents[1] / "demo-out" / "night-3"  # where `make demo` was run
ADDRESS = f"http://www.example.gov.cn/{'a' * 40}/{'b' * 90}.html"
DRAFT = f"青禾市财政局关于做好预算工作的的通知\n\n各县区财政局:\n请于2026年2月30日前报送,网址{ADDRESS}。\n"
STAMP = Stamp(
    number="2024Q3",
    rule_versions={rule.code: rule.version for rule in rulebook()},
    data_hash="sha256:" + "ab" * 32,
)
REMARK = Remark(figure="pieces", unit=FINANCE, text="网站迁移，补录在四月。", by="张强", at=AS_OF)
WIDTHS = (1280, 390)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("papers")
    long = a_finding(message=f"{ADDRESS}打不开", quote="W" * 300, section="栏目/" * 30, url=ADDRESS)
    found = [*findings_of_a_quarter(), long]
    book = folder / "rules.html"
    assert run(["rules", "--format", "html", "--out", str(book)]) == 0
    draft, marked = folder / "draft.txt", folder / "draft.html"
    draft.write_text(DRAFT, "utf-8")
    assert run(["check", str(draft), "--mark", str(marked)]) == 1
    index = unit_list.write(lists(found), folder / "units", fixes=fixes(rulebook()))
    spot, year = a_spot_check(found), a_year(found)
    written = {
        "spot check": spot_check.write(spot_check.build(*spot), folder),
        "appraisal": appraisal.write(*year, folder),
        "bulletin": bulletin.write(a_bulletin(found, stamp=STAMP, pictured=a_pictured()), folder),
        "doubts": doubts.write(a_quarter(found), folder),
        "pictures": pictures.write(
            pictures.build(a_quarter(found), a_pictured(), stamp=STAMP, remarks=[REMARK]), folder
        ),
        "letter": page.write(official_letters.paper_of(Sent(LETTER)), folder / "letter.html"),
        "index": index,
        "unit": next(index.parent.glob("0*.html")),
        "rules": book,
        "draft": marked,
        "tasks": _board(folder),
    }
    written |= _pack(found, folder)
    return written | {f"demo {path.stem}": path for path in DEMO.rglob("*.html")}


def _pack(found: list[Finding], folder: Path) -> dict[str, Path]:
    """The pack of one unit, unpacked."""
    ours = [one for one in lists(found) if one.unit == FINANCE]
    [zipped] = pack.write(
        ours,
        folder / "units",
        lines_of=lambda _: seen(f"{ADDRESS}打不开\n{'W' * 300}"),
        letters=[Sent(LETTER)],
    )
    shutil.unpack_archive(zipped, folder / "pack")
    capture = next((folder / "pack" / "captures").iterdir())
    return {"pack": folder / "pack" / "index.html", "capture": capture}


def _board(folder: Path) -> Path:
    portal = open_profile(WENCHANGHU)
    rows = task_rows(portal, dt.date(2023, 9, 30))
    board = task_board.build(
        portal.plans[0], rows, portal=portal, period="2023年第3季度", as_of=dt.date(2023, 9, 30)
    )
    return task_board.write(board, folder)


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    with sync_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(papers, browser, width) -> None:
    found = {}
    for name, path in papers.items():
        with browser.new_page(viewport={"width": width, "height": 900}) as page:
            page.goto(path.as_uri())
            wide = page.evaluate("document.documentElement.scrollWidth") - width
            result = axe.Axe().run(page)
            if result.violations_count or wide > 0:
                found[name] = [
                    wide,
                    *(f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in result.response["violations"]),
                ]
    assert len(papers) >= 6
    assert found == {}


@pytest.mark.parametrize("more", [0, 3, 6, 9, 12])
def test_the_signature_never_stands_alone_on_a_page(browser, tmp_path, more) -> None:
    """However long the bulletin is: the demands' last paragraph and whom to ask stand beside it."""
    codes = (
        "LAG001",
        "FMT001",
        "COL001",
        "LNK002",
        "PRV001",
        "TXT003",
        "INT002",
        "DEC001",
        "ANR002",
        "BUD002",
        "ENF001",
        "GUI001",
    )
    found = [a_finding(code, url=f"{ADDRESS}?{code}", quote=code) for code in codes[:more]]
    path = bulletin.write(a_bulletin([*findings_of_a_quarter(), *found]), tmp_path)
    with browser.new_page() as page:
        page.goto(path.as_uri())
        body = page.pdf(prefer_css_page_size=True)
    pages: dict[str, str] = {}
    for paragraph in read_file(body, "通报.pdf").document.paragraphs:
        pages[paragraph.place] = pages.get(paragraph.place, "") + "".join(paragraph.text.split())
    [signed] = [text for text in pages.values() if "印发日期待填" in text]
    assert signed.index("联系人") < signed.index("印发日期待填")
    assert len(signed[: signed.index("联系人")]) > 20
