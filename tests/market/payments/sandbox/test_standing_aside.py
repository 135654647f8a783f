"""The sandbox never serves beside a real key or in production, and its controls are there for tests alone."""

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from django.conf import settings
from stripe import _api_version

from market.payments.sandbox import terms
from tests.doubles.stripe import Stripe
from tests.site import free_port

BOTH = {"DATABASE_URL": "postgresql://x/y", "REDIS_URL": "redis://x"}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"STRIPE_SECRET_KEY": "sk_live_x"}, "STRIPE_SECRET_KEY is set"),
        ({"STRIPE_SECRET_KEY": "sk_test_x", "STRIPE_SANDBOX": "1"}, "STRIPE_SECRET_KEY is set"),
        ({"STRIPE_SANDBOX": "0"}, "STRIPE_SANDBOX=0"),
        ({"PRODUCTION": "1"}, "in production"),
        ({**BOTH, "PRODUCTION": ""}, "in production"),
    ],
)
def test_sandbox_stands_aside(changed: dict[str, str], reason: str, tmp_path: Path) -> None:
    environment = {**os.environ, "STRIPE_SANDBOX": "", "VAR_DIR": str(tmp_path), **changed}

    done = subprocess.run(
        [sys.executable, "-c", "import market.payments.sandbox.asgi"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert reason in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_line_of_the_procfile_waits_where_it_must_not_serve(tmp_path: Path) -> None:
    port = free_port()
    environment = {**os.environ, "STRIPE_SECRET_KEY": "sk_live_x", "STRIPE_SANDBOX_PORT": str(port)}
    program = [sys.executable, "-m", "market.payments.sandbox"]

    with subprocess.Popen(program, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE) as waiting:
        assert waiting.stdout is not None
        said = waiting.stdout.readline().decode()
        with pytest.raises(httpx.ConnectError):
            httpx.get(f"http://127.0.0.1:{port}/")
        alive = waiting.poll() is None
        waiting.terminate()

    assert "waiting idly" in said
    assert alive


def test_controls_are_not_there_unless_wanted(tmp_path: Path) -> None:
    stripe = Stripe(folder=tmp_path, controls=False)
    stripe.start()
    try:
        assert httpx.post(f"{stripe.url}/_sandbox/reset", json={}).status_code == 404
        assert httpx.get(stripe.url).status_code == 200
    finally:
        stripe.stop()
        stripe.line.close()


def test_sandbox_speaks_the_librarys_version() -> None:
    assert _api_version._ApiVersion.CURRENT == terms.API_VERSION
