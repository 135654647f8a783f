"""`/api/people`: those who show themselves, and oneself."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router

from project.accounts.access import Who, access
from project.accounts.profiles.actions import change_profile, profile_of
from project.accounts.profiles.public import own_out, person_out
from project.accounts.profiles.queries import find_person
from project.accounts.profiles.schemas import ChangesIn, OwnOut, PersonOut
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.problems import Problem

router = Router(tags=["people"])
PROBLEMS = {401: Problem, 403: Problem, 404: Problem}


@router.get("/me", response={200: OwnOut, **PROBLEMS})
@access(Who.MEMBER, owned=True, scope="account:read")
def read_me(request: HttpRequest) -> dict[str, Any]:
    """Everything that can be set about oneself."""
    return own_out(profile_of(_own_id(request), now=clock.now()))


@router.patch("/me", response={200: OwnOut, **PROBLEMS, 409: Problem, 422: Problem})
@access(Who.MEMBER, owned=True, scope="account:write")
def change_me(request: HttpRequest, changes: ChangesIn) -> dict[str, Any]:
    """Change what is given and leave the rest; a field that cannot be kept is named, and nothing is changed."""
    given = changes.model_dump(exclude_unset=True)
    edition = given.pop("edition", None)
    # A handle can be given up; everything else that is null was left out.
    wanted = {name: value for name, value in given.items() if value is not None or name == "handle"}
    now = clock.now()
    profile = change_profile(person_id=_own_id(request), changes=wanted, edition=edition, now=now)
    return own_out(profile)


@router.get("/{person}", response={200: PersonOut, 404: Problem})
@access(Who.PUBLIC, owned=True, scope="account:read")
def read_person(request: HttpRequest, person: Annotated[str, Path(max_length=40)]) -> dict[str, Any]:
    """Somebody who shows themself, by public id or handle; nobody and who does not are told alike."""
    found = find_person(person, now=clock.now(), viewer_id=visitor_of(request).user_id)
    return person_out(found.profile)


def _own_id(request: HttpRequest) -> int:
    own = visitor_of(request).user_id
    assert own is not None  # noqa: S101 - `access` let a member in
    return own
