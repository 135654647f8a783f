"""Structured logs: JSON lines in production, readable ones on a terminal, both in UTC."""

from typing import Any

import structlog

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.stdlib.ExtraAdder(["request_id", "socket_id", "person", "status_code"]),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def logging_of(*, level: str, style: str) -> dict[str, Any]:
    """Django's LOGGING for this level and style (`json` or `console`)."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": _formatter(style)},
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["out"], "level": level},
        "loggers": {
            "django": {"level": level, "propagate": True, "handlers": []},
            # Its requests are told by our own line, which carries the request's id.
            "django.request": {"level": "ERROR"},
            "django.server": {"level": "WARNING", "propagate": True, "handlers": []},
            "uvicorn": {"level": level, "propagate": True, "handlers": []},
            "uvicorn.access": {"level": "WARNING", "propagate": False, "handlers": []},
            # With a handler of its own it makes no second one; a line for each task is too many.
            "huey": {"level": "WARNING", "propagate": False, "handlers": ["out"]},
        },
    }


def _formatter(style: str) -> dict[str, Any]:
    # Both would print the values at hand where something broke, and a password may be among them.
    render: list[Any] = [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    if style == "json":
        told = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
        render = [structlog.processors.ExceptionRenderer(told), structlog.processors.JSONRenderer()]
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": SHARED,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *render],
    }
