"""What staff is shown of a change: field by field, word by word."""

import pytest

from market.catalog import actions
from market.catalog.actions import TierAsked
from market.catalog.desk import decided_changes, waiting_changes
from market.catalog.differences import difference, word_difference
from tests.market.catalog.listings import NOON, PROMPT, changed, decided, draft, live, submitted
from tests.market.people import ada, category, tier_of

pytestmark = pytest.mark.django_db


def test_texts_are_compared_word_by_word() -> None:
    assert word_difference("A quiet inbox", "A very quiet desk") == (
        ("same", "A"),
        ("new", " very"),
        ("same", " quiet "),
        ("gone", "inbox"),
        ("new", "desk"),
    )


def test_both_texts_can_be_read_from_the_pieces() -> None:
    before, after = "One two  three.\n\nFour", "One  two four,\nthree. Five"

    pieces = word_difference(before, after)

    assert "".join(text for op, text in pieces if op != "new") == before
    assert "".join(text for op, text in pieces if op != "gone") == after


def test_texts_of_any_length_are_compared_in_time() -> None:
    assert word_difference("a b " * 5000, "b a " * 5000) == (("gone", "a b " * 5000), ("new", "b a " * 5000))


def test_only_what_changes_is_shown_and_in_words_for_people() -> None:
    made = live(ada())
    category("models/vision")
    changed(
        made,
        title="Release letters",
        tags=["fast"],
        category="models/vision",
        attributes={**PROMPT, "context_tokens": 8192, "model": ["claude", "gpt"]},
    )
    tier = tier_of(made)
    tiers = [
        TierAsked(id=tier.public_id, name="Solo", prices={"USD": 900}),
        TierAsked(name="Team", prices={"USD": 2900}, most=5),
    ]
    actions.set_tiers(product=made.public_id, seller_id=ada().pk, tiers=tiers, now=NOON)

    told = {one.field: (one.before, one.after) for one in difference(submitted(made))}

    assert told == {
        "title": ("Release notes", "Release letters"),
        "category": ("Prompts", "Vision"),
        "tags": ("", "fast"),
        "attributes.model": ("Claude", "Claude, GPT"),
        "attributes.context_tokens": ("", "8192 tokens"),
        f"tiers.{tier.public_id}": ("Standard", "Solo"),
        "tiers.added.0": ("", "Team\nOne payment\n$29.00"),
    }


def test_a_first_submission_is_shown_whole() -> None:
    fields = {one.field for one in difference(submitted(draft(ada())))}

    assert {"title", "description", "category", "attributes.model", "tiers.added.0", "version"} <= fields


def test_what_was_submitted_is_compared_with_what_was_live_then() -> None:
    change = submitted(changed(live(ada()), title="Second"))
    decided(change)
    change.refresh_from_db()

    assert [(one.before, one.after) for one in difference(change)] == [("Release notes", "Second")]


def test_the_longest_waiting_is_first_and_what_is_decided_waits_no_more() -> None:
    first, second = submitted(draft(ada())), submitted(draft(ada()))
    type(second).objects.filter(pk=second.pk).update(submitted_at=NOON.replace(hour=9))

    assert list(waiting_changes()) == [second, first]
    decided(second)
    assert list(waiting_changes()) == [first]
    assert list(decided_changes()) == [second]
