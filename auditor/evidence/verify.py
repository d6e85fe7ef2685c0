"""Whether the evidence still is what it was: bodies against their hashes, findings against their digests, the chains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.evidence.chain import Broken, broken
from auditor.store import Store, StoreError
from auditor.store.captures import Use


@dataclass(frozen=True, slots=True)
class Lost:
    """A body that is missing or altered, and what rests on it. `why` is Chinese."""

    capture: str
    why: str
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What a look at all of the evidence came to."""

    bodies: int  # that something rests on
    spare: int  # that lie there and nothing rests on
    lost: Sequence[Lost]
    altered_texts: Sequence[str]  # digests
    broken: Sequence[Broken]
    heads: Mapping[str, tuple[int, str]]  # by portal: how many links, the last digest

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.lost or self.altered_texts or self.broken)


def verify(store: Store) -> Verified:
    """Look at every body, every finding's words and every chain."""
    used = {use.capture for use in store.captures.uses()}
    kept = set(store.bodies.kept())
    whys = {capture: why for capture in sorted(used | kept) if (why := _why(store, capture))}
    uses: dict[str, list[Use]] = defaultdict(list)
    if whys:
        for use in store.captures.uses():
            if use.capture in whys:
                uses[use.capture].append(use)
    portals = store.histories.portals()
    heads = {portal: link for portal in portals if (link := store.seals.last(portal))}
    return Verified(
        bodies=len(used),
        spare=len(kept - used),
        lost=[Lost(capture, why, tuple(uses[capture])) for capture, why in whys.items()],
        altered_texts=store.captures.altered_texts(),
        broken=[each for portal in portals for each in broken(store, portal)],
        heads={portal: (link.serial, link.digest) for portal, link in heads.items()},
    )


def verified_view(verified: Verified) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "holds": verified.holds,
        "bodies": verified.bodies,
        "spare": verified.spare,
        "lost": [
            {
                "capture": lost.capture,
                "why": lost.why,
                "uses": [{"portal": use.portal, "kind": use.kind, "what": use.what} for use in lost.uses],
            }
            for lost in verified.lost
        ],
        "altered_texts": list(verified.altered_texts),
        "broken": [
            {"portal": each.seal.portal, "run": each.seal.run_id, "why": each.why} for each in verified.broken
        ],
        "chains": {
            portal: {"links": links, "digest": digest} for portal, (links, digest) in verified.heads.items()
        },
    }


def _why(store: Store, capture: str) -> str:
    try:
        store.bodies.get(capture)
    except StoreError as error:
        return str(error)
    return ""
