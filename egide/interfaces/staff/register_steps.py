"""What may be done with a piece of the register, each step with its form; run by one view.

The right to it, and what it changes, are the module's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms

from egide.interfaces.staff.forms_register import (
    AnswerForm,
    AssignForm,
    ConfirmForm,
    DescribeForm,
    FileAwayForm,
    JoinForm,
)
from egide.interfaces.staff.pages_mailroom import dossier_of
from egide.interfaces.staff.pages_register import StepForm, step_url
from egide.kernel.gate.visibility import visible
from egide.kernel.parties.models import Party
from egide.modules.correspondence import actions as register
from egide.modules.correspondence import working
from egide.modules.correspondence.checking import is_forged
from egide.modules.correspondence.conversing import party_with, put_in_dossier
from egide.modules.correspondence.models import Direction, MailPiece, Medium, Work
from egide.modules.correspondence.placing import placed
from egide.modules.correspondence.queries import LONGEST_NUMBER
from egide.modules.correspondence.reach import OPEN_WORK, check_works, readable
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit, User
from egide.platform.errors.failures import Refused

NO_DOSSIER = "Aucun dossier de ce numéro ne vous est accessible."


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: its words, its form for a piece, what it does and the sentence that says it was done."""

    title: str
    submit: str
    done: str
    form: Callable[[Actor, MailPiece, Any], forms.Form]
    act: Callable[[Actor, MailPiece, Mapping[str, Any], datetime], None]
    lead: str = ""
    danger: bool = False


def offered(
    actor: Actor, piece: MailPiece, *, bound: tuple[str, forms.Form] | None = None
) -> tuple[StepForm, ...]:
    """Will return the steps open to this person, the one that was refused with what was typed."""
    return tuple(
        StepForm(
            code=code,
            title=one.title,
            submit=one.submit,
            url=step_url(piece, code),
            form=bound[1] if bound and bound[0] == code else one.form(actor, piece, None),
            lead=one.lead,
            opened=bool(bound and bound[0] == code),
            danger=one.danger,
        )
        for code, one in STEPS.items()
        if code in possible(actor, piece)
    )


def possible(actor: Actor, piece: MailPiece) -> tuple[str, ...]:
    """Will name the steps that the piece's state and this person's work allow."""
    try:
        check_works(actor, piece)
    except Refused:
        return ()
    if piece.dossier_id is not None or piece.work in (Work.ANSWERED, Work.FILED):
        return ("decrire",)
    if piece.direction == Direction.OUT or piece.work not in OPEN_WORK:
        return ("decrire",) if piece.direction == Direction.IN else ("joindre", "decrire")
    steps = ["attribuer"]
    if piece.work != Work.UNDER_WAY:
        steps.append("commencer")
    steps += ["repondre", "joindre", "classer", "decrire"]
    if piece.doubt:
        confirm = ("confirmer",) if piece.named_id and _named(actor, piece) is not None else ()
        steps = [*confirm, "ecarter", *steps]
    return tuple(steps)


def _assign_form(actor: Actor, piece: MailPiece, data: Any) -> AssignForm:
    units = (
        Unit.objects.filter(compartment_id=piece.compartment_id).order_by("name").values_list("code", "name")
    )
    people = (
        User.objects.filter(
            is_active=True, external=False, memberships__unit__compartment_id=piece.compartment_id,
            memberships__until=None,
        )
        .distinct()
        .order_by("full_name")
        .values_list("email", "full_name")
    )  # fmt: skip
    return AssignForm(units, people, data=data)


def _assign(actor: Actor, piece: MailPiece, given: Mapping[str, Any], now: datetime) -> None:
    unit = Unit.objects.filter(code=given["unit"]).first() if given["unit"] else None
    person = User.objects.filter(email=given["person"]).first() if given["person"] else None
    working.assign(actor=actor, piece=piece, unit=unit, person=person, now=now)


def _answer(actor: Actor, piece: MailPiece, given: Mapping[str, Any], now: datetime) -> None:
    reply = readable(actor).filter(number=given["reply"].strip()[:LONGEST_NUMBER].upper()).first()
    if reply is None:
        raise Refused("Aucune pièce envoyée de ce numéro ne se trouve dans ce registre.")
    working.answer(actor=actor, piece=piece, reply=reply, now=now)


