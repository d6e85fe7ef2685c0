"""The district that `make readers` measures on: what is written in bulk is what the store's shelves leave of the same nights."""

import datetime as dt
from dataclasses import replace

from sqlalchemy import inspect, text

from auditor.installation import open_profile
from auditor.store.database import Database
from tests.bench.large_nights import night, write_nights
from tests.bench.large_pages import LargeDistrict, profile_in

SCALE = 0.005  # two pages of each section
SECTIONS = 6
NIGHTS = [dt.datetime(2026, 3, day, 1, 30, tzinfo=dt.UTC) for day in (1, 2, 3)]
_WHOSE = {"runs": {"host", "pid", "process", "beat_at"}}  # of the process that wrote, not of what was read


def _district(folder) -> LargeDistrict:
    folder.mkdir()
    profile = profile_in(folder)
    whole = open_profile(profile)
    few = replace(whole, sections=whole.sections[:SECTIONS])
    return LargeDistrict(profile, f"sqlite:///{folder / 'a.sqlite3'}", few, folder / "captures")


def _all(made: LargeDistrict) -> dict[str, list]:
    """Every row of every table."""
    database = Database(made.db)
    with database.read() as connection:
        tables = sorted(set(inspect(connection).get_table_names()))
        found = {name: _rows(connection, name) for name in tables}
    database.close()
    return found


def _rows(connection, name: str) -> list:
    rows = connection.execute(text(f'SELECT * FROM "{name}"')).mappings()
    return sorted(
        sorted((k, str(v)) for k, v in row.items() if k not in _WHOSE.get(name, ())) for row in rows
    )


def test_pages_written_in_bulk_stand_as_nights_leave_them(tmp_path):
    bulk, shelves = _district(tmp_path / "bulk"), _district(tmp_path / "shelves")
    with bulk.opened() as store:
        write_nights(bulk, store, SCALE, NIGHTS)
    with shelves.opened() as store:
        for place, at in enumerate(NIGHTS):
            night(store, shelves.portal, SCALE, at, whole=not place)
    written = _all(bulk)
    assert written == _all(shelves)
    assert len(written["pages"]) == 2 * SECTIONS
    assert len(written["target_states"]) == 3 * 2 * SECTIONS
