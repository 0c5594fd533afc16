"""The settings: everything that differs between installations comes from the environment.

Readers are strict (config/environment.py). How people sign in has its own file, `settings_people.py`;
`settings_test.py` overrides a few of them for the tests.
"""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import NONE, SELF

from egide.config import environment as env
from egide.config import installation
from egide.config.settings_people import *

BASE_DIR: Path = installation.BASE_DIR
HOME: Path = installation.HOME
MODE: str = installation.MODE
SECURE: bool = installation.SECURE
DEBUG = False
SECRET_KEY = env.secret("EGIDE_SECRET_KEY", "demonstration-seulement" if MODE != "production" else "")
ALLOWED_HOSTS = env.words("EGIDE_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("EGIDE_TRUSTED_ORIGINS")
# The practice space: invented data, every page says so, mail stays in a folder (`egide practice`).
PRACTICE = env.boolean("EGIDE_PRACTICE")
PUBLIC_URL = env.text("EGIDE_PUBLIC_URL", "http://localhost:8000")

# --- Applications: the order is the order of the layers ------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "csp",
    "storages",
    "procrastinate.contrib.django",
    "egide.ui",
    "egide.platform.accounts",  # before the sign-in library: our templates come first
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "egide.platform.journal",
    "egide.platform.storage",
    "egide.platform.jobs",
    "egide.platform.mail",
    "egide.platform.sendings",
    "egide.platform.errors",
    "egide.kernel.gate",
    "egide.kernel.dossiers",
    "egide.kernel.parties",
    "egide.kernel.bodies",
    "egide.kernel.documents",
    "egide.kernel.records",
    "egide.kernel.deadlines",
    "egide.kernel.passes",
    "egide.kernel.messages",
    "egide.kernel.finding",
    "egide.kernel.notes",
    "egide.kernel.notices",
    "egide.kernel.legal_texts",
    "egide.kernel.wordings",
    "egide.kernel.batches",
    "egide.kernel.uploads",
    "egide.kernel.editing",
    "egide.kernel.scans",
    "egide.kernel.paper",
    "egide.kernel.digitisation",
    "egide.kernel.decisions",
    "egide.kernel.mandates",
    "egide.kernel.measures",
    "egide.kernel.letters",
    "egide.kernel.handover",
    "egide.kernel.consulting",
    "egide.kernel.recommendations",
    "egide.kernel.joining",
    "egide.kernel.binding",
    "egide.kernel.redaction",
    "egide.kernel.imports",
    "egide.kernel.lifecycle",
    "egide.kernel.search",
    "egide.kernel.exports",
    "egide.kernel.statistics",
    "egide.kernel.disposal",
    "egide.modules.correspondence",
    "egide.modules.mandates",
    "egide.modules.interventions",
    "egide.modules.service_complaints",
    "egide.modules.disclosures",
    "egide.modules.information_cards",
    "egide.modules.planning",
    "egide.modules.records_office",
    "egide.modules.access_requests",
    "egide.modules.access_requests.examination",
    "egide.modules.privacy_incidents",
    "egide.modules.admission_complaints",
    "egide.modules.admission_staff",
    "egide.modules.admission_work",
    "egide.modules.ombudsman",
    "egide.interfaces.staff",
    "egide.interfaces.public",
    "egide.interfaces.delegate",
    "egide.interfaces.administration",
    "egide.config.apps.HouseConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "egide.ui.policy.PolicyMiddleware",
    "egide.platform.errors.middleware.FailureMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "egide.platform.accounts.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "egide.platform.accounts.middleware.SecondFactorMiddleware",
]
ROOT_URLCONF = "egide.config.urls"
WSGI_APPLICATION = "egide.config.wsgi.application"

_LOADERS: list[Any] = [
    (
        "template_partials.loader.Loader",
        [
            (
                "django.template.loaders.cached.Loader",
                [
                    "django.template.loaders.filesystem.Loader",
                    "django.template.loaders.app_directories.Loader",
                ],
            )
        ],
    )
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": _LOADERS,
            "builtins": ["template_partials.templatetags.partials", "egide.ui.templatetags.unchanging"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "egide.ui.context.chrome",
                "egide.platform.accounts.context.person",
                "egide.interfaces.administration.context.own_account",
            ],
        },
    }
]


# --- Databases: the application's role by default, the owner's for migrations and verification --------
def database(url: str) -> dict[str, Any]:
    """Will turn `postgresql://role:password@host:port/name?host=/socket/dir` into Django's dictionary.

    Every other parameter (`sslmode`, `sslrootcert`…) goes to libpq as it is: none is dropped silently.
    """
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", [unquote(parts.hostname or "")])[0],
        "PORT": query.get("port", [str(parts.port or "")])[0],
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        # What one connection has sent twice, the server keeps planned (platform/database/together.py).
        "OPTIONS": {"client_encoding": "UTF8", "prepare_threshold": 2}
        | {name: values[-1] for name, values in query.items() if name not in ("host", "port")},
    }


