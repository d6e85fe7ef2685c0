"""`auditor report`."""

EXAMPLE = "auditor report"


def report() -> int:
    """尚未就绪。"""
    return 0
