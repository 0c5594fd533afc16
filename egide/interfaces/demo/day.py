"""What the day brings, once the dossiers are there: mail, calls, messages, questions; each by its real action.

So that a first visitor finds every desk in use. Nothing here is older than the dossiers that it speaks of.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.utils import timezone

from egide.interfaces.demo.play import Stage
from egide.kernel.dossiers.models import Dossier
from egide.kernel.messages.actions import post_message
from egide.kernel.notes.actions import log_call, remind, write_note
from egide.kernel.notes.models import Direction
from egide.kernel.parties.actions import party_of_role
from egide.kernel.parties.models import PartyRole, ProfessionalOrder
from egide.modules.correspondence.actions import Entry, enter_piece, enter_sealed, joined, keep_file
from egide.modules.information_cards.actions import Told, note_card
from egide.modules.service_complaints.actions import submit_service_complaint
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service

Result = TypeVar("Result")
CARDS = (
    ("conduct", "syndic", "pointed", "dentistes"),
    ("accounts", "conciliation", "pointed", "avocats"),
    ("admission", "commissioner", "pointed", "ingenieurs"),
    ("review", "review", "pointed", "psychologues"),
    ("office", "office", "form", ""),
    ("illegal", "order", "pointed", "denturologistes"),
)
LETTER = (
    "Bonjour, voici la copie de l’accusé de réception que le syndic m’a envoyé en mars. "
    "Vous pouvez l’ajouter à mon dossier. Merci."
)


def fill(stage: Stage) -> None:
    """Will bring the day's mail, messages, calls and questions; a desk without its dossiers stays quiet."""
    _cards(stage)
    _complaint(stage)
    _messages(stage)
    _notes(stage)
    _mail(stage)


def _cards(stage: Stage) -> None:
    bruno = stage.actor("bruno")
    for place, (theme, body, outcome, slug) in enumerate(CARDS):
        with acting_as(bruno):
            told = Told(theme=theme, body=body, outcome=outcome, order=_order(slug))
            note_card(actor=bruno, unit=stage.unit, told=told, now=_before(stage, hours=30 - 5 * place))


def _complaint(stage: Stage) -> None:
    intake = service("public_intake")
    with acting_as(intake):
        submit_service_complaint(
            actor=intake,
            name="Ginette Poirier",
            email="ginette.poirier@courriel.example",
            phone="418 555-0175",
            address="",
            about="complaint",
            concerns_presidency=False,
            text="J’ai téléphoné trois fois en deux semaines. On m’a promis un rappel, qui n’est jamais venu.",
            now=_before(stage, days=3),
        )


def _messages(stage: Stage) -> None:
    desk = service("pass_desk")
    said = (
        (
            "in_progress",
            PartyRole.REQUESTER,
            "J’ai reçu hier une lettre du syndic. Voulez-vous que je vous l’envoie?",
        ),
        (
            "awaiting_order",
            PartyRole.ORDER,
            "Nous accusons réception de votre lettre. Le syndic adjoint communiquera avec la personne cette semaine.",
        ),
    )
    for state, role, text in said:
        number = _newest(stage, state)
        if number is None:
            continue
        with acting_as(desk):
            dossier = _locked(number)
            party = party_of_role(dossier, role)
            assert party is not None
            post_message(
                dossier=dossier,
                direction="in",
                party=party,
                text=text,
                actor_code=desk.code,
                now=_before(stage, hours=4),
            )


def _notes(stage: Stage) -> None:
    number = _newest(stage, "in_progress")
    if number is None:
        return

    def work(actor: Actor, dossier: Dossier) -> None:
        write_note(
            dossier=dossier,
            text="L’ordre publie ses délais d’enquête dans son rapport annuel : à joindre à la réponse.",
            actor=actor,
            now=_before(stage, hours=20),
        )
        log_call(
            dossier=dossier,
            person="Secrétariat du syndic",
            phone="514 555-0190",
            direction=Direction.OUT,
            happened_at=_before(stage, hours=6),
            summary="On nous confirme qu’un avis de progression partira avant la fin du mois.",
            actor=actor,
            now=_before(stage, hours=5),
        )
        remind(
            actor=actor,
            text="Rappeler le secrétariat du syndic au sujet de l’avis de progression.",
            due_on=timezone.localdate(stage.now),
            dossier=dossier,
            now=_before(stage, hours=5),
        )

    _as(stage, "nadia", number, work)


def _mail(stage: Stage) -> None:
    bruno = stage.actor("bruno")
    today = timezone.localdate(_before(stage, minutes=50))
    with acting_as(bruno):
        enter_piece(
            actor=bruno,
            entry=Entry(
                medium="post",
                site=stage.site,
                received_on=today,
                sender="Réjean Ouellet",
                sender_address="25, rue des Érables, Rimouski (Québec)  G5L 2A1",
                subject="Délai de réponse d’un ordre",
            ),
            now=_before(stage, minutes=50),
        )
        enter_sealed(
            actor=bruno,
            addressed_to="commissioner",
            medium="post",
            site=stage.site,
            received_on=today,
            handed_to="Claire Morin",
            handed_at=_before(stage, minutes=20),
            now=_before(stage, minutes=15),
        )
    number = _newest(stage, "in_progress")
    if number is not None:
        _as(stage, "bruno", number, lambda actor, dossier: _join_letter(stage, actor, dossier))


def _join_letter(stage: Stage, actor: Actor, dossier: Dossier) -> None:
    now, sender = _before(stage, minutes=35), party_of_role(dossier, PartyRole.REQUESTER)
    entry = Entry(
        medium="email",
        site=stage.site,
        received_on=timezone.localdate(now),
        sender=sender.name if sender else "",
        sender_email=sender.email if sender else "",
        subject="Copie de l’accusé de réception du syndic",
    )
    piece = enter_piece(actor=actor, entry=entry, now=now)
    keep_file(piece=piece, stream=[LETTER.encode()], file_name="courriel.txt", actor=actor, now=now)
    joined(piece=piece, dossier=dossier, actor=actor, now=now)


def _as(stage: Stage, who: str, number: str, act: Callable[[Actor, Dossier], Result]) -> Result:
    actor = stage.actor(who)
    with acting_as(actor):
        return act(actor, _locked(number))


def _locked(number: str) -> Dossier:
    rows = Dossier.objects.select_for_update(of=("self",)).select_related("unit__site", "site", "compartment")
    return rows.get(number=number)


def _newest(stage: Stage, state: str) -> str | None:
    """The newest dossier of a state that Nadia has: her desk is the one that visitors open first."""
    nadia = stage.actor("nadia")
    with acting_as(nadia):
        own = Dossier.objects.filter(state=state, assignee_id=nadia.user_id)
        return own.order_by("-received_on", "-pk").values_list("number", flat=True).first()


def _order(slug: str) -> ProfessionalOrder | None:
    return ProfessionalOrder.objects.filter(slug=slug).first() if slug else None


def _before(stage: Stage, **time: int) -> datetime:
    return stage.now - timedelta(**time)
