"""However sellers and staff act: a listing stands as the graph says, and what is live was approved."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from market.catalog.models import UNDECIDED, Change, Product
from market.catalog.states import CHANGE, LISTING
from tests.market.catalog.acts import DEEDS, SALES, deeds, do, somebody
from tests.market.catalog.listings import draft, fresh

pytestmark = pytest.mark.django_db


def approved_values(made: Product) -> set[str]:
    """Titles that staff said yes to."""
    return {one.after["title"] for one in made.changes.filter(state="approved") if "title" in one.after}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(acts=st.lists(deeds(*DEEDS, *SALES), max_size=12))
def test_listings_go_only_the_ways_there_are(acts: list[tuple[str, int]]) -> None:
    made = draft(somebody())
    for act in acts:
        before, changes = fresh(made), dict(made.changes.values_list("pk", "state"))

        do(made, act)

        after = fresh(made)
        assert after.state == before.state or after.state in LISTING[before.state] or act[0] == "delete"
        for pk, state in made.changes.values_list("pk", "state"):
            known = changes.get(pk)
            assert known in {None, state} or state in CHANGE[known or ""] or act[0] == "version"
        assert Change.objects.filter(product=made, state__in=UNDECIDED).count() <= 1
        assert (after.state == "approved") == (after.approved_at is not None)
        assert after.state != "approved" or after.title in approved_values(made)
        assert made.versions.filter(is_current=True).count() == (after.state == "approved")
        tier = made.tiers.get()
        assert tier.stock is None or tier.reserved + tier.sold <= tier.stock
