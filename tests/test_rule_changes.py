"""What all rules say of the sample district, line by line: a changed rule shows the findings it adds and removes.

`make gold` writes tests/gold/sample_findings.txt anew; its difference belongs into CHANGELOG.md.
"""

import os
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from sample_night import PROFILE, RULES, sample_pages

from auditor.judge.judge import Judgement, judge
from auditor.judge.memory import Memory, SiteVerdicts, Verdicts
from auditor.models import Page, Site
from auditor.models.address import canonical
from auditor.models.record import decode, encode
from auditor.sample import NIGHTS
from auditor.sample.answer import HTML, Answer
from auditor.sample.portal_site import answers, article_path

GOLD = Path(__file__).parent / "gold" / "sample_findings.txt"


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


def test_the_sample_nights_come_out_alike_with_and_without_memory():
    """What did not change is not judged again, and nobody can tell by the findings."""
    kept: dict[str, Verdicts] = {}
    newly: list[int] = []
    for night in (1, 2, 3):
        pages, site, fresh = _judged(night)
        remembered = judge(pages, site, list(RULES.values()), Memory("1", kept))
        assert replace(remembered, heard={}, whole=None) == fresh
        newly.append(len(remembered.heard))
        kept |= {address: decode(Verdicts, encode(said)) for address, said in remembered.heard.items()}
        whole = decode(SiteVerdicts, encode(remembered.whole))
        again = judge(pages, site, list(RULES.values()), Memory("1", kept, whole))
        assert replace(again, heard={}, whole=None) == fresh
    assert newly[1] < newly[0] / 2
    assert newly[2] < newly[0] / 2


def _findings(night: int) -> list[str]:
    """`夜 规则 判定 路径 对象` of one night."""
    return sorted(
        f"{night}\t{f.code}\t{f.verdict}\t{urlsplit(f.url).path}\t{f.subject}"
        for f in _judged(night)[2].findings
    )


@cache
def _judged(night: int) -> tuple[Sequence[Page], Site, Judgement]:
    """The pages of one night, judged by all rules; a site without its crawl: no visits, no looks."""
    found = answers(night)
    pages = [page for article, page in sample_pages(night) if _is_shown(found[article_path(article)])]
    documents = {canonical(page.url): page.document for page in pages}
    site = Site(portal=PROFILE, as_of=NIGHTS[night - 1], documents=documents)
    return pages, site, judge(pages, site, list(RULES.values()))


def _is_shown(answer: Answer) -> bool:
    return answer.status == 200 and answer.media_type == HTML
