"""What all rules say of the sample district, line by line: a changed rule shows the findings it adds and removes.

`make gold` writes tests/gold/sample_findings.txt anew; its difference belongs into CHANGELOG.md.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from auditor.judge.judge import judge
from auditor.models import Document, Page, Site
from auditor.models.address import canonical
from auditor.portal.atlas import Atlas
from auditor.portal.profile import parse_portal
from auditor.rule import load
from auditor.sample import NIGHTS, portal
from auditor.sample.answer import HTML
from auditor.sample.portal_site import answers, article_path, articles, section_path
from spiders.extract.extract import extract
from spiders.family import families

BASE = "http://127.0.0.1:8000"
GOLD = Path(__file__).parent / "gold" / "sample_findings.txt"
RULES = load("rules")
PROFILE = parse_portal(portal(BASE), "yanxi.toml", cms_names=families(), rules={r.code: r for r in RULES})


def test_the_findings_on_the_sample_district_are_as_they_were_looked_at():
    found = "".join(f"{line}\n" for night in (1, 2, 3) for line in _findings(night))
    if os.environ.get("AUDITOR_GOLD") == "write":
        GOLD.write_text(found, "utf-8")
    kept = GOLD.read_text("utf-8").splitlines()
    added, removed = sorted(set(found.splitlines()) - set(kept)), sorted(set(kept) - set(found.splitlines()))
    assert not added and not removed, "\n".join(
        [
            "run `make gold` and copy the difference into CHANGELOG.md:",
            *(f"+ {x}" for x in added),
            *(f"- {x}" for x in removed),
        ]
    )


def _findings(night: int) -> list[str]:
    """`夜 规则 判定 路径 对象` of one night; a site without its crawl: no visits, no looks."""
    at = NIGHTS[night - 1]
    documents: dict[str, Document] = {}
    site = Site(portal=PROFILE, as_of=at, documents=documents)
    pages = list(_pages(night))
    documents |= {canonical(page.url): page.document for page in pages}
    return sorted(
        f"{night}\t{f.code}\t{f.verdict}\t{urlsplit(f.url).path}\t{f.subject}"
        for f in judge(pages, site, RULES).findings
    )


def _pages(night: int) -> Iterator[Page]:
    at = NIGHTS[night - 1]
    atlas, found = Atlas(PROFILE, at.date()), answers(night)
    for article in articles().values():
        answer = found.get(article_path(article))
        if answer is None or answer.status != 200 or answer.media_type != HTML:
            continue
        url = BASE + article_path(article)
        page = extract(answer.body, url=url, headers={"Content-Type": answer.media_type}, fetched_at=at)
        yield atlas.placed(page, BASE + section_path(article.section))
