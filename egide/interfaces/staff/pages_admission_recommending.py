"""The recommendations of one dossier: each with its answer and what may be done with it now.

Finished words; all SQL of the screen happens here.
"""

from datetime import date

from django.urls import reverse

from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.interfaces.staff.pages_records_sheet import Section, Sheet
from egide.kernel import registry
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.letters.drafting import EDITABLE
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.recommendations.models import Recommendation
from egide.kernel.recommendations.reading import (
    addressees,
    declared_for,
    recommendations,
    standing,
    to_write,
)
from egide.modules.admission_complaints.access import KIND as COMPLAINT
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Crumb, Fact


def recommendations_page(actor: Actor, dossier: Dossier, today: date) -> Sheet:
    """Will show the parties concerned, the recommendations, and where their letters stand."""
    rows, act = recommendations(dossier), may(actor, dossier, "act").allowed
    letters = list(
        Letter.objects.filter(dossier_id=dossier.pk, template=declared_for(dossier).letter)
        .exclude(state=LetterState.CANCELLED)
        .select_related("recipient")
        .order_by("rank")
    )
    return Sheet(
        title="Recommandations",
        sub=f"{dossier.number} · {dossier.title}",
        crumbs=crumbs(dossier, "Recommandations"),
        actions=_main(dossier, rows, letters, act=act),
        sections=(
            *(_section(dossier, row, today, act=act) for row in rows),
            *((_none(dossier),) if not rows else ()),
            *((_letters(dossier, letters),) if letters else ()),
            _parties(dossier, act=act),
        ),
    )


def crumbs(dossier: Dossier, last: str) -> tuple[Crumb, ...]:
    """Will return the trail of a page under a dossier that recommends."""
    module = registry.module_of_kind(dossier.kind)
    return (
        Crumb(label=module.name, url=reverse("staff:list", kwargs={"module": module})),
        Crumb(label=dossier.number, url=dossier_url(dossier.number)),
        Crumb(label=last),
    )


def _main(
    dossier: Dossier, rows: list[Recommendation], letters: list[Letter], *, act: bool
) -> tuple[Action, ...]:
    declared = declared_for(dossier)
    if not act:
        return ()
    if dossier.state in declared.written_in:
        return (
            Action(
                label="Écrire une recommandation",
                url=of_dossier("recommendation_new", dossier.number),
                primary=True,
            ),
        )
    if dossier.state in declared.followed_in and rows and to_write(dossier, rows):
        return (
            Action(
                label="Rédiger de nouveau les lettres de recommandation"
                if any(letter.state in EDITABLE for letter in letters)
                else "Préparer les lettres de recommandation",
                url=of_dossier("recommendation_letters", dossier.number),
                method="post",
                fields=(("version", str(dossier.version)),),
            ),
        )
    return ()


def _section(dossier: Dossier, row: Recommendation, today: date, *, act: bool) -> Section:
    facts = [
        Fact(term="Ce qui est recommandé", value=row.text),
        Fact(term="À", value=row.party.name),
        Fact(term="Où elle en est", value=standing(row, today)),
        Fact(term="Écrite le", value=formats.day(row.made_at.date())),
    ]
    if row.answered_on:
        facts.append(Fact(term="Réponse reçue le", value=formats.day(row.answered_on)))
    if row.answer_words:
        facts.append(Fact(term="Ce que la partie écrit", value=row.answer_words))
    return Section(
        title=f"Recommandation {row.rank}",
        facts=tuple(facts),
        actions=_steps(dossier, row) if act else (),
    )


def _steps(dossier: Dossier, row: Recommendation) -> tuple[Action, ...]:
    def link(label: str, step: str, *, danger: bool = False) -> Action:
        url = of_dossier("recommendation_step", dossier.number, rank=row.rank, step=step)
        return Action(label=label, url=url, danger=danger)

    declared = declared_for(dossier)
    if dossier.state in declared.written_in:
        return (link("Retirer", "retirer", danger=True),)
    if dossier.state not in declared.followed_in or row.done_on:
        return ()
    steps = [link("Consigner la réponse", "reponse")]
    if row.answer in ("accepted", "partly"):
        steps.append(link("Consigner la réalisation", "realisee"))
    if row.answer != "refused":
        steps.append(link("Reporter le suivi", "reporter"))
    return tuple(steps)


def _none(dossier: Dossier) -> Section:
    declared = declared_for(dossier)
    when = declared.hint if dossier.state in declared.written_in else declared.too_late_to_write
    return Section(
        title="Aucune recommandation",
        empty=f"Une recommandation s’adresse à une partie du dossier\u00a0: un ordre ou un organisme. {when}",
    )


def _letters(dossier: Dossier, letters: list[Letter]) -> Section:
    return Section(
        title="Lettres de recommandation",
        lines=tuple(
            f"{letter.reference} à {letter.recipient.name}\u00a0: {LetterState(letter.state).label.lower()}"
            for letter in letters
        ),
        actions=tuple(
            Action(
                label=f"Ouvrir la lettre {letter.reference}",
                url=of_dossier("letter", dossier.number, rank=letter.rank),
            )
            for letter in letters
        ),
    )


def _parties(dossier: Dossier, *, act: bool) -> Section:
    complaint = dossier.kind == COMPLAINT
    parties = addressees(dossier)
    what = "une partie visée" if complaint else "un destinataire"
    add = Action(label=f"Ajouter {what}", url=of_dossier("target_new", dossier.number))
    return Section(
        title="Parties visées" if complaint else "Destinataires",
        note="Chacune reçoit les conclusions." if complaint else "",
        lines=tuple(party.name for party in parties),
        empty=""
        if parties
        else "Aucune partie n’est nommée\u00a0: ajoutez-la avant de conclure."
        if complaint
        else "Personne n’est nommé\u00a0: ajoutez l’ordre ou l’organisme à qui recommander.",
        actions=(add,) if act and dossier.state in may_name(dossier) else (),
    )


def may_name(dossier: Dossier) -> frozenset[str]:
    """Will return the steps at which a party may be added to whom one recommends."""
    early = ("received", "preliminary_review") if dossier.kind == COMPLAINT else ("planned",)
    return declared_for(dossier).written_in | set(early)
