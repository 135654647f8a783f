"""A listing's way to being sold, and every way that there is not."""

from typing import Any

import pytest

from market.catalog import actions
from market.catalog.actions import Decision
from market.catalog.models import Change, Product
from market.catalog.refusals import (
    ChangeNotWaiting,
    ListingInReview,
    ListingMoved,
    ListingNotLive,
    NotASeller,
    NothingToReview,
    NotYourOwnListing,
    ProductNotValid,
    ReasonMissing,
)
from project.accounts.audit.models import StaffAction
from project.accounts.models import Role
from project.base.errors import NotFound
from project.mail.models import Letter
from tests.market.catalog.listings import NOON, changed, decided, draft, fresh, live, submitted
from tests.market.people import ada, ben, cyd, member, sue

pytestmark = pytest.mark.django_db


def test_a_draft_is_submitted_approved_and_for_sale() -> None:
    made = draft(ada())
    change = submitted(made, "My first one")

    assert (fresh(made).state, change.state, change.is_first, change.note) == (
        "submitted",
        "submitted",
        True,
        "My first one",
    )

    after = decided(change, reason="")

    assert (after.state, after.approved_at) == ("approved", NOON)
    assert list(Product.objects.for_sale()) == [after]
    assert after.versions.get().is_current


def test_the_decision_stands_in_the_trail_and_in_a_letter() -> None:
    change = submitted(draft(ada()))
    decided(change, Decision.REQUIRE, "Show an example.")

    entry = StaffAction.objects.get()
    assert (entry.action, entry.target, entry.facts["reason"]) == (
        "product_require",
        change.public_id,
        "Show an example.",
    )
    assert Letter.objects.get().template == "product_changes"


def test_what_is_to_be_changed_is_changed_in_place_and_submitted_again_as_the_same() -> None:
    change = submitted(draft(ada()))
    made = decided(change, Decision.REQUIRE)

    made = changed(made, title="Better release notes")
    again = submitted(made)

    assert (again.pk, again.state, again.reason) == (change.pk, "submitted", "")
    assert decided(again).title == "Better release notes"


def test_a_declined_listing_is_submitted_again_as_another_change() -> None:
    change = submitted(draft(ada()))
    made = decided(change, Decision.DECLINE)
    again = submitted(made)

    assert (made.state, again.pk != change.pk) == ("declined", True)
    assert decided(again).state == "approved"


def test_what_is_in_review_is_not_changed_but_can_be_taken_back() -> None:
    made = draft(ada())
    submitted(made)

    with pytest.raises(ListingInReview):
        changed(made, title="Another one")
    with pytest.raises(ListingInReview):
        submitted(made)
    actions.withdraw_change(product=made.public_id, seller_id=ada().pk, now=NOON)

    assert changed(made, title="Another one").title == "Another one"
    assert Change.objects.get().state == "withdrawn"


def test_a_listing_that_lacks_something_is_refused_by_field() -> None:
    made = actions.create_product(seller_id=ada().pk, kind="model", title="Heron 7B", now=NOON)

    with pytest.raises(ProductNotValid) as refused:
        submitted(made)

    lacking = {"attributes.modality", "attributes.licence", "attributes.format"}
    assert refused.value.fields.keys() == {*lacking, "description", "category", "tiers", "version"}
    assert fresh(made).state == "draft"


@pytest.mark.parametrize("decision", [Decision.REQUIRE, Decision.DECLINE])
def test_a_no_needs_a_reason(decision: Decision) -> None:
    change = submitted(draft(ada()))

    with pytest.raises(ReasonMissing):
        decided(change, decision, "  ")

    assert Change.objects.get().state == "submitted"


@pytest.mark.parametrize("decision", list(Decision))
@pytest.mark.parametrize("before", [Decision.APPROVE, Decision.REQUIRE, Decision.DECLINE, None])
def test_only_what_waits_is_decided(decision: Decision, before: Decision | None) -> None:
    change = submitted(draft(ada()))
    if before is None:
        actions.withdraw_change(product=change.product.public_id, seller_id=ada().pk, now=NOON)
    else:
        decided(change, before)
    state = fresh(change.product).state

    with pytest.raises(ChangeNotWaiting):
        decided(change, decision)

    assert fresh(change.product).state == state


@pytest.mark.parametrize("who", [ada, ben, cyd])
def test_nobody_but_staff_decides(who: Any) -> None:
    change = submitted(draft(ada()))

    with pytest.raises(NotFound):
        actions.decide_change(change=change.public_id, by_id=who().pk, decision=Decision.APPROVE, reason="", now=NOON)

    assert fresh(change.product).state == "submitted"


