"""Tiers and prices: what can be charged, what holds at once, and what waits for staff."""

from dataclasses import replace
from typing import Any, cast

import pytest
from django.db import IntegrityError, transaction

from market.catalog import actions
from market.catalog.actions import Deed, TierAsked
from market.catalog.copies import tiers_of
from market.catalog.models import Change, Price, Product, Tier
from market.catalog.refusals import ListingInReview, NotASeller, ProductNotValid
from market.catalog.stock import reserve
from market.catalog.studio import working_copy_of
from tests.market.catalog.listings import NOON, ONCE, changed, decided, draft, fresh, live, submitted
from tests.market.people import ada, ben, category, cyd, product, tier_of

pytestmark = pytest.mark.django_db


def set_tiers(made: Product, *tiers: TierAsked) -> Product:
    return actions.set_tiers(product=made.public_id, seller_id=made.seller_id, tiers=tiers, now=NOON)


@pytest.mark.parametrize(
    ("tier", "field"),
    [
        (replace(ONCE, prices={}), "prices"),
        (replace(ONCE, prices={"USD": 49}), "prices.USD"),
        (replace(ONCE, prices={"USD": -1}), "prices.USD"),
        (replace(ONCE, prices={"XAU": 100}), "prices.XAU"),
        (replace(ONCE, prices={"USD": 10**12}), "prices.USD"),
        (replace(ONCE, prices=cast("Any", {"USD": 9.5})), "prices.USD"),
        (replace(ONCE, pricing="free"), "prices"),
        (replace(ONCE, pricing="recurring", interval="month"), "pricing"),
        (replace(ONCE, interval="month"), "interval"),
        (replace(ONCE, pricing="gift"), "pricing"),
        (replace(ONCE, suggested={"USD": 1200}), "suggested.USD"),
        (replace(ONCE, pricing="pay_what_you_want", suggested={"USD": 800}), "suggested.USD"),
        (replace(ONCE, pricing="pay_what_you_want", suggested={"EUR": 1200}), "suggested.EUR"),
        (replace(ONCE, stock=-1), "stock"),
        (replace(ONCE, most=0), "most"),
        (replace(ONCE, most=100), "most"),
        (replace(ONCE, name="  "), "name"),
        (replace(ONCE, id="tier_nobodys"), "id"),
    ],
)
def test_a_tier_that_cannot_be_sold_is_refused_by_its_field(tier: TierAsked, field: str) -> None:
    made = draft(ada())

    with pytest.raises(ProductNotValid) as refused:
        set_tiers(made, tier)

    assert refused.value.fields.keys() == {f"tiers.0.{field}"}
    assert [one.prices for one in tiers_of(made)] == [{"USD": 900}]


def test_subscriptions_belong_to_what_runs_and_have_an_interval() -> None:
    made = actions.create_product(seller_id=ada().pk, kind="saas", title="Quiet inbox", now=NOON)

    with pytest.raises(ProductNotValid) as refused:
        set_tiers(made, replace(ONCE, pricing="recurring"))
    set_tiers(made, replace(ONCE, pricing="recurring", interval="year"))

    assert refused.value.fields.keys() == {"tiers.0.interval"}
    assert tier_of(made).interval == "year"


def test_two_tiers_of_one_name_and_the_eleventh_are_refused() -> None:
    made = draft(ada())

    with pytest.raises(ProductNotValid, match="not valid") as twice:
        set_tiers(made, ONCE, replace(ONCE, name="STANDARD"))
    with pytest.raises(ProductNotValid) as many:
        set_tiers(made, *(replace(ONCE, name=f"T{number}") for number in range(11)))

    assert twice.value.fields.keys() == {"tiers.1.name"}
    assert "tiers" in many.value.fields


def test_a_live_price_and_stock_hold_at_once_and_words_and_new_tiers_wait() -> None:
    made = live(ada())
    tier = tier_of(made)

    set_tiers(
        made,
        TierAsked(id=tier.public_id, name="Renamed", prices={"USD": 1200, "JPY": 1500}, stock=7),
        TierAsked(name="Team", prices={"USD": 4900}, most=10),
    )

    tier.refresh_from_db()
    assert (tier.name, tier.stock, made.tiers.count()) == ("Standard", 7, 1)
    assert {price.currency: price.amount_minor for price in tier.prices.all()} == {"USD": 1200, "JPY": 1500}
    assert [one.name for one in working_copy_of(made).tiers] == ["Renamed", "Team"]

    decided(submitted(made))

    assert list(made.tiers.order_by("place").values_list("name", flat=True)) == ["Renamed", "Team"]


