"""The alarm: a disposition that should have run and did not, or an execution that stays half done.

Shown at `/archives/`, said by `egide verify`, and told to the heads by a notice each morning.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from uuid import UUID

from django.utils import timezone

from egide.kernel.disposal.models import DispositionList, ListItem, ListState, Outcome
from egide.kernel.notices.actions import notify_role
from egide.kernel.records.models import Disposed, DisposedAs
from egide.law import roles
from egide.platform.storage.keys import key_room
from egide.platform.storage.models import DestructionEntry, DossierDestruction, StoredObject, WrappedKey

GRACE = timedelta(days=1)  # the job runs each night: a list is late the day after
LATE = "disposal.late"
BATCH = 5000  # destroyed files looked for at a time


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """One list, and the sentence."""

    number: str
    words: str


def alarms(*, now: datetime) -> tuple[Alarm, ...]:
    """Will list what the walls show of what is late: approved and not run, or begun and not ended."""
    return tuple(
        Alarm(number=listed.number, words=words) for listed in _late(timezone.localtime(now).date())
        if (words := _words(listed, now))
    )  # fmt: skip


def disposal_problems(*, now: datetime) -> Iterator[str]:
    """Will say, for `egide verify`, what is late, and what was destroyed and is still there."""
    for alarm in alarms(now=now):
        yield f"{alarm.number}\u00a0: {alarm.words}"
    done = dict(Disposed.objects.filter(fate=DisposedAs.DESTROYED).values_list("dossier_id", "decision"))
    with key_room():
        known = set(DossierDestruction.objects.values_list("pk", flat=True))
        undead = WrappedKey.objects.filter(pk__in=DestructionEntry.objects.values("pk")).count()
        whole = sum(_still_there(entered) for entered in _entered())
    for decision in sorted({decision for key, decision in done.items() if key not in known}):
        yield f"{decision}\u00a0: un dossier détruit manque au registre des destructions."
    if back := known - set(done):
        yield f"{len(back)} dossiers détruits sont revenus\u00a0: lancez «\u00a0egide destructions replay\u00a0»."
    if undead:
        yield f"{undead} clés de fichiers détruits existent\u00a0: lancez «\u00a0egide destructions replay\u00a0»."
    if whole:
        yield f"{whole} fichiers détruits sont revenus\u00a0: lancez «\u00a0egide destructions replay\u00a0»."


def _entered() -> Iterator[list[UUID]]:
    # The register of files is in the other database, and long: some thousands at a time.
    rows = DestructionEntry.objects.order_by().values_list("pk", flat=True).iterator(chunk_size=BATCH)
    while entered := list(islice(rows, BATCH)):
        yield entered


def _still_there(entered: list[UUID]) -> int:
    return StoredObject.objects.filter(pk__in=entered, destroyed_at=None).count()


def tell(*, now: datetime) -> None:
    """Will tell the heads of each compartment, on one of the dossiers concerned."""
    for listed in _late(timezone.localtime(now).date()):
        if not _words(listed, now):
            continue
        item = ListItem.objects.filter(disposition_list=listed, outcome=Outcome.WAITING).select_related(
            "dossier"
        )
        if (first := item.order_by("place").first()) is not None:
            for role in (roles.UNIT_HEAD, roles.COMMISSIONER, roles.PRESIDENT):
                notify_role(dossier=first.dossier, role=role.code, code=LATE, now=now)


def _late(today: date) -> list[DispositionList]:
    window = DispositionList.objects.filter(state=ListState.WINDOW, objections_until__lt=today - GRACE)
    running = DispositionList.objects.filter(state=ListState.RUNNING)
    return [*window.order_by("pk"), *running.order_by("pk")]


def _words(listed: DispositionList, now: datetime) -> str:
    if listed.state == ListState.WINDOW:
        return "approuvée, le délai d’opposition est passé, et elle n’est pas exécutée."
    if listed.started_at is None or now - listed.started_at < GRACE:
        return ""
    if ListItem.objects.filter(disposition_list=listed, outcome=Outcome.WAITING).exists():
        return "l’exécution s’est arrêtée en route."
    return ""  # what waits for the archives’ acknowledgment is not late
