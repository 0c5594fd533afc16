"""The addresses of the health checks.

Watched from outside; they say nothing but « alive » and « ready ».
"""

from django.urls import path

from egide.platform.errors import health

app_name = "errors"
urlpatterns = [
    path("sante/", health.live, name="live"),
    path("sante/pret/", health.ready, name="ready"),
]
