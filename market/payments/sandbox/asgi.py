"""The sandbox as an ASGI application: `uvicorn market.payments.sandbox.asgi:application`."""

import os
from typing import Any

from django.core.asgi import get_asgi_application

from market.payments.sandbox.delivery import postman
from market.payments.sandbox.environment import here
from market.payments.sandbox.moods import calm_down, moods
from market.payments.sandbox.store import open_store

if here().why_not:
    raise SystemExit(f"The Stripe sandbox does not serve: {here().why_not}.")

DROP = b"x-sandbox-drop"
# Its own settings, whatever the program that started it uses.
os.environ["DJANGO_SETTINGS_MODULE"] = "market.payments.sandbox.settings"
_django = get_asgi_application()
open_store(here().database)
calm_down(webhook_url=here().webhook_url)
postman.start()


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Django, unless the API is said to be down or an answer is said to be lost on its way."""
    if scope["type"] != "http":
        return
    if scope["path"].startswith("/v1/") and moods().api_is_down():
        await _be_down(send)
        return

    async def pass_on(message: Any) -> None:
        if message["type"] == "http.response.start" and any(
            name.lower() == DROP for name, _value in message["headers"]
        ):
            await _cut(send)
            raise ConnectionAbortedError
        await send(message)

    try:
        await _django(scope, receive, pass_on)
    except ConnectionAbortedError:
        return


async def _be_down(send: Any) -> None:
    if moods().api_down_how == "drop":
        await _cut(send)
        return
    await send({"type": "http.response.start", "status": 503, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


async def _cut(send: Any) -> None:
    # An answer that is promised and never comes makes the server close the line.
    await send({"type": "http.response.start", "status": 502, "headers": [(b"content-length", b"1000")]})
