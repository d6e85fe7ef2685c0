"""A paper of ours as PDF: the same bytes for the same file, and a plain word where no program writes it."""

import shutil
import stat

import pytest
from drawn_up import a_bulletin

from reports.bulletin_paper import paper_of
from reports.official import pdf, word

FAKE = """#!/bin/sh
while [ $# -gt 1 ]; do case "$1" in --outdir) out=$2;; esac; shift; done
printf '%%PDF-1.6\\n/CreationDate(D:%s)\\n/ID [ <%032X>\\n<%032X> ]\\n/DocChecksum /%032X\\n' \\
  "$(date +%Y%m%d%H%M%S)" $$ $$ $$ > "$out/$(basename "$1" .docx).pdf"
"""


@pytest.fixture
def paper(tmp_path):
    return word.write(paper_of(a_bulletin()), tmp_path / "bulletin.docx")


def test_the_moment_of_writing_leaves_no_mark(paper, tmp_path, monkeypatch):
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(FAKE)
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    first, second = pdf.write(paper).read_bytes(), pdf.write(paper).read_bytes()
    assert first == second and b"/CreationDate(D:20240930000000)" in first


def test_where_no_program_writes_pdf_it_is_said_what_to_do(paper, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(pdf.NoConverterError, match=r"LibreOffice.*另存为 PDF"):
        pdf.write(paper)
    assert not paper.with_suffix(".pdf").exists()


@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice on this machine")
def test_libreoffice_writes_the_same_paper_twice(paper):
    first = pdf.write(paper).read_bytes()
    assert first.startswith(b"%PDF") and pdf.write(paper).read_bytes() == first
