"""Addresses of the Commissioner's house: works, public summaries, certificates of openings, letterhead, totals.

The public form and the published summaries are in the public site; the dossiers have their ordinary pages.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_admission_summaries, views_admission_work, views_sealed_series

C = "commissaire/"

urlpatterns: list[URLPattern] = [
    path(C, views_admission_work.house, name="commissioner_house"),
    path(C + "totaux/", views_admission_work.totals, name="admission_totals"),
    path(C + "travaux/nouveau/", views_admission_work.work_new, name="work_new"),
    path(C + "travaux/<str:number>/", views_admission_work.work_edit, name="work_edit"),
    path(C + "ouvertures/", views_admission_work.openings, name="admission_openings"),
    path(C + "ouvertures/<str:month>/", views_admission_work.certificate, name="admission_certificate"),
    path(C + "dates/", views_sealed_series.sealed_release, name="sealed_release"),
    path(C + "en-tete/", views_admission_work.letterhead, name="admission_letterhead"),
    path(C + "resumes/a-publier/", views_admission_summaries.summaries, name="admission_summaries"),
    path(C + "resumes/<str:number>/", views_admission_summaries.summary, name="admission_summary"),
    path(
        C + "resumes/<str:number>/<slug:step>/", views_admission_summaries.step, name="admission_summary_step"
    ),
]
