"""Addresses of safe sign-in. Those that allauth leads to keep its names."""

from django.urls import URLPattern, URLResolver, path

from frontend.account.security import (
    confirm,
    devices,
    factors,
    overview,
    passkeys,
    recovery,
    second,
    sessions,
    totp,
    way_back,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("security/", overview.show, name="security"),
    path("security/set-up/", overview.set_up, name="set_up_factor"),
    path("security/app/", totp.add, name="add_totp"),
    path("security/passkey/", passkeys.add, name="add_passkey"),
    path("security/passkey/begin/", passkeys.begin_add, name="begin_passkey"),
    path("security/passkeys/<int:passkey_id>/name/", passkeys.rename, name="rename_passkey"),
    path("security/factors/<int:factor_id>/remove/", factors.remove, name="remove_factor"),
    path("security/codes/", recovery.make, name="make_recovery_codes"),
    path("security/sessions/<int:session_id>/end/", sessions.end, name="end_session"),
    path("security/sessions/end-others/", sessions.end_others, name="end_other_sessions"),
    path("security/devices/<str:public_id>/distrust/", devices.distrust, name="distrust_device"),
    path("security/keep/", way_back.cancel, name="cancel_way_back"),
    path("keep-factors/", second.keep_factors, name="keep_factors"),
    path("second-step/", second.ask, name="mfa_authenticate"),
    path("second-step/lost/", second.lost, name="lost_factors"),
    path("passkey/", passkeys.sign_in, name="passkey_sign_in"),
    *(
        path(f"passkey/{purpose}/", passkeys.begin, {"purpose": purpose}, name=f"begin_{purpose}_passkey")
        for purpose in ("sign_in", "second", "confirm")
    ),
    path("reauthenticate/", confirm.ask, name="account_reauthenticate"),
    path("reauthenticate/code/", confirm.ask, name="mfa_reauthenticate"),
    path("reauthenticate/passkey/", confirm.ask, name="mfa_reauthenticate_webauthn"),
]
