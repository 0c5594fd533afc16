"""The file of an office: what it must hold, and its loading in one transaction.

A mistake names the entry and what is wrong with it; nothing is loaded then.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from egide.platform.accounts import tasks
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.administering import GRANTABLE
from egide.platform.accounts.models import Compartment, Membership, Site, Unit, User
from egide.platform.accounts.telling import tell
from egide.ui import formats

PARTS = ("sites", "units", "people")


class OfficeFileError(ValueError):
    """The file does not say what it should; the message names the entry."""


def read_office(content: bytes) -> dict[str, list[dict[str, Any]]]:
    """Will return the three lists of the file.

    :raises OfficeFileError: it is not such a file.
    """
    try:
        found = json.loads(content)
    except (UnicodeDecodeError, ValueError) as error:
        raise OfficeFileError("ce n’est pas du JSON en UTF-8.") from error
    if not isinstance(found, dict) or set(found) - set(PARTS):
        raise OfficeFileError(f"on attend un objet avec {', '.join(PARTS)}, rien d’autre.")
    parts = {part: found.get(part, []) for part in PARTS}
    for part, rows in parts.items():
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise OfficeFileError(f"« {part} » doit être une liste d’objets.")
    return parts


def load_office(office: dict[str, list[dict[str, Any]]], *, invite: bool, now: datetime) -> str:
    """Will write the sites, the units, then the people, and say how many of each.

    :raises OfficeFileError: an entry is wrong; nothing is kept.
    """
    with transaction.atomic():
        for row in office["sites"]:
            _site(row)
        for row in office["units"]:
            _unit(row)
        opened = [user for row in office["people"] if (user := _person(row, now)) is not None]
        if invite:
            for user in opened:
                tasks.ask(person=user.public_id, letter=tasks.INVITATION)
    words = zip(PARTS, (("lieu", "lieux"), ("unité", ""), ("personne", "")), strict=True)
    counted = ", ".join(formats.count(len(office[part]), *word) for part, word in words)
    return f"Chargé : {counted}; {formats.count(len(opened), 'compte ouvert', 'comptes ouverts')}."


def _site(row: dict[str, Any]) -> None:
    where = f"lieu « {row.get('code', '?')} »"
    rest = {
        name: _text(row, name, where, required=False, longest=400) for name in ("address", "phone", "email")
    }
    Site.objects.update_or_create(
        code=_text(row, "code", where, longest=40), defaults={"name": _text(row, "name", where), **rest}
    )


def _unit(row: dict[str, Any]) -> None:
    where = f"unité « {row.get('code', '?')} »"
    code = _text(row, "code", where, longest=40)
    place = Compartment.objects.filter(code=_text(row, "compartment", where)).first()
    site = Site.objects.filter(code=_text(row, "site", where)).first()
    if place is None or site is None:
        raise OfficeFileError(f"{where} : le secteur ou le lieu n’existe pas.")
    known = Unit.objects.filter(code=code).first()
    if known is not None and known.compartment_id != place.pk:
        raise OfficeFileError(f"{where} : une unité ne change pas de secteur.")
    Unit.objects.update_or_create(
        code=code, defaults={"name": _text(row, "name", where), "site": site, "compartment": place}
    )


def _person(row: dict[str, Any], now: datetime) -> User | None:
    where = f"personne « {row.get('email', '?')} »"
    email = _text(row, "email", where).lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise OfficeFileError(f"{where} : ce courriel n’est pas complet.") from error
    known = User.objects.filter(email=email).first()
    user = known or User.objects.create_user(
        email,
        full_name=_text(row, "name", where),
        job_title=_text(row, "title", where, required=False),
    )
    for held in _held(row, where):
        _role(user, held, where, now)
    return None if known else user


def _held(row: dict[str, Any], where: str) -> Iterable[dict[str, Any]]:
    held = row.get("roles", [])
    if not isinstance(held, list) or not all(isinstance(one, dict) for one in held):
        raise OfficeFileError(f"{where} : « roles » doit être une liste d’objets unit, role, since.")
    return held


def _role(user: User, held: dict[str, Any], where: str, now: datetime) -> None:
    unit = Unit.objects.select_related("compartment").filter(code=_text(held, "unit", where)).first()
    role = _text(held, "role", where)
    if unit is None or role not in GRANTABLE:
        raise OfficeFileError(f"{where} : l’unité ou la fonction « {role} » n’existe pas.")
    try:
        since = date.fromisoformat(held.get("since") or timezone.localdate(now).isoformat())
    except (TypeError, ValueError) as error:
        raise OfficeFileError(f"{where} : « since » s’écrit AAAA-MM-JJ.") from error
    if Membership.objects.filter(user=user, unit=unit, role=role, until=None).exists():
        return
    Membership.objects.create(user=user, unit=unit, role=role, since=since)
    with acting_as(service("sign_in")):
        place = unit.compartment
        tell(
            "account.role_given",
            places=((place.pk, place.code),),
            now=now,
            user=user.pk,
            role=role,
            unit=unit.code,
            since=since.isoformat(),
        )


def _text(row: dict[str, Any], name: str, where: str, *, required: bool = True, longest: int = 160) -> str:
    value = row.get(name, "")
    if (
        not isinstance(value, str)
        or "\0" in value
        or len(value) > longest
        or (required and not value.strip())
    ):
        raise OfficeFileError(
            f"{where} : « {name} » manque, ou n’est pas un texte de {longest} caractères au plus."
        )
    return value.strip()
