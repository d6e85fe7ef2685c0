"""What a crawl plans: each address once, and what rests tonight without being asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from auditor.models import Target, Trail
from auditor.portal.atlas import Atlas

Sign = tuple[str, str, bool, bool]
PROBES = {"attachment", "link"}  # looked at, not read


@dataclass
class Planner:
    """Remembers what it planned: most pages link what others do.

    `put` plans targets; `leave` notes that they are left alone; `led_to` tells where bodies led, by key; `way` how a
    target would be read today.
    """

    atlas: Atlas
    put: Callable[[Sequence[Target]], object]
    leave: Callable[[Sequence[Target]], object]
    led_to: Callable[[Collection[str]], Mapping[str, Trail]]
    way: Callable[[Target], str]
    at_rest: frozenset[str]
    _planned: set[Sign] = field(default_factory=set)

    def plan(self, targets: Iterable[Target], *, awake: bool = False) -> list[Sign]:
        """Plan what was not planned before, with all that rests leads to; `awake`: none of the targets rests, whatever
        its turn. What comes of it is to be told to `keep` once it is committed.
        """
        signs: dict[Sign, None] = {}
        found = list(targets)
        while found:
            fresh = {_sign(target, awake): target for target in found}
            fresh = {s: t for s, t in fresh.items() if s not in self._planned and s not in signs}
            signs |= dict.fromkeys(fresh)
            found = self._put_or_leave(list(fresh.values()), awake)
        return list(signs)

    def keep(self, signs: Iterable[Sign]) -> None:
        """What was planned is committed: it is not planned again."""
        self._planned.update(signs)

    def _put_or_leave(self, targets: Sequence[Target], awake: bool) -> list[Target]:
        """Plan the targets; what those lead to that rest."""
        resting = {} if awake else self._resting(targets)
        if asked := [target for target in targets if target.key not in resting]:
            self.put(asked)
        if left := [target for target in targets if target.key in resting]:
            self.leave(left)
        return [led for target in left for led in self._led(target, resting[target.key])]

    def _resting(self, targets: Iterable[Target]) -> Mapping[str, Trail | None]:
        """Which of the targets rest, and where their bodies led. A page that would be read in another way today is
        asked for, and so is one of which it is not known where it led."""
        found = {target.key: target for target in targets if target.key in self.at_rest}
        articles = [key for key, target in found.items() if target.kind not in PROBES]
        trails = self.led_to(articles) if articles else {}
        same = {key: trail for key, trail in trails.items() if trail.read_as == self.way(found[key])}
        return {key: same.get(key) for key, target in found.items() if target.kind in PROBES or key in same}

    def _led(self, target: Target, trail: Trail | None) -> Iterable[Target]:
        """What a page links is asked for in its own turn."""
        links = trail.links if trail else ()
        return self.atlas.linked_targets(links, target.url, target.section_url)


def _sign(target: Target, awake: bool) -> Sign:
    """What tells two plans of one address apart: as what, whether it is said to lie in a section, and whether it is
    asked for whatever its turn."""
    return target.url, target.kind, target.section_url is None, awake
