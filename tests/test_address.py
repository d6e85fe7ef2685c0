"""One page, one key: the short way of plain addresses comes to what the long way comes to."""

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from auditor.models.address import canonical

NOISE = {"topsearch", "from", "spm", "isappinstalled", "utm_source", "utm_medium", "utm_campaign"}
INDEX = re.compile(r"/(?:index|default)\.(?:html?|shtml|jsp|aspx?)$", re.IGNORECASE)
PORTS = {"http": 80, "https": 443}


def folded(url: str) -> str:
    """The long way, every step of it: keys in stores rest on this."""
    if "://" not in url:
        return url
    try:
        parts = urlsplit(url)
        if parts.scheme == "file":
            return unquote(parts.path)
        host = (parts.hostname or "").lower()
        port = "" if parts.port in (None, PORTS.get(parts.scheme.lower())) else f":{parts.port}"
        path = quote(unquote(INDEX.sub("/", parts.path or "/")), safe="/:@!$&'()*+,;=~-._")
        query = urlencode(sorted((k, v) for k, v in parse_qsl(parts.query, True) if k.lower() not in NOISE))
        return urlunsplit(("", "", f"{host}{port}{path}", query, ""))
    except ValueError:
        return url


SCHEMES = st.sampled_from(
    ["http://", "https://", "HTTP://", "ftp://", "file://", "://", "//", "", " http://"]
)
HOSTS = st.sampled_from(["www.a.gov.cn", "A.Gov.CN", "a.cn:80", "a.cn:443", "a.cn:81", "u@a.cn", "[::1]", "", "区.cn", "-", "a.cn:x"])  # fmt: skip
PATHS = st.lists(
    st.sampled_from(["/", "//", "a", "Z9", "index", "Index", "default", ".html", ".HTM", ".jsp", "%41", "%e5%8c%ba", "区", "-._~", ":@!$&'()*+,;=", " ", "\n", "..", "%", "\\", "|"])
)  # fmt: skip
TAILS = st.sampled_from(["", "?", "?a=1", "?from=x&b=2&a=1", "#top", "?a=%20#b", "\n", "?utm_source=1", ";x"])


@given(st.builds("{}{}/{}{}".format, SCHEMES, HOSTS, PATHS.map("".join), TAILS))
@example("http://a.cn/index.html")
@example("http://a.cn")
@example("http://a.cn/index.html\n")
@example("http://a.cn//a/index.htm")
def test_every_address_has_the_key_it_always_had(url):
    assert canonical(url) == folded(url)


@given(st.text())
def test_any_words_have_the_key_they_always_had(words):
    assert canonical(words) == folded(words)
    assert canonical(f"http://{words}") == folded(f"http://{words}")
    assert canonical(f"https://a.cn/{words}") == folded(f"https://a.cn/{words}")


@pytest.mark.parametrize(
    "url", ["http://www.a.gov.cn/art/1.html", "https://www.a.gov.cn:443/art/1.html?from=x#top"]
)
def test_ways_to_one_page_are_one_key(url):
    assert canonical(url) == "www.a.gov.cn/art/1.html"