def test_staff_decides_about_nothing_of_their_own() -> None:
    both = member("Sil", roles=[Role.SELLER, Role.SUPPORT])
    change = submitted(draft(both))

    with pytest.raises(NotYourOwnListing):
        actions.decide_change(change=change.public_id, by_id=both.pk, decision=Decision.APPROVE, reason="", now=NOON)

    assert fresh(change.product).state == "submitted"


def test_nobody_offers_anything_without_the_role() -> None:
    for who in (ben, sue):
        with pytest.raises(NotASeller):
            actions.create_product(seller_id=who().pk, kind="prompt", title="Release notes", now=NOON)

    assert not Product.objects.exists()


OWN: list[tuple[str, dict[str, Any]]] = [
    ("change_product", {"change": {"title": "Theirs"}}),
    ("set_tiers", {"tiers": []}),
    ("submit_product", {}),
    ("withdraw_change", {}),
    ("discard_change", {}),
    ("pause_product", {}),
    ("resume_product", {}),
    ("delete_product", {}),
    ("add_version", {"number": "2.0"}),
    ("add_picture", {"name": "a.png", "content": b""}),
    ("remove_picture", {"picture": "pic_1"}),
]


@pytest.mark.parametrize(("name", "options"), OWN, ids=[name for name, _options in OWN])
def test_anothers_listing_is_not_there(name: str, options: dict[str, Any]) -> None:
    made = live(ada())
    revision = made.revision

    with pytest.raises(NotFound):
        getattr(actions, name)(product=made.public_id, seller_id=cyd().pk, now=NOON, **options)

    assert fresh(made).revision == revision


@pytest.mark.parametrize("name", ["change_version", "put_content", "remove_version", "publish_version"])
def test_anothers_version_is_not_there(name: str) -> None:
    version = draft(ada()).versions.get()
    options = {"body": "Theirs"} if name == "put_content" else {}

    with pytest.raises(NotFound):
        getattr(actions, name)(version=version.public_id, seller_id=cyd().pk, now=NOON, **options)


def test_a_tab_that_saw_an_older_revision_is_told() -> None:
    made = draft(ada())
    changed(made, title="Newer title")

    with pytest.raises(ListingMoved):
        actions.change_product(
            product=made.public_id, seller_id=ada().pk, change={"title": "Older"}, revision=made.revision, now=NOON
        )

    assert fresh(made).title == "Newer title"


# What is live


def test_a_live_product_stays_as_it_is_until_its_difference_is_approved() -> None:
    made = live(ada())

    waiting = changed(made, title="New title", tags=["fast"])
    assert (waiting.title, waiting.tags.count()) == ("Release notes", 0)

    change = submitted(made)
    assert change.before == {"title": "Release notes", "tags": []}
    assert change.after == {"title": "New title", "tags": ["fast"]}

    after = decided(change)
    assert (after.title, after.slug) == ("New title", made.slug)
    assert [tag.name for tag in after.tags.all()] == ["fast"]


def test_a_difference_that_is_none_is_not_submitted() -> None:
    made = changed(live(ada()), title="New title")
    made = changed(made, title="Release notes")

    assert not Change.objects.filter(is_first=False).exists()
    with pytest.raises(NothingToReview):
        submitted(made)


def test_a_declined_difference_leaves_the_product_live_and_as_it_was() -> None:
    made = decided(submitted(changed(live(ada()), title="Buy now!!!")), Decision.DECLINE)

    assert (made.state, made.title) == ("approved", "Release notes")


def test_a_difference_taken_back_is_kept_and_one_thrown_away_is_gone() -> None:
    made = changed(live(ada()), title="New title")
    submitted(made)
    actions.withdraw_change(product=made.public_id, seller_id=ada().pk, now=NOON)
    assert Change.objects.get(is_first=False).after == {"title": "New title"}

    actions.discard_change(product=made.public_id, seller_id=ada().pk, now=NOON)

    assert Change.objects.get(is_first=False).state == "withdrawn"
    with pytest.raises(NothingToReview):
        submitted(made)


def test_pausing_holds_at_once_and_only_what_is_live_is_paused() -> None:
    made, unfinished = live(ada()), draft(ada())

    actions.pause_product(product=made.public_id, seller_id=ada().pk, now=NOON)
    assert not Product.objects.for_sale().exists()
    actions.resume_product(product=made.public_id, seller_id=ada().pk, now=NOON)
    assert Product.objects.for_sale().exists()

    with pytest.raises(ListingNotLive):
        actions.pause_product(product=unfinished.public_id, seller_id=ada().pk, now=NOON)


def test_what_is_deleted_is_hidden_and_nothing_of_it_waits() -> None:
    made = draft(ada())
    submitted(made)

    actions.delete_product(product=made.public_id, seller_id=ada().pk, now=NOON)

    assert fresh(made).deleted_at == NOON
    assert Change.objects.get().state == "withdrawn"
    with pytest.raises(NotFound):
        changed(made, title="Back again")
