"""Addresses of the exchanges with the Protecteur du citoyen: the register, one matter, the network, what is submitted.

The dossier's own page is in urls.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_ombudsman as views
from egide.interfaces.staff import views_ombudsman_submitted as submitted

D = "dossiers/<str:number>/protecteur/"
P = "travail/presidence/protecteur/"

urlpatterns: list[URLPattern] = [
    path("travail/protecteur/", views.register, name="ombudsman"),
    path("travail/protecteur/nouveau/", views.exchange_new, name="ombudsman_new"),
    path("travail/protecteur/recommandations.pdf", views.report, name="ombudsman_report"),
    path("travail/protecteur/reseau/", views.network, name="ombudsman_network"),
    path("travail/protecteur/reseau/nommer/", views.respondent_name, name="ombudsman_name"),
    path("travail/protecteur/reseau/<int:rank>/fin/", views.respondent_end, name="ombudsman_end"),
    path("travail/protecteur/rencontres/", views.meetings, name="ombudsman_meetings"),
    path("travail/protecteur/rencontres/nouvelle/", views.meeting_new, name="ombudsman_meeting_new"),
    path(P, submitted.submitted, name="ombudsman_submitted"),
    path(P + "<str:number>/", submitted.matter, name="ombudsman_submitted_matter"),
    path(P + "<str:number>/documents/<int:rank>/", submitted.document, name="ombudsman_submitted_file"),
    path(D, views.matter, name="ombudsman_matter"),
    path(D + "<slug:step>/", views.matter_step, name="ombudsman_step"),
    path(D + "<int:rank>/<slug:step>/", views.matter_step, name="ombudsman_row"),
]
