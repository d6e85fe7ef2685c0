"""A file for people is there whole or as it was before, whatever stops its writer."""

import errno
import os
import threading

import pytest
from jinja2 import UndefinedError

from auditor.config.whole_file import whole_file
from reports import ledger_sheet
from reports.printing import print_page

OLD = "旧的一份"


@pytest.fixture
def place(tmp_path):
    path = tmp_path / "通报.html"
    path.write_text(OLD, "utf-8")
    return path


def only(path):
    """Whether nothing lies beside the file."""
    return [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_writer_that_stops_half_way_leaves_the_old_file(place):
    with pytest.raises(RuntimeError), whole_file(place) as part:
        part.write_text("新的半份", "utf-8")
        raise RuntimeError
    assert place.read_text("utf-8") == OLD
    assert only(place)


def test_a_full_disk_leaves_the_old_file(place, monkeypatch):
    def full(_handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"), whole_file(place) as part:
        part.write_text("新的", "utf-8")
    assert place.read_text("utf-8") == OLD
    assert only(place)


def test_what_went_wrong_is_told_by_the_name_of_the_file(place):
    with pytest.raises(FileNotFoundError) as told, whole_file(place) as part:
        part.read_text("utf-8")
    assert told.value.filename == str(place)


def test_the_new_file_has_the_rights_of_any_file(place):
    other = place.with_name("另一份.html")
    other.write_text(OLD, "utf-8")
    with whole_file(place) as part:
        part.write_text("新的", "utf-8")
    assert place.stat().st_mode == other.stat().st_mode


def test_a_link_stays_a_link_and_a_missing_folder_is_made(place):
    link = place.with_name("最新.html")
    link.symlink_to(place)
    with whole_file(link) as part:
        part.write_text("新的", "utf-8")
    assert link.is_symlink()
    assert place.read_text("utf-8") == "新的"
    deep = place.parent / "a" / "b" / "c.txt"
    with whole_file(deep) as part:
        part.write_text("新的", "utf-8")
    assert deep.read_text("utf-8") == "新的"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_text("utf-8")))
    reader.start()
    with whole_file(pipe) as part:
        part.write_text("新的", "utf-8")
    reader.join()
    assert read == ["新的"]
    assert pipe.is_fifo()


def half_a_ledger(_rows):
    yield ["一"] * len(ledger_sheet._SHOWN)
    raise RuntimeError


@pytest.mark.parametrize("write", [ledger_sheet.write_xlsx, ledger_sheet.write_csv])
def test_a_sheet_cut_short_leaves_the_old_one(write, place, monkeypatch):
    monkeypatch.setattr(ledger_sheet, "_cells", half_a_ledger)
    with pytest.raises(RuntimeError):
        write([], place)
    assert place.read_text("utf-8") == OLD
    assert only(place)


def test_a_page_cut_short_leaves_the_old_one(place):
    with pytest.raises(UndefinedError):
        print_page("unit_index.html", place, lists=["no list of a unit"])
    assert place.read_text("utf-8") == OLD
    assert only(place)
