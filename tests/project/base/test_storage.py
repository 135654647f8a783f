"""Claims about private files: whole or absent, readable by nobody else, without an address."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile, File

from project.base.storage import PrivateFiles, new_name, private_files


class Broken(ContentFile[bytes]):
    """A file that ends in the middle."""

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        yield b"half"
        raise OSError("the sender is gone")


def test_file_is_kept_read_and_deleted(tmp_path: Path) -> None:
    files = PrivateFiles(location=tmp_path)
    name = new_name("chat")

    assert files.save(name, ContentFile(b"whole")) == name
    with files.open(name) as kept:
        assert kept.read() == b"whole"
    files.delete(name)
    files.delete(name)

    assert not files.exists(name)


def test_only_the_program_can_read_it(tmp_path: Path) -> None:
    files = PrivateFiles(location=tmp_path)

    name = files.save(new_name("chat"), ContentFile(b"x"))

    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / name).parent.stat().st_mode) == 0o700


def test_half_a_file_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="gone"):
        PrivateFiles(location=tmp_path).save("chat/aa/x", Broken(b""))

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_there_is_no_address_and_no_way_out(tmp_path: Path) -> None:
    files = PrivateFiles(location=tmp_path)

    with pytest.raises(ValueError, match="no address"):
        files.url("chat/aa/x")
    with pytest.raises(SuspiciousFileOperation):
        files.save("../x", File(ContentFile(b"x")))


def test_names_are_random_and_spread() -> None:
    names = {new_name("chat") for _ in range(100)}

    assert len(names) == 100
    assert all(name.startswith("chat/") and len(name) == 40 for name in names)


def test_private_storage_is_ours() -> None:
    assert isinstance(private_files(), PrivateFiles)
