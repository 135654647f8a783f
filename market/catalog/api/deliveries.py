"""`/api/catalog/versions`, `files` and `pictures`: what a listing delivers and shows, for its seller alone."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Form, Path, Router
from ninja.files import UploadedFile
from ninja.responses import Status

from market.catalog import actions
from market.catalog.api.answers import (
    PROBLEMS,
    CoverOut,
    ListingOut,
    OwnFileOut,
    OwnVersionOut,
    WholeVersionOut,
    file_out,
    listing_out,
    version_out,
    whole_version_out,
)
from market.catalog.api.asking import own_id
from market.catalog.api.schemas import (
    FileId,
    NewVersion,
    PictureChange,
    PictureId,
    ProductId,
    TierId,
    VersionChange,
    VersionId,
)
from market.catalog.facts import PictureFacts
from market.catalog.models import Version
from market.catalog.queries import picture_facts
from market.catalog.studio import find_own, find_own_version
from project.accounts.access import Who, access
from project.base import clock
from project.base.limits import ask

router = Router(tags=["catalogue"])
AtProduct = Annotated[ProductId, Path()]
AtVersion = Annotated[VersionId, Path()]
AtPicture = Annotated[PictureId, Path()]
Shown: Any = {200: ListingOut, **PROBLEMS}


@router.post("/products/{product}/versions", response={201: WholeVersionOut, **PROBLEMS})
@access(Who.MEMBER, owned=True, scope="products:write")
def add_version(request: HttpRequest, product: AtProduct, new: NewVersion) -> Status[dict[str, Any]]:
    """Begin a version, with the text that it delivers if there is one."""
    seller, words = own_id(request), new.model_dump(exclude={"content"})
    version = actions.add_version(product=product, seller_id=seller, now=clock.now(), **words)
    if new.content is not None:
        actions.put_content(version=version.public_id, seller_id=seller, body=new.content, now=clock.now())
    return Status(201, whole_version_out(_own(request, version.public_id)))


@router.get("/versions/{version}", response={200: WholeVersionOut, **PROBLEMS})
@access(Who.MEMBER, owned=True, scope="products:read")
def read_version(request: HttpRequest, version: AtVersion) -> dict[str, Any]:
    """One's own version with the text that it delivers."""
    return whole_version_out(_own(request, version))


@router.patch("/versions/{version}", response={200: WholeVersionOut, **PROBLEMS})
@access(Who.MEMBER, owned=True, scope="products:write")
def change_version(request: HttpRequest, version: AtVersion, change: VersionChange) -> dict[str, Any]:
    """Change a draft version; a published one stays as it is."""
    seller, words = own_id(request), change.model_dump(exclude={"content"}, exclude_none=True)
    actions.change_version(version=version, seller_id=seller, now=clock.now(), **words)
    if change.content is not None:
        actions.put_content(version=version, seller_id=seller, body=change.content, now=clock.now())
    return whole_version_out(_own(request, version))


@router.delete("/versions/{version}", response={204: None, **PROBLEMS})
@access(Who.MEMBER, owned=True, scope="products:write")
def remove_version(request: HttpRequest, version: AtVersion) -> Status[None]:
    """Throw a draft version away."""
    actions.remove_version(version=version, seller_id=own_id(request), now=clock.now())
    return Status(204, None)


@router.post("/versions/{version}/publish", response={200: OwnVersionOut, **PROBLEMS})
@access(Who.MEMBER, owned=True, scope="products:write")
def publish_version(request: HttpRequest, version: AtVersion) -> dict[str, Any]:
    """Have the next review of a live listing make this version the current one; submit the listing afterwards."""
    actions.publish_version(version=version, seller_id=own_id(request), now=clock.now())
    return version_out(_own(request, version))


@router.post("/files", response={201: OwnFileOut, **PROBLEMS})
@access(Who.MEMBER, owned=True, scope="products:write")
def add_file(
    request: HttpRequest,
    file: File[UploadedFile],
    version: Form[VersionId],
    is_sample: Form[bool] = False,  # noqa: FBT002 - a field of a form
    tier: Form[list[TierId]] = [],  # noqa: B006 - ninja reads it, nobody writes to it
) -> Status[dict[str, Any]]:
    """Add a file to a draft version: a sample is open to all, another comes with one of its tiers (none: any)."""
    ask("uploads", f"person:{own_id(request)}")
    kept = actions.add_file(
        version=version, seller_id=own_id(request), upload=file, is_sample=is_sample, tiers=tier, now=clock.now()
    )
    return Status(201, file_out(kept))


@router.delete("/files/{file_id}", response={204: None, **PROBLEMS})
@access(Who.MEMBER, owned=True, scope="products:write")
def remove_file(request: HttpRequest, file_id: Annotated[FileId, Path()]) -> Status[None]:
    """Take a file out of a draft version."""
    actions.remove_file(file=file_id, seller_id=own_id(request), now=clock.now())
    return Status(204, None)


@router.post("/pictures", response={201: CoverOut, **PROBLEMS})
@access(Who.MEMBER, owned=True, scope="products:write")
def add_picture(
    request: HttpRequest,
    file: File[UploadedFile],
    product: Form[ProductId],
    alt: Form[str] = "",
) -> Status[PictureFacts]:
    """Put a picture (PNG, JPEG, WebP) behind those there are; others see it once staff has."""
    ask("uploads", f"person:{own_id(request)}")
    name, content = file.name or "", file.read()
    kept = actions.add_picture(
        product=product, seller_id=own_id(request), name=name, content=content, alt=alt, now=clock.now()
    )
    return Status(201, picture_facts(kept))


@router.patch("/products/{product}/pictures/{picture}", response=Shown)
@access(Who.MEMBER, owned=True, scope="products:write")
def change_picture(
    request: HttpRequest, product: AtProduct, picture: AtPicture, change: PictureChange
) -> dict[str, Any]:
    """Have a picture stand elsewhere, or say what it shows."""
    which: Any = {"product": product, "seller_id": own_id(request), "picture": picture, "now": clock.now()}
    if change.alt is not None:
        actions.describe_picture(**which, alt=change.alt)
    if change.place is not None:
        actions.move_picture(**which, place=change.place)
    return listing_out(find_own(product, seller_id=own_id(request)))


@router.delete("/products/{product}/pictures/{picture}", response=Shown)
@access(Who.MEMBER, owned=True, scope="products:write")
def remove_picture(request: HttpRequest, product: AtProduct, picture: AtPicture) -> dict[str, Any]:
    """Take a picture away."""
    actions.remove_picture(product=product, seller_id=own_id(request), picture=picture, now=clock.now())
    return listing_out(find_own(product, seller_id=own_id(request)))


def _own(request: HttpRequest, version: str) -> Version:
    return find_own_version(version, seller_id=own_id(request))
