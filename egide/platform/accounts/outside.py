"""Accounts of people outside: opened without any role, closed and opened again by the team that answers to them.

Serves the modules whose outsiders may sign in. Such an account belongs to no unit; what it may see is its module’s.
"""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction

from egide.platform.accounts import tasks
from egide.platform.accounts.administering import close_sessions
from egide.platform.accounts.models import User
from egide.platform.errors.failures import Refused


def open_outside_account(*, email: str, full_name: str, job_title: str) -> User:
    """Will open the account and ask for its invitation: a link to choose a password; a second factor follows.

    :raises Refused: an account has this address already.
    """
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, full_name=full_name, job_title=job_title, external=True)
    except IntegrityError as error:
        raise Refused(
            "Un compte existe déjà pour cette adresse\u00a0: donnez-en une autre, ou continuez par le lien secret."
        ) from error
    tasks.ask(person=user.public_id, letter=tasks.INVITATION)
    return user


def close_outside_account(user: User) -> None:
    """Will close the account in every browser at once, and let the person know.

    :raises Refused: it is an account of the staff.
    """
    _outside(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    close_sessions(user)
    tasks.ask(person=user.public_id, letter=tasks.CLOSED)


def reopen_outside_account(user: User) -> None:
    """Will open the account again, by a new password; its second factor stays.

    :raises Refused: it is an account of the staff.
    """
    _outside(user)
    user.is_active = True
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"primary": True, "verified": True}
    )
    invite_again(user)


def invite_again(user: User) -> None:
    """Will send the invitation again.

    :raises Refused: it is an account of the staff, or closed.
    """
    _outside(user)
    if not user.is_active:
        raise Refused("Un compte fermé ne reçoit pas d’invitation. Rouvrez-le d’abord.")
    tasks.ask(person=user.public_id, letter=tasks.INVITATION)


def reset_outside_factor(user: User) -> None:
    """Will take every second factor away, close the account’s browsers, and let the person know.

    :raises Refused: it is an account of the staff.
    """
    _outside(user)
    Authenticator.objects.filter(user_id=user.pk).delete()
    close_sessions(user)
    tasks.ask(person=user.public_id, letter=tasks.FACTOR_RESET)


def _outside(user: User) -> None:
    if not user.external:
        raise Refused(
            "Ce compte est celui d’une personne de l’Office\u00a0: l’administration des comptes s’en occupe."
        )
