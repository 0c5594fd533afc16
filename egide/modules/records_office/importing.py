"""Opening and closing a file that comes from an older system, for kernel/imports: with its days of origin.

The archivist opens in every unit of her compartment; everyone else, in their own.
"""

from datetime import date, datetime, time

from django.utils import timezone

from egide.kernel.dossiers.models import Dossier
from egide.kernel.imports.openers import OldFile
from egide.kernel.lifecycle.running import run
from egide.kernel.records.actions import applicable_to, journal_dates
from egide.kernel.records.keeping import keep
from egide.kernel.records.plan import class_in_force
from egide.law import roles
from egide.modules.records_office.opening import OPENERS, NewFile, write_file
from egide.modules.records_office.starters import BY_CODE as STARTERS
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain

ORIGIN = "import"


class OldFiles:
    """What kernel/imports is told of (openers.py)."""

    def problem(self, *, actor: Actor, file: OldFile, now: datetime) -> str:
        """Will say why the file cannot be opened, or nothing."""
        if file.template not in STARTERS:
            return (
                f"Gabarit inconnu\u00a0: «\u00a0{file.template}\u00a0». Connus\u00a0: {', '.join(STARTERS)}."
            )
        if not may_open_old(actor, file.unit):
            return f"Cette personne n’ouvre pas de dossier dans l’unité {file.unit.code}."
        return ""

    def open(self, *, actor: Actor, file: OldFile, now: datetime) -> Dossier:
        """Will open it as received on its day of origin.

        :raises Refused: unknown template or class, or the unit is not the actor's.
        """
        if why := self.problem(actor=actor, file=file, now=now):
            raise Refused(why)
        found = class_in_force(file.class_code, on=timezone.localdate(now))
        if found is None or not found.open_to(file.unit.code):
            raise Refused("L’unité n’ouvre pas de dossier dans cette classe.")
        new = NewFile(
            unit=file.unit,
            class_code=found.code,
            title=file.title,
            starter=file.template,
            description=file.description,
        )
        return write_file(
            actor=actor,
            file=new,
            found=found,
            now=now,
            received_at=timezone.make_aware(datetime.combine(file.received_on, time())),
            confidentiality=file.confidentiality,
            origin=ORIGIN,
        )

    def close(self, *, actor: Actor, dossier: Dossier, on: date, now: datetime) -> None:
        """Will close it today, then count its retention from the day when the older system closed it.

        :raises Refused: the day is not between its receipt and today, or a guard of the closing says no.
        """
        today = timezone.localdate(now)
        if not dossier.received_on <= on <= today:
            raise Refused("La fermeture d’origine n’est pas entre la réception et aujourd’hui.")
        run(actor=actor, dossier=dossier, code="close", answers={}, now=now)
        dossier.closed_on = on
        keep(dossier=dossier, found=applicable_to(dossier, on=today), on=today)
        journal_dates(dossier, "records.dated", now, event="closure")
        append(
            chain=dossier_chain(dossier.pk),
            compartment_id=dossier.compartment_id,
            dossier_id=dossier.pk,
            code="import.closed",
            data={"on": on.isoformat()},
            at=now,
        )


def may_open_old(actor: Actor, unit: Unit) -> bool:
    """Will tell whether the actor opens old files in the unit."""
    if actor.holds(roles.RECORDS_MANAGER.code, compartment_id=unit.compartment_id):
        return True
    return any(held.unit_id == unit.pk and held.role in OPENERS for held in actor.roles)
