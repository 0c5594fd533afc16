"""A client that signs in as a person does: password, then the code of an application.

Failures of the house count as answers with their status, whether or not their pages are installed.
"""

import re
import time
from dataclasses import dataclass
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.http import HttpResponse
from django.test import Client

from egide.platform.accounts.models import User
from egide.platform.errors.failures import HouseFailure
from tests.database import as_owner
from tests.platform.accounts.cast import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def give_application(user: User) -> None:
    """Will give the person an application whose secret is SECRET, as if set up long ago."""
    with as_owner():
        Authenticator.objects.create(
            user=user, type=Authenticator.Type.TOTP, data={"secret": get_adapter().encrypt(SECRET)}
        )


def code_of(secret: str = SECRET, *, periods: int = 0) -> str:
    """Will return the code that an application shows now, or some periods of thirty seconds away."""
    counter = int(time.time()) // 30 + periods
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


@dataclass
class Browser:
    """A browser: `client` keeps its cookies."""

    client: Client

    def get(self, url: str, **data: str) -> HttpResponse:
        """Will open a page."""
        return self.ask(self.client.get, url, data)

    def post(self, url: str, **data: str) -> HttpResponse:
        """Will send a form."""
        return self.ask(self.client.post, url, data)

    def password(self, user: User, password: str = PASSWORD) -> HttpResponse:
        """Will send the first form of sign-in."""
        return self.post("/connexion/", login=user.email, password=password)

    def sign_in(self, user: User) -> "Browser":
        """Will sign in with password and application, and fail the test if that does not work."""
        assert self.password(user)["Location"] == "/connexion/second-facteur/"
        assert self.post("/connexion/second-facteur/", code=code_of())["Location"] == "/"
        return self

    def confirm(self) -> None:
        """Will confirm one's identity with the password."""
        assert self.post("/compte/confirmation/", password=PASSWORD).status_code == 302

    def set_up_application(self) -> HttpResponse:
        """Will add an application, as a person who copies its key by hand."""
        page = self.get("/compte/second-facteur/application/").content.decode()
        found = re.search(r'data-copy="([A-Z2-7]{32})"', page)
        assert found is not None, page
        return self.post("/compte/second-facteur/application/", code=code_of(found[1]))

    @property
    def is_signed_in(self) -> bool:
        """Whether a page of the house opens."""
        return self.get("/compte/").status_code == 200

    def ask(self, send: Any, url: str, data: dict[str, str]) -> HttpResponse:
        """Will send a request by any method of the client."""
        try:
            answer: HttpResponse = send(url, data)
        except HouseFailure as failure:
            answer = HttpResponse(failure.what, status=failure.status)
        return answer
