"""Run every gate and name it: `python -m tests.gates [name …]`."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from project import embedded
from tests.gates.sources import BASE

BIN = Path(sys.executable).parent
MANAGE = (sys.executable, "manage.py")
DEPLOYED = {
    "PRODUCTION": "1",
    "SECRET_KEY": "only-to-ask-what-production-would-say-0123456789-abcdefghij",
    "PUBLIC_URL": "https://rialto.example",
    "MAIL_URL": "smtp://mail.rialto.example:587",
}
PROGRAMS: dict[str, tuple[str, ...]] = {
    "format": (str(BIN / "ruff"), "format", "--check", "--quiet", "--output-format", "concise", "."),
    "lint": (str(BIN / "ruff"), "check", "--quiet", "--output-format", "concise", "."),
    "types": (str(BIN / "mypy"), "--no-error-summary", "."),
    "imports": (str(BIN / "lint-imports"), "--no-cache"),
    "migrations": (*MANAGE, "makemigrations", "--check", "--dry-run"),
    "deploy": (*MANAGE, "check", "--deploy", "--fail-level", "WARNING"),
}
# Generated columns are checked against the server that would keep them.
ASKING_POSTGRES = frozenset({"migrations", "deploy"})
OURS = ("doors", "foreign_keys", "templates", "sizes", "docs", "pins", "secrets", "sbom")


def main() -> None:
    """Run the wanted gates, all of them by default; end with 1 if one is shut."""
    wanted = sys.argv[1:] or [*PROGRAMS, *OURS]
    shut = [name for name in wanted if not passes(name)]
    print(f"{len(wanted) - len(shut)} of {len(wanted)} gates open.", *shut)
    sys.exit(1 if shut else 0)


def passes(name: str) -> bool:
    """Run one gate, and say its name, its time and its faults."""
    began = time.perf_counter()
    found = list(run_program(name) if name in PROGRAMS else run_ours(name))
    print(f"{'FAIL' if found else 'ok  '} {name} ({time.perf_counter() - began:.1f} s)", flush=True)
    for fault in found:
        print(f"     {fault}")
    return not found


def run_program(name: str) -> Iterable[str]:
    """What a program has to say when it is not content."""
    with postgres() if name in ASKING_POSTGRES else nothing_more() as servers:
        done = subprocess.run(
            PROGRAMS[name],
            cwd=BASE,
            env={**os.environ, **servers, **(DEPLOYED if name == "deploy" else {})},
            capture_output=True,
            text=True,
            check=False,
        )
    return (done.stdout + done.stderr).splitlines() if done.returncode else []


@contextmanager
def postgres() -> Iterator[dict[str, str]]:
    """An empty database of its own, and what leads to it."""
    with TemporaryDirectory(prefix="rialto-gates-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)
        servers = embedded.start(Path(folder) / "var", durable=False)
        try:
            yield {**servers.environment, "PRODUCTION": "0"}
        finally:
            servers.stop()


@contextmanager
def nothing_more() -> Iterator[dict[str, str]]:
    """For those who ask no server."""
    yield {}


def run_ours(name: str) -> Iterable[str]:
    """What one of our own gates found."""
    faults: Callable[[], Iterable[str]] = import_module(f"tests.gates.{name}").faults
    return faults()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    import django

    django.setup()
    main()
