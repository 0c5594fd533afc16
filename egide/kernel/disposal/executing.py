"""The execution of an approved list: one act for each dossier, a few in each transaction, resumable after a kill.

What changed since the approval (a hold, a reopening, a new document) drops out with its reason, and stays whole.
"""

import hashlib
import math
from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from egide.kernel.disposal.certifying import certify
from egide.kernel.disposal.destroying import destroy_dossier, finish_dossiers
from egide.kernel.disposal.journaling import journal
from egide.kernel.disposal.lists import locked
from egide.kernel.disposal.models import Choice, DispositionList, Fate, ListItem, ListState, Outcome
from egide.kernel.disposal.paper import parts_left
from egide.kernel.disposal.pictures import pictures
from egide.kernel.dossiers.models import Dossier
from egide.kernel.dossiers.numbering import take_number
from egide.kernel.records.holds import is_held
from egide.kernel.records.models import Disposed
from egide.kernel.records.sweeping import kept_elsewhere
from egide.kernel.search.vocabulary import after_destructions
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.storage.destruction import finish_destructions

CERTIFICATE = "CD"
AT_ONCE = 25  # dossiers in one transaction: the screen’s progress moves by as many
ALREADY = "Déjà détruit ou versé par une autre décision."
HELD = "Gelé depuis l’approbation."
REOPENED = "Rouvert depuis l’approbation."
CHANGED = "Modifié depuis l’approbation\u00a0: un document, une date ou l’état."
ELSEWHERE = "Un document est aussi classé dans un dossier qui se conserve plus longtemps."


def due_lists(*, today: date) -> list[tuple[int, int]]:
    """Will return the lists whose time to object is over, with their compartment: those to run, those half done."""
    waiting = DispositionList.objects.filter(state=ListState.WINDOW, objections_until__lt=today)
    half = DispositionList.objects.filter(state=ListState.RUNNING)
    return [(row.pk, row.compartment_id) for row in (*waiting.order_by("pk"), *half.order_by("pk"))]


def begin(*, list_id: int, now: datetime) -> bool:
    """Will open the execution of a list whose window is over; false when there is nothing to begin."""
    listed = locked(DispositionList(pk=list_id))
    today = timezone.localtime(now).date()
    if listed.state == ListState.RUNNING:
        return True
    if (
        listed.state != ListState.WINDOW
        or listed.objections_until is None
        or listed.objections_until >= today
    ):
        return False
    listed.state, listed.started_at = ListState.RUNNING, now
    listed.certificate_number = take_number(
        compartment=listed.compartment, prefix=CERTIFICATE, year=today.year
    )
    listed.save(update_fields=["state", "started_at", "certificate_number"])
    kept = ListItem.objects.filter(disposition_list=listed, choice=Choice.KEPT, outcome=Outcome.WAITING)
    kept.update(outcome=Outcome.KEPT, words="Gardé par l’unité.", open=False, settled_at=now)
    if listed.fate == Fate.SORT:
        _choose(listed, now)
    elif listed.fate == Fate.PRESERVE:
        ListItem.objects.filter(disposition_list=listed, outcome=Outcome.WAITING).update(
            outcome=Outcome.CHOSEN, words="À verser aux archives.", settled_at=now
        )
    journal(listed, "started", now, certificate=listed.certificate_number)
    return True


def do_some(*, list_id: int, now: datetime, most: int = AT_ONCE) -> int:
    """Will destroy the next dossiers, in the current transaction, and return how many lines were settled.

    Each has its savepoint: what the database refuses drops out with its reason, and the others go on.
    """
    listed = DispositionList.objects.select_related("compartment").get(pk=list_id)
    if listed.state != ListState.RUNNING:
        return 0
    waiting = ListItem.objects.filter(disposition_list=listed, outcome=Outcome.WAITING).order_by("place")
    items = list(waiting.select_for_update(of=("self",))[:most])
    rows = Dossier.objects.select_for_update(of=("self",)).filter(pk__in=[item.dossier_id for item in items])
    dossiers = {dossier.pk: dossier for dossier in rows.order_by("pk")}
    today = timezone.localtime(now).date()
    for item in items:
        dossier = dossiers[item.dossier_id]
        why = obstacle(dossier, item, today=today) or _destroyed(listed, item, dossier, now)
        if why:
            item.outcome, item.words = Outcome.DROPPED, why
        else:
            item.outcome, item.words = (
                Outcome.DESTROYED,
                f"Détruit, certificat {listed.certificate_number}.",
            )
        item.open, item.settled_at = False, now
    ListItem.objects.bulk_update(items, ["outcome", "words", "objects_told", "open", "settled_at"])
    return len(items)


