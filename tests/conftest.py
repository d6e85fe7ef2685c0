"""Fixtures of all tests. What takes long is made once a session and read by all; a test that writes takes a copy."""

import contextlib
import gc
import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from postgres import postgres as postgres
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from ready_tables import install
from warm import WarmPopen, read_files_at_once

from auditor.office import accounts

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
install()
read_files_at_once()
subprocess.Popen = WarmPopen  # type: ignore[misc]
_dear = accounts._hasher
_cheap = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
accounts._hasher = lambda: _cheap  # type: ignore[assignment]
os.environ["AUDITOR_CHROMIUM"] = ""  # lists are read in a browser only where a test asks for one
gc.set_threshold(20_000, 20, 100)  # as the program's own commands have it


def pytest_collection_finish() -> None:
    """Program and tests stay: looking through them for garbage took a twentieth of all tests."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def first_night(tmp_path_factory):
    """The small portal, still served, its store and papers after one ordinary night, and what the night came to."""
    from mini_district import District
    from mini_portal import MiniPortal, filled, serving

    folder = tmp_path_factory.mktemp("first-night")
    with serving(filled(MiniPortal(), articles=6)) as portal:
        district = District(portal, folder)
        with contextlib.chdir(folder):
            night = district.night()
        yield district, night


@pytest.fixture
def as_dear_as_ever(monkeypatch):
    """Passwords are hashed as in production; in other tests at no cost."""
    monkeypatch.setattr(accounts, "_hasher", _dear)


@pytest.fixture
def after_a_night(first_night, tmp_path, monkeypatch):
    """The same with a store of the test's own; what the test does to the portal is undone after it."""
    import copy
    import shutil

    from mini_district import District

    once, _ = first_night
    shutil.copytree(once.folder, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    pages = once.portal.pages
    once.portal.pages = copy.deepcopy(pages)
    yield District(once.portal, tmp_path)
    once.portal.pages = pages


@pytest.fixture(scope="session")
def judged_once(tmp_path_factory):
    """The sample district after one night that was judged; only read, or copied."""
    from sample_store import SampleStore

    district = SampleStore(tmp_path_factory.mktemp("inspected"))
    district.night(1)
    return district


@pytest.fixture(scope="session")
def sample_pages():
    """`sample_pages(night)`: every article of the sample district as it was read on that night."""
    from sample_night import sample_pages

    return sample_pages


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages and golden data; tests that need it skip where it is absent."""
    folder = Path(os.environ.get("AUDITOR_SHARED", Path(__file__).parents[2] / "shared"))
    if not (folder / "portals").is_dir():
        pytest.skip("real pages are not beside this checkout")
    return folder
