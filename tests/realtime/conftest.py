"""Running web servers that the conversations of this folder share; every test uses topics of its own."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client

from project.accounts.models import User
from tests.site import Server, Site

ROOMY = {"RT_MAX_SOCKETS_PER_ADDRESS": "2000", "RT_MAX_SOCKETS_PER_PERSON": "3", "RT_MAX_TOPICS": "5"}
HURRIED = {
    "RT_HEARTBEAT": "1",
    # Longer than a busy machine lets a test wait before it reads on and answers.
    "RT_PONG_SECONDS": "4",
    "RT_FIRST_FRAME_SECONDS": "1",
    "RT_RECHECK_SECONDS": "1",
    "RT_MAX_SOCKETS_PER_ADDRESS": "4",
}


@pytest.fixture(scope="session")
def running(django_db_setup: None) -> Iterator[dict[str, Site]]:
    """One server of each make, and one in a hurry of each."""
    sites = {
        "uvicorn": Site(environment=ROOMY),
        "daphne": Site(environment=ROOMY),
        "hurried uvicorn": Site(environment=HURRIED),
        "hurried daphne": Site(environment=HURRIED),
    }
    try:
        yield sites
    finally:
        for site in sites.values():
            site.stop()


def _started(sites: dict[str, Site], name: str) -> Site:
    site = sites[name]
    if site.process is None:
        server: Server = "daphne" if "daphne" in name else "uvicorn"
        site.start(server)
    return site


@pytest.fixture(params=["uvicorn", "daphne"])
def site(request: pytest.FixtureRequest, running: dict[str, Site]) -> Site:
    """The same promises hold whichever server carries the socket."""
    return _started(running, request.param)


@pytest.fixture(params=["uvicorn", "daphne"])
def hurried(request: pytest.FixtureRequest, running: dict[str, Site]) -> Site:
    """A site whose clocks are short."""
    return _started(running, f"hurried {request.param}")


@pytest.fixture
def direct(running: dict[str, Site]) -> Site:
    """The server that offers its transport."""
    return _started(running, "uvicorn")


@pytest.fixture
def plain(running: dict[str, Site]) -> Site:
    """The server that frames for itself and hides what is unsent."""
    return _started(running, "daphne")


@pytest.fixture
def key() -> str:
    """A topic key nobody else uses."""
    return f"k{uuid4().hex[:12]}"


@pytest.fixture
def ben(transactional_db: None) -> tuple[User, str]:
    """Ben, signed in: the person and the cookie header of his session."""
    person = User.objects.create_user(email="ben@example.org", password=None, display_name="Ben")
    return person, cookie_of(person)


@pytest.fixture
def cyd(transactional_db: None) -> tuple[User, str]:
    """Cyd, signed in, a stranger to everything."""
    person = User.objects.create_user(email="cyd@example.org", password=None, display_name="Cyd")
    return person, cookie_of(person)


def cookie_of(person: User) -> str:
    """Sign a person in and give the cookie header of the session."""
    client = Client()
    client.force_login(person)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
