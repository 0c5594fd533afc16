"""The WSGI entry that the web server loads.

Égide is served by WSGI: its pages are synchronous and short.
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "egide.config.settings")

application = get_wsgi_application()
