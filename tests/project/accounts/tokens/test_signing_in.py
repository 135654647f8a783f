"""People register, verify and sign in from a program: as strictly and as silently as on the pages."""

import hashlib
from datetime import timedelta
from typing import Any

import orjson
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.management import call_command
from django.test import Client

from project.accounts.models import User
from project.accounts.profiles.models import Activity
from project.accounts.security.actions.factors import add_totp, make_recovery_codes, new_totp_secret
from project.accounts.security.clients import Client as From
from project.accounts.tokens import signing_in
from project.accounts.tokens.models import Family, Verification
from project.base import clock, limits
from project.base.sealed import seal, unseal
from project.idempotency.models import StoredAnswer
from project.mail.models import Letter
from tests.project.accounts.tokens.cast import PASSWORD, code_of, member, post, showing

pytestmark = pytest.mark.django_db

NEW = {"email": "new@example.org", "password": "a-long-password", "name": "  New \u202e Person "}


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    limits._shared().storage.reset()


def letters() -> list[tuple[str, str, dict[str, Any]]]:
    rows = Letter.objects.order_by("pk")
    return [(row.template, row.to, orjson.loads(unseal(row.sealed_facts))) for row in rows]


def with_app(user: User) -> str:
    """Give this person an authenticator app, and return its secret."""
    secret, now = new_totp_secret(), clock.now()
    add_totp(user=user, secret=secret, code=code_of(secret, steps=-1), client=From(), now=now)
    return secret


# Registering


def test_person_registers_verifies_and_signs_in(client: Client) -> None:
    asked = post(client, "register", **NEW)
    early = post(client, "login", email=NEW["email"], password=NEW["password"])
    (_template, to, facts), *_ = letters()
    verified = post(client, "verify", verification=asked.json()["verification"], code=f" {facts['code'].lower()} ")
    signed_in = post(client, "login", email="NEW@example.org", password=NEW["password"], device="A script")

    assert (asked.status_code, verified.status_code, signed_in.status_code) == (202, 204, 200)
    assert (early.status_code, early.json()["code"]) == (403, "EmailNotVerified")
    assert to == "new@example.org"
    me = showing(signed_in.json()["access"]).get("/api/auth/me").json()
    assert (me["name"], me["email"]) == ("New Person", "new@example.org")
    assert Family.objects.get().name == "A script"
    assert EmailAddress.objects.get().primary
    assert "Set-Cookie" not in signed_in.headers


def test_sign_in_with_an_unverified_email_sends_another_code_that_verifies(client: Client) -> None:
    post(client, "register", **NEW)

    refused = post(client, "login", email=NEW["email"], password=NEW["password"])
    told = letters()[-1][2]
    verified = post(client, "verify", verification=refused.json()["fields"]["verification"], code=told["code"])

    assert verified.status_code == 204
    assert Family.objects.count() == 0


def test_known_email_is_answered_like_a_new_one_and_only_its_owner_is_told(client: Client) -> None:
    ada = member()

    known = post(client, "register", **NEW | {"email": "ADA@example.org"})
    new = post(client, "register", **NEW)

    assert (known.status_code, new.status_code) == (202, 202)
    assert known.json().keys() == new.json().keys()
    assert len(known.json()["verification"]) == len(new.json()["verification"])
    assert [(template, to) for template, to, _facts in letters()] == [
        ("account_already_exists", "ada@example.org"),
        ("email_confirmation_signup", "new@example.org"),
    ]
    ada.refresh_from_db()
    assert (ada.display_name, ada.check_password(PASSWORD)) == ("Ada", True)
    wrong = [post(client, "verify", verification=one.json()["verification"], code="AAAA-AAAA") for one in (known, new)]
    assert [(answer.status_code, answer.json()["code"]) for answer in wrong] == [(422, "WrongVerification")] * 2


def test_known_and_unknown_emails_cost_one_hash_each(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    member()
    hashed: list[str] = []
    encode = Argon2PasswordHasher.encode

    def counted(self: Argon2PasswordHasher, *args: Any) -> str:
        hashed.append("x")
        return encode(self, *args)

    monkeypatch.setattr(Argon2PasswordHasher, "encode", counted)
    counts = []
    for path, body in [
        ("register", NEW | {"email": "ada@example.org"}),
        ("register", NEW),
        ("login", {"email": "nobody@example.org", "password": "x" * 12}),
    ]:
        hashed.clear()
        post(client, path, **body)
        counts.append(len(hashed))

    assert counts == [1, 1, 1]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"password": "short"}, "password"),
        ({"password": "password123"}, "password"),
        ({"password": "new@example.org"}, "password"),
        ({"email": "no address"}, "email"),
        ({"email": "a@b\r\nBcc: x@y.org"}, "email"),
    ],
)
def test_what_the_page_refuses_is_refused_by_field(client: Client, changed: dict[str, str], field: str) -> None:
    answer = post(client, "register", **NEW | changed)

    assert (answer.status_code, answer.json()["code"]) == (422, "NotRegistrable")
    assert list(answer.json()["fields"]) == [field]
    assert (User.objects.count(), letters()) == (0, [])


def test_code_is_tried_three_times_and_no_more(client: Client) -> None:
    verification = post(client, "register", **NEW).json()["verification"]
    code = letters()[0][2]["code"]

    wrong = [post(client, "verify", verification=verification, code="WRONGCODE").status_code for _ in range(3)]

    assert wrong == [422] * 3
    assert post(client, "verify", verification=verification, code=code).status_code == 422
    assert not EmailAddress.objects.get().verified


