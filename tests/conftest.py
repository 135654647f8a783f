"""Real PostgreSQL and Valkey for each process that runs tests, in a folder that is its alone."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from project import embedded

FOLDER = Path(tempfile.mkdtemp(prefix="rialto-tests-"))


def _start_servers() -> None:
    # Before Django reads its settings, which pytest-django does only after this file.
    FOLDER.chmod(0o711)
    servers = embedded.start(FOLDER / "var", durable=False)
    atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
    atexit.register(servers.stop)
    os.environ.update(servers.environment)


_start_servers()
os.environ.setdefault("PRODUCTION", "0")
os.environ.setdefault("LOG_LEVEL", "WARNING")
os.environ.setdefault("API_PER_MINUTE", "100000")
os.environ.setdefault("SIGN_INS_PER_MINUTE", "100000")
os.environ.setdefault("LETTERS_PER_HOUR", "100000")
os.environ.setdefault("CHAT_PER_TEN_SECONDS", "100000")
os.environ.setdefault("CHECKOUTS_PER_MINUTE", "100000")
os.environ["FILES_DIR"] = str(FOLDER / "files")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
# Emptying the tables waits for whatever a web process still writes: of the two, that one gives way first.
os.environ["PGOPTIONS"] = "-c deadlock_timeout=30s"

import django  # noqa: E402 - its settings need the servers above
import pytest  # noqa: E402
from execnet import XSpec  # noqa: E402

django.setup()

from pytest_django.plugin import DjangoDbBlocker  # noqa: E402

from tests.emptying import keep_rows  # noqa: E402
from tests.static_files import serve_synchronously  # noqa: E402

serve_synchronously()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The server's folder goes with all that is in it: a database need not be dropped before, and nobody waited for."""
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The test database as pytest-django makes it, and a quicker way to empty it."""
    with django_db_blocker.unblock():
        keep_rows()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(specs: list[XSpec]) -> None:
    """Another process reads the settings anew, and not before it has servers of its own."""
    for spec in specs:
        spec.env["DJANGO_SETTINGS_MODULE"] = ""
