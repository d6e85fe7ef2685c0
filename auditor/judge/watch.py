"""A page and its site as page rules are shown them: whoever looks beyond what verdicts are keyed by is noted.

Rules only use attributes. What they may look at and be remembered: the page but for the hour and body it was fetched
in, and of the site its calendar and its portal but for what the profile says of rules and manners.
"""

from __future__ import annotations

from typing import Any, cast

from auditor.models import Page, Portal, Site
from auditor.workdays import Calendar

# Of a profile: changed at will, with no page judged anew, since rules look at none of it.
ASIDE = frozenset(
    {"rule_options", "disabled_rules", "shadow_rules", "exemptions", "politeness", "selectors", "cms"}
)


class Watch:
    """Notes whether anything was looked at that a verdict is not keyed by."""

    __slots__ = ("looked", "portal", "site")

    def __init__(self, site: Site) -> None:
        self.looked = False
        self.portal = cast(Portal, _PortalView(site.portal, self))
        self.site = cast(Site, _SiteView(site, self))

    def page(self, page: Page) -> Page:
        """The page under watch."""
        watched = object.__new__(_PageView)
        for member in _MEMBERS:
            member.__set__(watched, member.__get__(page))
        object.__setattr__(watched, "watch", self)
        return watched


class _View:
    __slots__ = ("_noun", "_watch")
    __hash__ = None  # type: ignore[assignment]  # no more than the noun it stands for

    def __init__(self, noun: Any, watch: Watch) -> None:
        self._noun = noun
        self._watch = watch


class _SiteView(_View):
    __slots__ = ()

    @property
    def portal(self) -> Portal:
        return self._watch.portal

    @property
    def calendar(self) -> Calendar:
        """Every verdict is keyed by the edition, which tells the calendar."""
        calendar: Calendar = self._noun.calendar
        return calendar

    def __getattr__(self, name: str) -> Any:
        self._watch.looked = True
        return getattr(self._noun, name)


class _PortalView(_View):
    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        if name in ASIDE:
            self._watch.looked = True
        return getattr(self._noun, name)


class _PageView(Page):
    """A Page in all but these two; a copy that a rule makes of it has no watch, making it was noted."""

    __slots__ = ("watch",)

    def _note(self) -> None:
        if watch := getattr(self, "watch", None):
            watch.looked = True


def _noting(name: str) -> property:
    member = vars(Page)[name]

    def get(page: _PageView) -> Any:
        page._note()
        return member.__get__(page)

    return property(get, lambda page, value: member.__set__(page, value))


_MEMBERS = tuple(vars(Page)[name] for name in Page.__dataclass_fields__)
for _name in ("fetched_at", "capture"):
    setattr(_PageView, _name, _noting(_name))
