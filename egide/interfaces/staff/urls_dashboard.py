"""Addresses of the dashboard and of its definitions.

The home and the lists are in urls.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_dashboard

D = "travail/tableau-de-bord/"

urlpatterns: list[URLPattern] = [
    path(D, views_dashboard.dashboard, name="dashboard"),
    path(D + "delais/", views_dashboard.deadline_figures, name="deadline_figures"),
    path(D + "definitions/", views_dashboard.figures_defined, name="definitions"),
]
