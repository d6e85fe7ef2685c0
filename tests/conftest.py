import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages and golden data; tests that need it skip where it is absent."""
    folder = Path(os.environ.get("AUDITOR_SHARED", Path(__file__).parents[2] / "shared"))
    if not (folder / "portals").is_dir():
        pytest.skip("real pages are not beside this checkout")
    return folder
