"""Opening, assigning and renaming a dossier.

Closing and moving belong to the lifecycle; each action writes the journal in the same transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from egide.kernel import registry
from egide.kernel.dossiers.models import Dossier
from egide.kernel.dossiers.numbering import take_number
from egide.kernel.gate.conflicts import withheld
from egide.platform.accounts.models import Membership, Site, Unit, User
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain


@dataclass(frozen=True, kw_only=True)
class Opening:
    """What is known of a request when its dossier is opened."""

    kind: str
    title: str
    unit: Unit
    site: Site
    received_at: datetime
    channel: str
    confidentiality: str
    language: str = "fr"
    # Empty: the class of the kind, and the first series that the module declares.
    class_code: str = ""
    series: str = ""
    # Said by the journal when a dossier comes from another system.
    origin: str = ""


def open_dossier(*, opening: Opening, now: datetime) -> Dossier:
    """Will create the dossier in its first state, with its number, and journal it.

    Numbers carry the calendar year of receipt; the counter is taken last.

    :raises Refused: the receipt is in the future.
    """
    if opening.received_at > now:
        raise Refused("La date de réception est dans l’avenir.")
    module = registry.module_of_kind(opening.kind)
    # System checks refuse a module whose kind has no lifecycle.
    assert module.kind is not None
    assert module.lifecycle is not None
    received_on = timezone.localtime(opening.received_at).date()
    compartment = opening.unit.compartment
    dossier = Dossier(
        compartment=compartment,
        kind=opening.kind,
        year=received_on.year,
        title=opening.title,
        state=module.lifecycle.initial,
        entered_at=now,
        unit=opening.unit,
        site=opening.site,
        received_at=opening.received_at,
        received_on=received_on,
        channel=opening.channel,
        confidentiality=opening.confidentiality,
        language=opening.language,
        opened_at=now,
        class_code=opening.class_code or module.kind.default_class,
        retention_series=opening.series or (module.retention[0].series if module.retention else ""),
    )
    prefix = module.kind.prefix_in(compartment.code)
    dossier.number = take_number(compartment=compartment, prefix=prefix, year=received_on.year)
    dossier.save()
    _journal(
        dossier,
        "dossier.opened",
        now,
        number=dossier.number,
        kind=dossier.kind,
        state=dossier.state,
        declaration=module.lifecycle.version,
        channel=dossier.channel,
        received_on=received_on.isoformat(),
        **({"origin": opening.origin} if opening.origin else {}),
    )
    return dossier


def assign(*, dossier: Dossier, to: User, now: datetime) -> None:
    """Will make `to` the person in charge.

    :raises Refused: the person holds no role in the dossier's unit today, or declared a conflict of interest.
    """
    today = timezone.localtime(now).date()
    if why := withheld(dossier=dossier, user_id=to.pk):
        raise Refused(f"{to.full_name} {why}\u00a0: ce dossier ne peut pas lui être confié.")
    held = Membership.objects.filter(user=to, unit_id=dossier.unit_id, since__lte=today)
    if not held.exclude(until__lte=today).exists() or not to.is_active:
        raise Refused(f"{to.full_name} ne travaille pas dans l’unité qui traite ce dossier.")
    dossier.assignee = to
    touch(dossier, "assignee")
    _journal(dossier, "dossier.assigned", now, to=f"staff:{to.pk}")


def touch(dossier: Dossier, *fields: str) -> None:
    """Will save the named columns and move the version on, so that an older form is refused (409)."""
    dossier.version += 1
    dossier.save(update_fields=[*fields, "version"])


def touch_all(dossiers: Sequence[Dossier]) -> None:
    """Will move the version of each on, in one statement: an older form is refused (409)."""
    keys = [dossier.pk for dossier in dossiers]
    Dossier.objects.filter(pk__in=keys).update(version=F("version") + 1)
    for dossier in dossiers:
        dossier.version += 1


def _journal(dossier: Dossier, code: str, now: datetime, **data: str) -> None:
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data=data,
        at=now,
    )
