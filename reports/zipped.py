"""ZIP archives with the same bytes for the same members: no clock and no machine leaves its mark in them."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the first that the format knows
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16


def zipped(members: Mapping[str, bytes]) -> bytes:
    """The archive of these files, in the order they are given."""
    whole = BytesIO()
    with ZipFile(whole, "w") as archive:
        for name, body in members.items():
            info = ZipInfo(name, _NO_TIME)
            info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, _UNIX, _PLAIN_FILE
            archive.writestr(info, body, compresslevel=6)
    return whole.getvalue()


def rezipped(archive: bytes) -> bytes:
    """An archive made by others, written anew without its clock."""
    with ZipFile(BytesIO(archive)) as read:
        return zipped({name: read.read(name) for name in read.namelist()})
