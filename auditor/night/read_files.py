"""Attachments in the store -> their contents in the store. Each body is parsed once by each version of the parser."""

from __future__ import annotations

import logging
from functools import partial

from auditor.files.version import PARSER_VERSION
from auditor.models.address import file_name
from auditor.store import Store, StoreError

log = logging.getLogger(__name__)


def parse_new_files(store: Store, portal_id: str) -> int:
    """Parse what was fetched and not parsed yet; how many files. What hangs or bursts is a failure of that file."""
    waiting = store.contents.unread(portal_id, PARSER_VERSION)
    if not waiting:
        return 0
    from auditor.files.process import Pool  # of no use on most nights, and slow to import

    with Pool() as pool:
        files = ((capture, partial(_body, store, capture), file_name(url)) for capture, url in waiting)
        for capture, content in pool.read_all(files):
            store.contents.save(capture, PARSER_VERSION, content)
    return len(waiting)


def _body(store: Store, capture: str) -> bytes | None:
    """None where the body is gone: it is tried again the next night."""
    try:
        return store.bodies.get(capture)
    except StoreError as error:
        log.warning("%s", error)
        return None
