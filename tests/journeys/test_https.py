"""As people reach it in production: over TLS, with cookies that no other site and no script can touch."""

import datetime
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.sync_api import Browser, Page

from project.base import clock
from tests.frontend.account.people import member
from tests.journeys.people import Crowd, see_live
from tests.journeys.signing_in import sign_in
from tests.site import Site

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
MOST_PAGES = 40


class SecureSite(Site):
    """The web process with a certificate of its own, as it would speak to a proxy that insists on TLS."""

    def __init__(self, folder: Path) -> None:
        certificate, key = certify(folder)
        super().__init__(
            environment={
                "HTTPS": "1",
                "RT_MAX_SOCKETS_PER_ADDRESS": "200",
                "UVICORN_SSL_CERTFILE": str(certificate),
                "UVICORN_SSL_KEYFILE": str(key),
            }
        )
        self.url = f"https://localhost:{self.port}"

    def _answers(self) -> bool:
        try:
            # Nobody has signed this certificate but the test itself.
            return httpx.get(f"{self.url}/healthz", timeout=2, verify=False).is_success  # noqa: S501
        except httpx.TransportError:
            return False


def certify(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost, good for an hour, and its key."""
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    now, hour = clock.now(), datetime.timedelta(hours=1)
    begun = x509.CertificateBuilder(
        name, name, secret.public_key(), x509.random_serial_number(), now - hour, now + hour
    )
    signed = begun.add_extension(names, critical=False).sign(secret, hashes.SHA256())
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    key.write_bytes(secret.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return certificate, key


@pytest.fixture
def site(transactional_db: None, tmp_path: Path) -> Iterator[Site]:
    """In the place of the site that speaks plainly."""
    running = SecureSite(tmp_path)
    running.start()
    yield running
    running.stop()


def ada_signs_in(browser: Browser, site: Site) -> Page:
    member()
    page = browser.new_context(base_url=site.url, ignore_https_errors=True).new_page()
    sign_in(page)
    return page


def test_cookies_of_a_member_are_for_this_host_alone_and_the_socket_lives(browser: Browser, site: Site) -> None:
    page = ada_signs_in(browser, site)
    page.goto("/chat/")

    see_live(page)
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies() if cookie["name"] != "zone"}
    assert {"__Host-session", "__Host-csrf", "__Host-device"} <= set(cookies)
    for name, cookie in cookies.items():
        assert (name.startswith("__Host-"), cookie["secure"], cookie["sameSite"]) == (True, True, "Lax"), name
        assert (cookie["domain"], cookie["path"]) == ("localhost", "/"), name
    assert cookies["__Host-session"]["httpOnly"]
    assert cookies["__Host-device"]["httpOnly"]
    assert "__Host-session" not in page.evaluate("document.cookie")


def test_members_pages_break_no_policy_and_keep_browsers_on_tls(browser: Browser, site: Site) -> None:
    page = ada_signs_in(browser, site)
    complaints = Crowd(browser, site.url)
    page.on("console", complaints._listen)
    seen, waiting = set[str](), ["/account/profile/", "/"]

    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        seen.add(path)
        answer = page.goto(path)
        assert answer is not None
        assert answer.status < 400, path
        assert "max-age=63072000" in answer.headers["strict-transport-security"], path
        waiting += [link for link in links_of(page, site.url) if link not in seen and link not in waiting]

    assert len(seen) > 20
    assert complaints.complaints == []


def links_of(page: Page, url: str) -> list[str]:
    """The pages that this one leads to."""
    links = page.locator("a[href]").evaluate_all("links => links.map((link) => link.href)")
    paths = dict.fromkeys(urlsplit(link).path for link in links if link.startswith(url))
    return [path for path in paths if not path.startswith(("/api/", "/static/")) and "." not in path]
