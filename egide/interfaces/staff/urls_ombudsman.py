"""Addresses of the exchanges with the Protecteur du citoyen: the register, one matter, the network, what is submitted.

The dossier's own page is in urls.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_ombudsman as views
from egide.interfaces.staff import views_ombudsman_delegates as delegates
from egide.interfaces.staff import views_ombudsman_subjects as subjects
from egide.interfaces.staff import views_ombudsman_submitted as submitted

N = "travail/protecteur/"
D = "dossiers/<str:number>/protecteur/"
P = "travail/presidence/protecteur/"

urlpatterns: list[URLPattern] = [
    path("travail/protecteur/", views.register, name="ombudsman"),
    path("travail/protecteur/nouveau/", views.exchange_new, name="ombudsman_new"),
    path("travail/protecteur/recommandations.pdf", views.report, name="ombudsman_report"),
    path("travail/protecteur/reseau/", views.network, name="ombudsman_network"),
    path("travail/protecteur/reseau/nommer/", views.respondent_name, name="ombudsman_name"),
    path("travail/protecteur/reseau/<int:rank>/fin/", views.respondent_end, name="ombudsman_end"),
    path(N + "reseau/sujets/", subjects.subjects, name="ombudsman_subjects"),
    path(N + "reseau/sujets/nouveau/", subjects.subject_new, name="ombudsman_subject_new"),
    path(N + "reseau/sujets/<slug:code>/nom/", subjects.subject_rename, name="ombudsman_subject_rename"),
    path(N + "reseau/sujets/<slug:code>/fin/", subjects.subject_end, name="ombudsman_subject_end"),
    path(N + "rencontres/<int:rank>/", subjects.meeting, name="ombudsman_meeting"),
    path(N + "rencontres/<int:rank>/<int:file>/", subjects.meeting_file, name="ombudsman_meeting_file"),
    path("travail/protecteur/rencontres/", views.meetings, name="ombudsman_meetings"),
    path("travail/protecteur/rencontres/nouvelle/", views.meeting_new, name="ombudsman_meeting_new"),
    path(N + "delegues/", delegates.delegates, name="ombudsman_delegates"),
    path(N + "delegues/nouvelle/", delegates.delegate_new, name="ombudsman_delegate_new"),
    path(N + "delegues/<int:rank>/", delegates.delegate, name="ombudsman_delegate"),
    path(N + "delegues/<int:rank>/<slug:step>/", delegates.delegate_step, name="ombudsman_delegate_step"),
    path(P, submitted.submitted, name="ombudsman_submitted"),
    path(P + "<str:number>/", submitted.matter, name="ombudsman_submitted_matter"),
    path(P + "<str:number>/documents/<int:rank>/", submitted.document, name="ombudsman_submitted_file"),
    path(D, views.matter, name="ombudsman_matter"),
    path(D + "<slug:step>/", views.matter_step, name="ombudsman_step"),
    path(D + "<int:rank>/<slug:step>/", views.matter_step, name="ombudsman_row"),
]
