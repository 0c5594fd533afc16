"""Every address of Égide, by interface.

A view is registered through the gate's `page()`; the exceptions are listed in kernel/gate/exceptions.py.
"""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("galerie/", include("egide.ui.urls")),
    path("", include("egide.platform.errors.urls")),
    path("", include("egide.interfaces.public.urls")),
]

handler400 = "egide.platform.errors.handlers.bad_request"
handler403 = "egide.platform.errors.handlers.permission_denied"
handler404 = "egide.platform.errors.handlers.page_not_found"
handler500 = "egide.platform.errors.handlers.server_error"
