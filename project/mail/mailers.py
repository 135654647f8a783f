"""Which way letters leave: `MAIL_URL` as Django's MAILERS. Read by the settings, so it imports nothing of Django's."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

SECONDS = 15
SMTP = "django.core.mail.backends.smtp.EmailBackend"


class UnknownMailer(ValueError):
    """MAIL_URL names no way of sending that is known."""


def mailers_of(url: str, *, folder: Path) -> dict[str, Any]:
    """Files in `folder` without a URL; `smtp://`, `smtps://`; or a provider by `anymail+<name>:?<option>=<value>`."""
    parts = urlsplit(url or "file:")
    if parts.scheme == "file":
        return _mailer("project.mail.files.FileMailer", folder=parts.path or str(folder))
    if parts.scheme in {"smtp", "smtps"}:
        return _mailer(SMTP, **_smtp(parts))
    if parts.scheme.startswith("anymail+"):
        options = dict(parse_qsl(parts.query))
        backend = f"anymail.backends.{parts.scheme.removeprefix('anymail+')}.EmailBackend"
        return _mailer(backend, **{"timeout": SECONDS, **options})
    raise UnknownMailer("MAIL_URL must be file:, smtp://, smtps:// or anymail+<provider>:?<option>=<value>.")


def _smtp(parts: SplitResult) -> dict[str, Any]:
    if not parts.hostname:
        raise UnknownMailer("MAIL_URL names no host.")
    secure = parts.scheme == "smtps"
    return {
        "host": parts.hostname,
        "port": parts.port or (465 if secure else 587),
        "username": unquote(parts.username or "") or None,
        "password": unquote(parts.password or "") or None,
        "use_ssl": secure,
        # `?tls=0` is for a server on the same machine; a password is never sent in the clear by oversight.
        "use_tls": not secure and dict(parse_qsl(parts.query)).get("tls") != "0",
        "timeout": SECONDS,
    }


def _mailer(backend: str, **options: Any) -> dict[str, Any]:
    return {"default": {"BACKEND": backend, "OPTIONS": options}}
