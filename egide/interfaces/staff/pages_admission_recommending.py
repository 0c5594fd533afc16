"""The recommendations of one complaint: each with its answer and what may be done with it now.

Finished words; all SQL of the screen happens here.
"""

from datetime import date

from django.urls import reverse

from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.interfaces.staff.pages_records_sheet import Section, Sheet
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.letters.models import Letter, LetterState
from egide.modules.admission_complaints.access import KIND
from egide.modules.admission_complaints.models import Recommendation
from egide.modules.admission_complaints.pages import standing
from egide.modules.admission_complaints.queries import recommendations, targeted
from egide.modules.admission_complaints.recommending import FOLLOWED_IN, WRITTEN_IN
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Crumb, Fact

TEMPLATE = "recommendation"


def recommendations_page(actor: Actor, dossier: Dossier, today: date) -> Sheet:
    """Will show the parties concerned, the recommendations, and where their letters stand."""
    rows, act = recommendations(dossier), may(actor, dossier, "act").allowed
    letters = list(
        Letter.objects.filter(dossier_id=dossier.pk, template=TEMPLATE)
        .exclude(state=LetterState.CANCELLED)
        .select_related("recipient")
        .order_by("rank")
    )
    return Sheet(
        title="Recommandations",
        sub=f"{dossier.number} · {dossier.title}",
        crumbs=crumbs(dossier, "Recommandations"),
        actions=_main(dossier, rows, act=act),
        sections=(
            *(_section(dossier, row, today, act=act) for row in rows),
            *((_none(dossier),) if not rows else ()),
            *((_letters(dossier, letters),) if letters else ()),
            _parties(dossier, act=act),
        ),
    )


def crumbs(dossier: Dossier, last: str) -> tuple[Crumb, ...]:
    """Will return the trail of a page under a complaint."""
    return (
        Crumb(label="Plaintes au Commissaire", url=reverse("staff:list", kwargs={"module": _module()})),
        Crumb(label=dossier.number, url=dossier_url(dossier.number)),
        Crumb(label=last),
    )


def _module() -> object:
    from egide.kernel import registry

    return registry.module_of_kind(KIND)


def _main(dossier: Dossier, rows: list[Recommendation], *, act: bool) -> tuple[Action, ...]:
    if not act:
        return ()
    if dossier.state in WRITTEN_IN:
        return (
            Action(
                label="Écrire une recommandation",
                url=of_dossier("recommendation_new", dossier.number),
                primary=True,
            ),
        )
    if dossier.state in FOLLOWED_IN and rows:
        return (
            Action(
                label="Préparer les lettres de recommandation",
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

    if dossier.state in WRITTEN_IN:
        return (link("Retirer", "retirer", danger=True),)
    if dossier.state not in FOLLOWED_IN or row.done_on:
        return ()
    steps = [link("Consigner la réponse", "reponse")]
    if row.answer in ("accepted", "partly"):
        steps.append(link("Consigner la réalisation", "realisee"))
    if row.answer != "refused":
        steps.append(link("Reporter le suivi", "reporter"))
    return tuple(steps)


def _none(dossier: Dossier) -> Section:
    when = (
        "Écrivez-la avant de rédiger les conclusions\u00a0: les lettres la reprennent."
        if dossier.state in WRITTEN_IN
        else "Elles s’écrivent pendant l’enquête ou la facilitation."
    )
    return Section(
        title="Aucune recommandation", empty=f"Une recommandation s’adresse à une partie visée. {when}"
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
    parties = targeted(dossier)
    add = Action(label="Ajouter une partie visée", url=of_dossier("target_new", dossier.number))
    return Section(
        title="Parties visées",
        note="Chacune reçoit les conclusions.",
        lines=tuple(party.name for party in parties),
        empty="" if parties else "Aucune partie n’est nommée\u00a0: ajoutez-la avant de conclure.",
        actions=(add,) if act and dossier.state in ("preliminary_review", *sorted(WRITTEN_IN)) else (),
    )
