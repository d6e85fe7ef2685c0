"""The papers beside the code stay true: commands, codes, links, and what must never stand in them."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from auditor.cli import COMMANDS
from auditor.installation import open_profile
from auditor.models.feed import SectionFeed
from auditor.models.portal import Politeness
from auditor.rule.book import manual_checks, rulebook
from auditor.rule.declare import newest
from spiders.rounds import NEW_DAYS, YOUNG_DAYS, YOUNG_TURN

ROOT = Path(__file__).parents[1]
PAPERS = [
    ROOT / name
    for name in (
        "README.md",
        "README.zh-CN.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "docs/manual.zh-CN.md",
        "docs/lists.zh-CN.md",
    )
]
MANUAL = (ROOT / "docs/manual.zh-CN.md").read_text("utf-8") + (ROOT / "README.zh-CN.md").read_text("utf-8")
FIRST_WORDS = {command.split()[0] for command in COMMANDS}


@pytest.mark.parametrize("command", sorted(set(COMMANDS) - {"demo"}))
def test_every_command_is_in_the_manual(command):
    assert f"auditor {command}" in MANUAL


@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: p.name)
def test_papers_name_only_what_exists(paper):
    text = paper.read_text("utf-8")
    for target in re.findall(r"\]\((?!http)([^)#]+)", text):
        assert (paper.parent / target).exists(), target
    for command in re.findall(r"(?:^|`)(?:\.venv/bin/)?auditor ([a-z]+)", text, re.MULTILINE):
        assert command in FIRST_WORDS, command
    codes = {rule.code for rule in rulebook()}
    for code in re.findall(r"\b(?:FMT|FLD|LAG|COL|LNK|PRV|TXT|ANR)\d{3}\b", text):
        assert code in codes, code


def test_the_two_commands_stand_first():
    for name in ("README.md", "README.zh-CN.md"):
        code = re.findall(r"```sh\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)
        assert [line.split("#")[0].strip() for line in code[0].splitlines()] == ["make demo", "make test"]


def test_make_targets_are_explained():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in ("help", "demo", "test", "check", "bench", "gold"):
        assert re.search(rf"^{target}:.*##", makefile, re.MULTILINE), target


def test_every_key_of_a_list_interface_is_in_the_manual():
    _, _, told = MANUAL.partition("[sections.feed]\n")
    block = told.partition("```")[0]
    for field in fields(SectionFeed):
        assert re.search(rf"^(?:# )?{field.name} = ", block, re.MULTILINE), field.name


def test_the_readme_counts_the_rules_as_they_are():
    told = f"{len(newest(rulebook()))} automatic rules and {len(manual_checks())} guided manual checks"
    assert told in (ROOT / "README.md").read_text("utf-8")


def test_how_often_quiet_pages_are_asked_is_in_the_manual_and_the_example():
    days = Politeness().quiet_pages_within_days
    assert f"`quiet_pages_within_days`（1 至 30，不写是 {days}）" in MANUAL
    assert "按轮次本晚不看" in MANUAL and f"满 {YOUNG_DAYS} 天" in MANUAL
    assert f"满 {NEW_DAYS} 天不满 {YOUNG_DAYS} 天的，{YOUNG_TURN} 夜之内看到一遍" in MANUAL
    assert f"# quiet_pages_within_days = {days} " in (ROOT / "docs/portal.toml").read_text("utf-8")


def test_the_example_of_a_profile_is_a_sound_one():
    portal = open_profile(ROOT / "docs/portal.toml")
    assert len(portal.units) == 2 and len(portal.sections) == 1
    lines = (ROOT / "docs/page.toml").read_text("utf-8").splitlines()
    assert len(lines) <= 14 and "body" in open_profile(ROOT / "docs/page.toml").selectors
