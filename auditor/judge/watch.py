"""A page and its site as rules are shown them: whoever looks beyond what verdicts are keyed by is noted.

Rules only use attributes. What a page rule may look at and be remembered: the page but for the hour and body it was fetched
in and the looks at its files, and of the site its calendar and its portal but for what the profile says of rules and manners.
A site rule: all pages in the same way, their documents, the year, and the sections with what each list held, but for their visits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar, cast

from auditor.models import Attachment, Document, Page, Portal, SectionView, Site, Visit, VisitState
from auditor.workdays import Calendar

T = TypeVar("T")
V = TypeVar("V", bound=Page | Attachment | SectionView | Visit)

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
        watched = self._shown(_PageView, _OF_PAGE, page)
        if page.attachments:
            shown = tuple(self._shown(_AttachmentView, _OF_ATTACHMENT, each) for each in page.attachments)
            object.__setattr__(watched, "attachments", shown)
        return watched

    def whole(self, site: Site) -> Site:
        """The same site, its pages under this watch, for site rules."""
        return cast(Site, _WholeView(site, self))

    def section(self, view: SectionView) -> SectionView:
        """The section under watch; the list as last read is no visit of an hour."""
        watched = self._shown(_ListView, _OF_SECTION, view)
        visits = tuple(self._shown(_VisitView, _OF_VISIT, visit) for visit in view.visits)
        last = view.last_readable
        read = next((shown for shown, visit in zip(visits, view.visits, strict=True) if visit is last), None)
        for name, known in (("visits", visits), ("read", read), ("newest", view.newest_state)):
            object.__setattr__(watched, name, known)
        return watched

    def _shown(self, view: type[V], members: Sequence[Any], noun: Any) -> V:
        watched = object.__new__(view)
        for member in members:
            member.__set__(watched, member.__get__(noun))
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


class _WholeView(_SiteView):
    """The site as site rules are shown it."""

    @property
    def pages(self) -> Sequence[Page]:
        pages: Sequence[Page] = self._noun.pages
        return pages

    @property
    def year(self) -> int:
        year: int = self._noun.year
        return year

    @property
    def documents(self) -> Mapping[str, Document]:
        documents: Mapping[str, Document] = self._noun.documents
        return documents

    @cached_property
    def sections(self) -> Sequence[SectionView]:
        return tuple(map(self._watch.section, self._noun.sections))

    @cached_property
    def _worked_out(self) -> dict[Any, tuple[Any, bool]]:
        return {}

    def once(self, work: Callable[[Site], T]) -> T:
        """As of any site; whoever asks for it looked at what the work looked at."""
        if work not in self._worked_out:
            before, self._watch.looked = self._watch.looked, False
            made = work(cast(Site, self))
            self._worked_out[work] = made, self._watch.looked
            self._watch.looked |= before
        made, looked = self._worked_out[work]
        self._watch.looked |= looked
        return cast(T, made)


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


class _VisitView(Visit, _Noting):
    """Every night makes another."""

    __slots__ = ("watch",)


class _ListView(SectionView, _Noting):
    __slots__ = ("newest", "read", "watch")
    newest: VisitState | None
    read: Visit | None

    @property
    def last_readable(self) -> Visit | None:
        return self.read

    @property
    def newest_state(self) -> VisitState | None:
        return self.newest


def _plain(value: object) -> object:
    if not isinstance(value, _AttachmentView):
        return value
    return Attachment(*(member.__get__(value) for member in _OF_ATTACHMENT))


def _noting(noun: type[Any], name: str) -> property:
    member = vars(noun)[name]

    def get(view: _Noting) -> Any:
        view._note()
        return member.__get__(view)

    return property(get, lambda view, value: member.__set__(view, value))


def _members(noun: type[Any]) -> tuple[Any, ...]:
    return tuple(vars(noun)[name] for name in noun.__dataclass_fields__)


_OF_PAGE, _OF_ATTACHMENT, _OF_SECTION, _OF_VISIT = map(_members, (Page, Attachment, SectionView, Visit))
for _view, _noun, _names in (
    (_PageView, Page, ("fetched_at", "capture")),
    (_AttachmentView, Attachment, ("looks",)),
    (_ListView, SectionView, ("visits",)),
    (_VisitView, Visit, ("visited_at", "capture")),
):
    for _name in _names:
        setattr(_view, _name, _noting(_noun, _name))
