"""The articles of the sample district as a crawl would read them, without one."""

from functools import cache

from auditor.models import Page
from auditor.portal.atlas import Atlas
from auditor.portal.profile import parse_portal
from auditor.rule import load
from auditor.sample import NIGHTS, portal
from auditor.sample.article import Article
from auditor.sample.portal_site import answers, article_path, articles, section_path
from spiders.extract.extract import extract
from spiders.family import families

BASE = "http://127.0.0.1:8000"
RULES = {rule.code: rule for rule in load("rules")}
PROFILE = parse_portal(portal(BASE), "yanxi.toml", cms_names=families(), rules=RULES)


@cache
def sample_pages(night: int) -> tuple[tuple[Article, Page], ...]:
    """Every article that is answered on the night, with its page."""
    at = NIGHTS[night - 1]
    atlas = Atlas(PROFILE, at.date())
    found = []
    for article in articles().values():
        answer = answers(night).get(article_path(article))
        if answer is not None:
            url = BASE + article_path(article)
            page = extract(answer.body, url=url, headers={"Content-Type": answer.media_type}, fetched_at=at)
            found.append((article, atlas.placed(page, BASE + section_path(article.section))))
    return tuple(found)
