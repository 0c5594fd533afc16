"""Settings of the tests: the same house, with cheap passwords, a throw-away home and a key of its own.

The databases come from tests/database.py, which starts the test cluster and clones its template.
"""

import base64
import os
import secrets
import tempfile

os.environ.setdefault("EGIDE_MODE", "test")
# One throw-away home per process; what a test stores never outlives the run by more than the temporary folder.
os.environ.setdefault("EGIDE_HOME", tempfile.mkdtemp(prefix="egide-test-"))
os.environ.setdefault("EGIDE_MASTER_KEY", base64.b64encode(secrets.token_bytes(32)).decode())

from egide.config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
ALLOWED_HOSTS = ["*"]
# Static files straight from their folders: the tests need no collectstatic.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
