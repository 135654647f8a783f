"""`/api/collections`: products that a member put together; a public collection is open to whoever has its address."""

from dataclasses import asdict
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router
from ninja.responses import Status

from market.finding import actions, queries
from market.finding.api.asking import PROBLEMS, person_of
from market.finding.api.schemas import (
    CollectionChange,
    CollectionIn,
    CollectionItemIn,
    CollectionOut,
    CollectionsOut,
    ProductName,
)
from project.accounts.access import Who, access
from project.accounts.visitors import visitor_of
from project.base import clock

router = Router(tags=["collections"])
Named = Annotated[str, Path(max_length=32, pattern=r"^col_[0-9A-Za-z]{22}$")]
Product = Annotated[ProductName, Path()]


@router.get("", response={200: CollectionsOut})
@access(Who.MEMBER, owned=True, scope="favourites:read")
def list_collections(request: HttpRequest) -> dict[str, Any]:
    """One's own, the last changed first."""
    return {"collections": [asdict(one) for one in queries.collections_of(person_of(request))]}


@router.post("", response={201: CollectionOut, 409: PROBLEMS[409], 422: PROBLEMS[422]})
@access(Who.MEMBER, owned=True, scope="favourites:write")
def create_collection(request: HttpRequest, new: CollectionIn) -> Status[dict[str, Any]]:
    """Begin a collection."""
    person = person_of(request)
    row = actions.create_collection(person_id=person, **new.model_dump(), now=clock.now())
    return Status(201, _shown(row.public_id, person))


@router.get("/{collection}", response={200: CollectionOut, 404: PROBLEMS[404], 422: PROBLEMS[422]})
@access(Who.PUBLIC, owned=True, scope="favourites:read")
def read_collection(request: HttpRequest, collection: Named) -> dict[str, Any]:
    """A collection with its products: a public one, or one's own."""
    return _shown(collection, visitor_of(request).user_id)


@router.patch("/{collection}", response={200: CollectionOut, 404: PROBLEMS[404], 422: PROBLEMS[422]})
@access(Who.MEMBER, owned=True, scope="favourites:write")
def change_collection(request: HttpRequest, collection: Named, change: CollectionChange) -> dict[str, Any]:
    """Change what is given and leave the rest."""
    person = person_of(request)
    actions.change_collection(person_id=person, collection=collection, **change.model_dump(), now=clock.now())
    return _shown(collection, person)


@router.delete("/{collection}", response={204: None, 404: PROBLEMS[404], 422: PROBLEMS[422]})
@access(Who.MEMBER, owned=True, scope="favourites:write")
def delete_collection(request: HttpRequest, collection: Named) -> Status[None]:
    """Delete a collection; the products stay where they are."""
    actions.delete_collection(person_id=person_of(request), collection=collection)
    return Status(204, None)


@router.put("/{collection}/items/{product}", response={204: None, **PROBLEMS})
@access(Who.MEMBER, owned=True, scope="favourites:write")
def put_item(request: HttpRequest, collection: Named, product: Product, item: CollectionItemIn) -> Status[None]:
    """Put a product (its id or slug) in, or change the note beside it."""
    actions.put_into_collection(
        person_id=person_of(request), collection=collection, product=product, note=item.note, now=clock.now()
    )
    return Status(204, None)


@router.delete("/{collection}/items/{product}", response={204: None, 404: PROBLEMS[404], 422: PROBLEMS[422]})
@access(Who.MEMBER, owned=True, scope="favourites:write")
def take_item(request: HttpRequest, collection: Named, product: Product) -> Status[None]:
    """Take a product out."""
    actions.take_out_of_collection(
        person_id=person_of(request), collection=collection, product=product, now=clock.now()
    )
    return Status(204, None)


def _shown(collection: str, viewer_id: int | None) -> dict[str, Any]:
    return asdict(queries.collection_shown(collection, viewer_id=viewer_id))
