"""Made lists on a real server of loopback, read as `auditor probe` reads a section."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from made_portals import BASE, Made, Walked
from mini_portal import Answer, MiniPortal, serving

from auditor.models import Portal, Section
from auditor.models.portal import Politeness
from spiders.probe import Probed, probe


@dataclass
class Shelf(MiniPortal):
    """The server of one made list after another: `made` is the one that it answers for."""

    made: Made | None = None
    told: list[str] = field(default_factory=list)

    def answer(self, path: str, condition: str | None) -> Answer:
        address, _, sent = path.partition(" ")
        given = self.made.ask(address, "POST" if sent else "GET", sent or None) if self.made else None
        if given is None:
            return Answer(b"<html>404 Not Found</html>", 404)
        media_type, text = given
        return Answer(text.encode(), media_type=f"{media_type}; charset=utf-8")

    def read(self, made: Made) -> Walked:
        """The list as a look at its section reads it, with addresses of the host that it was made for."""
        self.made, self.told = made, []
        at = f"127.0.0.1:{self.port}"
        section = Section("青禾市人民政府办公室", "通知公告", self._here(made.section), feed=made.form)
        portal = Portal(
            id="qinghe",
            name="青禾市",
            home=self.home,
            hosts=(at,),
            cms=made.cms,
            sections=(section,),
            politeness=Politeness(delay_seconds=0, render=False),
        )
        found = list(probe(portal, section, most=40, tell=self.told.append))
        [came] = [one for one in found if isinstance(one, Probed)]
        entries = came.entries
        return Walked(
            came.visit,
            {entry.url.replace(self.home, f"{BASE}/") for entry in entries},
            {entry.published_on for entry in entries},
            [leaf.url for leaf in found if not isinstance(leaf, Probed)],
            came.end,
        )

    def _here(self, url: str) -> str:
        parts = urlsplit(url)
        rest = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
        return self.home + parts.path.lstrip("/") + rest


@contextmanager
def shelf() -> Iterator[Shelf]:
    """The server, while it is asked."""
    with serving(Shelf()) as served:
        assert isinstance(served, Shelf)
        yield served
