"""What becomes of a file once made: downloaded by its owner alone, kept until its end, removed with its key.

The gate is asked again at each download: whoever lost a dossier of the file, or came in conflict, is refused.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from egide.kernel.exports.journaling import note_export
from egide.kernel.exports.models import BAG, TOLD, UNDER_WAY, Export, ExportedDossier, State
from egide.kernel.exports.sources import ExportSource, source_of
from egide.kernel.gate.verdicts import may
from egide.kernel.gate.visibility import visible
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.jobs.app import enqueue
from egide.platform.journal.append import append, dossier_chain
from egide.platform.storage.destruction import destroy

if TYPE_CHECKING:
    from egide.kernel.dossiers.models import Dossier
    from egide.platform.storage.models import StoredObject

LONGEST_KEPT = 30  # days
ROWS_KEPT = timedelta(days=30)  # an ended export stays in the list that long
DECISION = "exportation-retiree"  # what the register of destructions says of such a file
NOT_READY = "Ce fichier n’est pas prêt, ou n’est plus conservé. Demandez-le de nouveau au besoin."
LOST = (
    "Depuis que ce fichier a été fait, un dossier qui s’y trouve ne vous est plus accessible. Le fichier ne peut "
    "plus être téléchargé. Demandez-le de nouveau\u00a0: il contiendra ce que vous pouvez lire aujourd’hui."
)


def exports_of(actor: Actor) -> "QuerySet[Export]":
    """Will return the actor's own exports, newest first."""
    rows = Export.objects.filter(user_id=actor.user_id or 0).defer("alone")
    return rows.order_by("-asked_at", "-pk")


def to_tell(actor: Actor) -> "QuerySet[Export]":
    """Will return those whose outcome the actor has not seen yet."""
    return Export.objects.filter(user_id=actor.user_id or 0, seen_at=None, state__in=TOLD)


def export_of(actor: Actor, public_id: UUID, *, lock: bool = False) -> Export:
    """Will return one of the actor's own exports.

    :raises NotVisible: none of theirs has this key.
    """
    rows = Export.objects.select_for_update(of=("self",)) if lock else Export.objects.all()
    found = rows.filter(public_id=public_id, user_id=actor.user_id or 0).first()
    if found is None:
        raise NotVisible
    return found


def take(*, actor: Actor, export: Export, now: datetime) -> "StoredObject":
    """Will return the file to download, and journal that it was taken.

    :raises Refused: it is not there any more, or the actor may no longer read all that it tells.
    """
    if export.state != State.READY or export.stored is None or export.expires_at is None:
        raise Refused(NOT_READY)
    if export.expires_at <= now:
        raise Refused(NOT_READY)
    _check_again(actor, export)
    Export.objects.filter(pk=export.pk).update(seen_at=export.seen_at or now)
    note_export(
        "export.downloaded",
        compartment_id=export.compartment_id,
        source=export.source,
        form=export.format,
        rows=export.total,
        filters=export.filters,
        now=now,
    )
    if export.source == BAG:
        _tell_dossier(export, now)
    return export.stored


def mark_seen(*, actor: Actor, now: datetime) -> None:
    """Will note that the actor has seen how the exports ended."""
    to_tell(actor).update(seen_at=now)


def keep_until(*, export: Export, day: date, now: datetime) -> None:
    """Will move the end of a ready file, to the end of a day within thirty of the one when it was made.

    :raises Refused: the file is not there any more, or the day is not among those offered.
    """
    today = timezone.localtime(now).date()
    if export.state != State.READY or export.expires_at is None or export.expires_at <= now:
        raise Refused(NOT_READY)
    if not today <= day <= latest_day(export):
        raise Refused(f"Un fichier se garde au plus {LONGEST_KEPT} jours\u00a0: choisissez un jour d’ici là.")
    Export.objects.filter(pk=export.pk).update(expires_at=end_of(day))


