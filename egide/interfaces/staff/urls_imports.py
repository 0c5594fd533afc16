"""Addresses of the runs that brought older systems in.

The rest of the records office is in urls_records.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_imports

urlpatterns: list[URLPattern] = [
    path("archives/reprises/", views_imports.imports, name="imports"),
    path("archives/reprises/<slug:run>/", views_imports.import_run, name="import_run"),
]
