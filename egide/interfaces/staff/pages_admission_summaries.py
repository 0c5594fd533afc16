"""The way of a public summary on the screen: the list, the text beside its finds, the forms.

Finished words; what is a find and who may do what is the module's business.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from egide.interfaces.staff.pages_admission_work import HOUSE
from egide.interfaces.staff.pages_records_sheet import FormPage, Section, Sheet
from egide.kernel.deadlines.models import FactRecord
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.modules.admission_work.models import Summary, SummaryState
from egide.modules.admission_work.summaries import (
    COMPLAINT,
    CONCLUDED,
    concluded_on,
    finds_in,
    is_commissioner,
    summary_of,
)
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Badge, Cell, Column, Crumb, Fact, Table, Tone

TONES: dict[str, Tone] = {"draft": "idle", "checked": "soon", "published": "met", "withdrawn": "idle"}
MOST = 100


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A concluded complaint, with the state of its summary."""

    number: str
    title: str
    state: str


def list_page(actor: Actor) -> Sheet:
    """Will list the concluded complaints that the reader works on, with their summaries, newest first."""
    rows = waiting(actor)
    table = Table(
        caption="Plaintes conclues et leurs résumés",
        columns=(Column(label="Plainte"), Column(label="Résumé")),
        rows=tuple(
            (
                Cell(text=one.number, url=summary_url(one.number), detail=one.title),
                Cell(badge=_badge(one.state)),
            )
            for one in rows
        ),
    )
    return Sheet(
        title="Résumés publics",
        sub="Des plaintes conclues, sans rien qui fasse reconnaître une personne.",
        crumbs=(HOUSE, Crumb(label="Résumés publics")),
        sections=(
            Section(
                title="Plaintes conclues",
                table=table if rows else None,
                empty="Aucune plainte conclue pour le moment. Une plainte paraît ici une fois ses conclusions "
                "transmises.",
            ),
        ),
    )


def waiting(actor: Actor) -> list[Waiting]:
    """Will return the concluded complaints that the actor may work on, newest conclusion first."""
    reached = visible(actor, kind=COMPLAINT, action="act")
    concluded = FactRecord.objects.filter(dossier_id=OuterRef("pk"), code=CONCLUDED, withdrawn_at=None)
    done = reached.filter(Q(Exists(concluded)) | Q(closed_on__isnull=False))
    rows = list(done.order_by("-received_on", "-pk").values_list("pk", "number", "title")[:MOST])
    states = dict(
        Summary.objects.filter(dossier_id__in=[row[0] for row in rows]).values_list("dossier_id", "state")
    )
    return [Waiting(number=number, title=title, state=states.get(key, "")) for key, number, title in rows]


def summary_page(actor: Actor, dossier: Dossier) -> Sheet:
    """Will show a summary with what may be done, and each obstacle in words."""
    own = summary_of(dossier)
    number = dossier.number
    return Sheet(
        title=f"Résumé public de {number}",
        sub="Publié, il perd ce numéro\u00a0: rien ne le relie plus à la plainte.",
        crumbs=(
            HOUSE,
            Crumb(label="Résumés publics", url=reverse("staff:admission_summaries")),
            Crumb(label=number),
        ),
        badges=(_badge(own.state if own else ""),),
        actions=_actions(actor, dossier, own),
        sections=_sections(dossier, own),
    )


def summary_url(number: str, step: str = "") -> str:
    """Will return the address of a summary, or of a step of its way."""
    if step:
        return reverse("staff:admission_summary_step", kwargs={"number": number, "step": step})
    return reverse("staff:admission_summary", kwargs={"number": number})


