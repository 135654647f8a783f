"""Settings of signing in: django-allauth with our forms, codes instead of links, and providers of identities."""

from typing import Any

from project.env import env_str, provider_apps

ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_ADAPTER = "frontend.account.signin.adapter.AccountAdapter"
_forms = "frontend.account.signin.forms"
ACCOUNT_FORMS = {
    "login": f"{_forms}.LoginForm",
    "signup": f"{_forms}.SignupForm",
    "add_email": f"{_forms}.NewEmailForm",
    "change_password": f"{_forms}.ChangePasswordForm",
    "set_password": f"{_forms}.SetPasswordForm",
    "reset_password": f"{_forms}.ResetPasswordForm",
    "reset_password_from_key": f"{_forms}.NewPasswordForm",
    "request_login_code": f"{_forms}.RequestCodeForm",
    "confirm_login_code": f"{_forms}.CodeForm",
    "confirm_email_verification_code": f"{_forms}.EmailCodeForm",
    "confirm_password_reset_code": f"{_forms}.CodeForm",
}
# Its limits count in Django's cache: ours count in Valkey, and let nobody through without it.
ACCOUNT_RATE_LIMITS = False
CODE_SECONDS, CODE_TRIES = 600, 5
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = CODE_SECONDS
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = CODE_TRIES
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = CODE_SECONDS
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = CODE_TRIES
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = CODE_SECONDS
ACCOUNT_PASSWORD_RESET_BY_CODE_MAX_ATTEMPTS = CODE_TRIES
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 3600
SOCIALACCOUNT_ADAPTER = "frontend.account.signin.social.SocialAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "github": {
        "APPS": provider_apps(env_str("GITHUB_CLIENT_ID", default=""), env_str("GITHUB_CLIENT_SECRET", default="")),
        "SCOPE": ["read:user", "user:email"],
        "OAUTH_PKCE_ENABLED": True,
    },
    "google": {
        "APPS": provider_apps(env_str("GOOGLE_CLIENT_ID", default=""), env_str("GOOGLE_CLIENT_SECRET", default="")),
        "SCOPE": ["openid", "profile", "email"],
        "AUTH_PARAMS": {"prompt": "select_account"},
        "OAUTH_PKCE_ENABLED": True,
    },
}
