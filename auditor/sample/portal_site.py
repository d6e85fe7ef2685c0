"""The whole sample portal as addresses and answers, night by night."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from types import ModuleType

from markupsafe import Markup

from auditor.sample import special
from auditor.sample.answer import Answer, page
from auditor.sample.article import Article, as_of_night, information, metas
from auditor.sample.body import body_html
from auditor.sample.bulk import grown
from auditor.sample.cms import Row, gongkai, jcms, labelapi, render, trs
from auditor.sample.district import NIGHTS, Section, sections
from auditor.sample.files import file_answer
from auditor.sample.written import written

_FAMILIES: Mapping[str, ModuleType] = {"gongkai": gongkai, "jcms": jcms, "trs": trs, "labelapi": labelapi}


def family(section: Section) -> ModuleType:
    """The CMS module that keeps a section's pages."""
    return _FAMILIES[section.unit.family]


def article_path(article: Article) -> str:
    """The address of an article's page, without its host."""
    path: str = family(article.section).article_path(article)
    return path


def section_path(section: Section) -> str:
    """The address of a section's first list page, without its host."""
    path: str = family(section).section_path(section)
    return path


@cache
def articles() -> Mapping[str, Article]:
    """Every article of every night by key, as it stood first."""
    return {article.key: article for article in (*grown(), *written())}


@cache
def answers(night: int) -> Mapping[str, Answer]:
    """Every address that answers in `night`; queries are part of the key."""
    shown = [as_of_night(a, night) for a in articles().values() if a.first_night <= night]
    found = dict(special.pages(night, [(s, section_path(s)) for s in sections().values()]))
    for section in sections().values():
        found |= _section_answers(section, shown, night)
    for article in shown:
        found |= dict(_article_answers(article, _related(article, shown), night))
    return found


def rows(section: Section, shown: list[Article]) -> tuple[Row, ...]:
    """The rows of a section's list: what is pinned, then the newest first."""
    listed = [a for a in shown if section.key == a.section_key or section.key in a.also_in]
    listed.sort(key=lambda a: (a.pinned, a.published_at.date()), reverse=True)
    return tuple(Row(article_path(a), a.title, a.published_at.date()) for a in listed)


def _section_answers(section: Section, shown: list[Article], night: int) -> dict[str, Answer]:
    path, state = section_path(section), section.state_on(night)
    if section.kind == "parent":
        children = [
            s for s in sections().values() if s.unit == section.unit and s.path.startswith(f"{section.path}/")
        ]
        gathered = [(child, section_path(child), rows(child, shown)[:2]) for child in children]
        html = render("parent_list.html", section=section, unit=section.unit, children=gathered)
        return {path: page(html)}
    if state == "redirect":
        return {path: Answer(b"", status=302, headers={"Location": section_path(sections()[section.to])})}
    if state in ("scripted", "challenge", "note"):
        return {path: special.section_page(section, state)}
    listed = () if state == "empty" else rows(section, shown)
    found: dict[str, Answer] = family(section).list_answers(section, listed)
    return found


def _related(article: Article, shown: list[Article]) -> tuple[Article, ...]:
    """The pages that an article belongs to, and those that belong to it."""
    return tuple(a for a in shown if a.key in article.related or article.key in a.related)


def _article_answers(
    article: Article, related: tuple[Article, ...], night: int
) -> Iterator[tuple[str, Answer]]:
    path = article_path(article)
    html = _article_html(article, path, related)
    yield path, special.article_page(article, html, _modified_at(article, night))
    for spec in article.files:
        name, _, flaw = spec.partition("#")
        if flaw != "missing":
            yield _file_path(article, name), file_answer(name, flaw)


def _article_html(article: Article, path: str, related: tuple[Article, ...]) -> str:
    cms = family(article.section)
    attachments = [
        {"url": _file_path(article, name), "name": name}
        for name in (spec.partition("#")[0] for spec in article.files)
    ]
    labels = cms.labels(article)
    return render(
        f"{article.unit.family}_article.html",
        article=article,
        info=information(article, labels),
        metas=metas(article, path),
        body=Markup(body_html(article)),
        attachments=attachments,
        related=[{"url": article_path(a), "title": a.title} for a in related],
        section_path=section_path(article.section),
        unit_path=f"/gongkai/site_yx{article.unit.slug}/",
        new_template="成文日期" in labels.values(),
    )


def _file_path(article: Article, name: str) -> str:
    path: str = family(article.section).file_path(article, name)
    return path


def _modified_at(article: Article, night: int) -> dt.datetime:
    """When the page was last built: when it was published, or the evening before the night that changed it."""
    changed = [int(since) for since in article.on if int(since) <= night]
    return NIGHTS[max(changed) - 1] - dt.timedelta(hours=9) if changed else article.published_at
