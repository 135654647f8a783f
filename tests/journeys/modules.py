"""The project's ES modules inside a browser page, without a server."""

import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from playwright.sync_api import Page, Route

ORIGIN = "http://localhost:1"
HERE = Path(__file__).parent


def serve_modules(page: Page) -> None:
    """Answer the page's requests from static files and from this folder."""
    page.route("**/*", _answer)
    page.goto(f"{ORIGIN}/")


def _answer(route: Route) -> None:
    path = urlsplit(route.request.url).path
    if path == "/":
        route.fulfill(body="<!doctype html><title>modules</title>", content_type="text/html")
        return
    static = path.startswith("/static/")
    found = finders.find(path.removeprefix("/static/")) if static else HERE / path.lstrip("/")
    kind = mimetypes.guess_type(path)[0]
    route.fulfill(body=Path(str(found)).read_bytes(), content_type=kind)
