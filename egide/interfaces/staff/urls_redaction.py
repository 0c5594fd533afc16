"""Addresses of the redaction of a document: its redactions, one of them, its steps, its pages, its files.

By ranks and numbers only; the document's own addresses are in urls_reader.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_redaction

D = "dossiers/<str:number>/documents/<int:rank>/caviardage/"
K = D + "<int:k>/"
P = K + "p<int:page>/"

urlpatterns: list[URLPattern] = [
    path(D, views_redaction.redactions, name="redactions"),
    path(K, views_redaction.redaction, name="redaction"),
    path(P, views_redaction.sheet, name="redaction_page"),
    path(P + "apercu/", views_redaction.preview_image, name="redaction_preview"),
    path(K + "index/", views_redaction.index, name="redaction_index"),
    path(K + "rapport/", views_redaction.report, name="redaction_report"),
    path(K + "rapport.json", views_redaction.report_json, name="redaction_report_json"),
    path(K + "etapes/<slug:step>/", views_redaction.redaction_step, name="redaction_step"),
]
