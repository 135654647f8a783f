"""What every answer says to the browser, read at every address that the code serves."""

import re
from collections.abc import Iterator
from http.cookies import SimpleCookie

import pytest
from django.conf import settings
from django.http import HttpResponse

from tests.security.exchange import exchange, request, statuses
from tests.site import Site
from tests.walk.addresses import Address, addresses
from tests.walk.asking import path_of
from tests.walk.world import World, make_world

pytestmark = pytest.mark.django_db

FRAMED = frozenset({"overlay", "embed"})
NONCE = re.compile(r"script-src [^;]*'nonce-([A-Za-z0-9+/=_-]{16,})'")
SAID = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": settings.PERMISSIONS_POLICY,
}
INLINE = re.compile(r"<script(?![^>]*(?:\bsrc=|application/(?:ld\+)?json))[^>]*>")
LOOSE = re.compile(r"'unsafe-inline'|'unsafe-eval'|https?:(?![^;]*report)|(?<![\w-])\*(?!\.)|data:")


@pytest.fixture
def world() -> World:
    """Something to be shown at each address."""
    return make_world()


def answers(world: World, who: str) -> Iterator[tuple[Address, HttpResponse]]:
    """What everybody is answered at every address that can be read."""
    browser = world.browser(who)
    for address in addresses():
        path = path_of(world, address) if address.method == "GET" and "(" not in address.route else None
        if path is not None:
            yield address, browser.get(path)  # type: ignore[misc]


@pytest.mark.parametrize("who", ["guest", "Ada", "admin"])
def test_every_answer_guards_the_browser(world: World, who: str) -> None:
    wrong = [
        f"{address} as {who}: {fault}" for address, answer in answers(world, who) for fault in faults(address, answer)
    ]

    assert wrong == [], "\n".join(["", *wrong])


def faults(address: Address, answer: HttpResponse) -> Iterator[str]:
    """What an answer does not say, or says too loosely."""
    said = {name.lower(): value for name, value in answer.headers.items()}
    for name, wanted in SAID.items():
        if said.get(name) != wanted:
            yield f"{name}: {said.get(name)}"
    policy = said.get("content-security-policy", "")
    framed = address.name in FRAMED
    if not framed and "sandbox" not in policy and "frame-ancestors 'none'" not in policy:
        yield f"may be framed: {policy}"
    # Django's own desk says SAMEORIGIN to browsers that read no policy.
    old = {"DENY", "SAMEORIGIN"} if address.room == "staff" else {"DENY"}
    if not framed and said.get("x-frame-options") not in old:
        yield "may be framed by old browsers"
    if said.get("content-type", "").startswith("text/html"):
        yield from loose(address, policy, answer)


def loose(address: Address, policy: str, answer: HttpResponse) -> Iterator[str]:
    """A page's policy lets run our files, and in the page itself what has its nonce."""
    # Django puts a nonce into the policy of pages that use it; those of files alone allow our own and nothing else.
    nonce = NONCE.search(policy)
    for script in INLINE.findall(answer.content.decode()):
        if nonce is None or f'nonce="{nonce[1]}"' not in script:
            yield f"a script in the page without its nonce: {script}"
    scripts = next((part for part in policy.split(";") if part.strip().startswith("script-src ")), "")
    # The desk's Alpine compiles expressions: said and argued where the desk's policy is.
    excused = {"'unsafe-eval'"} if address.room == "staff" else set()
    if found := set(LOOSE.findall(scripts)) - excused:
        yield f"scripts may come from {found}"
    for part in ("object-src 'none'", "base-uri 'none'", "form-action", "default-src"):
        if part not in policy:
            yield f"no {part}: {policy}"
    for handler in re.findall(rb"<[a-z][^>]* on[a-z]+=", answer.content):
        yield f"a handler in the page: {handler!r}"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_files_are_taken_for_what_they_are_and_stay_at_home(site: Site) -> None:
    heard = exchange(site, request(path="/static/css/base.css")).lower()

    assert statuses(heard.replace(b"http/1.1", b"HTTP/1.1")) == [200]
    assert b"content-type: text/css" in heard
    assert b"x-content-type-options: nosniff" in heard
    assert b"access-control-allow-origin" not in heard


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_cookies_over_https_are_bound_to_this_host_and_to_https(behind: Site) -> None:
    heard = exchange(behind, request("X-Forwarded-Proto: https", "X-Forwarded-For: 198.51.100.7", path="/name/"))

    cookies = SimpleCookie()
    for line in heard.partition(b"\r\n\r\n")[0].decode().split("\r\n"):
        name, _colon, value = line.partition(": ")
        if name.lower() == "set-cookie":
            cookies.load(value)
    assert set(cookies) == {"__Host-csrf"}
    for cookie in cookies.values():
        assert (bool(cookie["secure"]), cookie["path"], cookie["domain"]) == (True, "/", "")
        assert cookie["samesite"] == "Lax"
    assert b"strict-transport-security: max-age=63072000; includesubdomains; preload" in heard.lower()