def form_page(
    dossier: Dossier, form: forms.Form, *, step: str, title: str, lead: str, submit: str
) -> FormPage:
    """Will build a form about a summary."""
    return FormPage(
        title=title,
        sub=dossier.number,
        lead=lead,
        form=form,
        url=summary_url(dossier.number, step),
        back=summary_url(dossier.number),
        submit=submit,
        version=dossier.version,
        crumbs=(
            HOUSE,
            Crumb(label="Résumés publics", url=reverse("staff:admission_summaries")),
            Crumb(label=dossier.number, url=summary_url(dossier.number)),
            Crumb(label=title),
        ),
    )


def known_of(dossier: Dossier) -> dict[str, Any]:
    """Will return what the form of a summary starts from."""
    own, ended = summary_of(dossier), concluded_on(dossier)
    if own is None:
        return {
            "received_on": dossier.received_on.isoformat(),
            "closed_on": ended.isoformat() if ended else "",
        }
    return {
        "received_on": own.received_on.isoformat(),
        "closed_on": own.closed_on.isoformat(),
        "permit": own.permit,
        "issue": own.issue,
        "conclusions": own.conclusions,
    }


def _sections(dossier: Dossier, own: Summary | None) -> tuple[Section, ...]:
    if own is None:
        return (
            Section(
                title="Pas encore de résumé",
                empty="Rédigez la question soulevée et les conclusions en quelques phrases. Une autre personne "
                "les lira.",
            ),
        )
    return (
        Section(title="La question", lines=_lines(own.issue)),
        Section(title="Les conclusions", lines=_lines(own.conclusions)),
        Section(title="Ce que le public lira", facts=_facts(own)),
        _finds(dossier, own),
    )


def _finds(dossier: Dossier, own: Summary) -> Section:
    finds = finds_in(dossier, own)
    return Section(
        title="Mots à vérifier",
        note="Noms des personnes du dossier, numéros, motifs de renseignements personnels." if finds else "",
        lines=tuple(f"«\u00a0{one.words}\u00a0» {one.why}" for one in finds),
        empty="Aucun nom du dossier ni numéro n’a été trouvé. Lisez quand même\u00a0: un détail suffit à reconnaître "
        "quelqu’un.",
    )


def _facts(own: Summary) -> tuple[Fact, ...]:
    facts = [
        Fact(term="Permis visé", value=own.permit),
        Fact(term="Reçue le", value=formats.day(own.received_on)),
        Fact(term="Terminée le", value=formats.day(own.closed_on)),
        Fact(term="Rédigé par", value=own.written_by.full_name),
    ]
    if own.checked_by:
        facts.append(Fact(term="Vérifié par", value=own.checked_by.full_name))
    return tuple(facts)


def _actions(actor: Actor, dossier: Dossier, own: Summary | None) -> tuple[Action, ...]:
    number, version = dossier.number, (("version", str(dossier.version)),)
    write = Action(label="Rédiger" if own is None else "Modifier", url=summary_url(number, "rediger"))
    if own is None:
        return (write,)
    only = "" if is_commissioner(actor, dossier) else "Réservé au Commissaire."
    if own.state == SummaryState.DRAFT:
        same = "Une autre personne que vous le vérifie." if actor.user_id == own.written_by_id else ""
        check = Action(label="Vérifier", url=summary_url(number, "verifier"), primary=True, reason=same)
        return (check, write)
    if own.state == SummaryState.CHECKED:
        publish = Action(
            label="Approuver et publier", url=summary_url(number, "publier"), method="post",
            primary=True, reason=only, fields=version,
        )  # fmt: skip
        back = Action(
            label="Retourner à la rédaction",
            url=summary_url(number, "retourner"),
            method="post",
            fields=version,
        )
        return (publish, back)
    if own.state == SummaryState.PUBLISHED:
        return (
            Action(
                label="Retirer de la page publique", url=summary_url(number, "retirer"), method="post",
                danger=True, reason=only, fields=version,
            ),
        )  # fmt: skip
    return (write,)


def _badge(state: str) -> Badge:
    label = str(SummaryState(state).label) if state else "À rédiger"
    return Badge(label=label, tone=TONES.get(state, "idle"))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.splitlines() if part.strip())