def _destroyed(listed: DispositionList, item: ListItem, dossier: Dossier, now: datetime) -> str:
    # A hold placed meanwhile is stopped by the database itself; the savepoint keeps the other dossiers.
    try:
        with transaction.atomic():
            item.objects_told = destroy_dossier(
                dossier=dossier,
                decision=listed.number,
                certificate=listed.certificate_number,
                rule=listed.rule,
                now=now,
            )
    except IntegrityError:
        if is_held(dossier):
            return HELD
        raise
    return ""


def end(*, list_id: int, now: datetime) -> None:
    """Will certify what was done and close the list; it waits for its paper, and for the slip of a transfer."""
    listed = locked(DispositionList(pk=list_id))
    if listed.state != ListState.RUNNING:
        return
    if ListItem.objects.filter(disposition_list=listed, outcome=Outcome.WAITING).exists():
        return
    if parts_left(listed).exists():
        return  # people destroy paper: the list ends when they say so (paper.py)
    if not listed.certificates.exists() and listed.fate != Fate.PRESERVE:
        certify(listed=listed, now=now)
    if ListItem.objects.filter(disposition_list=listed, outcome=Outcome.CHOSEN).exists():
        return
    listed.state, listed.ended_at = ListState.CLOSED, now
    listed.save(update_fields=["state", "ended_at"])
    journal(listed, "closed", now)


def run_list(*, list_id: int, compartment_id: int, now: datetime) -> None:
    """Will run a list from where it stands, as the scheduler; a transaction for each few dossiers."""
    actor = service("scheduler", compartment_id=compartment_id)
    with acting_as(actor):
        if not begin(list_id=list_id, now=now):
            return
    going = 1
    while going:
        with acting_as(actor):
            going = do_some(list_id=list_id, now=now)
    after_destructions(actor)  # the words that a search knows and proposes are those of what is left
    with acting_as(actor):
        finish_destructions()  # what a kill left between a commit and its keys, before the certificate says so
        finish_dossiers()
        end(list_id=list_id, now=now)


def obstacle(dossier: Dossier, item: ListItem, *, today: date) -> str:
    """Will say why a dossier of an approved list may not go any more; nothing when it may."""
    if Disposed.objects.filter(dossier_id=dossier.pk).exists():
        return ALREADY
    if is_held(dossier):
        return HELD
    if dossier.closed_on is None:
        return REOPENED
    if dossier.semi_active_until is None or dossier.semi_active_until >= today:
        return CHANGED
    if pictures([dossier.pk]).get(dossier.pk) != item.picture:
        return CHANGED
    if kept_elsewhere(dossier, today=today).exists():
        return ELSEWHERE
    return ""


def selection(numbers: Sequence[str], *, seed: str, percent: int) -> set[str]:
    """Will choose this share of the dossiers, at least one: the same seed and numbers give the same choice.

    Each number is ranked by the SHA-256 of « seed:number »; the first ones are chosen.
    """
    ranked = sorted(numbers, key=lambda number: hashlib.sha256(f"{seed}:{number}".encode()).digest())
    return set(ranked[: max(1, math.ceil(len(ranked) * percent / 100))]) if ranked else set()


def _choose(listed: DispositionList, now: datetime) -> None:
    rows = ListItem.objects.filter(disposition_list=listed, outcome=Outcome.WAITING)
    numbers = list(rows.order_by("place").values_list("dossier__number", flat=True))
    chosen = selection(numbers, seed=listed.seed, percent=listed.sample_percent)
    rows.filter(dossier__number__in=chosen).update(
        outcome=Outcome.CHOSEN, words="Retenu par l’échantillon\u00a0: à verser aux archives.", settled_at=now
    )
    journal(listed, "sorted", now, seed=listed.seed, percent=listed.sample_percent, chosen=len(chosen))
