"""Addresses of documents open in a program: a secret, then the tree of provider.py.

Made on the page of each document; nothing links to them.
"""

from django.urls import URLPattern, path

from egide.interfaces.webdav import views

app_name = "webdav"

urlpatterns: list[URLPattern] = [
    path("dav/<str:secret>/", views.serve, name="tree"),
    path("dav/<str:secret>/<path:path>", views.serve, name="place"),
]
