"""The product's own settings, with the addresses of `emptied_urls` beside it."""

from project.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.emptied_urls"
