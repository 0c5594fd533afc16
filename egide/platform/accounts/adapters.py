"""How the sign-in library behaves in this house: no sign-up, French sentences, secrets never in the clear.

Serves settings.ACCOUNT_ADAPTER and MFA_ADAPTER; single sign-on has its own file (single_sign_on.py).
"""

import base64
import hashlib
import logging
from smtplib import SMTPException
from typing import Any
from urllib.parse import quote

import qrcode  # type: ignore[import-untyped]
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import force_bytes
from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]

from egide.platform.accounts import sentences
from egide.platform.accounts.models import User
from egide.platform.accounts.second_factor import FACTORS, is_demo_account

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by the administration; the library may only let people in."""

    error_messages = DefaultAccountAdapter.error_messages | sentences.SIGN_IN_ERRORS

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Will refuse: nobody opens an account alone."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Will send, or log the failure: a page that fails only for known addresses would tell them apart."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError):
            log.exception("Courriel de compte non envoyé\u00a0: %s", template_prefix)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Will write the link on the house's own address: whoever asks chooses the Host header, port included."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return str(settings.PUBLIC_URL).rstrip("/") + path.replace("UID-KEY", quote(key))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # The library adds the Host header: each port that one invents would bring five more tries.
        return str(credentials.get("email", "")).lower()

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Will lead back to the account's page."""
        return reverse("account_home")


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: secrets encrypted at rest, the last one stays."""

    error_messages = DefaultMFAAdapter.error_messages | sentences.SECOND_FACTOR_ERRORS

    def encrypt(self, text: str) -> str:
        """Will encrypt an application's secret or the seed of recovery codes."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Will decrypt what `encrypt` made, also under a former key (SECRET_KEY_FALLBACKS)."""
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Will keep the last factor of someone who must have one."""
        user: User = authenticator.user
        if is_demo_account(user):
            return True
        others = Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exclude(pk=authenticator.pk)
        return bool(others.exists())

    def build_totp_svg(self, url: str) -> str:
        """Will draw the square on a white ground, so that a dark screen does not make it unreadable."""
        drawn = qrcode.make(url, image_factory=SvgPathFillImage)
        return str(drawn.to_string(encoding="unicode"))

    def generate_authenticator_name(self, user: User, type: str) -> str:
        """Will propose « Clé 1 », « Clé 2 »…"""
        return f"Clé {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"

    def _get_site_name(self) -> str:
        return "Égide"


def _fernet() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (hashlib.sha256(b"egide.accounts.second_factor" + force_bytes(key)).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
