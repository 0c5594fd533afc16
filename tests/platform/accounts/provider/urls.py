"""The addresses of the provider: the protocol's, and its own sign-in.

Imported once its settings are made (serve.py).
"""

from django.urls import include, path

urlpatterns = [path("", include("allauth.idp.urls")), path("accounts/", include("allauth.urls"))]
