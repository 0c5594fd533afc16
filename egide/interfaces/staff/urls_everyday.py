"""Addresses of everyday work: reminders, notices, notes of a dossier, work on several dossiers at once.

The dossier's own page and the lists are in urls.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import (
    views_binder,
    views_bulk,
    views_joining,
    views_notes,
    views_notices,
    views_persons,
    views_recourses,
    views_split,
)

D = "dossiers/<str:number>/"

urlpatterns: list[URLPattern] = [
    path("travail/lot/", views_bulk.bulk, name="bulk"),
    path("travail/avis/", views_notices.notices, name="notices"),
    path("travail/rappels/", views_notes.reminders, name="reminders"),
    path("travail/rappels/nouveau/", views_notes.reminder_new, name="reminder_new"),
    path("travail/rappels/<uuid:reminder>/", views_notes.reminder, name="reminder"),
    path(D + "notes/", views_notes.notes, name="dossier_notes"),
    path(D + "notes/ecrire/", views_notes.note_new, name="note_new"),
    path(D + "appels/consigner/", views_notes.call_new, name="call_new"),
    path(D + "liens/", views_joining.links, name="dossier_links"),
    path(D + "liens/lier/", views_joining.link_dossier, name="link"),
    path(D + "liens/defaire/", views_joining.unlink_dossier, name="unlink"),
    path(D + "liens/numero/", views_joining.reference_new, name="reference_new"),
    path(D + "parties/fusionner/", views_joining.merge, name="merge"),
    path(D + "parties/fusions/<int:rank>/annuler/", views_joining.merge_undo, name="merge_undo"),
    path(D + "memes-personnes/", views_persons.persons, name="persons"),
    path(
        D + "memes-personnes/<int:rank>/<str:other>/<int:other_rank>/",
        views_persons.person_link,
        name="person_link",
    ),
    path(
        D + "memes-personnes/<int:rank>/<str:other>/<int:other_rank>/defaire/",
        views_persons.person_unlink,
        name="person_unlink",
    ),
    path(D + "documents/<int:rank>/deplacer/", views_joining.document_move, name="document_move"),
    path(D + "separer/", views_split.split_dossier, name="split"),
    path(D + "demarches/", views_recourses.recourses, name="recourses"),
    path(D + "demarches/<int:rank>/", views_recourses.recourse, name="recourse"),
    path(D + "cahier/", views_binder.binder, name="binder"),
]
