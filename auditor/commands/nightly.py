"""`auditor nightly`."""

EXAMPLE = "auditor nightly"


def nightly() -> int:
    """尚未就绪。"""
    return 0
