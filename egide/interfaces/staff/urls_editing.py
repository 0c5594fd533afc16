"""Addresses of the edition of a document in a word processor: the page, its two buttons.

What a program opens is in interfaces/webdav/urls.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_editing

D = "dossiers/<str:number>/documents/<int:rank>/modifier/"

urlpatterns: list[URLPattern] = [
    path(D, views_editing.document_edit, name="document_edit"),
    path(D + "retirer/", views_editing.document_edit_end, name="document_edit_end"),
    path(D + "liberer/", views_editing.document_free, name="document_free"),
]
