"""Notes on the cells of an old workbook are read as what it hides."""

import struct

from made_files import PERSON, ole

from auditor.files.read import read_file


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def noted(*pieces: bytes, characters: int, kind: int = 0x19) -> bytes:
    """An object of this kind, the head of its text, and the text itself in pieces."""
    drawn = record(0x5D, struct.pack("<HHH", 0x15, 0x12, kind) + bytes(16))
    head = record(0x1B6, struct.pack("<HH6xH6x", 0x12, 0, characters))
    return drawn + head + b"".join(record(0x3C, piece) for piece in pieces) + record(0x3C, bytes(16))


def book(*records: bytes) -> bytes:
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 0x5, 0, 0, 0, 0x600))
    stream = b"".join((begin, *records, record(0x0A, b"")))
    return ole("Workbook", stream.ljust(4096, b"\0"))


def test_a_note_is_hidden_text():
    words = f"身份证号{PERSON}"
    content = read_file(book(noted(b"\1" + words.encode("utf-16-le"), characters=len(words))), "a.xls")
    assert (content.comments, content.hidden_text) == (1, words)


def test_a_note_may_be_cut_into_pieces_of_narrow_and_wide_characters():
    pieces = b"\1" + "证号".encode("utf-16-le"), b"\0" + PERSON.encode("latin-1")
    content = read_file(book(noted(*pieces, characters=2 + len(PERSON))), "a.xls")
    assert content.hidden_text == f"证号{PERSON}"


def test_words_of_other_drawn_objects_are_seen_by_every_reader():
    box = noted(b"\0" + PERSON.encode("latin-1"), characters=len(PERSON), kind=0x06)
    assert read_file(book(box), "a.xls").comments == 0
