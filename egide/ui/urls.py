"""Addresses of the design system: the live gallery and the choice of a theme.
Neither shows any dossier: both may be answered to anyone."""

from django.urls import path

from egide.ui.gallery import views
from egide.ui.theme import choose_theme

app_name = "ui"
urlpatterns = [
    path("", views.components, name="gallery"),
    path("accueil/", views.home, name="gallery_home"),
    path("dossier/", views.dossier, name="gallery_dossier"),
    path("formulaire/", views.form, name="gallery_form"),
    path("connexion/", views.sign_in, name="gallery_sign_in"),
    path("erreur/", views.error, name="gallery_error"),
    path("apparence/", choose_theme, name="theme"),
]
