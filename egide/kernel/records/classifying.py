"""Placing a dossier in another class: its rule follows, its journal says from where to where, undo puts it back.

Serves one dossier and, row by row, the bulk act of the lists.
"""

from datetime import date, datetime

from django.utils import timezone

from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.models import Dossier
from egide.kernel.records.actions import DATES, Picture, picture
from egide.kernel.records.keeping import COLUMNS, keep
from egide.kernel.records.models_keeping import Keeping
from egide.kernel.records.plan import ClassInForce, class_in_force
from egide.kernel.records.schedule import Applicable, applicable, kept_rule
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain
from egide.platform.journal.history import data_of
from egide.platform.journal.models import Event

RECLASSIFIED = "dossier.reclassified"


def destination(code: str, *, on: date) -> ClassInForce:
    """Will return the class of this code in the scheme of the day.

    :raises Refused: the scheme has no such class.
    """
    found = class_in_force(code.strip(), on=on)
    if found is None:
        raise Refused(f"La classe {code.strip() or '(vide)'} n’est pas au plan en vigueur.")
    return found


def series_after(dossier: Dossier, found: ClassInForce) -> str:
    """Will return the series that the dossier follows in that class: its own if the class keeps it."""
    if not found.series or dossier.retention_series in found.series:
        return dossier.retention_series
    return found.series[0]


def reclassify(*, dossier: Dossier, class_code: str, now: datetime) -> None:
    """Will place the dossier in the class; a closed one takes the dates of its new rule, in force today.

    :raises Refused: no such class, it is there already, or its rule is in no schedule.
    """
    today = timezone.localdate(now)
    found = destination(class_code, on=today)
    if found.code == dossier.class_code:
        raise Refused(f"Le dossier est déjà dans la classe {found.code}.")
    before, source = picture(dossier), dossier.class_code
    series = series_after(dossier, found)
    rule = applicable(series=series, on=today)
    if rule is None:
        raise Refused(f"La règle {series} n’est pas au calendrier en vigueur.")
    moved = series != dossier.retention_series
    dossier.class_code, dossier.retention_series = found.code, series
    touch(dossier, "class_code", "retention_series")
    if moved and dossier.closed_on:
        keep(dossier=dossier, found=rule, on=today)
    _journal(dossier, source, before, now)


def put_back(*, dossier: Dossier, now: datetime) -> str:
    """Will undo the last reclassification, and return the class where the dossier is again.

    :raises Refused: nothing was reclassified, or the dossier has moved since.
    """
    rows = Event.objects.filter(chain=dossier_chain(dossier.pk), code=RECLASSIFIED).order_by("-seq")
    body = rows.values_list("body", flat=True).first()
    last = data_of(body) if body else None
    if last is None or last["to"] != dossier.class_code or last.get("undone"):
        raise Refused("Il n’y a pas de reclassement à annuler dans ce dossier.")
    if last["record"] != picture(dossier):
        raise Refused("La conservation du dossier a changé depuis\u00a0: reclassez-le plutôt.")
    source, before = dossier.class_code, picture(dossier)
    dossier.class_code = last["from"]
    _restore(dossier, last["before"])
    touch(dossier, "class_code", *COLUMNS)
    _journal(dossier, source, before, now, undone=True)
    return dossier.class_code


def _restore(dossier: Dossier, before: Picture) -> None:
    for name in COLUMNS:
        value = before[name]
        setattr(dossier, name, date.fromisoformat(value) if name in DATES and value else value)
    if dossier.closed_on is None:
        return
    version = before["schedule"]
    rule = kept_rule(series=dossier.retention_series, schedule=version)
    if rule is not None and Keeping.objects.filter(dossier_id=dossier.pk).exists():
        keep(dossier=dossier, found=Applicable(rule=rule, schedule=version), on=dossier.closed_on)


def _journal(dossier: Dossier, source: str, before: Picture, now: datetime, *, undone: bool = False) -> None:
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=RECLASSIFIED,
        data={
            "from": source or "—",
            "to": dossier.class_code or "—",
            "before": before,
            "record": picture(dossier),
            "undone": undone,
        },
        at=now,
    )
