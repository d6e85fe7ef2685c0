"""What all rules say of the sample district, line by line: a changed rule shows the findings it adds and removes.

`make gold` writes tests/gold/sample_findings.txt anew; its difference belongs into CHANGELOG.md.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from sample_night import PROFILE, RULES

from auditor.judge.judge import judge
from auditor.models import Document, Page, Site
from auditor.models.address import canonical
from auditor.sample import NIGHTS
from auditor.sample.answer import HTML, Answer
from auditor.sample.article import Article
from auditor.sample.portal_site import answers, article_path

GOLD = Path(__file__).parent / "gold" / "sample_findings.txt"


def test_the_findings_on_the_sample_district_are_as_they_were_looked_at(sample_pages):
    found = "".join(f"{line}\n" for night in (1, 2, 3) for line in _findings(night, sample_pages(night)))
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


def _findings(night: int, read: Sequence[tuple[Article, Page]]) -> list[str]:
    """`夜 规则 判定 路径 对象` of one night; a site without its crawl: no visits, no looks."""
    at = NIGHTS[night - 1]
    documents: dict[str, Document] = {}
    site = Site(portal=PROFILE, as_of=at, documents=documents)
    found = answers(night)
    pages = [page for article, page in read if _is_shown(found[article_path(article)])]
    documents |= {canonical(page.url): page.document for page in pages}
    return sorted(
        f"{night}\t{f.code}\t{f.verdict}\t{urlsplit(f.url).path}\t{f.subject}"
        for f in judge(pages, site, list(RULES.values())).findings
    )


def _is_shown(answer: Answer) -> bool:
    return answer.status == 200 and answer.media_type == HTML
