"""Addresses of confidentiality incidents: the declaration, the register, its fields.

The dossier's own page is in urls.py.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_incidents as views

urlpatterns: list[URLPattern] = [
    path("incidents/declarer/", views.incident_declare, name="incident_declare"),
    path("travail/incidents/", views.incidents, name="incidents"),
    path("travail/incidents/registre.pdf", views.incidents_pdf, name="incidents_pdf"),
    path("dossiers/<str:number>/incident/", views.incident_register, name="incident_register"),
    path("dossiers/<str:number>/incident/personne/", views.incident_person, name="incident_person"),
]
