"""The page of one's own exports: what is being made, what is ready and until when, what has ended.

One query; a file is named after its list and its day, never after what it holds.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from egide.kernel.exports.keeping import exports_of, latest_day
from egide.kernel.exports.models import BAG, TOLD, UNDER_WAY, Export, ExportedDossier, Format, State
from egide.kernel.exports.sources import title_of
from egide.kernel.gate.visibility import visible
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Badge, Tone

SHOWN = 100
TONES: dict[str, Tone] = {
    State.ASKED: "idle",
    State.MAKING: "now",
    State.READY: "met",
    State.REFUSED: "late",
    State.FAILED: "late",
}
WHY = {
    State.REFUSED: "Vous n’aviez plus accès à ce qui était demandé, ou un dossier en a été remis à une autre unité. "
    "Il n’en reste aucun fichier.",
    State.FAILED: "La préparation s’est interrompue. Reprenez-la\u00a0: elle recommence depuis le début.",
    State.CANCELLED: "Vous l’avez annulé ou retiré. Ce qui était déjà écrit a été détruit avec sa clé.",
    State.EXPIRED: "Le fichier a été détruit avec sa clé, à la date prévue.",
}
LOSING = "Détruire ce fichier? Pour l’avoir de nouveau, il faudra le redemander."
STOPPING = "Annuler cette exportation? Le fichier ne sera pas produit; vous pourrez le redemander."
PAST = "Sa date de fin est passée\u00a0: il ne se télécharge plus, et sera détruit avec sa clé. Demandez-le de nouveau."


@dataclass(frozen=True, kw_only=True)
class ExportCard:
    """One export as its owner sees it."""

    title: str
    badge: Badge
    asked: str
    detail: str
    percent: int | None
    done: str
    download: Action | None
    remove: Action | None
    again: Action | None
    keep_url: str
    until: str
    latest: str
    earliest: str


@dataclass(frozen=True, kw_only=True)
class ExportsPage:
    """Those under way or ready first, those that ended after."""

    running: tuple[ExportCard, ...]
    ended: tuple[ExportCard, ...]
    refresh: bool
    unseen: bool
    url: str


def exports_page(actor: Actor, *, now: datetime) -> ExportsPage:
    """Will list the actor's own exports, newest first."""
    rows = list(exports_of(actor).select_related("stored")[:SHOWN])
    numbers = _bag_numbers(actor, rows)
    cards = [(row, _card(row, numbers.get(row.pk, ""), now)) for row in rows]
    return ExportsPage(
        running=tuple(card for row, card in cards if _stands(row, now)),
        ended=tuple(card for row, card in cards if not _stands(row, now)),
        refresh=any(row.state in UNDER_WAY for row in rows),
        unseen=any(row.seen_at is None and row.state in TOLD for row in rows),
        url=reverse("staff:exports"),
    )


def _state(row: Export, now: datetime) -> State:
    """The state that its owner meets: past its end, a file is refused before the job of the night destroys it."""
    past = row.state == State.READY and row.expires_at is not None and row.expires_at <= now
    return State.EXPIRED if past else State(row.state)


def _stands(row: Export, now: datetime) -> bool:
    return _state(row, now) in (*UNDER_WAY, State.READY, State.FAILED)


def _card(row: Export, number: str, now: datetime) -> ExportCard:
    today = timezone.localtime(now).date()
    about, state = {"export": row.public_id}, _state(row, now)
    ready, running = state == State.READY, state in UNDER_WAY
    until = timezone.localtime(row.expires_at - timedelta(seconds=1)).date() if row.expires_at else today
    return ExportCard(
        title=_title(row, number, stands=_stands(row, now)),
        badge=Badge(label=str(state.label), tone=TONES.get(state, "idle")),
        asked=f"{Format(row.format).label}, demandé le {formats.moment(row.asked_at, today=today)}",
        detail=PAST if state != row.state else _detail(row, until, today),
        percent=min(100, row.done * 100 // row.total) if running and row.total else None,
        done=f"{formats.number(row.done)} sur {formats.number(row.total)}" if running and row.total else "",
        download=Action(
            label="Télécharger",
            url=reverse("staff:export_file", kwargs=about),
            method="post",
            primary=True,
            downloads=True,
        )
        if ready
        else None,
        remove=Action(
            label="Détruire le fichier" if ready else "Annuler l’exportation",
            url=reverse("staff:export_remove", kwargs=about),
            method="post",
            confirm=LOSING if ready else STOPPING,
        )
        if ready or running
        else None,
        again=Action(label="Reprendre", url=reverse("staff:export_again", kwargs=about), method="post")
        if row.state == State.FAILED
        else None,
        keep_url=reverse("staff:export_keep", kwargs=about) if ready else "",
        until=until.isoformat(),
        earliest=today.isoformat(),
        latest=latest_day(row).isoformat() if ready else "",
    )


def _title(row: Export, number: str, *, stands: bool) -> str:
    if row.source != BAG:
        return title_of(row.source)
    if number:
        return f"Dossier complet\u00a0: {number}"
    # One that ended no longer names its dossier: nothing is said of who may read it.
    return "Dossier complet (il ne vous est plus accessible)" if stands else "Dossier complet"


def _detail(row: Export, until: date, today: date) -> str:
    if row.state == State.READY and row.stored is not None:
        what = formats.count(row.total, "fichier" if row.source == BAG else "ligne")
        end = formats.day(until)
        return f"{what}, {formats.size(row.stored.size)}. Gardé jusqu’au {end} inclusivement."
    if row.state in UNDER_WAY:
        return "Vous pouvez continuer à travailler\u00a0: un avis paraîtra quand le fichier sera prêt."
    return WHY.get(State(row.state), "")


def _bag_numbers(actor: Actor, rows: list[Export]) -> dict[int, str]:
    """The number of each bag's dossier, for those still readable: an ended bag no longer names its dossier."""
    bags = [row.pk for row in rows if row.source == BAG]
    if not bags:
        return {}
    told = ExportedDossier.objects.filter(export_id__in=bags, dossier__in=visible(actor))
    return dict(told.values_list("export_id", "dossier__number"))
