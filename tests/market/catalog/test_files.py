"""Files that sellers send: what is let in, and every way to send something else."""

import hashlib
import io
import json
import stat
import struct
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from market.catalog import actions
from market.catalog.files.looking import (
    ArchiveRefused,
    FileEmpty,
    FileNotAllowed,
    FileNotWhatItSays,
    FileTooLarge,
)
from market.catalog.models import File, Version
from market.catalog.refusals import ProductNotValid, TooMany
from project.base.errors import NotFound
from project.base.storage import private_files
from tests.market.catalog.listings import NOON, draft
from tests.market.people import ada, cyd

pytestmark = pytest.mark.django_db


def version_of(kind: str = "download") -> Version:
    made = actions.create_product(seller_id=ada().pk, kind=kind, title="Harbour", now=NOON)
    return actions.add_version(product=made.public_id, seller_id=ada().pk, number="1", now=NOON)


def send(name: str, content: bytes, *, kind: str = "download") -> File:
    version = version_of(kind)
    upload = SimpleUploadedFile(name, content)
    return actions.add_file(version=version.public_id, seller_id=ada().pk, upload=upload, now=NOON)


def archive(*entries: tuple[str, bytes], packed: int = ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with ZipFile(written, "w", packed) as made:
        for name, body in entries:
            made.writestr(name, body)
    return written.getvalue()


def link() -> bytes:
    entry = ZipInfo("link")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    written = io.BytesIO()
    with ZipFile(written, "w") as made:
        made.writestr(entry, "/etc/passwd")
    return written.getvalue()


def lying() -> bytes:
    """Says that eight megabytes of zeros are ten bytes."""
    content = bytearray(archive(("a.txt", bytes(8_388_608))))
    size = struct.pack("<I", 8_388_608)
    return bytes(content).replace(size, struct.pack("<I", 10))


def locked() -> bytes:
    content = bytearray(archive(("a.txt", b"secret")))
    content[6] |= 1
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


TENSORS = json.dumps({"w": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}).encode()
GOOD = {
    "a.txt": b"Ahoy\n",
    "a.csv": b"a,b\n1,2\n",
    "a.json": b'{"a": [1]}',
    "a.pdf": b"%PDF-1.7\n...",
    "a.png": b"\x89PNG\r\n\x1a\n....",
    "a.webp": b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    "a.mp4": b"\x00\x00\x00\x18ftypmp42",
    "a.mp3": b"ID3\x04\x00",
    "a.ipynb": b'{"cells": [], "nbformat": 4}',
    "a.zip": archive(("folder/a.txt", b"Ahoy")),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_file_is_kept_whole_with_its_digest_under_a_name_that_says_nothing(name: str) -> None:
    file = send(name, GOOD[name])

    assert (file.name, file.bytes, file.sha256) == (name, len(GOOD[name]), hashlib.sha256(GOOD[name]).hexdigest())
    assert name.partition(".")[0] not in file.path.rpartition("/")[2] or len(file.path) > 30
    with private_files().open(file.path) as stored:
        assert stored.read() == GOOD[name]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.safetensors", struct.pack("<Q", len(TENSORS)) + TENSORS + bytes(4)),
        ("a.gguf", b"GGUF\x03\x00\x00\x00"),
        ("a.onnx", b"\x08\x09\x12\x02me"),
    ],
)
def test_weights_are_let_in_where_models_are_sold_and_nowhere_else(name: str, content: bytes) -> None:
    assert send(name, content, kind="model").bytes == len(content)
    with pytest.raises(FileNotAllowed):
        send(name, content, kind="prompt")


