"""The letters about accounts: words from the templates, bytes to the outbox of the Office’s compartment.

Run by the worker as the service `sign_in`; the address of links is the house’s own, never a request’s.
"""

from datetime import datetime

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.template.loader import render_to_string

from egide.platform.accounts.models import Compartment, User
from egide.platform.mail.composing import compose, new_message_id
from egide.platform.mail.outbox import enqueue, mail_domain

FOLDER = "account/email"
OFFICE = "office"


def send(*, user: User, letter: str, link: bool, now: datetime) -> None:
    """Will put the letter in the outbox; `link` adds one to set a password, valid an hour, for one use."""
    context = {"user": user, "house_url": settings.PUBLIC_URL}
    if link:
        context["password_reset_url"] = password_link(user)
    message = compose(
        sender=settings.MAIL_FROM,
        recipients=[user.email],
        subject=render_to_string(f"{FOLDER}/{letter}_subject.txt", context).strip(),
        body=render_to_string(f"{FOLDER}/{letter}_message.txt", context).strip(),
        date=now,
        message_id=new_message_id(domain=mail_domain()),
    )
    enqueue(email=message, compartment_id=Compartment.objects.get(code=OFFICE).pk, now=now)


def password_link(user: User) -> str:
    """Will return a link to choose a password, valid an hour, for one use."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    return str(get_adapter().get_reset_password_from_key_url(key))
