"""What the archive keeps when readings come in another order than their answers."""

from hashlib import sha256

from rehearsal import open_archive
from stores import NIGHTS, PORTAL, SITE, article

from auditor.models import Document, Page, PageKind, Paragraph, Target, TargetState
from auditor.store import Store
from spiders.reading import Reading
from spiders.stand_ins import marked

STRANGE = "云深不知处，只在此山中。" * 8


def showing(number: int, text: str, night: int) -> Page:
    document, digest = Document((Paragraph(text),)), sha256(text.encode()).hexdigest()
    return article(
        number, NIGHTS[night], document=document, text_digest=digest, capture=None, kind=PageKind.ARTICLE
    )


def reading(page: Page, **more) -> Reading:
    return Reading(
        target=Target(page.url, "article"), state=TargetState.FETCHED, at=page.fetched_at, status=200, page=page, **more
    )  # fmt: skip


def test_a_page_whose_like_was_found_out_while_its_body_was_written_is_not_kept(tmp_path):
    first = open_archive(PORTAL, tmp_path, NIGHTS[0])
    for number in (1, 2):
        first.keep(reading(showing(number, f"第{number}号通知要求各单位做好第{number}项工作。" * 9, 0)))
    first.spider_closed("finished")

    second = open_archive(PORTAL, tmp_path, NIGHTS[1])
    stand_ins = second.crawler.spider.night.stand_ins
    slow, quick = showing(1, STRANGE, 1), showing(2, STRANGE, 1)
    was = {page.url: second.stored(page.url) for page in (slow, quick)}
    assert not stand_ins.is_one(Target(slow.url, "article"), slow, was[slow.url]), (
        "as yet it may be a new text"
    )
    aim = Target(quick.url, "article")
    assert stand_ins.is_one(aim, quick, was[quick.url])
    undone = stand_ins.undone(aim, quick)
    second.keep(reading(marked(quick, aim), undone=undone))
    second.keep(reading(slow))  # its body lies on the disk only now
    assert second.broken == ""
    second.spider_closed("finished")

    with Store.open(f"sqlite:///{tmp_path}/auditor.sqlite3") as store:
        kept = {page.url: page.document.text for page in store.pages.all("wch")}
        coverage = store.coverage.of("wch", second.run_id)
    assert kept == {f"{SITE}/art/{n}.html": was[f"{SITE}/art/{n}.html"].page.document.text for n in (1, 2)}
    assert {item.why for item in coverage.unchecked if "/art/" in item.what} == {
        "返回的不是原来的页面，按没有读到处理"
    }
