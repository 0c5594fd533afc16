"""Addresses of periodic reports: the list, one report and what is done to it, the intranet's page.

The report's file itself (documents, journal) keeps its ordinary dossier's page.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import (
    views_intranet,
    views_report,
    views_report_acts,
    views_report_texts,
    views_reports,
)

R = "travail/rapports/<str:number>/"

urlpatterns: list[URLPattern] = [
    path("travail/rapports/", views_reports.reports, name="reports"),
    path("travail/rapports/nouveau/", views_reports.new, name="report_new"),
    path("travail/rapports/frappe/", views_report_texts.typed, name="report_typed"),
    path(R, views_report.report, name="report"),
    path(R + "textes/<int:rank>/", views_report_texts.section, name="report_section"),
    path(R + "textes/<int:rank>/abandonner/", views_report_texts.forget, name="report_forget"),
    path(R + "commentaires/demander/", views_report_acts.ask, name="report_ask"),
    path(R + "commentaires/fermer/", views_report_acts.close, name="report_close"),
    path(R + "commentaires/<int:rank>/", views_report_acts.say, name="report_comment"),
    path(R + "commentaires/<int:rank>/suite/", views_report_acts.treat, name="report_treat"),
    path(R + "recommandations/ajouter/", views_report_acts.recommend_new, name="report_recommend"),
    path(R + "recommandations/<int:rank>/retirer/", views_report_acts.unrecommend, name="report_unrecommend"),
    path(R + "recommandations/<int:rank>/mesure/", views_report_acts.measure, name="report_measure"),
    path(R + "petits-nombres/", views_report_acts.masking, name="report_masking"),
    path(R + "volets/<slug:stream>/verser/", views_report.release, name="report_release"),
    path(R + "presenter/", views_report.present_report, name="report_present"),
    path(R + "approuver/", views_report.approve, name="report_approve"),
    path(R + "publier/", views_report.publish, name="report_publish"),
    path(R + "retirer/", views_report.unpublish, name="report_unpublish"),
    path(R + "versions/<int:rank>/", views_report.edition_pdf, name="report_pdf"),
    path(R + "versions/<int:rank>/tableur/", views_report.edition_sheets, name="report_sheets"),
    path("intranet/rapports/", views_intranet.published_reports, name="intranet_reports"),
    path("intranet/rapports/<str:number>/<int:version>/", views_intranet.published_pdf, name="intranet_pdf"),
    path(
        "intranet/rapports/<str:number>/<int:version>/tableur/",
        views_intranet.published_sheets,
        name="intranet_sheets",
    ),
]
