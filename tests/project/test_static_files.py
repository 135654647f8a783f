"""What a browser loads in production is named by its content, through and through."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")
IMPORTED = re.compile(r"""(?:from|import)\s*["']([^"']+\.js)["']""")


@pytest.fixture
def collected(tmp_path: Path) -> Path:
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "project.static_files.HashedFiles"},
    }
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)
        assert staticfiles_storage.url("js/live.js") != "/static/js/live.js"
    return tmp_path


def test_every_import_of_a_hashed_module_names_a_hashed_module(collected: Path) -> None:
    modules = [path for path in (collected / "js").rglob("*.js") if HASHED.search(path.name)]
    imports = [(path, name) for path in modules for name in IMPORTED.findall(path.read_text())]

    assert len(imports) > 20
    assert [name for _path, name in imports if not HASHED.search(name)] == []
    assert [name for path, name in imports if not (path.parent / name).resolve().exists()] == []
