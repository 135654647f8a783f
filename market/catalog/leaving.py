"""What the catalogue holds of a person: their copy of it, and what stays for buyers when a seller is deleted."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from market.catalog import news
from market.catalog.actions.selling import put_away
from market.catalog.copies import plain_values, tier_value, tiers_of
from market.catalog.events import listings_changed, reviews_changed
from market.catalog.files.removing import forget_files_later
from market.catalog.models import Change, CommissionRate, Content, File, ImportRun, Picture, Product
from market.catalog.pictures import forget_picture_later
from project.accounts.profiles.deletion.registry import register_erasure
from project.accounts.profiles.exports.registry import leave_out, register_export
from realtime.publish import publish

type Json = dict[str, Any]


def register() -> None:
    """Tell the registries; called when Django is ready."""
    register_export(
        "catalogue",
        rows=_rows,
        covers=["catalog.Product", "catalog.Change", "catalog.ImportRun"],
        files=_files,
    )
    leave_out(["catalog.CommissionRate"], because="is what the house agreed with a seller, and told with each sale")
    register_erasure(
        "catalogue",
        erase=erase,
        gone=_("Your drafts, imports and pictures of what was never sold; nothing of yours is shown or sold any more."),
        # Behind rooms whose topics sort before these: one transaction tells all.
        is_last=True,
        kept=_("What was bought stays with its buyers, under “Deleted person”: they paid for it."),
    )


def erase(person_id: int, now: datetime) -> None:
    """Delete what nobody can have bought and hide the rest; all is told at once, as the last word of this room."""
    ImportRun.objects.filter(seller_id=person_id).delete()
    CommissionRate.objects.filter(seller_id=person_id).delete()
    Change.objects.filter(product__seller_id=person_id).update(note="")
    own = Product.objects.filter(seller_id=person_id)
    if not own.exists():
        return
    for product in own.filter(approved_at=None):
        _delete_forever(product)
    hidden = list(own.filter(deleted_at=None).select_for_update(no_key=True, of=("self",)).order_by("pk"))
    for product in hidden:
        put_away(product, now=now)
        product.save()
        news.tell(product.pk, now=now)
    publish(*listings_changed(hidden), reviews_changed(), at=now)


def _delete_forever(product: Product) -> None:
    forget_files_later(File.objects.filter(version__product=product))
    for picture in product.pictures.all():
        forget_picture_later(picture)
    product.delete()


def _rows(person_id: int) -> Iterator[Json]:
    for product in Product.objects.filter(seller_id=person_id).select_related("category").iterator():
        told = {"id": product.public_id, "slug": product.slug, "kind": product.kind, "state": product.state}
        tiers = [tier_value(tier) for tier in tiers_of(product)]
        yield {"is": "product", **told, **plain_values(product), "tiers": tiers, "created_at": product.created_at}
        yield from _deliveries(product)
    for change in Change.objects.filter(product__seller_id=person_id).iterator():
        told = {"id": change.public_id, "state": change.state, "note": change.note, "reason": change.reason}
        yield {"is": "change", **told, "asked_for": change.after, "submitted_at": change.submitted_at}
    for change in Change.objects.filter(decided_by_id=person_id).iterator():
        yield {"is": "decision of yours", "change": change.public_id, "at": change.decided_at, "reason": change.reason}
    for run in ImportRun.objects.filter(seller_id=person_id).iterator():
        yield {"is": "import", "id": run.public_id, "name": run.name, "rows": run.total, "at": run.created_at}


def _deliveries(product: Product) -> Iterator[Json]:
    for content in Content.objects.filter(version__product=product).select_related("version"):
        version = content.version
        told = {"product": product.public_id, "number": version.number, "changelog": version.changelog}
        yield {"is": "version", **told, "preview": version.preview, "content": content.body}


def _files(person_id: int) -> Iterator[tuple[str, str]]:
    for file in File.objects.filter(version__product__seller_id=person_id).iterator():
        yield f"{file.public_id}-{file.name}", file.path
    for picture in Picture.objects.filter(product__seller_id=person_id).iterator():
        yield f"{picture.public_id}.webp", picture.path
