"""The provider itself: allauth's own, over SQLite, with three people.

Run as `python -m tests.platform.accounts.provider.serve PORT FOLDER CALLBACK`.
"""

import sys
from pathlib import Path
from wsgiref.simple_server import make_server

import django
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from tests.platform.accounts.provider import CLIENT, SECRET

PASSWORD = "mot de passe du fournisseur"
# (address, whether the provider has verified it)
PEOPLE = (
    ("amelie.roy@office.example", True),
    ("farid.haddad@office.example", False),
    ("inconnue@office.example", True),
)


def configure(folder: Path) -> None:
    """Will set Django up as a provider."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    template = "django.template.backends.django.DjangoTemplates"
    processors = ["request", "debug"]
    settings.configure(
        SECRET_KEY="le fournisseur de l’essai, et de lui seul",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=f"{__package__}.urls",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "provider.db")}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "allauth",
            "allauth.account",
            "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": template,
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [f"django.template.context_processors.{it}" for it in processors]
                },
            }
        ],
        AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
        LOGIN_URL="/accounts/login/",
        ACCOUNT_LOGIN_METHODS={"email"},
        ACCOUNT_SIGNUP_FIELDS=["email*", "password1*"],
        ACCOUNT_EMAIL_VERIFICATION="none",
        IDP_OIDC_PRIVATE_KEY=key.decode(),
    )
    django.setup()


def populate(callback: str) -> None:
    """Will make the tables, the people and the one client."""
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import User

    call_command("migrate", verbosity=0)
    for email, verified in PEOPLE:
        user = User.objects.create_user(email, email, PASSWORD)
        EmailAddress.objects.create(user=user, email=email, primary=True, verified=verified)
    Client.objects.create(
        id=CLIENT,
        name="Égide",
        secret=make_password(SECRET),
        scopes="openid\nprofile\nemail",
        redirect_uris=callback,
        skip_consent=True,
    )


if __name__ == "__main__":
    configure(Path(sys.argv[2]))
    populate(sys.argv[3])
    make_server("127.0.0.1", int(sys.argv[1]), get_wsgi_application()).serve_forever()
