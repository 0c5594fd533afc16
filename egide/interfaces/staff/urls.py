"""The staff's addresses: their own work, the unit's box, lists, search, and the dossier's page.

What is done to a dossier (moves, letters, documents) is in urls_moves.py.
"""

from django.urls import URLPattern, path, register_converter

from egide.interfaces.staff import (
    urls_access,
    urls_admission,
    urls_admission_work,
    urls_batches,
    urls_calendar,
    urls_consulting,
    urls_dashboard,
    urls_digitisation,
    urls_disposal,
    urls_editing,
    urls_everyday,
    urls_examination,
    urls_exports,
    urls_imports,
    urls_incidents,
    urls_mailroom,
    urls_mandates_office,
    urls_measures,
    urls_messages,
    urls_moves,
    urls_ombudsman,
    urls_paper,
    urls_reader,
    urls_records,
    urls_redaction,
    urls_register,
    urls_reports,
    urls_scanner,
    urls_search,
    urls_signing,
    urls_triage,
    urls_uploads,
    views_box,
    views_dossier,
    views_home,
    views_list,
)
from egide.interfaces.staff.converters import FormerModuleConverter, ModuleConverter

register_converter(ModuleConverter, "module")
register_converter(FormerModuleConverter, "former")
app_name = "staff"

own = [
    path("travail/", views_home.home, name="home"),
    path("boite/", views_box.box, name="box"),
    path("boite/<slug:reference>/", views_box.received, name="request"),
    path("boite/<slug:reference>/mettre-de-cote/", views_box.put_aside, name="set_aside"),
    path("interventions/nouveau/", views_box.new, name="new"),
    *urls_search.urlpatterns,
]
dossiers = [
    path("dossiers/<str:number>/", views_dossier.summary, name="dossier"),
    path("dossiers/<str:number>/documents/", views_dossier.documents, name="dossier_documents"),
    path("dossiers/<str:number>/lettres/", views_dossier.letters, name="dossier_letters"),
    path("dossiers/<str:number>/parties/", views_dossier.parties, name="dossier_parties"),
    path("dossiers/<str:number>/echeances/", views_dossier.deadlines, name="dossier_deadlines"),
    path("dossiers/<str:number>/journal/", views_dossier.journal, name="dossier_journal"),
]
# Last: a module's code is the first word of its list's address.
lists = [
    path("<former:former>/", views_list.moved, name="list_moved"),
    path("<module:module>/", views_list.dossiers, name="list"),
]

urlpatterns: list[URLPattern] = [
    *own,
    *dossiers,
    *urls_mailroom.urlpatterns,
    *urls_register.urlpatterns,
    *urls_moves.urlpatterns,
    *urls_reader.urlpatterns,
    *urls_editing.urlpatterns,
    *urls_paper.urlpatterns,
    *urls_messages.urlpatterns,
    *urls_signing.urlpatterns,
    *urls_triage.urlpatterns,
    *urls_everyday.urlpatterns,
    *urls_dashboard.urlpatterns,
    *urls_digitisation.urlpatterns,
    *urls_exports.urlpatterns,
    *urls_imports.urlpatterns,
    *urls_measures.urlpatterns,
    *urls_ombudsman.urlpatterns,
    *urls_incidents.urlpatterns,
    *urls_mandates_office.urlpatterns,
    *urls_calendar.urlpatterns,
    *urls_admission.urlpatterns,
    *urls_admission_work.urlpatterns,
    *urls_access.urlpatterns,
    *urls_reports.urlpatterns,
    *urls_records.urlpatterns,
    *urls_disposal.urlpatterns,
    *urls_batches.urlpatterns,
    *urls_consulting.urlpatterns,
    *urls_examination.urlpatterns,
    *urls_uploads.urlpatterns,
    *urls_scanner.urlpatterns,
    *urls_redaction.urlpatterns,
    *lists,
]
