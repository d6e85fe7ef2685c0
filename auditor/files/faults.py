"""Why a file cannot be read, and how much of one is read at most."""

from __future__ import annotations

MAX_UNPACKED_BYTES = 300_000_000  # of a whole package
MAX_MEMBERS = 5_000
MAX_RATIO = 1_000  # unpacked to packed, of one member over a megabyte
MAX_CHARACTERS = 3_000_000
MAX_ROWS = 50_000  # of a workbook
MAX_PAGES = 1_000
TOO_MUCH = "内容过多，只读取了前面一部分"


class UnreadableFileError(ValueError):
    """The Chinese reason why nothing was read."""

    def __init__(self, reason: str, *, encrypted: bool = False, damaged: bool = False) -> None:
        super().__init__(reason)
        self.encrypted = encrypted
        self.damaged = damaged


def locked() -> UnreadableFileError:
    """The file asks for a password."""
    return UnreadableFileError("文件设了密码，无法打开", encrypted=True)


def broken() -> UnreadableFileError:
    """The file does not hold what its kind promises."""
    return UnreadableFileError("文件损坏，无法打开", damaged=True)
