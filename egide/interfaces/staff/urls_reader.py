"""Addresses of one document: its page, its versions, the pages of a version, what is done to it.

By ranks and numbers only; the section « Documents » of a dossier is in urls.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_comparing, views_reader, views_reader_acts, views_reader_bytes

D = "dossiers/<str:number>/documents/<int:rank>/"
V = D + "v<int:version>/"
P = V + "p<int:page>/"

urlpatterns: list[URLPattern] = [
    path(D, views_reader.document, name="document"),
    path(D + "renommer/", views_reader_acts.rename_document, name="document_rename"),
    path(D + "nouvelle-version/", views_reader_acts.version_new, name="version_new"),
    path(D + "relire/", views_reader_acts.document_read_again, name="read_again"),
    path(D + "comparer/", views_comparing.choice, name="document_compare_choice"),
    path(V + "comparer/v<int:against>/", views_comparing.comparison, name="document_compare"),
    path(V, views_reader.version, name="document_version"),
    path(V + "chercher/", views_reader.find_words, name="document_find"),
    path(V + "imprimer/", views_reader.print_pages, name="document_print"),
    path(V + "telecharger/", views_reader_bytes.version_download, name="version_download"),
    path(V + "vignette/", views_reader_bytes.version_thumbnail, name="document_thumbnail"),
    path(V + "ecouter/", views_reader_bytes.media, name="document_media"),
    path(P, views_reader.read_page, name="reader"),
    path(P + "image/<slug:size>/", views_reader_bytes.picture, name="page_image"),
]
