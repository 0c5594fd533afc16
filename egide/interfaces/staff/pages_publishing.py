"""Documents released and published: the register, one proposal beside its leak scan and its words, the forms.

Finished words; all SQL for these screens happens here. What may be done is the module's business.
"""

from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.pages_examination import examination_crumbs, found_url
from egide.interfaces.staff.pages_records_sheet import FormPage, Section, Sheet
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.gate.visibility import visible
from egide.kernel.redaction.models import Redaction
from egide.kernel.redaction.reporting import report_values
from egide.modules.access_requests.access import KIND
from egide.modules.access_requests.examination.inventory import WORK
from egide.modules.access_requests.examination.models import FoundDocument
from egide.modules.access_requests.examination.models_publishing import (
    Publication,
    PublicationState,
    PublishedDocument,
)
from egide.modules.access_requests.examination.publishing import LIVE, obstacle_to_publish
from egide.modules.access_requests.examination.publishing_finds import MOST_FINDS, finds_of
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Fact, Table, Tone

REGISTER = "Documents diffusés"
MOST = 200
TONES: dict[str, Tone] = {"proposed": "now", "published": "met", "declined": "idle", "withdrawn": "idle"}


def register_url() -> str:
    """Will return the address of the register."""
    return reverse("staff:released_register")


def release_url(dossier: Dossier, rank: int, step: str = "") -> str:
    """Will return the address of a proposal, or of a step of its way."""
    if step:
        return of_dossier("release_step", dossier.number, rank=rank, step=step)
    return of_dossier("release", dossier.number, rank=rank)


def register_sheet(actor: Actor, *, works: bool) -> Sheet:
    """Will list what waits for a check, what everyone reads, and what was withdrawn."""
    waiting = list(
        Publication.objects.filter(state=PublicationState.PROPOSED, dossier__in=visible(actor, kind=KIND))
        .select_related("dossier", "proposed_by")
        .order_by("proposed_at")[:MOST]
    )
    held = PublishedDocument.objects.filter(compartment_id__in=actor.compartment_ids).defer("body")
    rows = list(held.order_by("-published_on", "-pk")[:MOST])
    return Sheet(
        title=REGISTER,
        sub="Les documents remis à une demande d’accès que tout le monde peut lire ensuite.",
        crumbs=(
            Crumb(label="Registre de l’accès", url=reverse("staff:access_register")),
            Crumb(label=REGISTER),
        ),
        actions=(Action(label="Page publique", url=reverse("public:released")),),
        sections=(
            Section(
                title="À vérifier",
                table=_waiting(waiting) if waiting else None,
                empty="Aucune proposition n’attend. Dans une demande décidée, ouvrez un document remis, puis "
                "choisissez «\u00a0Proposer la diffusion\u00a0».",
            ),
            Section(
                title="Registre des diffusions",
                table=_published(rows, works=works) if rows else None,
                empty="Rien n’est encore diffusé. Une autre personne que celle qui propose vérifie d’abord.",
            ),
        ),
    )


def proposal_sheet(actor: Actor, dossier: Dossier, own: Publication) -> Sheet:
    """Will show one proposal: what the public would read, the leak scan, the words found, what may be done."""
    finds = finds_of(dossier, own) if own.state == PublicationState.PROPOSED else ()
    return Sheet(
        title=own.title,
        sub=f"{dossier.number}, document {own.found.rank} de l’inventaire. Diffusé, il perd ce numéro.",
        crumbs=examination_crumbs(
            dossier,
            Crumb(label=f"Document {own.found.rank}", url=found_url(dossier, own.found.rank)),
            Crumb(label="Diffusion"),
        ),
        badges=(state_badge(own.state),),
        actions=_actions(actor, dossier, own, stopped=any(one.stops for one in finds)),
        sections=(
            Section(title="Ce que le public lira", facts=_facts(dossier, own)),
            *_scan(own),
            *((_words(finds),) if own.state == PublicationState.PROPOSED else ()),
        ),
    )


