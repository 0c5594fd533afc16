"""Addresses of what is taken out: one's own files, asking for one, the bag of a dossier.

The lists themselves are in urls.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_exports

E = "travail/exports/"

urlpatterns: list[URLPattern] = [
    path(E, views_exports.exports, name="exports"),
    path(E + "demander/", views_exports.ask_for, name="export_ask"),
    path(E + "vus/", views_exports.seen, name="exports_seen"),
    path(E + "<uuid:export>/fichier/", views_exports.export_file, name="export_file"),
    path(E + "<uuid:export>/garder/", views_exports.export_keep, name="export_keep"),
    path(E + "<uuid:export>/retirer/", views_exports.export_remove, name="export_remove"),
    path(E + "<uuid:export>/reprendre/", views_exports.export_again, name="export_again"),
    path("dossiers/<str:number>/exporter/", views_exports.bag, name="bag"),
]
