"""A product's published versions as everybody may know them: never what they deliver."""

from collections.abc import Iterable

from market.catalog.facts import FileFacts, VersionFacts
from market.catalog.models import Content, File, Product, Version
from market.catalog.words import words_html


def published_versions(product: Product) -> list[VersionFacts]:
    """What everybody may know of a product's versions, the newest first: never what they deliver."""
    rows = product.versions.filter(published_at__isnull=False).order_by("-published_at", "-pk")
    with_text = set(Content.objects.filter(version__product=product).values_list("version_id", flat=True))
    return [version_facts(row, has_content=row.pk in with_text) for row in rows.prefetch_related("files")]


def version_facts(version: Version, *, has_content: bool) -> VersionFacts:
    """A published version as everybody may know it."""
    assert version.published_at is not None  # noqa: S101 - the caller reads published ones
    return VersionFacts(
        id=version.public_id,
        number=version.number,
        changelog_html=words_html(version.changelog),
        preview=version.preview,
        published_at=version.published_at,
        is_current=version.is_current,
        has_content=has_content,
        files=file_facts(version.files.all()),
    )


def file_facts(files: Iterable[File]) -> tuple[FileFacts, ...]:
    """That there are these files; where they lie is nobody's business."""
    return tuple(
        FileFacts(
            id=file.public_id, name=file.name, bytes=file.bytes, media_type=file.media_type, is_sample=file.is_sample
        )
        for file in files
    )
