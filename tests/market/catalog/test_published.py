"""What was published stays as it was: the actions refuse, and so does the database, whoever asks it."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from market.catalog import actions
from market.catalog.models import Content, File, Version
from market.catalog.refusals import VersionIsPublished
from tests.market.catalog.listings import NOON
from tests.market.people import SECRET, ada, product, release

pytestmark = pytest.mark.django_db


def published() -> Version:
    return product(ada(), files={"a.txt": b"first"}).versions.get()


@pytest.mark.parametrize(
    ("name", "options"),
    [("change_version", {"number": "9"}), ("put_content", {"body": "Other"}), ("remove_version", {})],
)
def test_actions_refuse_to_change_it(name: str, options: dict[str, Any]) -> None:
    version = published()

    with pytest.raises(VersionIsPublished):
        getattr(actions, name)(version=version.public_id, seller_id=ada().pk, now=NOON, **options)

    assert Content.objects.get(version=version).body == SECRET


def test_a_file_of_it_is_not_taken_out() -> None:
    file = published().files.get()

    with pytest.raises(VersionIsPublished):
        actions.remove_file(file=file.public_id, seller_id=ada().pk, now=NOON)

    assert File.objects.filter(pk=file.pk).exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE catalog_version SET changelog = 'Other' WHERE id = %s",
        "UPDATE catalog_version SET published_at = NULL, is_current = false WHERE id = %s",
        "UPDATE catalog_content SET body = 'Other' WHERE version_id = %s",
        "DELETE FROM catalog_content WHERE version_id = %s",
        "UPDATE catalog_file SET path = 'other' WHERE version_id = %s",
        "DELETE FROM catalog_file WHERE version_id = %s",
        "INSERT INTO catalog_file (version_id, public_id, name, path, bytes, media_type, sha256, is_sample, created_at)"
        " VALUES (%s, 'dlf_x', 'more.txt', 'p', 1, 'text/plain', '', false, now())",
    ],
)
def test_the_database_refuses_too(statement: str) -> None:
    version = published()

    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [version.pk])

    assert Content.objects.get(version=version).body == SECRET


def test_another_version_takes_its_place_as_the_current_one() -> None:
    made = product(ada())
    first = made.versions.get()

    second = release(made, content="Newer words")

    first.refresh_from_db()
    assert (first.is_current, second.is_current) == (False, True)
    assert Content.objects.get(version=first).body == SECRET
