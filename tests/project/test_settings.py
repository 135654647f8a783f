"""What the program refuses to start with, and what it takes from the environment."""

import os
import subprocess
import sys

import pytest

from project.embedded.record import BASE

GOOD = {
    "PRODUCTION": "1",
    "SECRET_KEY": "long-enough-for-a-test-of-settings-0123456789-abcdefghijk",
    "PUBLIC_URL": "https://rialto.example",
}
SHOW = "from django.conf import settings; print({0})"


def read_settings(expression: str, **changed: str) -> subprocess.CompletedProcess[str]:
    """Start a fresh program with these variables, and print one expression of its settings."""
    return subprocess.run(
        [sys.executable, "-c", SHOW.format(expression)],
        cwd=BASE,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "project.settings", **changed},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({**GOOD, "SECRET_KEY": ""}, "SECRET_KEY must be 50 random characters"),
        ({**GOOD, "SECRET_KEY": "short"}, "SECRET_KEY must be 50 random characters"),
        ({**GOOD, "PUBLIC_URL": ""}, "PUBLIC_URL must be set in production"),
        ({"RT_MAX_TOPICS": "many"}, "RT_MAX_TOPICS must be a whole number, not 'many'"),
        ({"RT_MAX_TOPICS": "0"}, "RT_MAX_TOPICS must be at least 1, not 0"),
        ({"DEBUG": "perhaps"}, "DEBUG must be 1 or 0, not 'perhaps'"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL is not a PostgreSQL URL"),
    ],
)
def test_bad_variable_stops_the_start_and_is_named(changed: dict[str, str], reason: str) -> None:
    done = read_settings("settings.DEBUG", **changed)

    assert done.returncode == 1
    assert reason in done.stderr


def test_two_urls_alone_mean_production() -> None:
    done = read_settings("settings.DEBUG", PRODUCTION="")

    assert done.returncode == 1
    assert "SECRET_KEY" in done.stderr


def test_production_has_cookies_that_only_https_carries() -> None:
    done = read_settings(
        "settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_NAME,"
        " settings.SECURE_HSTS_SECONDS > 0, settings.RT_ORIGINS, settings.DEMO",
        **GOOD,
    )

    told = done.stdout.strip()
    assert told == "__Host-session True __Host-csrf True ['https://rialto.example'] False"


def test_database_url_keeps_what_libpq_knows_beyond_it() -> None:
    done = read_settings(
        "settings.DATABASES['default']['HOST'], settings.DATABASES['default']['OPTIONS']['sslmode']",
        DATABASE_URL="postgresql://ada:pw@db.example:5433/shop?sslmode=require",
    )

    assert done.stdout.split() == ["db.example", "require"]