def test_prices_change_while_staff_reads_and_words_do_not() -> None:
    made = live(ada())
    tier = tier_of(made)
    submitted(changed(made, tagline="Another"))

    set_tiers(made, TierAsked(id=tier.public_id, name="Standard", prices={"USD": 500}))
    with pytest.raises(ListingInReview):
        set_tiers(made, TierAsked(id=tier.public_id, name="Renamed", prices={"USD": 400}))

    assert Price.objects.get(tier=tier).amount_minor == 500


def test_how_a_live_tier_is_paid_for_is_fixed_and_one_must_stay() -> None:
    made = live(ada())
    tier = tiers_of(made)[0]

    with pytest.raises(ProductNotValid) as other:
        set_tiers(made, replace(tier, pricing="pay_what_you_want"))
    with pytest.raises(ProductNotValid) as none:
        set_tiers(made, replace(tier, is_active=False))

    assert other.value.fields.keys() == {"tiers.0.pricing"}
    assert none.value.fields.keys() == {"tiers"}


def test_a_live_tier_that_is_left_out_is_kept_and_not_sold() -> None:
    made = product(ada())
    first = tier_of(made)
    second = Tier.objects.create(product=made, name="Team", pricing="free", place=1)

    set_tiers(made, TierAsked(id=second.public_id, name="Team", pricing="free"))

    first.refresh_from_db()
    assert not first.is_active


def test_stock_is_never_set_below_what_is_sold_or_reserved() -> None:
    made = product(ada(), stock=5)
    tier = tier_of(made)
    reserve(tier.pk, 3)

    with pytest.raises(ProductNotValid) as refused:
        set_tiers(made, replace(tiers_of(made)[0], stock=2))

    assert refused.value.fields.keys() == {"tiers.0.stock"}
    tier.refresh_from_db()
    assert (tier.stock, tier.reserved) == (5, 3)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"interval": "month"}, "catalog_only_subscriptions_recur"),
        ({"pricing": "recurring"}, "catalog_only_subscriptions_recur"),
        ({"most": 0}, "catalog_most_is_sensible"),
        ({"stock": 0, "sold": 1}, "catalog_never_oversold"),
    ],
)
def test_the_database_refuses_tiers_that_cannot_be(fields: dict[str, Any], constraint: str) -> None:
    tier = tier_of(product(ada()))

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Tier.objects.filter(pk=tier.pk).update(**fields)


# Many at once


def test_prices_of_many_are_changed_by_percent_and_each_is_reported() -> None:
    cheap, dear, hers = product(ada(), price_minor=50), product(ada(), prices={"USD": 999, "JPY": 1000}), product(cyd())

    reports = actions.edit_many(
        seller_id=ada().pk,
        products=[cheap.public_id, dear.public_id, hers.public_id],
        deed=Deed.PRICE,
        value="-10",
        now=NOON,
    )

    assert [report.done for report in reports] == [False, True, False]
    assert tiers_of(dear)[0].prices == {"JPY": 900, "USD": 899}
    assert tiers_of(cheap)[0].prices == {"USD": 50}
    assert tiers_of(hers)[0].prices == {"USD": 1000}


def test_many_are_paused_moved_and_tagged() -> None:
    made, unfinished = live(ada()), draft(ada())
    category("models/vision")
    both = [made.public_id, unfinished.public_id]

    def edit(deed: Deed, value: str = "") -> list[bool]:
        reports = actions.edit_many(seller_id=ada().pk, products=both, deed=deed, value=value, now=NOON)
        return [report.done for report in reports]

    assert edit(Deed.PAUSE) == [True, False]
    assert edit(Deed.CATEGORY, "models/vision") == [True, True]
    assert edit(Deed.ADD_TAG, "fast") == [True, True]
    assert edit(Deed.CATEGORY, "nowhere") == [False, False]

    assert fresh(made).is_paused
    assert Change.objects.get(is_first=False).after == {"category": "models/vision", "tags": ["fast"]}
    assert fresh(unfinished).category == category("models/vision")


def test_who_may_not_sell_edits_nothing() -> None:
    made = product(ada())

    with pytest.raises(NotASeller):
        actions.edit_many(seller_id=ben().pk, products=[made.public_id], deed=Deed.DELETE, now=NOON)

    assert fresh(made).deleted_at is None
