"""`/account/profile/`: what others read of oneself, one's picture, and one's portfolio."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from frontend.account.profile.forms import LinkForms, PictureForm, PieceForm, ProfileForm, profile_values
from project.accounts.access import Who, access
from project.accounts.models import Role
from project.accounts.profiles.actions import change_profile, profile_of
from project.accounts.profiles.avatars import remove_avatar, set_avatar
from project.accounts.profiles.models import Profile
from project.accounts.profiles.models.profile import MOST_LINKS, MOST_PIECES
from project.accounts.profiles.portfolio import add_piece, remove_piece
from project.accounts.profiles.public import person_out
from project.accounts.profiles.refusals import ChangedMeanwhile, NotValid
from project.accounts.visitors import visitor_of
from project.base import clock
from project.base.errors import NotFound, Refusal

SPARE_LINKS = 2


@never_cache
@require_http_methods(["GET", "POST"])
@access(Who.MEMBER)
def edit(request: HttpRequest) -> HttpResponse:
    """The profile's form; what was typed stays in it when something is refused."""
    profile = profile_of(own_id(request), now=clock.now())
    if request.method != "POST":
        return _page(request, profile)
    form, links = ProfileForm(request.POST), LinkForms(request.POST, prefix="links")
    if form.is_valid() and links.is_valid():
        said = {**form.cleaned_data, "links": [link for link in links.cleaned_data if link]}
        try:
            change_profile(person_id=profile.person_id, edition=said.pop("edition"), changes=said, now=clock.now())
        except ChangedMeanwhile as refusal:
            form = _seen_again(request, profile)
            form.tell(refusal)
            return _page(request, profile, status=422, form=form, links=links, differs=_differs(form, profile))
        except NotValid as refusal:
            # The lines of links are forms of their own: what is wrong with them is said beside them.
            wrong = refusal.extra.pop("links", "")
            form.tell(refusal)
            return _page(request, profile, status=422, form=form, links=links, links_wrong=wrong)
        else:
            return _done(request, _("Your profile is saved."))
    return _page(request, profile, status=422, form=form, links=links)


@require_POST
@access(Who.MEMBER)
def change_picture(request: HttpRequest) -> HttpResponse:
    """Take a new picture, or take the present one away."""
    own, now = own_id(request), clock.now()
    if "remove" in request.POST:
        remove_avatar(person_id=own, now=now)
        return _done(request, _("Your picture is gone."))
    form = PictureForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            set_avatar(person_id=own, upload=form.cleaned_data["picture"], now=now)
        except Refusal as refusal:
            form.add_error("picture", str(refusal))
        else:
            return _done(request, _("Your picture is saved."))
    return _page(request, profile_of(own, now=now), status=422, picture_form=form)


@require_POST
@access(Who.MEMBER)
def add_to_portfolio(request: HttpRequest) -> HttpResponse:
    """One more piece."""
    own, now = own_id(request), clock.now()
    form = PieceForm(request.POST, request.FILES)
    if form.is_valid():
        said = dict(form.cleaned_data)
        try:
            add_piece(person_id=own, upload=said.pop("picture"), now=now, **said)
        except Refusal as refusal:
            form.tell(refusal)
        else:
            return _done(request, _("The piece is in your portfolio."))
    return _page(request, profile_of(own, now=now), status=422, piece_form=form)


@require_POST
@access(Who.MEMBER, owned=True)
def take_from_portfolio(request: HttpRequest, piece: str) -> HttpResponse:
    """One piece less."""
    try:
        remove_piece(person_id=own_id(request), piece_id=piece, now=clock.now())
    except NotFound:
        return _page(request, profile_of(own_id(request), now=clock.now()), status=404)
    return _done(request, _("The piece is gone."))


def own_id(request: HttpRequest) -> int:
    """Whose page this is: `access` let a member in."""
    own = visitor_of(request).user_id
    assert own is not None  # noqa: S101 - said above
    return own


def _done(request: HttpRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("profile")


def _seen_again(request: HttpRequest, profile: Profile) -> ProfileForm:
    """The same form as of the newest edition: who saves it again has read what it says now."""
    form = ProfileForm({**request.POST.dict(), "edition": profile.edition})
    form.is_valid()
    return form


def _page(request: HttpRequest, profile: Profile, *, status: int = 200, **given: Any) -> HttpResponse:
    links = [*profile.links, *[{"label": "", "url": ""}] * SPARE_LINKS][:MOST_LINKS]
    forms = {
        "form": ProfileForm(initial=profile_values(profile)),
        "links": LinkForms(initial=links, prefix="links"),
        "picture_form": PictureForm(),
        "piece_form": PieceForm(),
        **given,
    }
    facts = {
        **forms,
        "profile": profile,
        "person": person_out(profile),
        "must_be_shown": Role.SELLER in profile.person.roles,
        "room_for_pieces": profile.pieces.count() < MOST_PIECES,
    }
    return render(request, "account/profile/edit.html", facts, status=status)


def _differs(form: ProfileForm, profile: Profile) -> list[tuple[str, Any]]:
    """What is saved, where it is not what this form says."""
    saved = profile_values(profile)
    return [
        (str(form.fields[name].label), saved[name] or "–")
        for name in ("display_name", "handle", "headline", "bio", "location")
        if form.data.get(name, "").replace("\r\n", "\n") != saved[name]
    ]
