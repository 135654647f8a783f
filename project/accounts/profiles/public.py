"""A person in the one form that the page, its linked data and the API share."""

from typing import Any

from project.accounts.models import STAFF, Role
from project.accounts.profiles.avatars import SIDES
from project.accounts.profiles.bio import bio_html
from project.accounts.profiles.links import host_of
from project.accounts.profiles.models import Piece, Profile
from project.accounts.profiles.queries import address_name

Json = dict[str, Any]
# Who decides what is nobody's business but the house's.
SHOWN_ROLES = tuple(role for role in Role if role not in STAFF)


def person_out(profile: Profile) -> Json:
    """What everybody may read of a person; addresses are paths of this site."""
    person = profile.person
    return {
        "id": person.public_id,
        "handle": profile.handle,
        "name": str(person),
        "headline": profile.headline,
        "bio": profile.bio,
        "bio_html": str(bio_html(profile.bio)),
        "location": profile.location,
        "links": [{**link, "host": host_of(link["url"])} for link in profile.links],
        "avatar": avatar_out(profile.avatar),
        "roles": [role for role in SHOWN_ROLES if role in person.roles],
        "portfolio": [_piece_out(piece) for piece in _pieces(profile)],
        "member_since": person.created_at.date().isoformat(),
        "url": f"/people/{address_name(profile)}/",
    }


def own_out(profile: Profile) -> Json:
    """The same for the person themself, with what nobody else sees."""
    return {
        **person_out(profile),
        "email": profile.person.email,
        "is_public": profile.is_public,
        "language": profile.language,
        "time_zone": profile.time_zone,
        "theme": profile.theme,
        "edition": profile.edition,
    }


def avatar_out(folder: str) -> Json | None:
    """The addresses of a picture by its size in pixels; None where initials stand in its place."""
    if not folder:
        return None
    token = folder.rpartition("/")[2]
    return {str(side): f"/people/pictures/{token}/{side}.webp" for side in SIDES}


def linked_data(facts: Json, *, site: str) -> Json:
    """What `person_out` says, for search engines (schema.org); `site` makes its paths whole addresses."""
    told: Json = {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "mainEntity": {
            "@type": "Person",
            "identifier": facts["id"],
            "name": facts["name"],
            "alternateName": facts["handle"],
            "jobTitle": facts["headline"],
            "description": facts["bio"],
            "homeLocation": facts["location"] and {"@type": "Place", "name": facts["location"]},
            "sameAs": [link["url"] for link in facts["links"]],
            "image": facts["avatar"] and site + facts["avatar"]["256"].replace(".webp", ".jpg"),
            "url": site + facts["url"],
        },
    }
    told["mainEntity"] = {name: value for name, value in told["mainEntity"].items() if value}
    return told


def initials_of(name: str) -> str:
    """One or two letters to stand for a picture."""
    words = [word for word in name.split() if word[:1].isalnum()]
    chosen = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in chosen).upper() or "·"


def _pieces(profile: Profile) -> list[Piece]:
    return list(profile.pieces.all()) if profile.pk else []


def _piece_out(piece: Piece) -> Json:
    token = piece.picture.rpartition("/")[2]
    picture = {"url": f"/people/pieces/{token}.webp", "width": piece.width, "height": piece.height}
    return {
        "id": piece.public_id,
        "title": piece.title,
        "text": piece.text,
        "link": piece.link,
        "picture": picture if token else None,
    }
