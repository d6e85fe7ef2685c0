"""One section's list, read page after page. Nothing of it is kept before the whole walk is over."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable
from itertools import islice
from typing import TYPE_CHECKING

from auditor.models import Entry, Visit, VisitState
from auditor.models.address import canonical
from auditor.portal.hosts import named_host
from spiders.family import Course, Family, Step, families
from spiders.listing import proportion
from spiders.listing.goes_on import BY_NEXT
from spiders.listing.link_pager import CLICKED
from spiders.listing.paging import MAX_PAGES

if TYPE_CHECKING:
    from spiders.listing.listing import Listing

MOST_AT_FIRST = 10_000  # rows of a list that was never read
LED_TO_AT_FIRST = 200  # of those, where there are more
MOST_EMPTY = 10  # pages in a row that hold no row


class Walk:
    """Gathers the rows of a list and says which page is next. A killed walk begins anew: its section stays due.

    A list without end, or grown out of all proportion to the rows `known` of it, is left: of what it names then only
    its own page and what was known before are believed. One that shrank so is read, and not believed either. Where
    the night before it was the same, of which `held` rows were read, it is so.
    """

    def __init__(
        self,
        section_url: str,
        family: Family | None = None,
        horizon: dt.date | None = None,
        known: Iterable[Entry] = (),
        held: int | None = None,
        allows: Callable[[str], bool] = bool,
    ) -> None:
        self.section_url = section_url
        self.family = family or families()["generic"]
        self._horizon = horizon
        self._allows = allows  # whether an address lies on one of the portal's hosts
        self._entries: dict[str, Entry] = {}
        self._steps: deque[Step] = deque()
        self._known: set[tuple[str, str, str | None]] = {(canonical(section_url), "GET", None)}
        self._note: str | None = None
        self._redirected_to: str | None = None
        self._aggregates = False
        self._cut = False
        self._faults: list[str] = []
        self._before = {canonical(entry.url): entry for entry in known}
        self._held = held
        self._waits = False  # whether what the list says is to be said again before it is believed
        self._own: set[str] | None = None  # rows of the list's own page
        self._final: str | None = None  # the last row of the last page that brought any
        self._empty = 0  # pages in a row without a row
        self._unlinked = 0  # rows beside the entries
        self._filled = 0  # pages that brought rows that were new
        self._end = ""
        self._total: int | None = None
        self._years: deque[tuple[int, str]] = deque()  # lists of other years that are to come
        self._shown_years: set[int] = set()  # years whose lists are known
        self._year: int | None = None  # whose list is read, where it is not the section's own page
        self._earlier = 0  # rows of the years before
        self.endless = False
        self.is_scripted = False  # whether rows, or a part of them, come from a script that was not run
        self.asked: Step | None = None  # what the page to come answers
        self.course: Course | None = None  # what led to it

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every row so far that is believed, each address once, in the list's order."""
        if not self.endless:
            return tuple(self._entries.values())
        if not self._before:
            return tuple(islice(self._entries.values(), LED_TO_AT_FIRST))
        believed = self._before.keys() | (self._own or set())
        return tuple(entry for key, entry in self._entries.items() if key in believed)

    @property
    def whole(self) -> bool:
        """Whether nothing of the list was missed: its end was seen, its stated count reached, and it can be believed."""
        return not self._faults and not self._unproven() and not self._shrank

    @property
    def news(self) -> tuple[Entry, ...]:
        """The rows that are new or have another title or date than before and, if the list was read to its end, those
        that left it."""
        now = {canonical(entry.url): entry for entry in self.entries}
        changed = (entry for key, entry in now.items() if not _same_row(entry, self._before.get(key)))
        gone = (entry for key, entry in self._before.items() if self.whole and key not in now)
        return (*changed, *gone)

    @property
    def seen(self) -> int:
        """The rows read, with those that lead nowhere."""
        return len(self._entries) + self._unlinked

    @property
    def _seen_here(self) -> int:
        """Those of the list that is read now, where one of each year stands apart."""
        return self.seen - self._earlier

    @property
    def end(self) -> str:
        """What shows in Chinese that the list ends where it was left; "" where nothing does."""
        return f"各年份的列表都读到末尾：{self._end}" if self._year and self._end else self._end

    def add(self, listing: Listing, *, alone: bool = False) -> None:
        """Take in one page of the list; `alone`: the section is one page in place of a list and lists itself."""
        if alone:
            self._entries |= {canonical(entry.url): entry for entry in listing.entries}
            self._end = "栏目就是这一页"
            return
        new = {canonical(entry.url): entry for entry in reversed(listing.entries)}
        brings = new.keys() - self._entries.keys()
        repeats = bool(new) and not brings
        self._note_years(listing)
        ends_alike = self._final in new
        self._entries |= {key: new[key] for key in reversed(new) if key in brings}
        self._final = next(iter(new)) if brings else self._final
        if new:
            self._own = self._own if self._own is not None else set(new)
        self._empty = 0 if new else self._empty + 1
        self._filled += bool(brings)
        self._unlinked += listing.unlinked if brings or not new else 0
        self._note = self._note or listing.note
        self._redirected_to = self._redirected_to or listing.redirected_to
        self._aggregates |= listing.aggregates
        self.is_scripted |= listing.by_script
        if listing.course.total is not None and (listing.course.total or not self._entries):
            self._total = listing.course.total  # 0 beyond the last row speaks of that page alone
        if listing.course.doubt:
            self.failed(listing.course.doubt)
        self._go_on(listing, repeats=repeats, ends_alike=ends_alike)

    def _go_on(self, listing: Listing, *, repeats: bool, ends_alike: bool) -> None:
        """Take up what follows, or note why nothing does. A page that repeats others is the last one given again where
        it `ends_alike`."""
        course = listing.course
        if too_much := self._too_much():
            self.failed(too_much)
            self.endless = True
            self._leave()
        elif self._beyond_horizon(listing.entries):
            self._leave()
            self._cut = True
        elif repeats and (self._year or not (self.course and self.course.moves)):
            self._repeated(course, ends_alike)
        elif course.open and self._total is not None and self._seen_here == self._total:
            self._leave(f"写明共 {self._total} 条，已读到 {self._seen_here} 条")
        elif course.open and not (course.steps or course.end or course.doubt):
            self._emptied()
        elif self._promised(listing):
            self.failed("翻页写明的一页上没有条目")
            self._leave()
        else:
            self._end = course.end
            if course.steps:
                self._take_up(course)

    def _repeated(self, course: Course, ends_alike: bool) -> None:
        """A server may give its last page for every number asked; its first one, where it knows no numbers, proves
        nothing."""
        uncounted = course.open or (self.course is not None and self.course.open)
        if uncounted and self._filled > 1 and ends_alike:
            self._leave("翻到与前面相同的一页")
        else:
            self.failed("翻页得到的还是前面的内容，其后各页没有读到")
            self._leave()

    def _promised(self, listing: Listing) -> bool:
        """Whether this is a page without rows where a pager led to, which counts the list's pages."""
        course = self.course if self.asked else None
        further = course is not None and not course.moves
        if course and course.open and listing.course.total == 0:
            return False  # it counts the rows of its page, and there are none any more
        return further and bool(self._entries) and not listing.entries and not listing.course.doubt

    def _emptied(self) -> None:
        """An open list gave a page without rows: an end, but for where the page before linked to it as the next one."""
        if self._entries and self.course and self.course.by in (CLICKED, BY_NEXT):
            self.failed("“下一页”所指的一页上没有条目")
        elif self._entries:
            self._leave("翻到没有条目的一页")
        else:
            self.failed("接口没有返回条目，也没有写明共几条，不能认定为空白")

    def _leave(self, end: str = "") -> None:
        self._steps.clear()
        self._end = end

    def redirected(self, url: str) -> None:
        """The section's address led elsewhere."""
        if canonical(url) != canonical(self.section_url):
            self._redirected_to = url

    def failed(self, why: str) -> None:
        """A page of the list, or what makes it up, was not read."""
        self._faults.append(why)

    def next_step(self) -> Step | None:
        """The next page to ask for; None at the end."""
        if self._steps and len(self._known) > MAX_PAGES:
            self.failed(f"列表超过 {MAX_PAGES} 页，未读完")
            self._steps.clear()
        while not self._steps and self._years and not self.endless:
            self._begin_year(*self._years.popleft())
        self.asked = self._steps.popleft() if self._steps else None
        if self.asked and not self._allows(self.asked.url):
            self.failed(
                f"列表的内容在另一台主机 {named_host(self.asked.url)}（{self.asked.url}），档案的 hosts 没有写它，未读；"
                "确属本门户的，请写进 hosts"
            )
            return self.next_step()
        return self.asked

    def visit(self, at: dt.datetime) -> Visit:
        """What the walk came to."""
        entries = self.entries
        dates = [entry.published_on for entry in entries if entry.published_on]
        return Visit(
            visited_at=at,
            state=self._state,
            why="；".join(dict.fromkeys(self._reasons())),
            entry_count=len(self._entries if self._state is VisitState.HELD else entries),
            newest_on=max(dates, default=None),
            note=self._note,
            redirected_to=self._redirected_to,
            aggregates=self._aggregates,
        )

    @property
    def _state(self) -> VisitState:
        if self.whole:
            return VisitState.READABLE
        if self._waits or self._shrank:
            return VisitState.HELD
        return VisitState.PARTIAL if self._entries else VisitState.UNREADABLE

    def _reasons(self) -> list[str]:
        known, found = self._expected, len(self._entries)
        shrank = (
            [f"列表上次有 {known} 条，本次只有 {found} 条，少得不合常理，没有采信"] if self._shrank else []
        )
        cut = [f"早于 {self._horizon} 的列表页按档案设置未读"] if self._cut else []
        unproven = "" if self._faults else self._unproven()
        return [*self._faults, *([unproven] if unproven else []), *shrank, *cut]

    @property
    def _shrank(self) -> bool:
        """Whether the list was read to its end and lost more than can be believed at once."""
        found = len(self._entries)
        read = not self._faults and not self._unproven()
        return read and proportion.shrunk(self._expected, found) and not proportion.same(found, self._held)

    @property
    def _expected(self) -> int:
        """How many of the rows known before lie within the pages that are read."""
        horizon = self._horizon
        if horizon is None:
            return len(self._before)
        dates = (entry.published_on for entry in self._before.values())
        return sum(date is None or date >= horizon for date in dates)

    def _unproven(self) -> str:
        """Why the list is not known to end where it was left."""
        if self._cut or self.endless:
            return ""
        if self._total is not None and self._seen_here < self._total:
            return f"列表写明共 {self._total} 条，只读到 {self._seen_here} 条"
        return "" if self._end else "没有看到列表的末尾"

    def _too_much(self) -> str:
        """The Chinese reason where the list goes on beyond what can be believed."""
        if self._empty > MOST_EMPTY:
            return f"列表连续 {self._empty} 页没有条目，未读完"
        known, found = len(self._before), len(self._entries)
        allowed = proportion.most(known)
        grew_before = self._held is not None and self._held > allowed
        if known and found > allowed and not grew_before:
            self._waits = True
            return f"列表上次有 {known} 条，本次翻到 {found} 条，多得不合常理，其后未读，多出的没有采信"
        if found > (max(MOST_AT_FIRST, allowed) if known else MOST_AT_FIRST):
            return f"列表翻到 {found} 条仍未完，其后未读，先只看前 {LED_TO_AT_FIRST} 条"
        return ""

    def _note_years(self, listing: Listing) -> None:
        """Take in which years have lists of their own, beside the years that this one shows."""
        self._shown_years |= {
            e.published_on.year for e in listing.entries if e.published_on and listing.years
        }
        for year, url in listing.years:
            if year not in self._shown_years:
                self._shown_years.add(year)
                self._years.append((year, url))
        if self._year and self.asked and self.course and self.course.moves:
            self._check_year(listing, self._year)

    def _check_year(self, listing: Listing, year: int) -> None:
        """Whether a year's link led to rows of that year, or to a page that explains why there are none."""
        days = [e.published_on for e in listing.entries if e.published_on]
        if days and all(day.year != year for day in days):
            self.failed(f"{year} 年的链接打开的不是这一年的条目")
        elif not (listing.entries or listing.note or listing.course.steps or listing.course.doubt):
            self.failed(f"{year} 年的链接打开的一页上没有条目")

    def _begin_year(self, year: int, url: str) -> None:
        """Go on with the list of another year; what is not proven of the one before is a fault of the whole."""
        if why := self._unproven():
            self.failed(why)
        if self._horizon and year < self._horizon.year:
            self._cut = True
            return
        self._year, self._earlier = year, self.seen
        self._total, self._end, self._empty, self._filled, self._final = None, "", 0, 0, None
        self._take_up(Course((Step(url),), moves=True, by=f"{year} 年的列表"))

    def _beyond_horizon(self, entries: tuple[Entry, ...]) -> bool:
        horizon = self._horizon
        if horizon is None or not entries:
            return False
        return all(e.published_on and e.published_on < horizon for e in entries)

    def _take_up(self, course: Course) -> None:
        before = len(self._steps)
        for step in course.steps:
            key = (canonical(step.url), step.method, step.body)
            if key not in self._known:
                self._known.add(key)
                self._steps.append(step)
        if len(self._steps) > before:
            self.course = course
        elif not self._steps and not course.doubt:
            self.failed("翻页指回已读过的页，其后各页没有读到")


def _same_row(now: Entry, before: Entry | None) -> bool:
    return before is not None and (now.title, now.published_on) == (before.title, before.published_on)