def proposal_of(dossier: Dossier, rank: int) -> Publication:
    """Will return the proposal of this rank.

    :raises NotVisible: there is none.
    """
    rows = Publication.objects.select_related(
        "found__version__stored", "found__released__stored", "found__redaction__output__stored",
        "version__stored", "version__document", "proposed_by", "checked_by",
    )  # fmt: skip
    own = rows.filter(dossier_id=dossier.pk, rank=min(rank, 2**31 - 1)).first()
    if own is None:
        raise NotVisible
    return own


def published_of(actor: Actor, public_id: UUID) -> PublishedDocument:
    """Will return a published document that the actor's compartment holds.

    :raises NotVisible: there is none.
    """
    rows = PublishedDocument.objects.filter(compartment_id__in=actor.compartment_ids, public_id=public_id)
    own = rows.select_related("compartment").defer("body").first()
    if own is None:
        raise NotVisible
    return own


def publication_action(dossier: Dossier, found: FoundDocument, today: Any, *, work: bool) -> Action | None:
    """Will offer to propose a document that was given, or lead to its proposal; nothing for what is not given."""
    live = Publication.objects.filter(found=found, state__in=LIVE).values_list("rank", flat=True).first()
    if live is not None:
        return Action(label="Voir la diffusion", url=release_url(dossier, live))
    if not work or found.decision not in ("access", "partial"):
        return None
    return Action(
        label="Proposer la diffusion",
        url=found_url(dossier, found.rank, "release_propose"),
        reason=obstacle_to_publish(dossier, found, today),
    )


def form_about(
    dossier: Dossier, form: forms.Form, *, title: str, lead: str, submit: str, url: str, back: str
) -> FormPage:
    """Will build a form about a proposal."""
    return FormPage(
        title=title, sub=dossier.number, lead=lead, form=form, url=url, back=back, submit=submit,
        version=dossier.version, crumbs=examination_crumbs(dossier, Crumb(label=title)),
    )  # fmt: skip


def withdrawal_form(own: PublishedDocument, form: forms.Form) -> FormPage:
    """Will build the form that takes a document off the public page."""
    return FormPage(
        title="Retirer de la page publique",
        sub=own.title,
        lead="Le fichier public est effacé tout de suite. La ligne reste au registre, avec le motif.",
        form=form,
        url=reverse("staff:released_withdraw", kwargs={"public_id": own.public_id}),
        back=register_url(),
        submit="Retirer le document",
        crumbs=(Crumb(label=REGISTER, url=register_url()), Crumb(label="Retirer")),
    )


def state_badge(state: str) -> Badge:
    """Will say where a proposal stands."""
    return Badge(label=str(PublicationState(state).label), tone=TONES[state])


def _waiting(rows: list[Publication]) -> Table:
    return Table(
        caption="Propositions à vérifier",
        columns=(Column(label="Document"), Column(label="Proposé par"), Column(label="Proposé le")),
        rows=tuple(
            (
                Cell(text=one.title, detail=one.dossier.number, url=release_url(one.dossier, one.rank)),
                Cell(text=one.proposed_by.full_name),
                Cell(text=formats.day(one.proposed_at.date())),
            )
            for one in rows
        ),
    )


def _published(rows: list[PublishedDocument], *, works: bool) -> Table:
    columns = (
        Column(label="Document"), Column(label="Décision du"), Column(label="Diffusé le"), Column(label="État"),
    )  # fmt: skip
    return Table(
        caption="Diffusions",
        columns=columns,
        rows=tuple(
            (
                Cell(
                    text=one.title,
                    detail=f"Motif du retrait\u00a0: {one.withdrawn_because}"
                    if one.withdrawn_at
                    else _size(one),
                    url=reverse("public:released_pdf", kwargs={"public_id": one.public_id})
                    if one.withdrawn_at is None
                    else "",
                ),
                Cell(text=formats.day(one.decided_on)),
                Cell(text=formats.day(one.published_on)),
                _standing(one, works=works),
            )
            for one in rows
        ),
    )


