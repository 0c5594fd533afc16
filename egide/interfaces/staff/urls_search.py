"""Addresses of the search and of the searches that a person keeps.

The header's box leads to the first of them.
"""

from django.urls import URLPattern, path

from egide.interfaces.staff import views_saved, views_search

R = "recherche/"

urlpatterns: list[URLPattern] = [
    path(R, views_search.search, name="search"),
    path(R + "compte/", views_search.count, name="search_count"),
    path(R + "garder/", views_saved.save, name="save_search"),
    path(R + "gardees/", views_saved.saved, name="saved_searches"),
    path(R + "gardees/<uuid:search>/ouvrir/", views_saved.open_saved, name="open_search"),
    path(R + "gardees/<uuid:search>/avis/", views_saved.pause, name="pause_search"),
    path(R + "gardees/<uuid:search>/supprimer/", views_saved.remove, name="remove_search"),
]
