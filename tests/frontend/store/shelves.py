"""Products as the shop shows them: found by the index, and looked at in somebody's browser."""

from django.test import Client

from market.finding.indexing.building import refresh_stale
from market.finding.indexing.marking import mark_missed
from project.accounts.models import User
from project.base import clock


def put_on_shelves() -> None:
    """Have everything that is for sale found, as the worker does a moment later."""
    mark_missed(now=clock.now())
    refresh_stale(now=clock.now())


def browser_of(person: User) -> Client:
    """A browser in which they are signed in."""
    browser = Client()
    browser.force_login(person)
    return browser