def _standing(one: PublishedDocument, *, works: bool) -> Cell:
    if one.withdrawn_at is not None:
        return Cell(
            badge=Badge(label="retiré", tone="idle"), detail=f"le {formats.day(one.withdrawn_at.date())}"
        )
    if not works:
        return Cell(badge=Badge(label="diffusé", tone="met"))
    return Cell(
        text="Retirer",
        url=reverse("staff:released_withdraw", kwargs={"public_id": one.public_id}),
        detail="diffusé",
    )


def _size(one: PublishedDocument) -> str:
    return f"{formats.count(one.pages, 'page')}, PDF, {formats.size(one.size)}"


def _facts(dossier: Dossier, own: Publication) -> tuple[Fact, ...]:
    piece = own.version.document
    facts = [
        Fact(term="Titre", value=own.title),
        Fact(term="Description", value=own.description),
        Fact(term="Décision du", value=formats.day(own.decided_on)),
        Fact(
            term="Fichier",
            value=f"Pièce {piece.rank}, version {own.version.number}",
            url=of_dossier("document", dossier.number, rank=piece.rank),
            detail="Ouvrez-le et lisez-le en entier.",
        ),
        Fact(term="Proposé par", value=own.proposed_by.full_name),
    ]
    if own.checked_by:
        facts.append(Fact(term="Vérifié par", value=own.checked_by.full_name))
    if own.reason:
        facts.append(Fact(term="Motif", value=own.reason))
    return tuple(facts)


def _scan(own: Publication) -> tuple[Section, ...]:
    rows = Redaction.objects.filter(output_id=own.version_id).select_related(
        "dossier", "document", "version", "output"
    )
    redaction = rows.first()
    if redaction is None or not redaction.report:
        said = (
            "Ce fichier a été remis tel quel\u00a0: Égide n’y a rien masqué, et ses propriétés (auteur, logiciel) "
            "partent avec lui."
            if own.found.decision == "access"
            else "Cette copie vient d’une demande antérieure\u00a0: son rapport de fuites y est."
        )
        return (Section(title="Recherche de fuites", empty=said),)
    told = report_values(redaction)
    surfaces = tuple(
        f"{one['label']}\u00a0: {one['count'] if one['count'] else 'rien'}" for one in told["surfaces"]
    )
    stays = tuple(
        f"{one['word']} reste visible, {'page' if len(one['pages']) == 1 else 'pages'} "
        f"{', '.join(map(str, one['pages']))}"
        for one in told["stays"]
    )
    return (Section(title="Recherche de fuites", note=told["verdict"], lines=(*surfaces, *stays)),)


def _words(finds: Any) -> Section:
    return Section(
        title="Mots à vérifier",
        note="Noms et coordonnées des personnes de la demande, motifs de renseignements personnels."
        if finds
        else "",
        lines=tuple(
            f"«\u00a0{one.words}\u00a0» {one.why}{' — empêche la diffusion' if one.stops else ''}"
            for one in finds[:MOST_FINDS]
        ),
        empty="Aucun nom de la demande ni numéro n’a été trouvé. Lisez quand même\u00a0: un détail suffit à "
        "reconnaître quelqu’un.",
    )


def _actions(actor: Actor, dossier: Dossier, own: Publication, *, stopped: bool) -> tuple[Action, ...]:
    verdict = may(actor, dossier, WORK)
    if not verdict.allowed:
        return ()
    if own.state == PublicationState.PUBLISHED:
        url = reverse("staff:released_withdraw", kwargs={"public_id": own.published_as})
        return (Action(label="Retirer de la page publique", url=url, danger=True),)
    if own.state != PublicationState.PROPOSED:
        return ()
    reason = "Une autre personne que vous le vérifie." if actor.user_id == own.proposed_by_id else ""
    if not reason and stopped:
        reason = "Le nom ou l’adresse d’une personne de la demande y est\u00a0: refusez-le."
    return (
        Action(
            label="Vérifier et diffuser",
            url=release_url(dossier, own.rank, "verifier"),
            primary=True,
            reason=reason,
        ),
        Action(label="Ne pas diffuser", url=release_url(dossier, own.rank, "refuser")),
    )
