"""Addresses of a seller's listings."""

from django.urls import URLPattern, path

from frontend.studio.products import about, imports, lists, pictures, prices, standing, versions

urlpatterns: list[URLPattern] = [
    path("", lists.home, name="studio"),
    path("products/", lists.show, name="studio_products"),
    path("products/bulk/", lists.bulk, name="studio_bulk"),
    path("products/new/", lists.new, name="studio_new"),
    path("products/<str:product>/", about.show, name="studio_product"),
    path("products/<str:product>/pictures/", pictures.show, name="studio_pictures"),
    path("products/<str:product>/pictures/<str:picture>/", pictures.change, name="studio_picture"),
    path("products/<str:product>/prices/", prices.show, name="studio_prices"),
    path("products/<str:product>/versions/", versions.show, name="studio_versions"),
    path("products/<str:product>/versions/<str:version>/", versions.one, name="studio_version"),
    path("products/<str:product>/versions/<str:version>/<str:act>/", versions.do, name="studio_version_act"),
    path("products/<str:product>/review/", standing.show, name="studio_review"),
    path("products/<str:product>/review/<str:does>/", standing.act, name="studio_act"),
    path("import/", imports.show, name="studio_import"),
    path("import/<str:run>/", imports.run, name="studio_import_run"),
    path("export/", imports.export, name="studio_export"),
    path("pictures/", pictures.add, name="studio_add_picture"),
    path("files/", versions.add, name="studio_add_file"),
    path("files/<str:file>/remove/", versions.remove, name="studio_remove_file"),
]
