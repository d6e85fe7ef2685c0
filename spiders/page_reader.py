"""Articles, files and links: an answer becomes a Reading."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from auditor.models import Look, Page, PageKind, ProblemKind, Target, TargetState, Trail
from auditor.models.address import canonical
from auditor.portal.atlas import links_of
from spiders import failures
from spiders.answers import content_type, look_at, validators, whole_file
from spiders.extract.trouble import SMALL
from spiders.night import Night
from spiders.planning import PROBES
from spiders.reading import Reading
from spiders.stand_ins import marked

if TYPE_CHECKING:
    from scrapy.http import Response


class PageReader:
    """Reads what is no list."""

    def __init__(self, night: Night) -> None:
        self._night = night

    def article(self, response: Response, target: Target) -> Reading | None:
        """An article, or the home page; None where it must be asked for anew, its body being called unchanged
        but not at hand."""
        way = self._night.way(target)
        if trail := self._night.standing(response, way):
            return self.unchanged(response, target, trail)
        answer = self._night.whole(response)
        if answer is None:
            return None
        page = self._night.atlas.placed(self._night.extracted(answer), target.section_url)
        reading = Reading(
            target=target,
            state=TargetState.UNCHANGED if response.status == 304 else TargetState.FETCHED,
            at=page.fetched_at,
            status=response.status,
            body=answer.body,
            page=page,
        )
        if self._stands_in(target, page):
            undone = self._night.stand_ins.undone(target, page)
            return self.unread(replace(reading, page=marked(page, target), undone=undone), response)
        problem = failures.blocking(page)
        if problem and problem.kind is not ProblemKind.WRONG_TYPE:
            return self.unread(reading, response)
        self._night.answered(response.url, target.section_url)
        look = (
            look_at(response, page.fetched_at)
            if problem or self._night.archive.known.ails(target.url)
            else None
        )
        links = links_of(page)
        found = tuple(self._night.atlas.linked_targets(links, page.url, target.section_url))
        trails = ((canonical(page.url), trail_of(answer, page, way, links=links)),) if page.readable else ()
        return replace(reading, look=look, found=found, trails=trails, **validators(response))

    def _stands_in(self, target: Target, page: Page) -> bool:
        """Whether something else came in the place of what is known of the target's address."""
        night = self._night
        led_away = canonical(page.url) != canonical(target.url)
        if led_away and page.kind is PageKind.HOME:
            return True
        return night.stand_ins.is_one(target, page, night.archive.stored(target.url))

    def file(self, response: Response, target: Target) -> Reading:
        """An attachment or a link: does it open, and what is it?"""
        if response.status == 304:
            return self.unchanged(response, target)
        at = self._night.clock.now()
        look = look_at(response, at)
        reading = Reading(target=target, state=TargetState.FETCHED, at=at, status=response.status, look=look)
        told = look.sniffed == "html" and (response.status >= 400 or len(response.body) < SMALL)
        problem = failures.blocking(self._night.extracted(response)) if told else None
        if failures.is_refusal(problem, response.status):
            self._night.refused(response.url, problem, response.status, target.section_url)
            why = problem.text if problem else f"状态码 {response.status}"
            return replace(reading, state=TargetState.FAILED, why=why, look=_honest(reading, response))
        if problem and problem.kind is ProblemKind.STAND_IN:
            return replace(reading, state=TargetState.FAILED, why=problem.text, look=None)
        if response.status >= 500:
            return replace(reading, state=TargetState.FAILED, why=f"状态码 {response.status}")
        self._night.answered(response.url, target.section_url)
        if response.status != 200:
            return reading
        body = whole_file(response, look) if target.kind == "attachment" else b""
        return replace(reading, body=body, **validators(response))

    def unread(self, reading: Reading, response: Response) -> Reading:
        """A page that says nothing: keep what the server said, and mind a host that refuses."""
        assert reading.page is not None
        problem = failures.blocking(reading.page)
        why = problem.text if problem else ""
        look = look_at(response, reading.at, error=why)
        reading = replace(reading, state=TargetState.FAILED, why=why, look=look)
        if (
            problem and problem.kind is ProblemKind.STAND_IN
        ):  # says neither that the address opens nor what it is
            return replace(reading, look=None)
        if not failures.is_refusal(problem, response.status):
            self._night.answered(response.url, reading.target.section_url)
            cut = problem is not None and problem.kind is ProblemKind.NETWORK
            return replace(reading, look=_honest(reading, response)) if cut else reading
        self._night.refused(response.url, problem, response.status, reading.target.section_url)
        return replace(reading, look=_honest(reading, response))

    def no_answer(self, target: Target, error: BaseException | None) -> Reading:
        """Nothing came back, or the target was not asked at all."""
        fault = failures.explained(error)
        self._night.silent(target.url, fault, target.section_url)
        at = self._night.clock.now()
        page = None
        if fault.problem and target.kind not in PROBES:
            page = Page(source=target.url, url=target.url, fetched_at=at, problems=(fault.problem,))
            page = self._night.atlas.placed(page, target.section_url)
        look = failures.silent_look(fault, at)
        return Reading(target=target, state=fault.state, at=at, why=fault.why, page=page, look=look)

    def unchanged(self, response: Response, target: Target, trail: Trail | None = None) -> Reading:
        """What is there as it was. What a page links is looked at again: links die without their page changing."""
        self._night.answered(response.url, target.section_url)
        at = self._night.clock.now()
        wanted = target.kind in PROBES or self._night.archive.known.ails(target.url)
        links = trail.links if trail else ()
        return Reading(
            target=target,
            state=TargetState.UNCHANGED,
            at=at,
            status=response.status,
            seen_url=response.url if trail else None,
            look=look_at(response, at) if wanted else None,
            found=tuple(self._night.atlas.linked_targets(links, response.url, target.section_url)),
            **validators(response),
        )


def trail_of(answer: Response, page: Page, way: str, **led: Any) -> Trail:
    """Where an answer led that was read to `page`; its capture is named when the body is kept."""
    return Trail(capture="", read_as=way, cms=page.cms, media_type=content_type(answer), **led)


def _honest(reading: Reading, response: Response) -> Look | None:
    """No look where a challenge or half a page came under status 200: it says neither that the address opens nor
    what it is."""
    return None if response.status == 200 else reading.look
