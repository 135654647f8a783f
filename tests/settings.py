"""The product's own settings, and one more app: topics that exist only to be tested. Passwords are hashed quickly.

Providers of identities are where a test says: GitHub as an installation of one's own, Google under other addresses.
"""

import os

from project.settings import *  # noqa: F403
from project.settings import INSTALLED_APPS, SOCIALACCOUNT_PROVIDERS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.probe"]
PASSWORD_HASHERS = ["tests.hashing.QuickArgon2"]
if _github := os.environ.get("DOUBLE_OF_GITHUB"):
    SOCIALACCOUNT_PROVIDERS["github"]["GITHUB_URL"] = _github
if _google := os.environ.get("DOUBLE_OF_GOOGLE"):
    SOCIALACCOUNT_PROVIDERS["google"]["AUTHORIZE_URL"] = f"{_google}/o/oauth2/v2/auth"
    SOCIALACCOUNT_PROVIDERS["google"]["ACCESS_TOKEN_URL"] = f"{_google}/token"
