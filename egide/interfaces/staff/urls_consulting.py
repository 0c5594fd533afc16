"""Addresses of consultations: what is asked of a unit, and the searches of a dossier.

A question is addressed by its unit and its number there; no identifier of the other side appears.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_consulting, views_consulting_asked

Q = "consultations/<slug:unit>/<slug:question>/"
D = "dossiers/<str:number>/recherches/"

urlpatterns: list[URLPattern] = [
    path("consultations/", views_consulting.questions, name="consultations"),
    path(Q, views_consulting.question, name="question"),
    path(Q + "choisir/", views_consulting.question_pick, name="question_pick"),
    path(Q + "confier/", views_consulting.question_entrust, name="question_entrust"),
    path(Q + "documents/<int:file>/retirer/", views_consulting.question_file, name="question_file"),
    path(D, views_consulting_asked.searches, name="dossier_consulting"),
    path(D + "nouvelle/", views_consulting_asked.ask, name="consulting_ask"),
    path(D + "<int:rank>/<slug:step>/", views_consulting_asked.search_step, name="consulting_step"),
]
