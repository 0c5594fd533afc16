"""The addresses of the tests: sign-in, the account, and one page that stands for all the others.

The real table of addresses belongs to egide/config/urls.py.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path


def door(request: HttpRequest) -> HttpResponse:
    """A page of the house: any page will do."""
    return render(request, "ui/shell.html", {"navigation": (), "search": None, "brand_url": "/"})


handler429 = "egide.platform.accounts.views.too_many"
urlpatterns = [
    path("", door, name="home"),
    path("galerie/", include("egide.ui.urls")),
    path("", include("egide.platform.accounts.urls")),
]
