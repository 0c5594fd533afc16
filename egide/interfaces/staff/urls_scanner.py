"""Addresses of the scanner’s screen, and of the sheets that one prints for it.

The rest of the records office is in urls_records.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_scanner

urlpatterns: list[URLPattern] = [
    path("archives/numeriseur/", views_scanner.scanner, name="scanner"),
    path("archives/numeriseur/feuille/", views_scanner.sheet, name="scanner_sheet"),
    path("archives/numeriseur/<uuid:scan>/apercu/", views_scanner.picture, name="scanner_picture"),
    path("archives/numeriseur/<uuid:scan>/fichier/", views_scanner.file, name="scanner_file"),
    path("dossiers/<str:number>/separateur/", views_scanner.dossier_sheet, name="dossier_sheet"),
]