@pytest.mark.parametrize("name", ["a.exe", "a.html", "a.svg", "a.pkl", "a.pt", "a", ".zip", "a.zip.sh", "a.js"])
def test_endings_that_are_not_sold_are_refused(name: str) -> None:
    with pytest.raises(FileNotAllowed):
        send(name, b"anything")

    assert not File.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"MZ\x90\x00"),
        ("a.png", b"<svg onload=alert(1)>"),
        ("a.txt", b"\x7fELF\x02\x01\x01\x00"),
        ("a.txt", b"\xff\xfe\x00broken"),
        ("a.json", b"{'a': 1}"),
        ("a.json", b"[" * 100_000),
        ("a.ipynb", b'{"a": 1}'),
        ("a.zip", b"PK\x05\x06" + bytes(18)),
        ("a.mp4", b"ftyp"),
        ("a.webp", b"RIFF\x10\x00\x00\x00WAVE"),
    ],
)
def test_content_that_is_not_what_its_name_says_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(FileNotWhatItSays):
        send(name, content)

    assert not File.objects.exists()


@pytest.mark.parametrize(
    "content", [b"\xff" * 8 + b'{"', struct.pack("<Q", 2) + b'{"', struct.pack("<Q", 400) + TENSORS]
)
def test_a_list_of_tensors_that_lies_is_refused(content: bytes) -> None:
    with pytest.raises(FileNotWhatItSays):
        send("a.safetensors", content, kind="model")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (archive(("../../etc/passwd", b"x")), "paths"),
        (archive(("/etc/passwd", b"x")), "paths"),
        (archive(("C:\\Windows\\a.txt", b"x")), "paths"),
        (archive(("a\\..\\..\\b.txt", b"x")), "paths"),
        (link(), "paths"),
        (archive(("setup.exe", b"MZ")), "programs"),
        (archive(("run.BAT", b"del")), "programs"),
        (archive(("inner.zip", archive(("a.txt", b"x")))), "nested"),
        (archive(("bomb.txt", bytes(50_000_000))), "bomb"),
        (archive(*((f"{number}.txt", b"") for number in range(10_001))), "bomb"),
        (locked(), "encrypted"),
        (lying(), "broken"),
        (archive(("a.txt", b"x" * 99), packed=ZIP_BZIP2), "broken"),
        (b"PK\x03\x04" + b"nonsense" * 9, "broken"),
        (archive(("a.txt", b"whole"))[:-30], "broken"),
    ],
    # An archive's bytes hold the second in which it was made: no two workers would name such a claim alike.
    ids=(
        *("up", "root", "drive", "backslashes", "link", "exe", "bat", "nested", "inflated", "many"),
        *("locked", "lying", "bzip2", "nonsense", "cut"),
    ),
)
def test_archives_that_nobody_should_unpack_are_refused(content: bytes, why: str) -> None:
    with pytest.raises(ArchiveRefused) as refused:
        send("a.zip", content)

    assert refused.value.extra == {"why": why}
    assert not File.objects.exists()


def test_an_empty_file_and_one_too_large_are_refused(settings: Any) -> None:
    settings.PRODUCT_FILE_BYTES = 10

    with pytest.raises(FileEmpty):
        send("a.txt", b"")
    with pytest.raises(FileTooLarge):
        send("a.txt", b"12345678901")


@pytest.mark.parametrize("name", ["../../evil.txt", "..\\evil.txt", "/etc/evil.txt", "evil\u202e.txt"])
def test_a_name_has_no_path_and_nothing_that_hides(name: str) -> None:
    assert send(name, b"Ahoy").name == "evil.txt"


def test_a_file_of_the_same_name_and_the_one_after_the_last_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    version = version_of()

    def add(name: str) -> None:
        upload = SimpleUploadedFile(name, b"Ahoy")
        actions.add_file(version=version.public_id, seller_id=ada().pk, upload=upload, now=NOON)

    add("a.txt")
    with pytest.raises(ProductNotValid):
        add("a.txt")
    monkeypatch.setattr("market.catalog.actions.files.MOST_FILES", 1)
    with pytest.raises(TooMany):
        add("b.txt")
    assert File.objects.count() == 1


def test_a_stranger_adds_nothing_and_leaves_nothing_behind() -> None:
    version = draft(ada()).versions.get()
    folder_before = private_files().exists("goods")

    with pytest.raises(NotFound):
        actions.add_file(
            version=version.public_id, seller_id=cyd().pk, upload=SimpleUploadedFile("a.txt", b"x"), now=NOON
        )

    assert not File.objects.exists()
    assert private_files().exists("goods") == folder_before
