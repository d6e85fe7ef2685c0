"""`auditor rules`."""

EXAMPLE = "auditor rules"


def rules() -> int:
    """尚未就绪。"""
    return 0
