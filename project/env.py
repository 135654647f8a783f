"""Settings come from the environment through these readers, which fail with the variable's name."""

import os
from collections.abc import Callable, Mapping

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})


def env_str(name: str, *, default: str | None = None) -> str:
    """The variable's text, or `default`; a variable with neither is refused by name."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} must be set: it has no default.")
    return default


def env_int(name: str, *, default: int, minimum: int = 0) -> int:
    """The variable as a whole number of at least `minimum`."""
    return _number(name, default=default, minimum=minimum, convert=int, wanted="a whole number")


def env_float(name: str, *, default: float, minimum: float = 0) -> float:
    """The variable as a number of at least `minimum`."""
    return _number(name, default=default, minimum=minimum, convert=float, wanted="a number")


def env_bool(name: str, *, default: bool) -> bool:
    """The variable as yes or no: 1, true, yes, on / 0, false, no, off."""
    value = env_str(name, default="").lower()
    if not value:
        return default
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return value in TRUE


def env_list(name: str, *, default: list[str]) -> list[str]:
    """The variable's comma-separated parts, without blanks."""
    value = env_str(name, default="")
    return [part.strip() for part in value.split(",") if part.strip()] if value else default


def database_of(url: str, *, name: str) -> dict[str, object]:
    """A libpq URL as Django's DATABASES entry; what libpq knows beyond it becomes an option."""
    try:
        parts: Mapping[str, object] = conninfo_to_dict(url)
    except ProgrammingError as error:
        raise ImproperlyConfigured(f"{name} is not a PostgreSQL URL: {error}") from error
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST"}
    entry = {setting: str(parts.get(key, "")) for key, setting in named.items()}
    options = {key: value for key, value in parts.items() if key not in {*named, "port"}}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **entry,
        "PORT": str(parts.get("port", "")),
        "OPTIONS": options,
    }


def provider_apps(client_id: str, secret: str) -> list[dict[str, str]]:
    """What allauth wants to know of us at one provider of identities; nothing where it is not to be offered."""
    if bool(client_id) != bool(secret):
        raise ImproperlyConfigured("A provider's client id and client secret must be set together.")
    return [{"client_id": client_id, "secret": secret}] if client_id else []


def _number[N: (int, float)](name: str, *, default: N, minimum: N, convert: Callable[[str], N], wanted: str) -> N:
    value = env_str(name, default="")
    try:
        number = convert(value) if value else default
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be {wanted}, not {value!r}.") from error
    if number < minimum:
        raise ImproperlyConfigured(f"{name} must be at least {minimum}, not {number}.")
    return number
