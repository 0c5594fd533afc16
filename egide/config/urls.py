"""Every address of Égide, by interface.

A view is registered through the gate's `page()`; the exceptions are listed in kernel/gate/exceptions.py.
"""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("galerie/", include("egide.ui.urls")),
]
