"""How static files are named in production: by their content, imports between JavaScript modules included."""

from servestatic.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Without hashed imports a browser could mix the modules of two versions for as long as it caches."""

    support_js_module_import_aggregation = True
