"""Addresses of what is done to a dossier: moves, assignment, undo, conflict, letters, documents.

The dossier's own page and the lists are in urls.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_documents, views_letters, views_moves

D = "dossiers/<str:number>/"
L = D + "lettres/<int:rank>/"

urlpatterns: list[URLPattern] = [
    path(D + "etapes/<slug:code>/", views_moves.move, name="move"),
    path(D + "confier/", views_moves.assign_dossier, name="assign"),
    path(D + "confier/annuler/", views_moves.undo_assign, name="undo_assign"),
    path(D + "annuler/", views_moves.undo_step, name="undo"),
    path(D + "conflit/", views_moves.conflict, name="conflict"),
    path(D + "documents/verser/", views_documents.upload, name="upload"),
    path(D + "documents/<int:rank>/telecharger/", views_documents.read_document, name="download"),
    path(L, views_letters.letter, name="letter"),
    path(L + "pdf/", views_letters.letter_print, name="letter_pdf"),
    path(L + "soumettre/", views_letters.letter_submit, name="letter_submit"),
    path(L + "retourner/", views_letters.letter_return, name="letter_return"),
    path(L + "approuver/", views_letters.letter_approve, name="letter_approve"),
    path(L + "destinataire/", views_letters.letter_recipient, name="letter_recipient"),
    path(L + "envoyer/", views_letters.letter_send, name="letter_send"),
    path(L + "poste/", views_letters.letter_posted, name="letter_posted"),
    path(L + "renvoyer/", views_letters.letter_resend, name="letter_resend"),
]
