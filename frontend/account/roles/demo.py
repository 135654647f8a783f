"""Looking around as somebody else: only in a demo, and only as people who were made for it."""

from typing import Any

from allauth.account.utils import perform_login
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.views.decorators.http import require_POST

from frontend.account.signin.doors import door
from project.accounts.access import Who, access
from project.accounts.demo import PASSWORD, demo_people
from project.accounts.roles.models import RoleApplication
from project.accounts.roles.names import Role
from project.accounts.roles.states import OPEN


@require_POST
@access(Who.PUBLIC)
@door("sign_in")
def enter(request: HttpRequest, person: str) -> HttpResponse:
    """Sign in as this demo person without a password; 404 for everybody else, and wherever DEMO is off.

    What a password stands for is taken as shown, and nothing else: a second factor is asked for.
    """
    somebody = demo_people().filter(public_id=person).first()
    if somebody is None:
        raise Http404
    answer: HttpResponse = perform_login(request, somebody, redirect_url=resolve_url("home"))
    return answer


def demo_facts() -> dict[str, Any]:
    """What the start page shows of the people one may be; nothing where DEMO is off."""
    if not settings.DEMO:
        return {}
    people = list(demo_people())
    asking = set(RoleApplication.objects.filter(person__in=people, state__in=OPEN).values_list("person_id", flat=True))
    shown = [
        {
            "id": person.public_id,
            "name": str(person),
            "email": person.email,
            "roles": [Role(role).label for role in person.roles],
            "is_asking": person.pk in asking,
        }
        for person in people
    ]
    return {"demo_people": shown, "demo_password": PASSWORD}
