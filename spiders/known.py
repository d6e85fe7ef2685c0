"""What earlier nights saw of a portal, as a crawl asks for it: how addresses answered, what lists held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from auditor.models import Entry, Look, Probe, SectionView, VisitState
from auditor.models.address import canonical


class Known:
    """By canonical address. `views` is asked once, for the first list; `since`: when this night began, what was seen
    of a list after it is no earlier night's."""

    def __init__(
        self, probes: Iterable[Probe], views: Callable[[], Iterable[SectionView]], since: dt.datetime
    ) -> None:
        looks = {canonical(probe.url): probe.looks for probe in probes}
        self._ailing = {address for address, earlier in looks.items() if _ails(earlier[-1])}
        kept = {address: look for address, earlier in looks.items() if (look := _kept(earlier))}
        self._sizes = {address: look.size for address, look in kept.items()}
        self._captures = {address: look.capture for address, look in kept.items()}
        self._ask_views, self._since = views, since
        self._views: dict[str, SectionView] | None = None

    def ails(self, url: str) -> bool:
        """Whether the address did not open when it was last looked at."""
        return canonical(url) in self._ailing

    def kept_size(self, url: str) -> int | None:
        """The length of an attachment as it was last kept whole."""
        return self._sizes.get(canonical(url))

    def kept_capture(self, url: str) -> str | None:
        """The body of an attachment as it was last kept whole."""
        return self._captures.get(canonical(url))

    def rows(self, section_url: str) -> tuple[Entry, ...]:
        """A section's list as it was last read."""
        view = self._view(section_url)
        return view.entries if view else ()

    def held(self, section_url: str) -> int | None:
        """How many rows the night before found in a list and did not believe; None where that is settled."""
        view = self._view(section_url)
        earlier = [visit for visit in view.visits if visit.visited_at < self._since] if view else []
        told = [visit for visit in earlier if visit.state is not VisitState.UNREADABLE]
        return told[-1].entry_count if told and told[-1].state is VisitState.HELD else None

    def _view(self, section_url: str) -> SectionView | None:
        if self._views is None:
            self._views = {canonical(v.section.url): v for v in self._ask_views() if v.section.url}
        return self._views.get(canonical(section_url))


def _kept(looks: Sequence[Look]) -> Look | None:
    return next((look for look in reversed(looks) if look.capture), None)


def _ails(look: Look) -> bool:
    return look.status is None or look.status >= 400
