"""One page, one key: ordinary addresses keep the key they always had, and the short way comes to the long way's."""

import importlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from auditor.models import address
from auditor.models.address import canonical, spelt

earlier = importlib.import_module("auditor.store.migrations.versions.0005_addresses").canonical_before

SCHEMES = st.sampled_from(
    ["http://", "https://", "HTTP://", "ftp://", "file://", "://", "//", "", " http://"]
)
HOSTS = st.sampled_from(["www.a.gov.cn", "A.Gov.CN", "a.cn:80", "a.cn:443", "a.cn:81", "u@a.cn", "[::1]", "", "区.cn", "-", "a.cn:x", "127.1", "a.0x1", "a.cn.", "a..cn"])  # fmt: skip
PATHS = st.lists(
    st.sampled_from(["/", "//", "a", "Z9", "index", "Index", "default", ".html", ".HTM", ".jsp", "%41", "%e5%8c%ba", "%b8%bd", "区", "-._~", ":@!$&'()*+,;=", ";jsessionid=1", " ", "\n", ".", "..", "%2e", "%", "\\", "|"])
)  # fmt: skip
TAILS = st.sampled_from(["", "?", "?a=1", "?from=x&b=2&a=1", "?b=&a=", "?a", "?=1&&", "?a=%b8%bd+", "#top", "?a=%20#b", "\n", "?utm_source=1", ";x"])  # fmt: skip
ADDRESSES = st.builds("{}{}/{}{}".format, SCHEMES, HOSTS, PATHS.map("".join), TAILS)
ORDINARY = st.builds(
    "{}www.a.gov.cn{}/{}{}".format,
    st.sampled_from(["http://", "https://", "HTTP://"]),
    st.sampled_from(["", ":80", ":443", ":8080"]),
    st.lists(st.sampled_from(["/", "a", "Z9", "index", "default", ".html", ".HTM", "%41", "%e5%8c%ba", "区", "-_~", ":@!$&'()*+,=", " x", "|"])).map("".join),
    st.sampled_from(["", "?", "?a=1", "?from=x&b=2&a=1", "?b=&a=", "?a", "?区=%e5%8c%ba", "#top", "?a=%20#b", "?A=b c&a=%2b"]),
)  # fmt: skip


@given(ORDINARY)
@example("http://a.cn/index.html")
@example("http://a.cn")
@example("http://a.cn//a/index.htm")
def test_ordinary_addresses_have_the_key_they_always_had(url):
    assert canonical(url) == earlier(url)


@given(ADDRESSES)
@example("http://a.cn/a/.b")
@example("http://a.cn/a/../b")
@example("http://a.cn/index.html\n")
def test_the_short_way_comes_to_the_long_ways_key(url):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(address, "_PLAIN", address.re.compile("(?!)"))
        patch.setattr(address, "_PLAIN_QUERY", address.re.compile("(?!)"))
        patch.setattr(address, "_SPELT", address.re.compile("(?!)"))
        long_way = canonical.__wrapped__(url)
    assert canonical(url) == long_way


@given(ADDRESSES)
def test_an_address_as_browsers_write_it_has_the_same_key(url):
    if canonical(url) != url and "://" in url and not url.lower().strip().startswith("file"):
        assert canonical(spelt(url)) == canonical(url)


@given(st.text())
def test_any_words_have_a_key(words):
    assert canonical(words) == words or "://" in words
    for begun in (f"http://{words}", f"https://a.cn/{words}"):
        assert "\n" not in canonical(begun) or canonical(begun) == begun


@pytest.mark.parametrize(
    "url", ["http://www.a.gov.cn/art/1.html", "https://www.a.gov.cn:443/art/1.html?from=x#top"]
)
def test_ways_to_one_page_are_one_key(url):
    assert canonical(url) == "www.a.gov.cn/art/1.html"
