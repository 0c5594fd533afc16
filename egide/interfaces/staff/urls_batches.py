"""Addresses of acts on many dossiers: one's own, the progress of one, stopping it, its PDF.

Choosing the dossiers and the preview are in urls_everyday.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_batches

B = "travail/lots/<uuid:batch>/"

urlpatterns: list[URLPattern] = [
    path("travail/lots/", views_batches.batches, name="batches"),
    path(B, views_batches.batch, name="batch"),
    path(B + "arreter/", views_batches.batch_stop, name="batch_stop"),
    path(B + "pdf/<int:part>/", views_batches.batch_part, name="batch_part"),
]
