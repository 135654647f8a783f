"""What is proven of people: by staff who looked, by their own website, never by themselves."""

from datetime import timedelta

import pytest
from allauth.socialaccount.models import SocialAccount

from project.accounts.audit.models import StaffAction
from project.accounts.models import Role, User
from project.accounts.roles.actions import grant_role, revoke_role
from project.accounts.roles.badges import proofs_of
from project.accounts.roles.models import Verification
from project.accounts.roles.proving import (
    PLACE,
    DomainNotProven,
    NotADomain,
    NotYourOwnProof,
    code_of,
    prove_domain,
    read_domain,
    revoke_proof,
    vouch_for,
)
from project.base import outgoing
from project.base.errors import NotFound
from project.base.outgoing import AddressRefused, Answer, NoAnswer
from tests.project.accounts.roles.people import NOW, assert_refused, somebody

pytestmark = pytest.mark.django_db
IDENTITY, DOMAIN = Verification.What.IDENTITY, Verification.What.DOMAIN


class Web:
    """What websites answer, and which addresses were asked."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.asked: list[str] = []

    def get(self, url: str) -> Answer:
        self.asked.append(url)
        if url not in self.pages:
            raise NoAnswer("nobody there")
        return Answer(status=200, body=self.pages[url], retry_after=None)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Web:
    world = Web()
    monkeypatch.setattr(outgoing, "get", world.get)
    return world


@pytest.fixture
def ada() -> User:
    return somebody("Ada")


@pytest.fixture
def dot() -> User:
    return somebody("Dot", Role.SUPPORT)


def shown(person: User) -> list[tuple[str, str]]:
    return [(proof.what, proof.shown_as) for proof in proofs_of([person.pk]).get(person.pk, [])]


def test_website_with_her_line_is_adas(ada: User, web: Web) -> None:
    web.pages[f"https://example.org{PLACE}"] = f"other=1\n{code_of(ada, 'example.org')}\n"

    twice = [prove_domain(person_id=ada.pk, domain=name, now=NOW) for name in ("example.org", "https://Example.ORG/")]

    assert {proof.pk for proof in twice} == {Verification.objects.get().pk}
    kept = Verification.objects.get()
    assert (kept.what, kept.shown_as, kept.by_id) == ("domain", "example.org", None)


def test_line_of_somebody_else_or_of_another_name_proves_nothing(ada: User, dot: User, web: Web) -> None:
    for line in (code_of(dot, "example.org"), code_of(ada, "example.net"), code_of(ada, "example.org")[:-1], ""):
        web.pages[f"https://example.org{PLACE}"] = line
        with assert_refused(DomainNotProven):
            prove_domain(person_id=ada.pk, domain="example.org", now=NOW)
    with assert_refused(DomainNotProven):
        prove_domain(person_id=ada.pk, domain="silent.example.org", now=NOW)

    assert not Verification.objects.exists()


@pytest.mark.parametrize(
    "name",
    ["localhost", "127.0.0.1", "[::1]", "example.org:8080", "example.org/path", "user@example.org", "a b.org", "-.org"],
)
def test_only_names_of_websites_are_asked(ada: User, web: Web, name: str) -> None:
    with pytest.raises(NotADomain):
        prove_domain(person_id=ada.pk, domain=name, now=NOW)

    assert web.asked == []
    assert read_domain("example.org") == "example.org"


def test_name_that_leads_into_the_house_is_not_called(ada: User, settings: object) -> None:
    settings.OUTGOING_PRIVATE = False  # type: ignore[attr-defined]

    with pytest.raises(AddressRefused):
        prove_domain(person_id=ada.pk, domain="metadata.google.internal", now=NOW)


def test_staff_vouches_for_others_alone_and_it_is_written_down(ada: User, dot: User) -> None:
    vouch_for(person_id=ada.pk, what=IDENTITY, shown_as="Ada\u202e Lovelace", by_id=dot.pk, now=NOW)

    with assert_refused(NotYourOwnProof):
        vouch_for(person_id=dot.pk, what=IDENTITY, shown_as="Dot", by_id=dot.pk, now=NOW)
    with assert_refused(NotFound):
        vouch_for(person_id=dot.pk, what=IDENTITY, shown_as="Dot", by_id=ada.pk, now=NOW)

    assert Verification.objects.get().shown_as == "Ada Lovelace"
    assert StaffAction.objects.values_list("action", "target").get() == ("proof_given", ada.public_id)


def test_proof_is_taken_back_by_its_person_or_staff_and_by_no_stranger(ada: User, dot: User) -> None:
    cyd = somebody("Cyd")
    proof = vouch_for(person_id=ada.pk, what=IDENTITY, shown_as="Ada", by_id=dot.pk, now=NOW)
    with assert_refused(NotFound):
        revoke_proof(proof_id=proof.public_id, by_id=cyd.pk, reason="", now=NOW)

    revoke_proof(proof_id=proof.public_id, by_id=ada.pk, reason="", now=NOW)

    proof.refresh_from_db()
    assert proof.revoked_at == NOW
    with assert_refused(NotFound):
        revoke_proof(proof_id=proof.public_id, by_id=dot.pk, reason="Late", now=NOW)


def test_badge_is_a_sellers_and_says_what_and_since_when(ada: User, dot: User) -> None:
    vouch_for(person_id=ada.pk, what=IDENTITY, shown_as="Ada Lovelace", by_id=dot.pk, now=NOW)
    SocialAccount.objects.create(user=ada, provider="github", uid="1", extra_data={"login": "ada"})
    before = shown(ada)

    grant_role(person_id=ada.pk, role=Role.SELLER, by_id=dot.pk, reason="", now=NOW + timedelta(days=1))
    after = shown(ada)
    SocialAccount.objects.all().delete()
    disconnected = shown(ada)
    revoke_role(person_id=ada.pk, role=Role.SELLER, by_id=dot.pk, reason="", now=NOW + timedelta(days=2))

    assert (before, shown(ada)) == ([], [])
    assert after == [("seller", ""), ("identity", "Ada Lovelace"), ("github", "@ada")]
    assert disconnected == after[:2]


def test_badges_of_thirty_cost_as_many_queries_as_of_three(dot: User, django_assert_num_queries: object) -> None:
    people = [somebody(f"Seller{number}", Role.SELLER).pk for number in range(30)]

    for some in (people[:3], people):
        with django_assert_num_queries(4):  # type: ignore[operator]
            assert len(proofs_of(some)) == len(some)
