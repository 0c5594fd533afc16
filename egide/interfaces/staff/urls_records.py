"""Addresses of the records office, under /archives/: its home, the scheme, the schedule and what they change.

Holds, disposal, paper and digitisation have their own files.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_records

urlpatterns: list[URLPattern] = [
    path("archives/", views_records.records_home, name="records"),
]