def latest_day(export: Export) -> date:
    """Will return the last day to which a ready file may be kept, however often its end is moved."""
    assert export.finished_at is not None  # a ready file is dated
    return timezone.localtime(export.finished_at).date() + timedelta(days=LONGEST_KEPT)


def end_of(day: date) -> datetime:
    """Will return the instant when a day of the Office ends."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=timezone.get_current_timezone())


def start_again(*, actor: Actor, export: Export, now: datetime) -> None:
    """Will have an interrupted file made again, from nothing.

    :raises Refused: it was not interrupted.
    """
    from egide.kernel.exports.tasks import make_file

    if export.state != State.FAILED:
        raise Refused("Seul un fichier interrompu se reprend.")
    Export.objects.filter(pk=export.pk).update(state=State.ASKED, finished_at=None, seen_at=None, run=None)
    enqueue(make_file, actor=actor, lock=f"export:{export.public_id}", export=export.public_id)


def remove(*, export: Export, now: datetime) -> None:
    """Will cancel what is under way, or destroy the file with its key; a second time changes nothing."""
    if export.state in (State.CANCELLED, State.EXPIRED):
        return
    ready = export.state == State.READY
    _close([export], State.CANCELLED, now)
    if ready:
        note_export(
            "export.removed",
            compartment_id=export.compartment_id,
            source=export.source,
            form=export.format,
            now=now,
        )


def remove_expired(*, now: datetime) -> int:
    """Will destroy the files whose end has come, and forget what ended long ago; returns how many files went."""
    due = list(Export.objects.select_for_update().filter(state=State.READY, expires_at__lte=now))
    _close(due, State.EXPIRED, now)
    Export.objects.exclude(state__in=(*UNDER_WAY, State.READY)).filter(
        finished_at__lt=now - ROWS_KEPT
    ).delete()
    return len(due)


def forget_dossier(*, dossier: "Dossier", now: datetime) -> None:
    """Will destroy every file that tells of a dossier emptied here, and stop those that are being made."""
    told = ExportedDossier.objects.filter(dossier_id=dossier.pk).values("export_id")
    due = Export.objects.select_for_update().filter(pk__in=told, state__in=(*UNDER_WAY, State.READY))
    _close(list(due.order_by("pk")), State.REFUSED, now)


def _close(exports: Iterable[Export], state: State, now: datetime) -> None:
    for export in exports:
        stored = export.stored_id
        Export.objects.filter(pk=export.pk).update(
            state=state, finished_at=now, seen_at=export.seen_at or now, stored=None, run=None
        )
        ExportedDossier.objects.filter(export_id=export.pk).delete()
        if stored is not None:
            destroy(object_id=stored, decision=DECISION, now=now)


def _check_again(actor: Actor, export: Export) -> None:
    told = ExportedDossier.objects.filter(export=export)
    if export.source == BAG:
        dossiers = list(visible(actor).filter(pk__in=told.values("dossier_id")))
        if len(dossiers) != 1 or not may(actor, dossiers[0], "export").allowed:
            raise Refused(LOST)
        return
    source = source_of(export.source)
    source.check(actor)
    if export.compartment_id not in actor.compartment_ids:
        raise Refused(LOST)
    # Behind the walls a conflict has already taken the row away; the policy is asked besides.
    open_to = visible(actor, action=source.action)
    still = open_to.filter(pk__in=told.values("dossier_id")) if source.gated else told
    if still.order_by().count() != export.dossiers or not _reached(source, actor, export.alone):
        raise Refused(LOST)


def _reached(source: ExportSource, actor: Actor, alone: Sequence[int]) -> bool:
    if not alone:
        return True
    return source.reach is not None and source.reach(actor).filter(pk__in=alone).count() == len(alone)


def _tell_dossier(export: Export, now: datetime) -> None:
    told = ExportedDossier.objects.get(export=export)
    append(
        chain=dossier_chain(told.dossier_id),
        compartment_id=export.compartment_id,
        dossier_id=told.dossier_id,
        code="bag.downloaded",
        data={},
        at=now,
    )
