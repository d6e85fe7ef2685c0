"""The store as others see it: one shelf a kind of thing, one short transaction a call."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from auditor.models import Run
from auditor.store.accounts import Accounts
from auditor.store.amendments import Amendments, OwnSchemes
from auditor.store.bodies import Bodies
from auditor.store.captures import Captures
from auditor.store.contacts import Contacts
from auditor.store.contents import Contents
from auditor.store.coverage import Coverages
from auditor.store.database import Database
from auditor.store.deeds import Deeds, Uploads
from auditor.store.errands import Errands
from auditor.store.exchanges import Exchanges
from auditor.store.findings import Findings
from auditor.store.frontier import Frontier
from auditor.store.histories import Histories
from auditor.store.inspections import Inspections
from auditor.store.issues import Issues
from auditor.store.letters import Letters
from auditor.store.looks import Looks
from auditor.store.pages import Pages
from auditor.store.remarks import Remarks
from auditor.store.rounds import Rounds
from auditor.store.runs import Runs
from auditor.store.seals import Seals
from auditor.store.search import Search
from auditor.store.sections import Sections
from auditor.store.self_answers import SelfAnswers
from auditor.store.tallies import Tallies
from auditor.store.task_notes import TaskNotes
from auditor.store.trails import Trails
from auditor.store.tries import Tries
from auditor.store.verdicts import VerdictShelf


class Store:
    """Everything the auditor remembers. Open it with `Store.open`; it is a context manager."""

    def __init__(self, database: Database, bodies: Bodies) -> None:
        self._database = database
        self.bodies = bodies
        self.runs = Runs(database)
        self.frontier = Frontier(database)
        self.rounds = Rounds(database)
        self.tries = Tries(database)
        self.coverage = Coverages(database)
        self.pages = Pages(database)
        self.contents = Contents(database)
        self.sections = Sections(database)
        self.looks = Looks(database)
        self.trails = Trails(database)
        self.exchanges = Exchanges(database)
        self.findings = Findings(database)
        self.issues = Issues(database)
        self.verdicts = VerdictShelf(database)
        self.task_notes = TaskNotes(database)
        self.inspections = Inspections(database)
        self.letters = Letters(database)
        self.accounts = Accounts(database)
        self.deeds = Deeds(database)
        self.uploads = Uploads(database)
        self.remarks = Remarks(database)
        self.amendments = Amendments(database)
        self.own_schemes = OwnSchemes(database)
        self.histories = Histories(database)
        self.seals = Seals(database)
        self.captures = Captures(database)
        self.search = Search(database)
        self.self_answers = SelfAnswers(database)
        self.errands = Errands(database)
        self.contacts = Contacts(database)
        self.tallies = Tallies(database)

    @classmethod
    def open(cls, url: str, *, bodies: Path | None = None) -> Self:
        """The store at `url`, made or brought up to date; bodies lie in `captures` beside a SQLite file."""
        database = Database(url)
        database.migrate()
        beside = database.file.parent if database.file else Path()
        return cls(database, Bodies(bodies or beside / "captures"))

    @classmethod
    def existing(cls, url: str) -> Self:
        """The store at `url` for one who only reads: StoreError where there is none; nothing is made."""
        Database(url, makes=False).found()
        return cls.open(url)

    @staticmethod
    def is_there(url: str) -> bool:
        """Whether anything was ever stored at `url`, as far as can be told without opening it."""
        file = Database(url, makes=False).file
        return file is None or (file.exists() and file.stat().st_size > 0)

    def run(self, run_id: int) -> Run:
        """The run of that number; StoreError where there is none."""
        return self.runs.get(run_id)

    @contextmanager
    def together(self) -> Iterator[None]:
        """One transaction around several calls: all of them are kept, or none."""
        with self._database.together():
            yield

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
