"""The house holds: wrong imports are refused, files stay small, every family of rules is known to the contracts."""

import re
import shutil
import statistics
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("auditor", "spiders", "rules", "reports")
MOST_LINES, MEDIAN_LINES = 350, 85

# What somebody might write in a hurry: the module, and what it must not import.
PLANTED = [
    ("auditor/models/page.py", "auditor.text.dates"),
    ("auditor/text/fields.py", "auditor.config.settings"),
    ("auditor/text/masking.py", "lxml.html"),
    ("auditor/rule/declare.py", "auditor.judge.judge"),
    ("auditor/judge/reasoning.py", "sqlalchemy"),
    ("auditor/judge/attachments.py", "auditor.store.store"),
    ("auditor/ledger/advance.py", "auditor.inspection.scheme"),
    ("auditor/inspection/scoring.py", "jinja2"),
    ("auditor/portal/atlas.py", "spiders.family"),
    ("auditor/store/pages.py", "auditor.installation"),
    ("auditor/evidence/chain.py", "auditor.installation"),
    ("auditor/evidence/view.py", "spiders.html.markup"),
    ("auditor/evidence/verify.py", "sqlalchemy"),
    ("auditor/store/seals.py", "auditor.evidence.chain"),
    ("spiders/page_reader.py", "auditor.evidence.view"),
    ("reports/charts.py", "auditor.evidence.view"),
    ("rules/titles.py", "auditor.evidence.view"),
    ("auditor/office/coverage.py", "auditor.night.crawl"),
    ("auditor/check/draft.py", "auditor.office.papers"),
    ("auditor/commands/runs.py", "sqlalchemy"),
    ("auditor/web/rows.py", "sqlalchemy"),
    ("auditor/web/unit.py", "spiders.manners"),
    ("auditor/web/tasks.py", "auditor.night.nightly"),
    ("auditor/office/issues.py", "auditor.web.desk"),
    ("auditor/night/nightly.py", "scrapy"),
    ("spiders/page_reader.py", "auditor.store"),
    ("spiders/listing/rows.py", "auditor.store.pages"),
    ("spiders/html/markup.py", "spiders.extract.extract"),
    ("spiders/extract/body.py", "spiders.cms.jcms"),
    ("spiders/cms/trs.py", "spiders.cms.jcms"),
    ("spiders/answers.py", "rules.basis"),
    ("spiders/health.py", "reports.charts"),
    ("reports/narrative.py", "auditor.store"),
    ("auditor/inspection/rows.py", "reports.charts"),
    ("reports/charts.py", "rules.basis"),
    ("reports/topics.py", "auditor.night.nightly"),
    ("rules/titles.py", "auditor.store"),
    ("rules/lag/formation.py", "rules.privacy.cells"),
    ("rules/lag/lag001_late_disclosure.py", "auditor.portal.profile"),
    ("rules/site/footer.py", "spiders.extract.extract"),
    ("rules/budget/amounts.py", "http.client"),
    ("rules/elements.py", "logging"),
]
# A circle that only type checking sees is a circle.
CIRCLE = (
    "spiders/reading.py",
    "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import spiders.archive\n",
)


def test_every_wrong_import_is_refused(tmp_path):
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=_all_but_python)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name, imported in PLANTED:
        _plant(tmp_path / name, f"import {imported}\n")
    _plant(tmp_path / CIRCLE[0], CIRCLE[1])
    told = _lint(tmp_path)
    missed = [
        f"{_module(name)} -> {imported}" for name, imported in PLANTED if not _named(told, name, imported)
    ]
    assert not missed, told
    assert "spiders.reading" in told.partition("No circles")[2].rpartition("No circles")[2]


def test_every_family_of_rules_and_every_room_is_under_contract():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    [families] = [c["modules"] for c in contracts if c["name"].startswith("Families")]
    folders = {path.parent.name for path in (ROOT / "rules").glob("*/__init__.py")}
    assert {name.removeprefix("rules.") for name in families} == folders


def test_files_are_small_enough_to_be_read_at_one_sitting():
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in _modules()}
    assert not [f"{path}: {lines}" for path, lines in lengths.items() if lines > MOST_LINES]
    assert statistics.median(lines for lines in lengths.values() if lines) <= MEDIAN_LINES


def _plant(path, text):
    source = path.read_text("utf-8")
    at = re.search(r"^(?:from (?!__future__)|import )", source, re.MULTILINE)
    assert at, path
    path.write_text(source[: at.start()] + text + source[at.start() :], "utf-8")


def _lint(folder):
    """What import-linter says there, on one line."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env={"COLUMNS": "400", "PYTHONPATH": str(folder)}
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


def _named(told, name, imported):
    top = imported.split(".")[0]
    known = imported if top in PACKAGES else top
    return re.search(rf"{re.escape(_module(name))} -> {re.escape(known)}\b", told) is not None


def _module(name):
    return name.removesuffix(".py").replace("/", ".")


def _modules():
    return [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]


def _all_but_python(folder, names):
    return [n for n in names if n == "__pycache__" or not (n.endswith(".py") or (Path(folder) / n).is_dir())]
