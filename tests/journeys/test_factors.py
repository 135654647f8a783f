"""Ada protects her account, and signs in with what she has: app, passkey, recovery code; or finds her way back."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from project.accounts.security.actions.ways_back import carry_out_ways_back, warn_of_ways_back
from project.base import clock
from tests.frontend.account.mailbox import code_for, letters_to
from tests.frontend.account.people import member
from tests.journeys.people import Crowd
from tests.journeys.signing_in import (
    ADA,
    add_app,
    first_step,
    plug_in_key,
    second_step,
    see_signed_in,
    sign_in,
    sign_out,
)

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_app_is_asked_for_until_the_browser_is_trusted(crowd: Crowd) -> None:
    member()
    ada = crowd.somebody()
    sign_in(ada)
    phone = add_app(ada)
    sign_out(ada)

    first_step(ada)
    second_step(ada, "000000")
    expect(ada.get_by_role("alert")).to_have_text("This code is wrong, or was used already.")
    second_step(ada, phone.code(ahead=1), trust=True)
    see_signed_in(ada)
    sign_out(ada)

    sign_in(ada)
    ada.goto("/account/security/")
    expect(ada.get_by_text("These are not asked for the second factor.")).to_be_visible()
    ada.get_by_role("button", name="Ask again there").click()
    expect(ada.get_by_text("That browser is asked for the second factor again.")).to_be_visible()
    sign_out(ada)

    first_step(ada)
    expect(ada.get_by_role("heading", name="One more step")).to_be_visible()


def test_recovery_code_stands_in_and_is_downloaded_once(crowd: Crowd) -> None:
    member()
    ada = crowd.somebody(width=390, theme="dark")
    sign_in(ada)
    phone = add_app(ada)
    with ada.expect_download() as kept:
        ada.get_by_role("link", name="Download").click()
    text = kept.value.path().read_text()
    assert kept.value.suggested_filename == "rialto-recovery-codes.txt"
    assert all(code in text for code in phone.codes)
    sign_out(ada)

    first_step(ada)
    second_step(ada, phone.codes[0])
    see_signed_in(ada)
    sign_out(ada)
    first_step(ada)
    second_step(ada, phone.codes[0])

    expect(ada.get_by_role("alert")).to_be_visible()
    assert letters_to(ADA).count("security_notice") == 3


def test_passkey_signs_in_alone_and_as_second_step_and_is_renamed_and_removed(crowd: Crowd) -> None:
    member()
    ada = crowd.somebody()
    sign_in(ada)
    plug_in_key(ada)
    ada.goto("/account/security/passkey/")
    ada.get_by_role("textbox", name="Name", exact=True).fill("Blue key")
    ada.get_by_role("button", name="Make the passkey").click()
    expect(ada.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    ada.get_by_role("link", name="I have kept them").click()
    expect(ada.get_by_text("Also signs in alone.")).to_be_visible()
    sign_out(ada)

    ada.goto("/account/login/?next=/account/security/")
    ada.get_by_role("button", name="Sign in with a passkey").click()
    expect(ada).to_have_url(f"{crowd.url}/account/security/")
    sign_out(ada)

    first_step(ada)
    ada.get_by_role("button", name="Use a passkey").click()
    see_signed_in(ada)

    ada.goto("/account/security/")
    ada.get_by_text("Rename").click()
    ada.get_by_role("textbox", name="Name", exact=True).fill("Work laptop")
    ada.get_by_role("button", name="Keep", exact=True).click()
    expect(ada.get_by_text("Work laptop").first).to_be_visible()
    ada.get_by_role("link", name="Remove Work laptop").click()
    expect(ada.get_by_text("It is your last one")).to_be_visible()
    ada.get_by_role("button", name="Remove").click()
    expect(ada.get_by_text("Protected by one step.")).to_be_visible()
    sign_out(ada)
    sign_in(ada)


def test_browser_without_a_key_says_so_and_asks_again(crowd: Crowd) -> None:
    member()
    ada = crowd.somebody()
    sign_in(ada)
    plug_in_key(ada)
    ada.goto("/account/security/passkey/")
    ada.get_by_role("button", name="Make the passkey").click()
    ada.get_by_role("link", name="I have kept them").click()

    ada.get_by_role("link", name="Add a passkey").click()
    ada.get_by_role("button", name="Make the passkey").click()

    expect(ada.get_by_text("This device holds a passkey for you already.")).to_be_visible()
    expect(ada.get_by_role("button", name="Make the passkey")).to_be_enabled()


def test_way_back_takes_three_days_and_two_letters(crowd: Crowd) -> None:
    member()
    ada = crowd.somebody()
    sign_in(ada)
    add_app(ada)
    sign_out(ada)
    first_step(ada)
    ada.get_by_role("link", name="I have lost all of these").click()
    ada.get_by_role("button", name="Take my second factors away in three days").click()
    expect(ada.get_by_text("We have written to you")).to_be_visible()
    now = clock.now()

    warn_of_ways_back(now=now + timedelta(hours=49))
    assert carry_out_ways_back(now=now + timedelta(hours=71)) == 0
    assert carry_out_ways_back(now=now + timedelta(hours=74)) == 1

    assert [letter for letter in letters_to(ADA) if letter == "way_back"] == ["way_back"] * 2
    ada.reload()
    see_signed_in(ada)


def test_owner_calls_it_off_with_the_code_of_the_letter(crowd: Crowd) -> None:
    member()
    thief, ada = crowd.somebody(), crowd.somebody(width=390)
    sign_in(ada)
    add_app(ada)
    first_step(thief)
    thief.get_by_role("link", name="I have lost all of these").click()
    thief.get_by_role("button", name="Take my second factors away in three days").click()
    expect(thief.get_by_text("We have written to you")).to_be_visible()

    ada.goto("/account/keep-factors/")
    ada.get_by_label("Code from the letter").fill(code_for(ADA))
    ada.get_by_role("button", name="Keep them").click()

    expect(ada.get_by_role("heading", name="Called off")).to_be_visible()
    assert carry_out_ways_back(now=clock.now() + timedelta(days=9)) == 0
