"""What cannot be had afterwards is kept with each fetch: headers, the server's clock, the way, peer and certificate."""

from __future__ import annotations

import datetime as dt
import hashlib
import ipaddress
import ssl
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from mini_portal import Answer, MiniPortal, filled, profile, serving
from stores import NIGHTS, SITE, begin, store, url  # noqa: F401

from auditor.models import RunState
from auditor.models.exchange import Exchange
from auditor.night.crawl import crawl
from auditor.store import Store

ARTICLE = "zcwj/202610/t20261001_1001.html"


def test_exchanges_come_back_as_they_were(store):
    run = begin(store)
    told = Exchange(
        at=NIGHTS[0],
        url=f"{SITE}/art/1.html",
        status=200,
        headers=(("Server", "nginx"), ("Set-Cookie", "a"), ("Set-Cookie", "b")),
        served_at=NIGHTS[0],
        redirects=((f"{SITE}/1", 301),),
        peer="2400:3200::1",
        certificate="sha256:00",
    )
    later = replace(told, at=NIGHTS[1], status=304, headers=(), redirects=(), served_at=None)
    for witnessed in ([later, told], [told]):
        store.exchanges.save("wch", run, witnessed)
    assert store.exchanges.of("wch", f"{SITE}/art/1.html?from=x") == [told, later]
    assert store.exchanges.of("wch", f"{SITE}/art/1.html", run=run + 1) == []
    assert store.exchanges.of("other", f"{SITE}/art/1.html") == []


def test_a_night_keeps_what_each_answer_brought(tmp_path: Path) -> None:
    with serving(filled(MiniPortal(), articles=2)) as portal:
        cookies = (
            ("Set-Cookie", "JSESSIONID=0A1B2C; Path=/"),
            ("Set-Cookie", "wza=on"),
            ("X-Via", "cache-7"),
        )
        portal.pages[f"/{ARTICLE}"].headers = cookies
        portal.pages["/gone.html"] = Answer(b"", 302, location="/zcwj/moved.html")
        portal.html("/zcwj/moved.html", "<body>old</body>", status=404)
        db = f"sqlite:///{tmp_path}/auditor.sqlite3"
        for _ in range(2):
            result = crawl(profile(portal, tmp_path), db=db, log=tmp_path / "crawl.log")
            assert result.state is RunState.DONE, result.why
        with Store.open(db) as store:
            first, second = store.exchanges.of("wenchangwan", portal.home + ARTICLE)
            [moved] = store.exchanges.of("wenchangwan", f"{portal.home}zcwj/moved.html", run=1)
            [robots] = store.exchanges.of("wenchangwan", f"{portal.home}robots.txt", run=1)
            [version] = store.pages.versions("wenchangwan", portal.home + ARTICLE)
    assert (first.status, second.status, robots.status) == (200, 304, 200)
    assert (first.peer, first.certificate) == ("127.0.0.1", None)
    assert [value for name, value in first.headers if name == "Set-Cookie"] == ["JSESSIONID", "wza"]
    assert ("X-Via", "cache-7") in first.headers
    assert "0A1B2C" not in (tmp_path / "auditor.sqlite3").read_bytes().decode("latin-1")
    assert abs(first.served_at - dt.datetime.now(dt.UTC)) < dt.timedelta(hours=1)
    assert (moved.status, moved.redirects) == (404, ((f"{portal.home}gone.html", 302),))
    assert first.at <= version.fetched_at


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A self-signed certificate of 127.0.0.1, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "wenchangwan.example")])
    at = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(at)
        .not_valid_after(at + dt.timedelta(days=36_500))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    path = tmp_path / "server.pem"
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(secret + made.public_bytes(pem))
    return path


@pytest.mark.parametrize("verified", [False, True])
def test_the_certificate_of_a_server_is_kept(tmp_path: Path, certificate: Path, verified: bool) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(filled(MiniPortal(), articles=1), tls=context) as portal:
        manners = f"verify_certificates = {str(verified).lower()}"
        db = f"sqlite:///{tmp_path}/auditor.sqlite3"
        result = crawl(profile(portal, tmp_path, manners=manners), db=db, log=tmp_path / "crawl.log")
        with Store.open(db) as store:
            kept = store.exchanges.of("wenchangwan", portal.home + ARTICLE)
    if verified:
        assert "证书未通过校验" in result.why
        assert kept == []
    else:
        der = ssl.PEM_cert_to_DER_cert(certificate.read_text().split("-----END PRIVATE KEY-----\n")[1])
        assert [each.certificate for each in kept] == [f"sha256:{hashlib.sha256(der).hexdigest()}"]