def _join(actor: Actor, piece: MailPiece, given: Mapping[str, Any], now: datetime) -> None:
    check_works(actor, piece)
    dossier = dossier_of(actor, given["number"])
    if dossier is None or dossier.compartment_id != piece.compartment_id:
        raise Refused(NO_DOSSIER)
    if piece.direction != Direction.IN:
        placed(piece=piece, dossier=dossier, actor=actor, now=now)
        return
    known = piece.medium == Medium.EMAIL and not is_forged(piece)
    party = party_with(dossier, piece.sender_email) if known else None
    if party is not None and not piece.automatic:
        # Someone of the dossier wrote: what she says belongs to the conversation.
        put_in_dossier(piece=piece, dossier=dossier, party=party, text=_words(piece), actor=actor, now=now)
    else:
        register.joined(piece=piece, dossier=dossier, actor=actor, now=now)


def _confirm_form(actor: Actor, piece: MailPiece, data: Any) -> ConfirmForm:
    parties = Party.objects.filter(dossier_id=piece.named_id or 0).order_by("rank")
    return ConfirmForm(
        [(str(one.rank), f"{one.name} ({one.get_role_display()})") for one in parties], data=data
    )


def _confirm(actor: Actor, piece: MailPiece, given: Mapping[str, Any], now: datetime) -> None:
    dossier = dossier_of(actor, piece.named.number if piece.named else "")
    if dossier is None:
        raise Refused(NO_DOSSIER)
    party = Party.objects.get(dossier_id=dossier.pk, rank=int(given["party"]))
    working.confirm_sender(
        actor=actor, piece=piece, dossier=dossier, party=party, text=_words(piece), now=now
    )


def _named(actor: Actor, piece: MailPiece) -> Any:
    return visible(actor, action="add_document").filter(pk=piece.named_id or 0).first()


def _words(piece: MailPiece) -> str:
    return str(piece.proposed.get("summary", ""))


def _plain(kind: type[forms.Form]) -> Callable[[Actor, MailPiece, Any], forms.Form]:
    return lambda actor, piece, data: kind(data)


STEPS: dict[str, Step] = {
    "confirmer": Step(
        title="Confirmer l’expéditeur",
        submit="Verser au dossier",
        done="Le courriel est versé à la conversation du dossier.",
        form=_confirm_form,
        act=_confirm,
        lead="Téléphonez à la personne, ou comparez avec ce qu’elle a déjà écrit.",
    ),
    "ecarter": Step(
        title="Ce n’est pas une suite de ce dossier",
        submit="Lever le doute",
        done="Le doute est levé\u00a0: la pièce attend comme les autres.",
        form=_plain(forms.Form),
        act=lambda actor, piece, given, now: working.dismiss_doubt(actor=actor, piece=piece, now=now),
    ),
    "attribuer": Step(
        title="Attribuer",
        submit="Attribuer",
        done="La pièce est attribuée.",
        form=_assign_form,
        act=_assign,
    ),
    "commencer": Step(
        title="Commencer le traitement",
        submit="Commencer",
        done="Le traitement est commencé.",
        form=_plain(forms.Form),
        act=lambda actor, piece, given, now: working.start(actor=actor, piece=piece, now=now),
    ),
    "repondre": Step(
        title="Répondue",
        submit="Noter la réponse",
        done="La pièce est répondue.",
        form=_plain(AnswerForm),
        act=_answer,
        lead="La réponse est une pièce qui est partie\u00a0: une lettre, un message, une note du registre.",
    ),
    "joindre": Step(
        title="Joindre à un dossier",
        submit="Joindre",
        done="La pièce est dans le dossier.",
        form=_plain(JoinForm),
        act=_join,
    ),
    "classer": Step(
        title="Classer sans suite",
        submit="Classer",
        done="La pièce est classée sans suite.",
        form=_plain(FileAwayForm),
        act=lambda actor, piece, given, now: working.file(
            actor=actor, piece=piece, why=given["why"], now=now
        ),
    ),
    "decrire": Step(
        title="Ce qui est attendu",
        submit="Garder",
        done="Le registre est corrigé.",
        form=lambda actor, piece, data: DescribeForm.of(piece, data),
        act=lambda actor, piece, given, now: working.describe(
            actor=actor, piece=piece, told=working.Description(**given), now=now
        ),
    ),
}
