"""The published versions of a product as everybody may know them: what is in them is not read here."""

from typing import Any

from django.db.models import Exists, OuterRef

from market.catalog.facts import FileFacts, VersionFacts
from market.catalog.models import Content, File, Product
from market.catalog.words import words_html

SHOWN = 30


def versions_of(product: Product) -> list[VersionFacts]:
    """The newest first, in two queries."""
    rows = product.versions.filter(published_at__isnull=False).order_by("-is_current", "-published_at", "-pk")
    with_content = Exists(Content.objects.filter(version=OuterRef("pk")))
    return [_facts(row) for row in rows.annotate(holds=with_content).prefetch_related("files")[:SHOWN]]


def _facts(row: Any) -> VersionFacts:
    return VersionFacts(
        id=row.public_id,
        number=row.number,
        changelog_html=words_html(row.changelog),
        preview=row.preview,
        published_at=row.published_at,
        is_current=row.is_current,
        has_content=row.holds,
        files=tuple(_file(file) for file in row.files.all()),
    )


def _file(file: File) -> FileFacts:
    return FileFacts(
        id=file.public_id,
        name=file.name,
        bytes=file.bytes,
        media_type=file.media_type,
        is_sample=file.is_sample,
    )
