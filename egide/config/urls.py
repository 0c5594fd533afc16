"""Every address of Égide, by interface.

A view is registered through the gate's `page()`; the exceptions are listed in kernel/gate/exceptions.py.
"""

from django.urls import URLPattern, URLResolver, include, path

from egide.interfaces.entrance import entrance
from egide.ui.indexed import among, gathered

INTERFACES: list[URLPattern | URLResolver] = [
    path("", include("egide.platform.accounts.urls")),
    path("galerie/", include("egide.ui.urls")),
    path("", include("egide.platform.errors.urls")),
    among("egide.interfaces.public.urls"),
    path("", include("egide.interfaces.delegate.urls")),
    among("egide.interfaces.administration.urls"),
    path("", include("egide.interfaces.webdav.urls")),
    among("egide.interfaces.staff.urls"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", entrance, name="entrance"),
    gathered(INTERFACES),
]

handler400 = "egide.platform.errors.handlers.bad_request"
handler403 = "egide.platform.errors.handlers.permission_denied"
handler404 = "egide.platform.errors.handlers.page_not_found"
handler500 = "egide.platform.errors.handlers.server_error"
handler429 = "egide.platform.accounts.views.too_many"
