"""What the sandbox reads from its environment: it is a program of its own, without the settings of the other."""

import os
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from market.payments.sandbox import terms

BASE = Path(__file__).resolve().parents[3]
TRUE = frozenset({"1", "true", "yes", "on"})


def env_str(name: str, *, default: str) -> str:
    """The variable's text, or `default`."""
    return os.environ.get(name, "").strip() or default


def env_bool(name: str, *, default: bool) -> bool:
    """The variable as yes or no."""
    value = env_str(name, default="")
    return value.lower() in TRUE if value else default


def env_port(name: str, *, default: int) -> int:
    """The variable as a port; refuses another text by the variable's name."""
    text = env_str(name, default=str(default))
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise SystemExit(f"{name} must be a port from 1 to 65535, not {text!r}.")
    return int(text)


@dataclass(frozen=True, kw_only=True)
class Environment:
    """One reading of the environment."""

    host: str
    port: int
    url: str
    webhook_url: str
    database: Path
    controls: bool
    why_not: str = field(default="")


def read_environment() -> Environment:
    """Where to listen, where to keep things, whom to tell, and whether to serve at all (`why_not` is empty)."""
    web = env_port("PORT", default=terms.DEFAULT_PORT - 1)
    port = env_port("STRIPE_SANDBOX_PORT", default=web + 1)
    return Environment(
        host=env_str("HOST", default="127.0.0.1"),
        port=port,
        url=env_str("STRIPE_SANDBOX_URL", default=f"http://localhost:{port}").rstrip("/"),
        webhook_url=env_str("STRIPE_SANDBOX_WEBHOOK", default=f"http://127.0.0.1:{web}{terms.WEBHOOK_PATH}"),
        database=Path(env_str("VAR_DIR", default=str(BASE / "var"))).resolve() / "stripe-sandbox.sqlite3",
        controls=env_bool("STRIPE_SANDBOX_CONTROLS", default=False),
        why_not=_why_not(),
    )


@cache
def here() -> Environment:
    """The environment of this process."""
    return read_environment()


def _why_not() -> str:
    if env_str("STRIPE_SECRET_KEY", default=""):
        return "STRIPE_SECRET_KEY is set: the real Stripe is asked"
    both = bool(env_str("DATABASE_URL", default="") and env_str("REDIS_URL", default=""))
    production = env_bool("PRODUCTION", default=both)
    if not env_bool("STRIPE_SANDBOX", default=not production):
        return "in production nothing is sold for play money" if production else "STRIPE_SANDBOX=0"
    return ""