def test_code_works_once_for_ten_minutes_and_for_its_own_email(client: Client) -> None:
    one = post(client, "register", **NEW).json()["verification"]
    code = letters()[0][2]["code"]
    other = post(client, "register", **NEW | {"email": "other@example.org"}).json()["verification"]
    assert post(client, "verify", verification=other, code=code).status_code == 422
    Verification.objects.filter(public_id=one).update(expires_at=clock.now())
    assert post(client, "verify", verification=one, code=code).status_code == 422
    Verification.objects.filter(public_id=one).update(expires_at=clock.now() + timedelta(minutes=1))

    again = [post(client, "verify", verification=one, code=code).status_code for _ in range(2)]

    assert again == [204, 422]


# Signing in


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "another-password"},
        {"email": "cyd@example.org"},
        {"email": "' OR 1=1 --"},
    ],
)
def test_wrong_password_unknown_email_and_suspended_person_are_one_answer(
    client: Client, wrong: dict[str, str]
) -> None:
    member()
    User.objects.filter(pk=member("Ben").pk).update(is_active=False)

    answers = [
        post(client, "login", **{"email": "ada@example.org", "password": PASSWORD, **wrong}),
        post(client, "login", email="ben@example.org", password=PASSWORD),
    ]

    told = [{**answer.json(), "request_id": ""} for answer in answers]
    assert told[0] == told[1]
    assert (told[0]["status"], told[0]["code"]) == (401, "WrongSignIn")
    assert Family.objects.count() == 0


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"email": "ada@example.org\x00", "password": "x"},
        {"email": "a@b.org"},
        {"password": "x"},
        {"code": "1"},
        {"email": 1},
    ],
)
def test_half_a_sign_in_is_refused_by_its_form(client: Client, body: dict[str, Any]) -> None:
    assert post(client, "login", **body).status_code == 422


def test_second_factor_is_asked_for_by_name_and_the_challenge_with_a_code_signs_in(client: Client) -> None:
    ada = member()
    secret = with_app(ada)

    first = post(client, "login", email=ada.email, password=PASSWORD)
    challenge = first.json()["fields"]["challenge"]
    wrong = post(client, "login", challenge=challenge, code="000000")
    second = post(client, "login", challenge=challenge, code=code_of(secret))

    assert (first.status_code, first.json()["code"]) == (401, "SecondFactorNeeded")
    assert first.json()["fields"]["factors"] == ["totp"]
    assert (wrong.status_code, wrong.json()["code"]) == (422, "WrongCode")
    assert second.status_code == 200
    assert Activity.objects.filter(person=ada, kind="signed_in").count() == 1


def test_code_opens_once(client: Client) -> None:
    ada = member()
    code = code_of(with_app(ada))

    answers = [post(client, "login", email=ada.email, password=PASSWORD, code=code) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 422]


def test_recovery_code_signs_in_once(client: Client) -> None:
    ada = member()
    with_app(ada)
    code = make_recovery_codes(user=ada, client=From(), now=clock.now())[0]

    answers = [post(client, "login", email=ada.email, password=PASSWORD, code=code) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 422]


def test_right_code_beside_a_wrong_password_opens_nothing(client: Client) -> None:
    ada = member()
    secret = with_app(ada)

    refused = post(client, "login", email=ada.email, password="another-password", code=code_of(secret))
    after = post(client, "login", email=ada.email, password=PASSWORD, code=code_of(secret))

    assert (refused.status_code, after.status_code) == (401, 200)


@pytest.mark.parametrize("change", ["late", "password", "suspended", "forged", "another purpose", "nonsense"])
def test_challenge_that_is_over_opens_nothing(client: Client, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = member()
    secret = with_app(ada)
    challenge = post(client, "login", email=ada.email, password=PASSWORD).json()["fields"]["challenge"]
    if change == "late":
        later = clock.now() + signing_in.CHALLENGE_LIFE
        monkeypatch.setattr(clock, "now", lambda: later)
    elif change == "password":
        ada.set_password("another-long-password")
        ada.save()
    elif change == "suspended":
        User.objects.update(is_active=False)
    else:
        challenge = {"forged": challenge[:-6] + "AAAAA=", "nonsense": "x"}.get(change, seal("[1,2]"))

    answer = post(client, "login", challenge=challenge, code=code_of(secret))

    assert (answer.status_code, answer.json()["code"]) == (401, "ChallengeOver")
    assert Family.objects.count() == 0


def test_person_with_a_passkey_alone_is_told_that_no_code_helps(client: Client) -> None:
    ada = member()
    Authenticator.objects.create(user=ada, type=Authenticator.Type.WEBAUTHN, data={})

    answer = post(client, "login", email=ada.email, password=PASSWORD)

    assert answer.json()["fields"]["factors"] == []


def test_password_of_a_request_under_an_idempotency_key_cannot_be_tried_against_its_row() -> None:
    member()
    body = orjson.dumps({"email": "ada@example.org", "password": PASSWORD})
    client = Client(headers={"Idempotency-Key": "login-1"})

    client.post("/api/auth/login", body, content_type="application/json")

    plain = hashlib.sha256(b"\n".join([b"POST", b"/api/auth/login", body])).hexdigest()
    assert StoredAnswer.objects.exclude(fingerprint=plain).count() == 1


def test_migrations_are_complete() -> None:
    call_command("makemigrations", "tokens", check=True, dry_run=True, verbosity=0)
