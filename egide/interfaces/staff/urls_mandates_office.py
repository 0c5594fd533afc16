"""Addresses of mandates: giving one, one’s own, the workload, the monthly report, the page of one.

Their list is that of every kind of dossier, in urls.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_mandates_office, views_mandates_office_report, views_workload

D = "dossiers/<str:number>/mandat/"

urlpatterns: list[URLPattern] = [
    path("mandats/nouveau/", views_mandates_office.give_mandate, name="mandate_give"),
    path("mandats/miens/", views_workload.mine, name="mandates_mine"),
    path("mandats/charge/", views_workload.workload, name="workload"),
    path("mandats/rapport/", views_mandates_office_report.report, name="mandates_report"),
    path("mandats/rapport/mandats.pdf", views_mandates_office_report.report_pdf, name="mandates_report_pdf"),
    path(
        "mandats/rapport/mandats.xlsx",
        views_mandates_office_report.report_sheets,
        name="mandates_report_sheets",
    ),
    path(D, views_mandates_office.mandate, name="mandate_office"),
    path(D + "note.pdf", views_mandates_office.mandate_note, name="mandate_office_note"),
    path(D + "faire/<slug:step>/", views_mandates_office.mandate_step, name="mandate_office_step"),
    path(
        D + "sous-taches/<int:rank>/<slug:step>/",
        views_mandates_office.mandate_task,
        name="mandate_office_task",
    ),
    path(
        D + "personnes/<slug:step>/<int:rank>/retirer/",
        views_mandates_office.mandate_end,
        name="mandate_office_end",
    ),
]
