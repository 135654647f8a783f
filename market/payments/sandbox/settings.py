"""Django's settings of the sandbox: it keeps nothing in Django's database, and knows nobody."""

import logging
import secrets
from pathlib import Path
from typing import Any

from django.utils.csp import CSP

SECRET_KEY = secrets.token_urlsafe(40)
DEBUG = False
# Whatever name it is published under: it keeps no cookies that another name could steal.
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS: list[str] = []
MIDDLEWARE = [
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "market.payments.sandbox.urls"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).resolve().parent / "templates"],
        "OPTIONS": {"context_processors": ["django.template.context_processors.i18n"]},
    }
]
DATABASES: dict[str, Any] = {}
USE_TZ = True
TIME_ZONE = "UTC"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "no-referrer"
# Paying ends with a redirect to the shop, so forms may lead anywhere.
SECURE_CSP: dict[str, Any] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", "http:", "https:"],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
LOGGING_CONFIG = None
# Refusals are answers here, and no news for the terminal.
logging.getLogger("django.request").setLevel(logging.ERROR)
