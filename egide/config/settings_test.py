"""Settings of the tests: the same house, with cheap passwords and local folders.

The databases come from tests/database.py, which starts the test cluster and clones its template.
"""

import os

os.environ.setdefault("EGIDE_MODE", "test")

from egide.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
ALLOWED_HOSTS = ["*"]
# Static files straight from their folders: the tests need no collectstatic.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
