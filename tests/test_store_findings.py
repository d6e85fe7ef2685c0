"""Looks and findings in the store."""

from stores import (
    NIGHTS,
    SITE,
    article,
    begin,
    end,
    finding,
    store,  # noqa: F401
    url,  # noqa: F401
)

from auditor.ledger.advance import advance
from auditor.models import (
    Attachment,
    Exemption,
    Link,
    Look,
    Period,
)


class TestLooks:
    def test_looks_reach_the_probe_and_the_attachment(self, store):
        run = begin(store)
        pdf = f"{SITE}/files/a.pdf"
        looks = (Look(NIGHTS[0], 200, size=0, media_type="application/pdf"), Look(NIGHTS[1], None, "超时"))
        for look in reversed(looks):
            store.looks.save("wch", run, pdf, look, referrer=f"{SITE}/art/1.html")
            store.looks.save("wch", run, pdf, look, referrer=f"{SITE}/art/1.html")
        store.pages.save("wch", run, article(1, attachments=(Attachment(pdf, "附件", "pdf"),)))
        [probe] = store.looks.probes("wch")
        assert (probe.looks, probe.referrers) == (looks, (f"{SITE}/art/1.html",))
        [page] = store.pages.all("wch")
        assert page.attachments[0].looks == looks

    def test_a_link_that_was_taken_out_is_no_fault_any_more(self, store):
        run = begin(store)
        dead = f"{SITE}/gone.html"
        store.pages.save("wch", run, article(1, links=(Link(dead),)))
        store.looks.save("wch", run, dead, Look(NIGHTS[0], 404), referrer=f"{SITE}/art/1.html")
        store.looks.save("wch", run, f"{SITE}/home.html", Look(NIGHTS[0], 404), referrer=None)
        assert len(store.looks.probes("wch")) == 2
        end(store, run)
        run = begin(store, NIGHTS[1])
        store.pages.save("wch", run, article(1, NIGHTS[1]))
        assert [probe.url for probe in store.looks.probes("wch")] == [f"{SITE}/home.html"]
        assert "www.wenchanghu.example/gone.html" in store.coverage.read_addresses("wch", run)


class TestFindings:
    def night(self, store, at, found, read=range(9)) -> int:
        run = begin(store, at, kind="judge")
        seen = {f"www.wenchanghu.example/art/{n}.html" for n in read}
        ledger = advance(store.findings.standings("wch"), found, seen=seen, at=at)
        store.findings.apply("wch", run, ledger)
        end(store, run, at)
        return run

    def test_the_ledger_comes_back_with_every_clock(self, store):
        self.night(store, NIGHTS[0], [finding(1), finding(2)])
        self.night(store, NIGHTS[1], [finding(2)])
        self.night(store, NIGHTS[2], [finding(1), finding(2)])
        one, two = store.findings.standings("wch")
        assert (one.state, one.first_seen_at, one.earlier[0].fixed_at) == ("regressed", NIGHTS[2], NIGHTS[1])
        assert (two.state, two.first_seen_at, two.finding) == ("standing", NIGHTS[0], finding(2))

    def test_by_default_what_stands_is_listed_with_its_state_and_times(self, store):
        self.night(store, NIGHTS[0], [finding(1), finding(2), finding(3, unit="区教育局")])
        self.night(store, NIGHTS[1], [finding(2), finding(3, unit="区教育局")])
        assert [(f.fingerprint, f.state) for f in store.findings.listed()] == [
            ("f2", "standing"),
            ("f3", "standing"),
        ]
        assert store.findings.listed("wch")[0] == finding(
            2, state="standing", first_seen_at=NIGHTS[0], last_seen_at=NIGHTS[1]
        )
        assert [f.fingerprint for f in store.findings.listed(unit="区教育局")] == ["f3"]
        assert [f.fingerprint for f in store.findings.listed(state="fixed")] == ["f1"]
        assert store.findings.listed("other") == []

    def test_a_run_shows_what_it_sighted_in_the_words_of_its_night(self, store):
        first = self.night(store, NIGHTS[0], [finding(1), finding(2)])
        second = self.night(store, NIGHTS[1], [finding(1, message="超期4个工作日", capture=None)], read=[1])
        third = self.night(store, NIGHTS[2], [], read=[1])
        told = [
            [(f.fingerprint, f.state, f.message) for f in store.findings.listed(run=run)]
            for run in (first, second)
        ]
        assert told == [
            [("f1", "new", "超期3个工作日"), ("f2", "new", "超期3个工作日")],
            [("f1", "standing", "超期4个工作日")],
        ]
        assert store.findings.listed(run=first)[0].capture == finding(1).capture
        assert store.findings.listed(run=third) == []
        assert [f.fingerprint for f in store.findings.listed(run=third, state="fixed")] == ["f1"]

    def test_the_same_night_judged_twice_is_shown_by_both_runs(self, store):
        runs = [self.night(store, NIGHTS[0], [finding(1)]) for _ in range(2)]
        assert [store.findings.listed(run=run)[0].state for run in runs] == ["new", "new"]
        assert len(store.findings.listed()) == 1

    def test_what_is_exempted_is_listed_with_its_reason_only_where_asked_for(self, store):
        exemption = Exemption(
            "LAG001", "经批准延期", period=Period(until=NIGHTS[2].date()), approval="办字3号"
        )
        run = self.night(store, NIGHTS[0], [finding(1), finding(2, exemption=exemption)])
        assert [f.fingerprint for f in store.findings.listed("wch")] == ["f1"]
        for asked in ({}, {"run": run}):
            [exempted] = store.findings.listed("wch", state="exempted", **asked)
            assert (exempted.fingerprint, exempted.exemption) == ("f2", exemption)

    def test_the_last_good_run_before_a_day_is_found(self, store):
        runs = [self.night(store, at, []) for at in NIGHTS[:3]]
        found = store.runs.last_good("wch", "judge", before=NIGHTS[2])
        assert (found.id, found.as_of) == (runs[1], NIGHTS[1])
        assert store.runs.last_good("wch", "judge", before=NIGHTS[0]) is None
