"""Fixtures of all tests. What takes long is made once a session and read by all; a test that writes takes a copy."""

import contextlib
import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from ready_tables import install
from warm import WarmPopen, read_files_at_once

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
install()
read_files_at_once()
subprocess.Popen = WarmPopen  # type: ignore[misc]
os.environ["AUDITOR_CHROMIUM"] = ""  # lists are read in a browser only where a test asks for one


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
