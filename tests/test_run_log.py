"""What the log says of one run, and old answers that brought nothing."""

import datetime as dt
import json

from after_night import district, told  # noqa: F401
from stores import NIGHTS, SITE, article, begin, end, store, url  # noqa: F401

from auditor.models import Look, RunState
from auditor.models.exchange import Exchange
from auditor.store import Store
from auditor.workdays import BEIJING

AT = dt.datetime(2026, 3, 1, 1, 0, tzinfo=BEIJING)


def test_the_lines_of_a_run_are_shown_and_no_others(district, capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("AUDITOR_LOG", str(tmp_path / "a.log"))
    (tmp_path / "a.log.1").write_text(
        "2026-03-01 00:30:00 WARNING x: 之前\n2026-03-01 01:10:00 ERROR x: 出错\nTraceback\n  行\n", "utf-8"
    )
    (tmp_path / "a.log").write_text(
        "2026-03-01 01:20:00 WARNING x: 接着\n2026-03-01 04:00:00 WARNING x: 之后\n", "utf-8"
    )
    with Store.open(district.db) as store:
        run_id = store.runs.plan("wenchangwan", "nightly", at=AT, as_of=AT)
        store.runs.start(run_id, at=AT)
        store.runs.finish(run_id, RunState.DONE, at=AT + dt.timedelta(hours=1))
    import sqlite3

    with sqlite3.connect(district.folder / "auditor.sqlite3") as database:
        database.execute("UPDATE runs SET beat_at = ended_at WHERE id = ?", (run_id,))
    shown = told(capsys, "runs", "log", str(run_id), "--db", district.db)
    assert shown.splitlines() == [
        "2026-03-01 01:10:00 ERROR x: 出错",
        "Traceback",
        "  行",
        "2026-03-01 01:20:00 WARNING x: 接着",
    ]
    assert told(capsys, "runs", "log", str(run_id), "--lines", "1", "--db", district.db).count("\n") == 1
    assert "没有记录" in told(capsys, "runs", "log", "1", "--db", district.db)


def test_old_answers_that_brought_nothing_are_forgotten_and_no_evidence_is(store):
    run_id = begin(store)
    names = ("art/1.html", "art/2.html", "file.pdf", "link.html")
    store.exchanges.save(
        "wch", run_id, [Exchange(at=NIGHTS[0], url=f"{SITE}/{name}", status=200) for name in names]
    )
    store.pages.save("wch", run_id, article(1))
    store.looks.save(
        "wch", run_id, f"{SITE}/file.pdf", Look(NIGHTS[0], 200, capture="sha256:" + "1" * 64), referrer=None
    )
    store.looks.save("wch", run_id, f"{SITE}/link.html", Look(NIGHTS[0], 200), referrer=None)
    end(store, run_id)
    assert store.exchanges.drop(NIGHTS[0]) == 0
    assert store.exchanges.drop(NIGHTS[1]) == 2
    assert [bool(store.exchanges.of("wch", f"{SITE}/{name}")) for name in names] == [True, False, True, False]


def test_tidying_leaves_the_chain_whole(district, capsys):
    assert "清理了" in told(
        capsys, "runs", "tidy", "--keep", "31", "--db", district.db, "--as-of", "2027-06-01"
    )
    view = json.loads(told(capsys, "evidence", "verify", "--db", district.db, "--format", "json"))
    assert view["holds"]
