"""Addresses of the records office, under /archives/: its home, the scheme, the schedule and what they change.

Holds, disposal, paper and digitisation have their own files.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import (
    views_filing,
    views_plan,
    views_records,
    views_records_dossier,
    views_schedule,
    views_sealed_series,
)

P = "archives/plan/v<int:version>/"
C = "archives/calendrier/v<int:version>/"
D = "dossiers/<str:number>/"

urlpatterns: list[URLPattern] = [
    path("archives/", views_records.records_home, name="records"),
    path("archives/series-scellees/", views_sealed_series.sealed_series, name="sealed_series"),
    path("archives/plan/", views_plan.plan, name="plan"),
    path("archives/plan/projet/", views_plan.plan_begin, name="plan_begin"),
    path(P, views_plan.plan, name="plan_version"),
    path(P + "adopter/", views_plan.plan_adopt, name="plan_adopt"),
    path(P + "nouvelle/", views_plan.plan_class_edit, name="plan_class_new"),
    path(P + "classe/<str:code>/", views_plan.plan_class, name="plan_class"),
    path(P + "classe/<str:code>/modifier/", views_plan.plan_class_edit, name="plan_class_edit"),
    path("archives/calendrier/", views_schedule.schedule, name="schedule"),
    path("archives/calendrier/projet/", views_schedule.schedule_begin, name="schedule_begin"),
    path("archives/calendrier/propositions/", views_schedule.schedule_proposals, name="schedule_proposals"),
    path(C, views_schedule.schedule, name="schedule_version"),
    path(C + "effets/", views_schedule.schedule_effects, name="schedule_effects"),
    path(C + "comparer/<int:against>/", views_schedule.schedule_compare, name="schedule_compare"),
    path(C + "nouvelle/", views_schedule.schedule_rule_edit, name="schedule_rule_new"),
    path(C + "calendrier.pdf", views_schedule.schedule_print, name="schedule_pdf"),
    path(C + "calendrier.xlsx", views_schedule.schedule_sheets, name="schedule_sheets"),
    path(C + "regle/<str:series>/", views_schedule.schedule_rule, name="schedule_rule"),
    path(C + "regle/<str:series>/modifier/", views_schedule.schedule_rule_edit, name="schedule_rule_edit"),
    path(C + "<slug:step>/", views_schedule.schedule_step, name="schedule_step"),
    path("archives/dossiers/nouveau/", views_records_dossier.file_new, name="file_new"),
    path(D + "classement/", views_records_dossier.classify, name="dossier_classify"),
    path(D + "evenement/", views_records_dossier.event, name="dossier_event"),
    path(D + "documents/<int:rank>/classer/", views_filing.file_elsewhere, name="document_file"),
    path(D + "documents/<int:rank>/retirer/", views_filing.withdraw, name="document_unfile"),
]
