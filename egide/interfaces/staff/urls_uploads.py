"""Addresses of files that arrive in parts: announced under the dossier that receives them, then each its own.

The form of a page without JavaScript is in urls_moves.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_uploads

urlpatterns: list[URLPattern] = [
    path("envois/vers/<str:number>/", views_uploads.to_dossier, name="upload_begin"),
    path("envois/<uuid:upload>/", views_uploads.one, name="upload_part"),
]