ROLE = env.choice("EGIDE_ROLE", ("app", "owner"), "app")
_MAIN, _KEYS = (
    ("DATABASE_URL", "KEYS_DATABASE_URL")
    if ROLE == "app"
    else ("DATABASE_OWNER_URL", "KEYS_DATABASE_OWNER_URL")
)
DATABASES = {
    "default": database(env.secret(_MAIN, "postgresql://egide_app@/egide")),
    "keys": database(env.secret(_KEYS, "postgresql://egide_app@/egide_keys")),
}
DATABASE_ROUTERS = ["egide.platform.storage.routers.KeyRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}

# --- Language and time ----------------------------------------------------------------------------------
LANGUAGE_CODE = "fr-ca"
TIME_ZONE = "America/Toronto"
USE_I18N = True
USE_TZ = True

# --- Static files, objects, master key ------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("EGIDE_STATIC_ROOT", str(BASE_DIR / ".static")))
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "egide.ui.names.KeptNames"},
    "blobs": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(HOME / "blobs"), "file_permissions_mode": 0o600},
    },
}
if env.text("EGIDE_S3_BUCKET"):
    STORAGES["blobs"] = {
        "BACKEND": "egide.platform.storage.backends.BlobBucket",
        "OPTIONS": {
            "bucket_name": env.text("EGIDE_S3_BUCKET"),
            "endpoint_url": env.text("EGIDE_S3_ENDPOINT") or None,
            "access_key": env.secret("EGIDE_S3_ACCESS_KEY"),
            "secret_key": env.secret("EGIDE_S3_SECRET_KEY"),
            "region_name": env.text("EGIDE_S3_REGION", "us-east-1"),
            "addressing_style": "path",
            "default_acl": None,
            "file_overwrite": False,
        },
    }
MASTER_KEY_FILE = env.text("EGIDE_MASTER_KEY_FILE", str(HOME / "secrets" / "master.key"))
MASTER_KEY = env.text("EGIDE_MASTER_KEY")
UPLOAD_LIMIT_MB = env.integer("EGIDE_UPLOAD_LIMIT_MB", 50)
# What the staff sends in parts (a recorded hearing), and where it waits, encrypted, until it is whole.
LARGE_UPLOAD_LIMIT_MB = env.integer("EGIDE_LARGE_UPLOAD_LIMIT_MB", 2048)
UPLOAD_SPOOL = env.text("EGIDE_UPLOAD_SPOOL", str(HOME / "envois"))
# The scanner's folder, one subfolder for each unit's code; empty: no scanner.
SCAN_FOLDER = env.text("EGIDE_SCAN_FOLDER", str(HOME / "numeriseur") if MODE == "demo" else "")
CLAMD_ADDRESS = env.text("EGIDE_CLAMD")  # "unix:/path" or "host:port"; empty: no scanner configured
SEAL_EXPORT_DIR = env.text("EGIDE_SEAL_EXPORT_DIR", str(HOME / "seals"))

# --- Mail -----------------------------------------------------------------------------------------------
# The letterhead's logo: an SVG or PNG of the Office; without one, a neutral shield.
LETTER_LOGO = env.text("EGIDE_LETTER_LOGO")
LETTER_LOGO_ALT = env.text("EGIDE_LETTER_LOGO_ALT", "Logo : Office des professions du Québec")
# Compartments that write under their own name: the Office's logo is never theirs.
LETTER_LOGOS = {"commissioner": env.text("EGIDE_LETTER_LOGO_COMMISSIONER")}
# The Commissioner’s help page in English: a language of the law’s listed cases, off unless somebody decides.
ADMISSION_ENGLISH_HELP = env.boolean("EGIDE_ADMISSION_ENGLISH_HELP", False)
MAIL_FROM = env.text("EGIDE_MAIL_FROM", "Office des professions du Québec <info@office.example>")
EMAIL_HOST = env.text("EGIDE_SMTP_HOST", "localhost")
EMAIL_PORT = env.integer("EGIDE_SMTP_PORT", 1025 if MODE != "production" else 25)
EMAIL_HOST_USER = env.text("EGIDE_SMTP_USER")
EMAIL_HOST_PASSWORD = env.secret("EGIDE_SMTP_PASSWORD")
EMAIL_USE_TLS = env.boolean("EGIDE_SMTP_STARTTLS", False)
DEFAULT_FROM_EMAIL = MAIL_FROM
# Where servers give messages back: imaps://account:password@host/INBOX; empty: returns are noted by hand.
IMAP_URL = env.secret("EGIDE_IMAP_URL", "")
# The passwords of the boxes that feed the register of mail: a box named COURRIER reads EGIDE_MAILBOX_COURRIER.
MAILBOX_SECRETS = env.secrets_named("EGIDE_MAILBOX_")

# --- Web walls ------------------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "egide.platform.accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * env.integer("EGIDE_SESSION_HOURS", 10)
SESSION_COOKIE_NAME = "egide_session"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_SSL_REDIRECT = SECURE
# A probe inside the room speaks plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^sante/"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.boolean("EGIDE_BEHIND_PROXY") else None
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "egide.platform.errors.handlers.csrf_failure"
CONTACT_URL = "/nous-joindre/"  # where error pages send the public
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# What is uploaded is already encrypted while it waits on the disk.
FILE_UPLOAD_HANDLERS = ["egide.platform.storage.uploads.SealedUploadHandler"]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("EGIDE_LOG_LEVEL", "WARNING")},
}
