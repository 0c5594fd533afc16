"""The boxes that feed the register, as the administration keeps them: added, corrected, paused, read again.

The password is never here: a box names the secret of the settings where it stands.
"""

import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from egide.modules.correspondence.models import Mailbox
from egide.modules.correspondence.tasks import ask_visit
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.administering import administered
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import access_chain, append

_SECRET = re.compile(r"[A-Z][A-Z0-9_]{0,59}")


@dataclass(frozen=True, kw_only=True)
class BoxFacts:
    """What is known of a box; `unit` is a code."""

    name: str
    address: str
    host: str
    port: int
    encrypted: bool
    account: str
    folder: str
    secret: str
    unit: str
    authority: str = ""


def boxes(actor: Actor) -> "QuerySet[Mailbox]":
    """Will return the boxes that the actor administers, by name: those of the other sides of the walls are not."""
    rows = Mailbox.objects.filter(unit__compartment_id__in=sorted(administered(actor)))
    return rows.select_related("unit__compartment").order_by("name")


def box_of(actor: Actor, code: str) -> Mailbox | None:
    """Will return a box that the actor administers, by its code."""
    return boxes(actor).filter(code=code).first()


def units_of(actor: Actor) -> "QuerySet[Unit]":
    """Will return the units whose boxes the actor administers, by name."""
    return Unit.objects.filter(compartment_id__in=sorted(administered(actor))).order_by("name")


def has_secret(name: str) -> bool:
    """Will tell whether the settings hold a password of this name."""
    return name in settings.MAILBOX_SECRETS


def add_box(*, actor: Actor, code: str, facts: BoxFacts, now: datetime) -> Mailbox:
    """Will add a box, which the next round visits.

    :raises Refused: the code, or this folder of this account, is known already; or a field cannot be.
    """
    if Mailbox.objects.filter(code=code).exists():
        raise Refused("Ce code est déjà celui d’une boîte.")
    box = Mailbox(code=code, **_columns(actor, facts, None))
    box.save()
    _journal(actor, box, "mail.box_added", now)
    return box


def correct_box(*, actor: Actor, box: Mailbox, facts: BoxFacts, now: datetime) -> None:
    """Will correct a box. Another server, account or folder is read from its beginning; nothing is entered twice.

    :raises Refused: another box reads this folder; or its unit would be of another compartment.
    """
    _check_ours(actor, box.unit)
    columns = _columns(actor, facts, box)
    if columns["unit"].compartment_id != box.unit.compartment_id and box.taken:
        raise Refused(
            "Cette boîte a déjà alimenté un registre\u00a0: pour une unité d’un autre compartiment, "
            "ajoutez une nouvelle boîte."
        )
    moved = any(getattr(box, name) != columns[name] for name in ("host", "account", "folder"))
    for name, value in columns.items():
        setattr(box, name, value)
    if moved:
        box.uid_validity, box.last_uid = 0, 0
    box.save()
    _journal(actor, box, "mail.box_changed", now)


def pause_box(*, actor: Actor, box: Mailbox, active: bool, now: datetime) -> None:
    """Will stop visiting a box, or begin again where it was left.

    :raises Refused: a box that the actor does not administer.
    """
    _check_ours(actor, box.unit)
    box.active = active
    box.save(update_fields=["active"])
    _journal(actor, box, "mail.box_changed", now)


def read_now(*, box: Mailbox) -> bool:
    """Will ask for a visit; False when one already waits.

    :raises Refused: the box is paused.
    """
    if not box.active:
        raise Refused("Cette boîte est suspendue\u00a0: reprenez-la d’abord.")
    return ask_visit(box) is not None


def _check_ours(actor: Actor, unit: Unit) -> None:
    if unit.compartment_id not in administered(actor):
        raise Refused("Les boîtes de ce secteur cloisonné sont tenues par sa propre administration.")


def _check_secret(actor: Actor, secret: str) -> None:
    # A server of one's own would receive the password of the box that it is said to open.
    others = Mailbox.objects.filter(secret=secret).exclude(
        unit__compartment_id__in=sorted(administered(actor))
    )
    if others.exists():
        raise Refused(
            "Ce mot de passe ouvre une boîte que vous ne tenez pas\u00a0: donnez le nom d’un autre."
        )


def _columns(actor: Actor, facts: BoxFacts, box: Mailbox | None) -> dict[str, Any]:
    if not _SECRET.fullmatch(facts.secret):
        raise Refused("Le nom du secret s’écrit en majuscules, chiffres et traits bas\u00a0: ACCUEIL.")
    if any(not c.isprintable() or c.isspace() or c == ";" for c in facts.authority.strip()):
        raise Refused("Le nom du serveur qui vérifie s’écrit d’un seul mot\u00a0: mx.exemple.ca.")
    if any(not c.isprintable() for c in facts.host + facts.account + facts.folder):
        raise Refused("Le serveur, le compte et le dossier n’ont aucun caractère de contrôle.")
    unit = Unit.objects.select_related("compartment").filter(code=facts.unit).first()
    if unit is None:
        raise Refused("Choisissez l’unité que la boîte alimente.")
    _check_ours(actor, unit)
    _check_secret(actor, facts.secret)
    same = Mailbox.objects.filter(host=facts.host, account=facts.account, folder=facts.folder)
    if same.exclude(pk=box.pk if box else 0).exists():
        raise Refused("Une autre boîte lit déjà ce dossier de ce compte.")
    return asdict(facts) | {"unit": unit, "authority": facts.authority.strip().casefold()}


def _journal(actor: Actor, box: Mailbox, code: str, now: datetime) -> None:
    place = min(actor.roles, key=lambda held: held.compartment_id)
    append(
        chain=access_chain(place.compartment_code, now),
        compartment_id=place.compartment_id,
        code=code,
        data={"box": box.code},
        at=now,
    )
