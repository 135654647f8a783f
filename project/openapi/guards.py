"""Who may call an operation, and with what: read from its `@access`."""

from typing import Any

from ninja.operation import Operation

from project.accounts.access import Who

SCHEMES: dict[str, Any] = {
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "session",
        "description": "A browser that signed in, or a guest with a name. Over https the cookie is `__Host-session`.",
    },
    "csrf": {
        "type": "apiKey",
        "in": "header",
        "name": "X-CSRFToken",
        "description": "With a session, at every unsafe request: the value of the `csrf` cookie (`__Host-csrf`).",
    },
    "token": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "An access token from `POST /api/auth/login`, good for minutes; `/api/auth/refresh` renews it.",
    },
    "key": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "rlt_…",
        "description": "A key that a member made for a program, with the scopes that it was given.",
    },
    "boardKey": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "brd_…",
        "description": "A key of one board, which commands that board and no other.",
    },
}
BOARD_KEY_AT = ("/{slug}/commands", "/{slug}/pushes")
type Ways = list[dict[str, list[str]]]


def security_of(operation: Operation, *, path: str, unsafe: bool) -> tuple[Ways, str]:
    """The ways in, any of which is enough, and the scope that a program must have been given."""
    asked = getattr(operation.view_func, "access", None)
    who, scope = (asked.who, asked.scope) if asked is not None else (Who.PUBLIC, "")
    ways: Ways = [{"session": [], "csrf": []}] if unsafe else [{"session": []}]
    if who is Who.PUBLIC:
        ways.insert(0, {})
    if scope or (who is Who.PUBLIC and not asked_owned(operation)):
        ways += [{"token": [scope] if scope else []}, {"key": [scope] if scope else []}]
    if path.startswith(BOARD_KEY_AT):
        ways.append({"boardKey": []})
    return ways, scope


def asked_owned(operation: Operation) -> bool:
    """Whether the domain decides by the object: then a program needs a scope."""
    asked = getattr(operation.view_func, "access", None)
    return bool(asked is not None and asked.owned)
