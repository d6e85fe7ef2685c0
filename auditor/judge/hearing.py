"""One page before the page rules: what memory holds of it is not asked again. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from auditor.judge.asking import distinct, finding_of, flaws_of
from auditor.judge.attachments import file_pages, in_attachment
from auditor.judge.limit import Overdue, Overruns
from auditor.judge.memory import Memory, Said, Verdicts, page_key, profile_digest, stamp, timeless, timely
from auditor.judge.reasoning import formed_before
from auditor.judge.watch import Watch
from auditor.models import Attachment, DocumentClass, Finding, Flaw, Page, Site
from auditor.models.address import canonical
from auditor.rule import Rule

_NOTHING = Verdicts("", ())


class Hearing:
    """The page rules of one judgement, asked page by page. `heard`: the verdicts that memory did not hold; `overruns`
    is told of what was not answered in time."""

    def __init__(
        self,
        site: Site,
        rules: Iterable[Rule],
        memory: Memory | None = None,
        overruns: Overruns | None = None,
    ) -> None:
        self._site = site
        self._rules = [rule for rule in rules if rule.scope == "page"]
        self._of_class: dict[DocumentClass, tuple[Rule, ...]] = {}
        self._marked: tuple[Sequence[Rule], Sequence[str]] = (), ()
        self._memory = memory
        self._overruns = overruns or Overruns()
        self.keys: list[str] = []  # of the pages so far, where there is a memory
        if memory:
            self.ground = memory.edition + profile_digest(site.portal)
            self._stamps = {(rule.code, rule.version): stamp(rule, site.portal) for rule in self._rules}
        self.heard: dict[str, Verdicts] = {}

    def of(self, page: Page) -> tuple[list[Finding], list[Rule]]:
        """What the rules say of the page, and those that wait until all pages are known; nothing of one not read."""
        if self._memory:
            self.keys.append(page_key(page, self.ground))
        if not page.readable:
            return [], []
        speaking = self._speaking(page)
        late = [rule for rule in speaking if rule.awaits is not None and rule.awaits(page)]
        if late:
            speaking = tuple(rule for rule in speaking if rule not in late)
        bench = _Bench(page, self._site, self._overruns)
        said = self._with_memory(self._memory, bench, speaking) if self._memory else bench.ask_all(speaking)
        return _findings(said), late

    def at_once(self, page: Page) -> list[Finding]:
        """What the rules say of the page, with none waiting and nothing remembered."""
        return _findings(_Bench(page, self._site, self._overruns).ask_all(self._speaking(page)))

    def _speaking(self, page: Page) -> tuple[Rule, ...]:
        kind = page.document_class
        if kind not in self._of_class:
            self._of_class[kind] = tuple(rule for rule in self._rules if rule.speaks_of(page))
        rules = self._of_class[kind]
        silent = [rule for rule in rules if rule.since is not None and formed_before(page, rule)]
        return tuple(rule for rule in rules if rule not in silent) if silent else rules

    def _with_memory(self, memory: Memory, bench: _Bench, rules: Sequence[Rule]) -> list[Said]:
        page, address = bench.page, canonical(bench.page.url)
        key, marks = self.keys[-1], self._marks(rules)
        before = memory.verdicts.get(address, _NOTHING)
        known = before.told(marks) if before.key == key else {}
        learnt: dict[str, tuple[Said, ...]] = {}
        found: list[Said] = []
        for rule, mark in zip(rules, marks, strict=True):
            told = known.get(mark)
            if told is None:
                answer = bench.ask(rule)
                found += answer
                if not bench.looked:
                    learnt[mark] = tuple(Said(timeless(each.finding, page), each.place) for each in answer)
            elif told:
                found += [Said(timely(each.finding, page), each.place) for each in told]
        if learnt:
            self.heard[address] = Verdicts.of(key, known | learnt)
        return found

    def _marks(self, rules: Sequence[Rule]) -> Sequence[str]:
        """The stamps of rules; most pages of a class are before the very same ones."""
        if self._marked[0] is not rules:
            self._marked = rules, [self._stamps[rule.code, rule.version] for rule in rules]
        return self._marked[1]


class _Bench:
    """A page under watch, and the rules called before it one by one."""

    def __init__(self, page: Page, site: Site, overruns: Overruns) -> None:
        self.page = page
        self.looked = (
            False  # whether the rule asked last looked at what verdicts are not keyed by, or did not answer
        )
        self._overruns = overruns
        self._site = site

    def ask_all(self, rules: Iterable[Rule]) -> list[Said]:
        """What all of them find."""
        return [each for rule in rules for each in self.ask(rule)]

    def ask(self, rule: Rule) -> list[Said]:
        """What the rule finds: of the page, then of each of its files; nothing where one of them took too long."""
        self._watch.looked = False
        flaws = self._in_time(rule)
        self.looked = self._watch.looked
        return [
            Said(
                finding_of(rule, flaw, flaw.page if place == 0 and flaw.page else self.page, self._site),
                place,
            )
            for place, flaw in flaws
        ]

    def _in_time(self, rule: Rule) -> list[tuple[int, Flaw]]:
        if not self._overruns.dismissed(rule.code):
            try:
                return list(self._flaws(rule))
            except Overdue:
                self._overruns.note(rule, self.page.url, self.page.unit)
        self._watch.looked = True
        return []

    def _flaws(self, rule: Rule) -> Iterator[tuple[int, Flaw]]:
        for flaw in self._judged(rule, self._shown):
            yield 0, flaw
        for place, (attachment, shown) in enumerate(self._files if rule.reads_files else (), 1):
            for flaw in self._judged(rule, shown):
                yield place, in_attachment(flaw, attachment)

    def _judged(self, rule: Rule, shown: Page) -> list[Flaw]:
        flaws, broke = flaws_of(rule, self._site.portal, shown, self._watch.site)
        self._watch.looked |= broke
        return flaws

    @cached_property
    def _watch(self) -> Watch:
        return Watch(self._site)

    @cached_property
    def _shown(self) -> Page:
        return self._watch.page(self.page)

    @cached_property
    def _files(self) -> Sequence[tuple[Attachment, Page]]:
        return [(attachment, self._watch.page(view)) for attachment, view in file_pages(self.page)]


def _findings(said: list[Said]) -> list[Finding]:
    """In the order of asking: the page first, then file by file."""
    return distinct(each.finding for each in sorted(said, key=lambda each: each.place))
