"""Addresses of corrective measures, of the modules' sheets and of their maps.

The dossier's own page is in urls.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_measures, views_sheets

D = "dossiers/<str:number>/mesures/"

urlpatterns: list[URLPattern] = [
    path("travail/mesures/", views_measures.measures, name="measures"),
    path("travail/fiches/", views_sheets.sheets, name="sheets"),
    path("travail/fiches/<slug:sheet>/", views_sheets.sheet, name="sheet"),
    path("dossiers/<str:number>/carte/", views_sheets.dossier_map, name="dossier_map"),
    path(D, views_measures.dossier_measures, name="dossier_measures"),
    path(D + "nouvelle/", views_measures.measure_new, name="measure_new"),
    path(D + "<int:rank>/", views_measures.measure, name="measure"),
    path(D + "<int:rank>/<slug:step>/", views_measures.measure_step, name="measure_step"),
]
