"""bytes -> Page: every encoding is read, and any bytes are survived."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_articles import BODY, HEAD, TEXT, kinds, read

from auditor.models import PageKind, ProblemKind
from auditor.text.decode import decode
from auditor.text.plain import page_view


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ((HEAD + BODY).encode("gbk"), {}),
        (('<meta charset="gb2312">' + HEAD + BODY).encode("gb18030"), {}),
        ((HEAD + BODY).encode("gbk"), {"content-type": "text/html; charset=GBK"}),
        (("\ufeff" + HEAD + BODY).encode("utf-16-le"), {}),
        (('<meta charset="gbk">' + HEAD + BODY).encode(), {"Content-Type": "text/html;charset=utf-8"}),
        (('<meta charset="iso-8859-1">' + HEAD + BODY).encode(), {}),
    ],
)
def test_encodings(body, headers):
    assert read(body, headers=headers).document.signed.issuer == "云湖区水务局"


def test_bytes_that_no_encoding_reads_are_named():
    page = read(b"<meta charset=utf-8>" + bytes(range(128, 256)) * 40)
    assert ProblemKind.UNDECODABLE in kinds(page)
    assert decode("一二三".encode()).encoding == "utf-8"


@pytest.mark.parametrize("nested", ["<div>", "<table><tr><td>", "<b>", "<p><span>云湖"])
def test_deep_nesting_is_survived(nested):
    page = read(HEAD + nested * 10_000 + TEXT)
    assert page.kind in PageKind


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *"<>&;：:\x00",
                "<td>",
                "</table>",
                "<!--",
                "-->",
                "索引号",
                "文号：",
                "<p",
                "&#x110000;",
                "<script>",
                "]]>",
                "<![CDATA[",
                "2023年13月",
                "style=",
                "\ud800".encode("utf-8", "replace").decode(),
                "<br>",
                "<select>",
                '<div id="zoom">',
            ]
        ),
        max_size=40,
    ),
    st.binary(max_size=20),
)
def test_broken_markup_is_survived(pieces, noise):
    page = read("".join(pieces).encode("utf-8", "replace") + noise)
    assert page_view(page)["problems"] == [problem.text for problem in page.problems]


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_survived(body):
    read(body)


# --- real pages ----------------------------------------------------------------------------------------------
