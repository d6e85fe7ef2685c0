"""A page and its site as page rules are shown them: whoever looks beyond what verdicts are keyed by is noted.

Rules only use attributes. What they may look at and be remembered: the page but for the hour and body it was fetched
in and the looks at its files, and of the site its calendar and its portal but for what the profile says of rules and manners.
"""

from __future__ import annotations

from typing import Any, cast

from auditor.models import Attachment, Page, Portal, Site
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
        if page.attachments:
            shown = tuple(self._attachment(attachment) for attachment in page.attachments)
            object.__setattr__(watched, "attachments", shown)
        return watched

    def _attachment(self, attachment: Attachment) -> Attachment:
        watched = object.__new__(_AttachmentView)
        for member in _OF_ATTACHMENT:
            member.__set__(watched, member.__get__(attachment))
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


class _Noting:
    """A noun in all but what is noted; a copy that a rule makes of it has no watch, making it was noted."""

    __slots__ = ()

    def _note(self) -> None:
        if watch := getattr(self, "watch", None):
            watch.looked = True


class _PageView(Page, _Noting):
    __slots__ = ("watch",)


class _AttachmentView(Attachment, _Noting):
    """Its looks are of another hour each night."""

    __slots__ = ("watch",)
    __hash__ = Attachment.__hash__

    def __eq__(self, other: object) -> bool:
        return _plain(self) == _plain(other)


def _plain(value: object) -> object:
    if not isinstance(value, _AttachmentView):
        return value
    return Attachment(*(member.__get__(value) for member in _OF_ATTACHMENT))


def _noting(noun: type[Page | Attachment], name: str) -> property:
    member = vars(noun)[name]

    def get(view: _Noting) -> Any:
        view._note()
        return member.__get__(view)

    return property(get, lambda view, value: member.__set__(view, value))


def _members(noun: type[Page | Attachment]) -> tuple[Any, ...]:
    return tuple(vars(noun)[name] for name in noun.__dataclass_fields__)


_MEMBERS, _OF_ATTACHMENT = _members(Page), _members(Attachment)
for _name in ("fetched_at", "capture"):
    setattr(_PageView, _name, _noting(Page, _name))
setattr(_AttachmentView, "looks", _noting(Attachment, "looks"))  # noqa: B010
