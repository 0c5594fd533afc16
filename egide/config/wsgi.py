"""The WSGI entry that the web server loads.

Égide is served by WSGI: its pages are synchronous and short.
"""

import os

from django.core.wsgi import get_wsgi_application

from egide.config.room import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "egide.config.settings")

application = with_room(get_wsgi_application())
