"""Addresses of the signing queue, of what is typed and not yet kept, and of what is printed in batches.

The letter's own pages are in urls_moves.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_posting, views_signing, views_typing

L = "dossiers/<str:number>/lettres/<int:rank>/"

urlpatterns: list[URLPattern] = [
    path("travail/signature/", views_signing.signing, name="signing"),
    path("travail/poste/", views_posting.posting, name="posting"),
    path("travail/frappe/", views_typing.typed, name="letter_typed"),
    path(L + "signature/", views_signing.letter_sign, name="letter_sign"),
    path(L + "mode-envoi/", views_typing.letter_delivery, name="letter_delivery"),
    path(L + "oublier/", views_typing.letter_forget, name="letter_forget"),
]
