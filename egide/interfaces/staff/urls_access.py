"""The addresses of access requests: opening one, the register, the sheet of one.

Lists and dossiers have the house's own addresses.
"""

from django.urls import path

from egide.interfaces.staff import views_access

urlpatterns = [
    path("travail/acces/nouvelle/", views_access.access_new, name="access_new"),
    path("travail/acces/registre/", views_access.access_register, name="access_register"),
    path("dossiers/<str:number>/demande-acces/", views_access.access_describe, name="access_describe"),
]
