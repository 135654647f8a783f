"""`/collections/…`: products that a member put together, for themself or for whoever has the address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from frontend.store.kept.doing import attempt, go_back
from frontend.store.looker import looker_of
from frontend.store.outside.linked import graph, list_linked
from frontend.store.outside.site import site_of
from market.finding import actions
from market.finding.queries import collection_shown, collections_of
from project.accounts.access import Who, access
from project.base import clock
from project.base.errors import Refusal

LONGEST_TITLE, LONGEST_ABOUT = 80, 500


@never_cache
@require_safe
@access(Who.MEMBER)
def show_all(request: HttpRequest) -> HttpResponse:
    """One's own, the last changed first."""
    found = collections_of(looker_of(request).person_id or 0)
    return render(request, "store/kept/collections.html", {"collections": found, "page_title": _("Collections")})


@require_POST
@access(Who.MEMBER)
def create(request: HttpRequest) -> HttpResponse:
    """Begin one, with a product in it where the form names one."""
    person, now = looker_of(request).person_id or 0, clock.now()
    title, slug = request.POST.get("title", "")[:LONGEST_TITLE], request.POST.get("product", "")
    try:
        made = actions.create_collection(
            person_id=person, title=title, is_public=bool(request.POST.get("is_public")), now=now
        )
    except Refusal as refusal:
        facts = {"collections": collections_of(person), "wrong": str(refusal), "title": title}
        return render(request, "store/kept/collections.html", facts, status=refusal.status)
    if not slug:
        return redirect("collection", made.public_id)
    attempt(
        request,
        lambda: actions.put_into_collection(person_id=person, collection=made.public_id, product=slug, now=now),
    )
    return go_back(request, "collections")


@never_cache
@require_safe
@access(Who.PUBLIC, owned=True)
def show(request: HttpRequest, collection: str) -> HttpResponse:
    """A public one to everybody, another to its owner alone."""
    viewer = looker_of(request)
    found = collection_shown(collection, viewer_id=viewer.person_id)
    site = site_of(request)
    facts = {
        "collection": found,
        "products": [(product, found.notes.get(product.id, "")) for product in found.products],
        "is_own": viewer.public_id is not None and viewer.public_id == found.owner.public_id,
        "canonical": f"{site}{request.path}",
        "is_hidden": not found.is_public,
        "unlisted": not found.is_public,
        "linked": graph(list_linked(found.products, site=site)),
        "page_title": found.title,
        "about_page": found.about or _("A collection by %(name)s.") % {"name": found.owner.name},
    }
    return render(request, "store/kept/collection.html", facts)


@require_POST
@access(Who.MEMBER, owned=True)
def change(request: HttpRequest, collection: str) -> HttpResponse:
    """Its title, what it is about, and who may see it."""
    person, form = looker_of(request).person_id or 0, request.POST
    attempt(
        request,
        lambda: actions.change_collection(
            person_id=person,
            collection=collection,
            title=form.get("title", "")[:LONGEST_TITLE],
            about=form.get("about", "")[:LONGEST_ABOUT],
            is_public=bool(form.get("is_public")),
            now=clock.now(),
        ),
    )
    return redirect("collection", collection)


@require_POST
@access(Who.MEMBER, owned=True)
def delete(request: HttpRequest, collection: str) -> HttpResponse:
    """Delete it; the products stay where they are."""
    person = looker_of(request).person_id or 0
    attempt(request, lambda: actions.delete_collection(person_id=person, collection=collection))
    return redirect("collections")


@require_POST
@access(Who.MEMBER, owned=True)
def put(request: HttpRequest, collection: str, slug: str) -> HttpResponse:
    """Put a product in, or take it out."""
    person, now = looker_of(request).person_id or 0, clock.now()
    act = actions.put_into_collection if request.POST.get("on") else actions.take_out_of_collection
    attempt(request, lambda: act(person_id=person, collection=collection, product=slug, now=now))
    return go_back(request, "collections")
