"""Sections: a list read to its end, page after page, becomes one Reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scrapy import Request

from auditor.models import Entry, Page, PageKind, ProblemKind, Target, TargetState, Trail, VisitState
from auditor.models.address import canonical, spelt
from auditor.models.record import decode as decode_record
from auditor.models.record import encode
from auditor.models.trail import capture_of
from auditor.portal.atlas import links_of
from auditor.text.decode import decode, media_type
from spiders import failures
from spiders.answers import asking_headers, headers_of, validators
from spiders.extract.container import LEAST_BODY
from spiders.extract.extract import of_rows
from spiders.family import Family, Step, families
from spiders.listing.listing import Listing, read_listing
from spiders.listing.rendered import Rendered, read_rendered
from spiders.listing.walk import Walk
from spiders.night import Night
from spiders.page_reader import PageReader, trail_of
from spiders.reading import Reading
from spiders.rendered_lists import as_rendered, job_of, shown, wants_browser, why_unrendered, wire_body
from spiders.section_page import as_list, holds_menu, is_file, is_interface
from spiders.stand_ins import list_stands_in, marked

if TYPE_CHECKING:
    from scrapy.http import Response
    from twisted.python.failure import Failure

Read = Iterator[Reading | Request]


class ListReader:
    """Reads the list of a section; one request of it is under way at a time."""

    def __init__(self, night: Night, pages: PageReader) -> None:
        self._night = night
        self._pages = pages

    def request(self, target: Target, *, conditional: bool = True) -> Request:
        """Conditional only where it is known what the section's page led to: that is what a 304 speaks of."""
        archive = self._night.archive
        conditional = conditional and archive.trail(target.key) is not None and archive.holds_body(target)
        return Request(
            spelt(target.url),
            callback=self.first_page,
            errback=self.no_answer,
            headers=asking_headers(target, conditional=conditional),
            cb_kwargs={"target": target},
            meta={"plain": not conditional, "verbatim_url": True},
        )

    def first_page(self, response: Response, target: Target) -> Read:
        """The section's own page."""
        way = self._night.way(target)
        if trail := self._night.standing(response, way):
            yield from self._as_before(response, target, trail)
            return
        answer = self._night.whole(response)
        if answer is None:
            yield self.request(target, conditional=False)
            return
        page = self._night.extracted(answer)
        reading = Reading(
            target=target,
            state=TargetState.UNCHANGED if response.status == 304 else TargetState.FETCHED,
            at=page.fetched_at,
            status=response.status,
            body=answer.body,
            page=page,
            section=self._night.atlas.section_at(target.section_url),
        )
        yield from self._opened(self._walk(response, target, page.cms), reading, answer)

    def further_page(self, response: Response, walk: Walk, reading: Reading, key: str) -> Read:
        """The next page of a list, or the feed it is filled from."""
        way = self._night.way(reading.target)
        if trail := self._night.standing(response, way, key):
            self._night.answered(response.url, walk.section_url)
            walk.add(_listing_of(trail))
            yield from self._walk_on(walk, _with_trail(reading, key, _renewed(trail, response)))
            return
        page = self._cleared(self._night.extracted(response), response, walk)
        problem = failures.blocking(page)
        if failures.is_refusal(problem, response.status):
            self._night.refused(response.url, problem, response.status, walk.section_url)
        else:
            self._night.answered(response.url, walk.section_url)
        if problem and (problem.kind is not ProblemKind.WRONG_TYPE or is_file(response)):
            walk.failed(f"{response.url}：{problem.text}")
        else:
            walk.add(listing := self._listed(response, walk))
            led = {"listing": encode(listing), **validators(response)}
            trail = replace(trail_of(response, page, way, **led), capture=capture_of(response.body))
            reading = _with_trail(reading, key, trail)
        yield from self._walk_on(walk, reading)

    def no_answer(self, failure: Failure) -> Read:
        """The section's page did not come, or was not asked for."""
        request: Any = failure.request  # type: ignore[attr-defined]
        reading = self._pages.no_answer(request.cb_kwargs["target"], failure.value)
        yield self.unread(reading, failures.explained(failure.value).url)

    def unread(self, reading: Reading, led_to: str | None = None) -> Reading:
        """A section that was not read, for the reading's reason: that says nothing of what it holds."""
        walk = Walk(reading.target.url)
        walk.failed(reading.why)
        walk.redirected(led_to or reading.target.url)
        section = self._night.atlas.section_at(reading.target.section_url)
        found = self._named_by(walk, reading.target)
        return replace(reading, section=section, visit=walk.visit(reading.at), found=found)

    def no_further_answer(self, failure: Failure) -> Read:
        """A further page did not come."""
        request: Any = failure.request  # type: ignore[attr-defined]
        walk, reading = request.cb_kwargs["walk"], request.cb_kwargs["reading"]
        fault = failures.explained(failure.value)
        self._night.silent(request.url, fault, walk.section_url)
        walk.failed(f"{request.url}：{fault.why}")
        yield from self._walk_on(walk, reading)

    def rendered(self, response: Response, walk: Walk, reading: Reading) -> Read:
        """The list as a browser showed it; where that is no more than the wire gave, what the wire gave."""
        found: Rendered = response.meta["rendered"]
        for url, status in found.refusals:
            self._night.refused(url, None, status, walk.section_url)
        listing = read_rendered(found, walk.section_url, self._tailored(walk.family))
        anew = self._walk(response, reading.target, walk.family.name)
        anew.add(listing)
        if not anew.whole and len(anew.entries) <= len(walk.entries):
            walk.failed(listing.why)
            yield self._finished(walk, reading)
            return
        answer = shown(found, response, wire_body(reading, self._night))
        page = self._cleared(self._night.extracted(answer), answer, anew)
        if problem := failures.blocking(page):
            walk.failed(f"在浏览器里打开的页面：{problem.text}")
            yield self._finished(walk, reading)
            return
        page = replace(as_list(page, answer), title=reading.page.title if reading.page else page.title)
        kept = self._kept(reading, page, answer, listing, alone=False)
        yield self._finished(anew, as_rendered(kept, answer))

    def not_rendered(self, failure: Failure) -> Read:
        """The browser was not asked: the host is left in peace."""
        request: Any = failure.request  # type: ignore[attr-defined]
        walk, reading = request.cb_kwargs["walk"], request.cb_kwargs["reading"]
        walk.failed(f"没有用浏览器读：{failures.explained(failure.value).why}")
        yield self._finished(walk, reading)

    def _opened(self, walk: Walk, reading: Reading, answer: Response) -> Read:
        """A page that could not be read ends the walk, unless it only leads on to where the list is."""
        assert reading.page is not None
        found = self._cleared(reading.page, answer, walk)
        reading = replace(reading, page=found)
        if is_interface(found, answer):
            self._night.answered(answer.url, walk.section_url)
            walk.add(self._listed(answer, walk))
            yield from self._walk_on(walk, replace(reading, page=None))
            return
        page = self._told(as_list(found, answer), reading.target, answer, walk)
        problem = failures.blocking(page)
        listing = (
            self._listed(answer, walk) if not problem or problem.kind is ProblemKind.SOFT_ERROR else None
        )
        if problem and not (listing and listing.redirected_to):
            page = self._night.atlas.placed(page, walk.section_url)
            yield self.unread(self._pages.unread(replace(reading, page=page), answer), answer.url)
            return
        assert listing is not None
        self._night.answered(answer.url, walk.section_url)
        alone = self._standing_alone(reading, listing, answer)
        if alone:
            page = alone
            listing = Listing((Entry(page.url, page.title or "", page.shown_on),))
        walk.add(listing, alone=alone is not None)
        yield from self._walk_on(walk, self._kept(reading, page, answer, listing, alone=alone is not None))

    def _told(self, page: Page, target: Target, answer: Response, walk: Walk) -> Page:
        """The section's page, marked where something else came in its place."""
        archive = self._night.archive
        stored, last = archive.stored(target.url), archive.known.rows(walk.section_url)
        if stored and list_stands_in(page, stored.page, lambda: self._listed(answer, walk).entries, last):
            return marked(page, target)
        return page

    def _cleared(self, page: Page, answer: Response, walk: Walk) -> Page:
        return failures.cleared(page, lambda: self._listed(answer, walk).entries)

    def _as_before(self, response: Response, target: Target, trail: Trail) -> Read:
        """A section whose own page is unchanged, by what it held when it was read; its further pages are asked."""
        walk = self._walk(response, target, trail.cms)
        walk.add(_listing_of(trail), alone=trail.alone)
        reading = self._pages.unchanged(response, target, trail)
        section = self._night.atlas.section_at(target.section_url)
        yield from self._walk_on(walk, replace(reading, capture=trail.capture, section=section))

    def _walk(self, response: Response, target: Target, cms: str) -> Walk:
        known = self._night.archive.known
        rows, held = known.rows(target.url), known.held(target.url)
        atlas = self._night.atlas
        walk = Walk(target.url, families()[cms], atlas.horizon, rows, held, atlas.allows)
        walk.redirected(response.url)
        return walk

    def _standing_alone(self, reading: Reading, listing: Listing, answer: Response) -> Page | None:
        """A guide or a duty roster is often one page in place of a list, marked as an article or as a column."""
        page, section = reading.page, reading.section
        if page is None or section is None or not section.kind.is_static or listing.entries:
            return None
        if page.kind is PageKind.ARTICLE:
            drawn = page.media and page.metas.keys() >= {"ArticleTitle", "PubDate"}  # 目录 as a picture
            return page if page.text_length > 0 or drawn else None
        if not (listing.article or listing.unknown):
            return None
        page = self._night.extracted(answer, alone=True)
        if page.kind is not PageKind.ARTICLE or not page.readable or page.text_length < LEAST_BODY:
            return None
        if holds_menu(page):
            return None
        return replace(page, title=page.heading or page.metas.get("ColumnName") or section.title)

    def _kept(
        self, reading: Reading, page: Page, answer: Response, listing: Listing, *, alone: bool
    ) -> Reading:
        """The reading with its page in its place, and where it led."""
        page = self._night.atlas.placed(page, reading.target.url)
        page = of_rows(page) if listing.entries and not alone else page
        links = links_of(page)
        found = tuple(self._night.atlas.linked_targets(links, page.url, reading.target.url))
        way = self._night.way(reading.target)
        trail = trail_of(answer, page, way, links=links, listing=encode(listing), alone=alone)
        trails = ((canonical(page.url), trail),) if page.readable else ()
        return replace(reading, page=page, found=found, trails=trails, **validators(answer))

    def _listed(self, response: Response, walk: Walk) -> Listing:
        headers = headers_of(response)
        decoded = decode(response.body, headers)
        return read_listing(
            decoded.text,
            url=response.url,
            section_url=walk.section_url,
            family=self._tailored(walk.family),
            media_type=media_type(headers) or "text/html",
            charset=decoded.encoding,
            asked=walk.asked,
            course=walk.course,
            headers=headers,
            form=section.feed if (section := self._night.atlas.section_at(walk.section_url)) else None,
        )

    def _tailored(self, family: Family) -> Family:
        """The family with the profile's own selector of rows before its defaults."""
        rows = self._night.portal.selectors.get("rows")
        return replace(family, rows=(rows, *family.rows)) if rows else family

    def _walk_on(self, walk: Walk, reading: Reading) -> Read:
        """Ask for the list's next page, or hand over the whole list."""
        if step := walk.next_step():
            yield self._step_request(step, walk, reading)
        elif not wants_browser(walk, self._night):
            yield self._finished(walk, reading)
        elif why := why_unrendered(reading, self._night):
            if not walk.entries:
                walk.failed(why)
            yield self._finished(walk, reading)
        else:
            yield self._render_request(walk, reading)

    def _finished(self, walk: Walk, reading: Reading) -> Reading:
        visit = walk.visit(self._night.clock.now())
        if visit.state is VisitState.UNREADABLE:  # what was not understood is asked for again
            reading = replace(reading, etag=None, last_modified=None, trails=())
        if walk.endless:
            reading = replace(reading, trails=reading.trails[:1])
        found = (*reading.found, *self._named_by(walk, reading.target))
        news = tuple(self._night.atlas.entry_targets(walk.news, walk.section_url, reading.target.url))
        return replace(reading, visit=visit, entries=walk.entries, found=found, news=news, why=visit.why)

    def _named_by(self, walk: Walk, target: Target) -> tuple[Target, ...]:
        """What the list names; where it was not read to its end, also what it named when last read."""
        night = self._night
        entries = walk.entries if walk.whole else (*walk.entries, *night.archive.known.rows(walk.section_url))
        return tuple(night.atlas.entry_targets(entries, walk.section_url, target.url))

    def _step_request(self, step: Step, walk: Walk, reading: Reading) -> Request:
        night, aim = self._night, Target(step.url, "list", method=step.method, body=step.body)
        trail = night.archive.trail(aim.key)
        if trail and trail.read_as == night.way(reading.target) and step.method == "GET":
            aim = replace(aim, etag=trail.etag, last_modified=trail.last_modified)
        aim = replace(aim, referrer=reading.target.url)
        return Request(
            spelt(step.url),
            callback=self.further_page,
            errback=self.no_further_answer,
            method=step.method,
            body=step.body or b"",
            headers={**asking_headers(aim, conditional=True), **step.headers},
            cb_kwargs={"walk": walk, "reading": reading, "key": aim.key},
            meta={"verbatim_url": True},
            priority=1,  # one list is finished before the next is begun
        )

    def _render_request(self, walk: Walk, reading: Reading) -> Request:
        job = job_of(reading, self._night)
        return Request(
            job.url,
            callback=self.rendered,
            errback=self.not_rendered,
            cb_kwargs={"walk": walk, "reading": reading},
            meta={"verbatim_url": True, "render": job},
            priority=1,
        )


def _listing_of(trail: Trail) -> Listing:
    return decode_record(Listing, trail.listing or "{}")


def _with_trail(reading: Reading, key: str, trail: Trail) -> Reading:
    return replace(reading, trails=(*reading.trails, (key, trail)))


def _renewed(trail: Trail, response: Response) -> Trail:
    """The trail with the validators that the server now names."""
    return replace(trail, **{name: value for name, value in validators(response).items() if value})
