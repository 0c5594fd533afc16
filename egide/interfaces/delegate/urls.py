"""The addresses of delegates of the Protecteur du citoyen who have an account: three, and no other opens to them.

A delegate without an account has the secret link of the public pages.
"""

from django.urls import URLPattern, path

from egide.interfaces.delegate import views

app_name = "delegate"

urlpatterns: list[URLPattern] = [
    path("delegue/", views.exchanges, name="exchanges"),
    path("delegue/<str:number>/", views.exchange, name="exchange"),
    path("delegue/<str:number>/documents/<int:rank>/", views.file, name="file"),
]
