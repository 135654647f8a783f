"""Every setting of the program, read from environment variables that README.md lists."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django_stubs_ext
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from project import embedded
from project.env import database_of, env_bool, env_float, env_int, env_list, env_str
from project.logs import logging_of
from project.mail.mailers import mailers_of
from project.market_settings import *  # noqa: F403 - settings are names of this module
from project.market_settings import stripe_of
from project.sign_in_settings import *  # noqa: F403

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
BUILD = env_str("BUILD", default="dev")

# --- where it runs -----------------------------------------------------------------------------
DATABASE_URL = env_str("DATABASE_URL", default="")
REDIS_URL = env_str("REDIS_URL", default="")
EMBEDDED = not (DATABASE_URL and REDIS_URL)
PRODUCTION = env_bool("PRODUCTION", default=not EMBEDDED)
DEBUG = env_bool("DEBUG", default=False)
DEMO = env_bool("DEMO", default=not PRODUCTION)
HTTPS = env_bool("HTTPS", default=PRODUCTION)

DEVELOPMENT_SECRET = "for-development-only-and-refused-in-production-0123456789"  # noqa: S105
SECRET_KEY = env_str("SECRET_KEY", default=DEVELOPMENT_SECRET)
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS", default=[])
PUBLIC_URL = env_str("PUBLIC_URL", default="").rstrip("/")
STRIPE = stripe_of(production=PRODUCTION, port=env_int("PORT", default=8000))
if PRODUCTION and (SECRET_KEY == DEVELOPMENT_SECRET or len(SECRET_KEY) < 50):
    raise ImproperlyConfigured("SECRET_KEY must be 50 random characters or more in production.")
if PRODUCTION and not PUBLIC_URL.startswith(("https://", "http://")):
    raise ImproperlyConfigured("PUBLIC_URL must be set in production, as in https://example.org")

LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = LOOPBACK_HOSTS + env_list(
    "ALLOWED_HOSTS", default=[host] if (host := urlsplit(PUBLIC_URL).hostname) else []
)
TRUSTED_PROXIES = env_list("TRUSTED_PROXIES", default=[])
METRICS_TOKEN = env_str("METRICS_TOKEN", default="")
METRICS_ALLOWED = env_list("METRICS_ALLOWED", default=[] if PRODUCTION else ["127.0.0.0/8", "::1/128"])

# --- what it is made of ------------------------------------------------------------------------
INSTALLED_APPS = [
    "daphne",
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "channels",
    "django_htmx",
    "huey.contrib.djhuey",
    "anymail",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.github",
    "allauth.socialaccount.providers.google",
    "project",
    "project.idempotency",
    "project.mail",
    "project.accounts",
    "project.accounts.audit",
    "project.accounts.tokens",
    "project.accounts.profiles",
    "project.accounts.security",
    "realtime",
    "realtime.webhooks",
    "realtime.scoreboards",
    "realtime.chat",
    "market.ledger",
    "market.catalog",
    "market.cart",
    "market.orders",
    "market.payments",
    "market.finding",
    "market.flows",
    "frontend",
]
MIDDLEWARE = [
    # Those that run on the loop: a static file goes no further.
    "project.middleware.identify_request",
    "project.middleware.believe_proxies",
    "project.middleware.set_browser_policies",
    "servestatic.middleware.ServeStaticMiddleware",
    # From here on everything runs in one thread: the last one is sync only, and so all before it are called so.
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "project.openapi.answering.answer_as_api",
    "project.openapi.elsewhere.answer_elsewhere",
    "project.limiting.limit_api",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "project.accounts.tokens.middleware.know_program",
    "project.limiting.limit_person",
    "project.accounts.impersonation.middleware.look_on",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "frontend.account.security.keeping.keep_session",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "frontend.account.profile.reader.read_as_they_like",
    "project.middleware.refuse_nul",
    "project.idempotency.middleware.answer_once",
]
ROOT_URLCONF = "project.urls"
ASGI_APPLICATION = "project.asgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Before those of libraries: allauth asks for templates by names that it fills itself.
        "DIRS": [BASE_DIR / "frontend" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "display_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
SILENCED_SYSTEM_CHECKS = [
    # X-Frame-Options is DENY; single views are excepted by name, through frame-ancestors.
    "security.W019",
]

# --- facts and hints ---------------------------------------------------------------------------
_embedded_database, _embedded_redis = embedded.urls()
DATABASES: dict[str, Any] = {
    "default": database_of(DATABASE_URL or _embedded_database, name="DATABASE_URL"),
}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
_pool = {
    "min_size": env_int("DATABASE_POOL_MIN", default=1),
    "max_size": env_int("DATABASE_POOL_MAX", default=16, minimum=1),
    "timeout": env_float("DATABASE_POOL_SECONDS", default=10),
}
if DATABASE_URL:
    # A command typed beside the running program needs one connection, and its error at once.
    DATABASES["default"]["OPTIONS"]["pool"] = _pool
REDIS_URL = REDIS_URL or _embedded_redis
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [REDIS_URL], "prefix": "rialto"},
    },
}
HUEY = {
    "huey_class": "huey.RedisHuey",
    "name": "rialto",
    "url": REDIS_URL,
    "immediate": False,
    "utc": True,
    "consumer": {
        "workers": env_int("WORKER_THREADS", default=4, minimum=1),
        "worker_type": "thread",
        "scheduler_interval": 1,
    },
}
HEARTBEAT_SECONDS = 60
# Where letters lead to on a machine of one's own, if nobody says otherwise.
LOCAL_URL = env_str("LOCAL_URL", default=f"http://localhost:{env_int('PORT', default=8000)}").rstrip("/")
LETTERS_DIR = embedded.DEFAULT_VAR / "mail"
MAILERS = mailers_of(env_str("MAIL_URL", default=""), folder=LETTERS_DIR)
DEFAULT_FROM_EMAIL = env_str("MAIL_FROM", default=f"Rialto <no-reply@{urlsplit(PUBLIC_URL).hostname or 'localhost'}>")
SESSION_ENGINE = "project.accounts.sessions"

# --- the browser -------------------------------------------------------------------------------
_host_prefix = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{_host_prefix}session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
DEVICE_COOKIE_NAME = f"{_host_prefix}device"
CSRF_COOKIE_NAME = f"{_host_prefix}csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "project.errors.csrf_failed"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP: dict[str, Any] = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    # A browser also asks this of where a posted form is sent on to: the page that takes the money.
    "form-action": [CSP.SELF, STRIPE["page"]],
    "frame-ancestors": [CSP.NONE],
}
BODY_BYTES = env_int("BODY_BYTES", default=1_048_576, minimum=1)
DATA_UPLOAD_MAX_MEMORY_SIZE = BODY_BYTES
UPLOAD_BYTES = env_int("UPLOAD_BYTES", default=26_214_400, minimum=1)
# Where larger bodies are let in: a file, and the form around it.
PICTURE_BYTES = 5_242_880
BODY_BYTES_AT = {
    "/api/chat/files": UPLOAD_BYTES + 65_536,
    "/account/profile/picture/": PICTURE_BYTES + 65_536,
    "/account/profile/pieces/": PICTURE_BYTES + 65_536,
    "/api/catalog/pictures": PICTURE_BYTES + 65_536,
    "/api/catalog/files": PRODUCT_FILE_BYTES + 65_536,  # noqa: F405
    "/api/catalog/imports": 4 * BODY_BYTES + 65_536,
    "/studio/pictures/": PICTURE_BYTES + 65_536,
    "/studio/files/": PRODUCT_FILE_BYTES + 65_536,  # noqa: F405
    "/studio/import/": 4 * BODY_BYTES,
    "/webhooks/stripe/": 262_144,
}
# Calls to addresses that people gave: elsewhere than on a machine of one's own only https and public ones.
OUTGOING_PRIVATE = env_bool("OUTGOING_PRIVATE", default=not PRODUCTION)
API_PER_MINUTE = env_int("API_PER_MINUTE", default=100, minimum=1)
SIGN_INS_PER_MINUTE = env_int("SIGN_INS_PER_MINUTE", default=10, minimum=1)
LETTERS_PER_HOUR = env_int("LETTERS_PER_HOUR", default=20, minimum=1)
CHAT_PER_TEN_SECONDS = env_int("CHAT_PER_TEN_SECONDS", default=10, minimum=1)

# --- words, times and files --------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
STATIC_ROOT = embedded.DEFAULT_VAR / "static"
# Outside production files are served as they lie, so that nothing has to be collected first.
SERVESTATIC_USE_FINDERS = SERVESTATIC_AUTOREFRESH = not PRODUCTION
SERVESTATIC_MAX_AGE = env_int("STATIC_MAX_AGE", default=3600 if PRODUCTION else 0)
SERVESTATIC_ALLOW_ALL_ORIGINS = False
_static_files = (
    "project.static_files.HashedFiles" if PRODUCTION else "django.contrib.staticfiles.storage.StaticFilesStorage"
)
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "project.base.storage.PrivateFiles",
        "OPTIONS": {"location": env_str("FILES_DIR", default=str(embedded.DEFAULT_VAR / "files"))},
    },
    "staticfiles": {"BACKEND": _static_files},
}
LOG_LEVEL = env_str("LOG_LEVEL", default="INFO").upper()
LOG_FORMAT = env_str("LOG_FORMAT", default="json" if PRODUCTION else "console")
LOGGING = logging_of(level=LOG_LEVEL, style=LOG_FORMAT)
os.environ.setdefault("DJANGO_RUNSERVER_HIDE_WARNING", "true")

# --- realtime ----------------------------------------------------------------------------------
# Empty means: the origin must be the Host of the same request.
RT_ORIGINS = env_list("RT_ORIGINS", default=[PUBLIC_URL] if PUBLIC_URL else [])
RT_HEARTBEAT = env_float("RT_HEARTBEAT", default=25)
RT_PONG_SECONDS = env_float("RT_PONG_SECONDS", default=10)
RT_FIRST_FRAME_SECONDS = env_float("RT_FIRST_FRAME_SECONDS", default=10)
RT_LIFETIME_SECONDS = env_float("RT_LIFETIME_SECONDS", default=43_200)
RT_DRAIN_SECONDS = env_float("RT_DRAIN_SECONDS", default=10)
RT_SWEEP_SECONDS = env_float("RT_SWEEP_SECONDS", default=1)
RT_RECHECK_SECONDS = env_float("RT_RECHECK_SECONDS", default=45)
RT_RETENTION_HOURS = env_float("RT_RETENTION_HOURS", default=24)
RT_MAX_SOCKETS = env_int("RT_MAX_SOCKETS", default=20_000, minimum=1)
RT_MAX_SOCKETS_PER_PERSON = env_int("RT_MAX_SOCKETS_PER_PERSON", default=10, minimum=1)
RT_MAX_SOCKETS_PER_ADDRESS = env_int("RT_MAX_SOCKETS_PER_ADDRESS", default=30, minimum=1)
RT_MAX_TOPICS = env_int("RT_MAX_TOPICS", default=100, minimum=1)
RT_INBOUND_PER_SECOND = env_float("RT_INBOUND_PER_SECOND", default=10)
RT_INBOUND_BURST = env_int("RT_INBOUND_BURST", default=50, minimum=1)
RT_INBOUND_BYTES = env_int("RT_INBOUND_BYTES", default=16_384, minimum=1)
RT_OUTBOUND_BYTES = env_int("RT_OUTBOUND_BYTES", default=32_768, minimum=1)
RT_SNAPSHOT_BYTES = env_int("RT_SNAPSHOT_BYTES", default=65_536, minimum=1)
RT_SOFT_BYTES = env_int("RT_SOFT_BYTES", default=262_144, minimum=1)
RT_HARD_BYTES = env_int("RT_HARD_BYTES", default=1_048_576, minimum=1)
RT_TAIL_EVENTS = env_int("RT_TAIL_EVENTS", default=300, minimum=1)
RT_TAIL_BYTES = env_int("RT_TAIL_BYTES", default=262_144, minimum=1)
