"""A question that is not answered in time is broken off: unjudged is not sound, and no fault either."""

import dataclasses
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.cli import run
from auditor.judge import asking, limit
from auditor.judge.judge import Judgement, judge
from auditor.judge.memory import Memory
from auditor.models import Basis, Flaw, Page, Severity, Site, Verdict
from auditor.rule import Rule, book, page_rule, site_rule
from auditor.rule.examples import page_of, site_of

BASIS = (Basis("示例办法"),)
ENDLESS = re.compile(r"(a+)+$")


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Little time for the rules that hang; the others have enough on the slowest machine."""
    for module in (limit, asking):
        monkeypatch.setattr(module, "seconds_for", lambda rule: 60 if rule.code == "AAA002" else 0.25)


def speaking(page: Page, site: Site) -> Iterator[Flaw]:
    yield Flaw(verdict=Verdict.FAIL, message="不符", subject="字段")


def hanging(page: Page, site: Site) -> Iterator[Flaw]:
    """On pages that say so it finds something and never ends; it swallows every error."""
    yield Flaw(verdict=Verdict.FAIL, message="不符", subject="字段")
    if "慢" in (page.title or ""):
        try:
            ENDLESS.match("a" * 60 + "b")
        except Exception:
            return


def rules(**traits: object) -> list[Rule]:
    declare = [
        page_rule(code, "示例", Severity.MINOR, basis=BASIS, **traits) for code in ("AAA001", "AAA002")
    ]  # type: ignore[arg-type]
    return [declare[0](hanging), declare[1](speaking)]


def pages(*titles: str) -> list[Page]:
    return [
        page_of({"url": f"http://www.example.gov.cn/{n}.html", "title": title})
        for n, title in enumerate(titles)
    ]


def told(judgement: Judgement) -> list[tuple[str, str]]:
    return sorted((finding.code, finding.url.rsplit("/", 1)[-1]) for finding in judgement.findings)


def test_a_rule_that_does_not_end_is_left_and_the_page_is_named() -> None:
    judged = judge(pages("慢", "快"), site_of({}), rules())
    assert told(judged) == [("AAA001", "1.html"), ("AAA002", "0.html"), ("AAA002", "1.html")]
    assert [(late.what[-6:], late.why) for late in judged.unchecked] == [
        ("0.html", "规则 AAA001 超过 0.25 秒没有判完，没有判定")
    ]
    assert judged.unjudged == {("AAA001", "www.example.gov.cn/0.html")}
    assert judged.codes == {"AAA001", "AAA002"}


def test_what_was_broken_off_is_not_remembered_and_asked_again() -> None:
    first = judge(pages("慢"), site_of({}), rules(), Memory("1"))
    assert told(judge(pages("慢"), site_of({}), rules(), Memory("1", first.heard))) == [("AAA002", "0.html")]


def test_a_rule_that_hangs_on_page_after_page_is_asked_no_more() -> None:
    judged = judge(pages("慢", "慢", "慢", "慢", "快"), site_of({}), rules())
    assert {code for code, _ in told(judged)} == {"AAA002"}
    assert judged.codes == {"AAA002"}
    assert judged.late == {"AAA001": 3}
    assert "其余的没有再判" in judged.unchecked[-1].why


def test_a_rule_of_the_whole_portal_is_broken_off_too() -> None:
    def hang(site: Site) -> Iterator[Flaw]:
        while True:
            pass
        yield

    rule = site_rule("AAA003", "示例", Severity.MINOR, basis=BASIS)(hang)
    judged = judge(pages("快"), site_of({}), [rule, *rules()])
    assert judged.codes == {"AAA001", "AAA002"}
    assert [late.what for late in judged.unchecked] == ["规则 AAA003"]


def test_rules_that_wait_for_all_pages_are_broken_off_too() -> None:
    judged = judge(pages("慢", "快"), site_of({}), rules(awaits=lambda page: True))
    assert told(judged) == [("AAA001", "1.html"), ("AAA002", "0.html"), ("AAA002", "1.html")]
    assert judged.late == {"AAA001": 1}


def test_the_fault_of_a_template_stands_while_one_of_its_pages_is_not_judged() -> None:
    site = site_of({"portal": {"home": "http://www.example.gov.cn/"}})
    judged = judge(pages("慢", *["快"] * 6), site, rules(template=True))
    assert ("AAA001", "www.example.gov.cn/") in judged.unjudged


def test_other_threads_judge_without_a_timer() -> None:
    found: list[Judgement] = []
    thread = threading.Thread(target=lambda: found.append(judge(pages("快"), site_of({}), rules())))
    thread.start()
    thread.join()
    assert len(found[0].findings) == 2


def test_check_says_what_it_did_not_judge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "通知.txt").write_text("关于做好慢工的通知\n\n各单位要认真落实。\n", "utf-8")
    monkeypatch.setattr(book, "rulebook", lambda: [dataclasses.replace(rules()[0], judge=endless)])
    assert run(["check", str(tmp_path / "通知.txt")]) == 2
    assert "规则 AAA001 超过 0.25 秒没有判完" in capsys.readouterr().err


def endless(page: Page, site: Site) -> Iterator[Flaw]:
    ENDLESS.match("a" * 60 + "b")
    yield from ()
