"""One Chromium for all stories of a test process: started once, asleep between them, with a fresh profile for each.

Playwright keeps an event loop in the thread that calls it. While that loop counts as running, Django gives this thread
other database connections, and asynchronous tests cannot begin theirs: between stories it must not be seen.
"""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connections
from playwright.sync_api import Browser, Playwright, sync_playwright

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
# Pages of the browser's own: two processes more for each profile, and two thirds of what opening one costs.
OWN_PAGES = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "SpareRendererForSitePerProcess"]
# Chromium hears only the last list of its command line: these are what playwright itself switches off.
SWITCHED_OFF = [
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
]


class Chromium:
    """A browser that outlives stories; `awake` lends it to one."""

    def __init__(self, playwright: Playwright) -> None:
        self._playwright = playwright
        self._browser = self._launched()
        self._loop = asyncio.get_running_loop()

    @contextmanager
    def awake(self) -> Iterator[Browser]:
        """The browser, without profiles before and after. This thread's database connections are others meanwhile."""
        asyncio._set_running_loop(self._loop)
        try:
            if not self._browser.is_connected():
                self._browser = self._launched()
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
                yield self._browser
                connections.close_all()
            for profile in self._browser.contexts:
                profile.close()
        finally:
            asyncio._set_running_loop(None)

    def end(self) -> None:
        """Close it; playwright's loop is seen again, as playwright wants it to be when it stops."""
        asyncio._set_running_loop(self._loop)
        self._browser.close()

    def _launched(self) -> Browser:
        # As the system has it, or else the one that playwright brings.
        program = shutil.which("chromium") or shutil.which("google-chrome")
        off = "--disable-features=" + ",".join([*SWITCHED_OFF, *OWN_PAGES])
        return self._playwright.chromium.launch(executable_path=program, args=[*QUIET, off])


@contextmanager
def running_chromium() -> Iterator[Chromium]:
    """Chromium, started and asleep."""
    with sync_playwright() as playwright:
        chromium = Chromium(playwright)
        asyncio._set_running_loop(None)
        try:
            yield chromium
        finally:
            chromium.end()
