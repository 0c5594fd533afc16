"""The addresses of the public site, in French.

config/urls.py may take « / » first, to send the staff to their work and everyone else to `views.home`.
"""

from django.urls import path

from egide.interfaces.public import request_views, views

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("a-propos/", views.about, name="about"),
    path("nous-joindre/", views.contact, name="contact"),
    path("renseignements-personnels/", views.privacy, name="privacy"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("plan-du-site/", views.site_map, name="site_map"),
    path("demande/", request_views.request_form, name="request"),
    path("demande/recue/<str:token>/", request_views.received, name="received"),
]
