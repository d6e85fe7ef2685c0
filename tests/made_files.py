"""Real small files for tests of attachments: written here, with names and numbers that belong to nobody."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

import docx
from openpyxl import Workbook

_CHINESE = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    b"/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000>>]>>"
)
PERSON = "37030319900101005X"  # region real, birthday and serial made up, check digit computed


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def rezipped(body: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The package with `old` in one of its parts put as `new`."""
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return zipped(parts | {part: parts[part].replace(old, new)})


def word(
    paragraphs: Sequence[str] = (), rows: Sequence[Sequence[str]] = (), *, inside: str = "", author: str = ""
) -> bytes:
    """`inside`: raw XML put at the body's end."""
    document = docx.Document()
    document.core_properties.author = author
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    if not inside:
        return buffer.getvalue()
    with zipfile.ZipFile(buffer) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:sectPr", inside.encode() + b"<w:sectPr", 1
    )
    return zipped(parts)


def with_parts(body: bytes, parts: Mapping[str, bytes | str]) -> bytes:
    """The package with these parts in place of its own, or beside them."""
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        return zipped({name: package.read(name) for name in package.namelist()} | dict(parts))


def workbook(
    sheets: Mapping[str, Sequence[Sequence[object]]], *, hide: Mapping[str, object] | None = None
) -> bytes:
    """`hide`: a sheet's name -> "sheet", a row's number or a column's letter."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for name, what in (hide or {}).items():
        if what == "sheet":
            book[name].sheet_state = "hidden"
        elif isinstance(what, int):
            book[name].row_dimensions[what].hidden = True
        else:
            book[name].column_dimensions[what].hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def pdf(*pages: str, image: bool = False, annots: str = "", form: str = "") -> bytes:
    """One content stream a page, written by hand; /F1 is Helvetica, /F2 a Chinese font, /Im a picture of one dot.

    `annots`: what is laid upon every page; `form`: the catalogue's form.
    """
    kids = range(5, 5 + 2 * len(pages), 2)
    resources = (
        b"<</Font<</F1 3 0 R/F2 %s>>" % _CHINESE + (b"/XObject<</Im 4 0 R>>" if image else b"") + b">>"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % form.encode(),
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(b"%d 0 R" % n for n in kids), len(pages)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
        b"stream\n\x80\nendstream",
    ]
    for number, content in zip(kids, pages, strict=True):
        stream = content.encode("latin-1")
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources%s/Annots[%s]>>"
            % (number + 1, resources, annots.encode())
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def words(text: str, y: float, x: float = 60, size: float = 12) -> str:
    """Chinese words on a line of their own for a page of `pdf`."""
    code = text.encode("utf-16-be").hex()
    return f"BT /F2 {size} Tf 0 g {x} {y} Td <{code}> Tj ET\n"


def rules(xs: Sequence[float], ys: Sequence[float]) -> str:
    """The ruled lines of a table for a page of `pdf`."""
    level = "".join(f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in ys)
    return level + "".join(f"{x} {ys[0]} m {x} {ys[-1]} l S\n" for x in xs)


def line(text: str, y: int, x: int = 60) -> str:
    """A line of text for a page of `pdf`."""
    return f"BT /F1 12 Tf 0 g {x} {y} Td ({text}) Tj ET\n"


def ofd(
    *pages: Sequence[tuple[float, float, str]],
    picture: bool = False,
    template: Sequence[tuple[float, float, str]] = (),
    note: str = "",
) -> bytes:
    """Each page a list of (left, top, words); `template`: what stands on every page; `note`: laid upon the first."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    parts = {
        "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocInfo><ofd:Author>某科</ofd:Author></ofd:DocInfo>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:Pages>"
        + "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        + "</ofd:Pages>"
        '<ofd:CommonData><ofd:TemplatePage ID="T" BaseLoc="Tpls/Content.xml"/></ofd:CommonData>'
        "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations></ofd:Document>",
    }

    def said(pieces: Sequence[tuple[float, float, str]]) -> str:
        return "".join(
            f'<ofd:TextObject ID="{k}" Boundary="{x} {y} 80 5" Size="4"><ofd:TextCode X="0" Y="5">{text}</ofd:TextCode>'
            "</ofd:TextObject>"
            for k, (x, y, text) in enumerate(pieces)
        )

    for n, pieces in enumerate(pages):
        image = '<ofd:ImageObject ID="99" Boundary="0 0 210 297"/>' if picture else ""
        shape = '<ofd:Template TemplateID="T"/>' if template else ""
        parts[f"Doc_0/Pages/Page_{n}/Content.xml"] = (
            f"<ofd:Page {space}>{shape}<ofd:Content><ofd:Layer>{image}{said(pieces)}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    if template:
        parts["Doc_0/Tpls/Content.xml"] = (
            f"<ofd:Page {space}><ofd:Content>{said(template)}</ofd:Content></ofd:Page>"
        )
    if note:
        parts["Doc_0/Annots/Annotations.xml"] = (
            f'<ofd:Annotations {space}><ofd:Page PageID="0"><ofd:FileLoc>0.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>'
        )
        parts["Doc_0/Annots/0.xml"] = (
            f'<ofd:PageAnnot {space}><ofd:Annot><ofd:Appearance Boundary="10 10 50 8">{said([(0, 0, note)])}</ofd:Appearance>'
            "</ofd:Annot></ofd:PageAnnot>"
        )
    return zipped(parts)


def ole(stream: str, content: bytes = bytes(4096)) -> bytes:
    """An OLE container with this one stream, of 4096 bytes or more."""
    return ole_of({stream: content})


def ole_of(streams: Mapping[str, bytes]) -> bytes:
    """An OLE container with up to three streams, each of 4096 bytes or more, in the order of their names' lengths."""
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    chain, entries, bodies = [table, end], [], []

    def entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
        words = f"{name}\0".encode("utf-16-le")
        links = struct.pack("<HBBIII", len(words), kind, 1, free, right, child)
        return words.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)

    for n, (name, content) in enumerate(streams.items(), 1):
        sectors, begin = -(-len(content) // 512), len(chain)
        chain += [*range(begin + 1, begin + sectors), end]
        entries.append(entry(name, 2, n + 1 if n < len(streams) else free, free, begin, len(content)))
        bodies.append(content.ljust(sectors * 512, b"\0"))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<3IIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack(
        "<109I", 0, *[free] * 108
    )
    directory = entry("Root Entry", 5, free, 1, end, 0) + b"".join(entries)
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    return head + fat + directory.ljust(512, b"\0") + b"".join(bodies)
