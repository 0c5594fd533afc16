"""Settings of the tests: the same house, with cheap passwords, a throw-away home and a key of its own.

The databases come from tests/database.py, which starts the test cluster and clones its template.
"""

import atexit
import base64
import os
import secrets
import shutil
import tempfile

from egide.platform.database import places

os.environ.setdefault("EGIDE_MODE", "test")
# One throw-away home per process that has none: what a test stores does not outlive the run.
if "EGIDE_HOME" not in os.environ:
    # In memory, as the tests' server, where there is room: what is flushed to a disk is waited for.
    _memory = places.home("test").parent if places.home("test").is_relative_to("/dev/shm") else None
    os.environ["EGIDE_HOME"] = tempfile.mkdtemp(prefix="egide-test-", dir=_memory)
    atexit.register(shutil.rmtree, os.environ["EGIDE_HOME"], ignore_errors=True)
os.environ.setdefault("EGIDE_MASTER_KEY", base64.b64encode(secrets.token_bytes(32)).decode())

from egide.config.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
ALLOWED_HOSTS = ["*"]
# Static files straight from their folders: the tests need no collectstatic.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
