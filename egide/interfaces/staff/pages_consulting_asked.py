"""The searches of a dossier: which units were asked, who answered, how many hours, what is late; and their forms.

All SQL for these screens happens here. Nothing here reads the other side of the wall.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.dates import Horizon
from egide.interfaces.staff.pages_consulting import TONES
from egide.interfaces.staff.pages_moves import crumbs
from egide.kernel.consulting.asking import WORK
from egide.kernel.consulting.models import WAITING, Consultation, State
from egide.kernel.consulting.queries import consultations_of
from egide.kernel.dossiers.content import of_rank
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit
from egide.ui import formats
from egide.ui.pages import Action, Badge, Crumb, Fact, Figure, Link

# The kinds of dossiers that consult units, and the tabs that it adds to their page.
TABS: dict[str, tuple[tuple[str, str], ...]] = {
    "access_request": (("dossier_consulting", "Recherches"), ("dossier_examination", "Examen")),
    "admission_complaint": (("dossier_recommendations", "Recommandations"),),
    "admission_work": (("dossier_recommendations", "Recommandations"),),
}


@dataclass(frozen=True, kw_only=True)
class Search:
    """One unit's search, as the asking side reads it."""

    title: str
    number: str
    badges: tuple[Badge, ...]
    facts: tuple[Fact, ...]
    words: str
    declaration: str
    comments: str
    returned: str
    documents: tuple[Link, ...]
    actions: tuple[Action, ...]


@dataclass(frozen=True, kw_only=True)
class Searches:
    """The searches of a dossier, those that wait first."""

    figures: tuple[Figure, ...]
    searches: tuple[Search, ...]
    ask: Action | None


def extra_sections(kind: str) -> tuple[tuple[str, str], ...]:
    """Will return the tabs that only some kinds of dossiers have."""
    return TABS.get(kind, ())


def searches_section(actor: Actor, dossier: Dossier, near: Horizon) -> Searches:
    """Will list the consultations of the dossier; two queries."""
    rows = consultations_of(dossier)
    work = may(actor, dossier, WORK).allowed
    shown = sorted(rows, key=lambda one: (one.state not in WAITING, one.due_on, one.rank))
    return Searches(
        figures=_figures(rows, near, of_dossier("dossier_consulting", dossier.number)) if rows else (),
        searches=tuple(_search(dossier, one, near, work=work) for one in shown),
        ask=Action(
            label="Consulter des unités", url=of_dossier("consulting_ask", dossier.number), primary=True
        )
        if work
        else None,
    )


def unit_choices(dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """Will return the units that may be asked: all those that do not owe an answer already."""
    waiting = Consultation.objects.filter(dossier_id=dossier.pk, state__in=WAITING).values("unit_id")
    rows = Unit.objects.exclude(pk__in=waiting).select_related("compartment").order_by("name")
    return tuple((unit.code, unit.name) for unit in rows)


def chosen_units(codes: Sequence[str]) -> tuple[Unit, ...]:
    """Will return the units of these codes."""
    return tuple(Unit.objects.select_related("compartment").filter(code__in=codes).order_by("name"))


def search_of(dossier: Dossier, rank: int) -> Consultation:
    """Will return a question of the dossier by its rank, with its unit.

    :raises NotVisible: the dossier has none of this rank.
    """
    return Consultation.objects.select_related("unit").get(pk=of_rank(Consultation, dossier, rank).pk)


def search_crumbs(dossier: Dossier, last: str) -> tuple[Crumb, ...]:
    """Will return the trail of a form about a search."""
    every = Crumb(label="Recherches", url=of_dossier("dossier_consulting", dossier.number))
    return (*crumbs(dossier, "")[:2], every, Crumb(label=last))


def _figures(rows: Sequence[Consultation], near: Horizon, url: str) -> tuple[Figure, ...]:
    answered = sum(one.state == State.ANSWERED for one in rows)
    late = sum(one.state in WAITING and one.due_on < near.today for one in rows)
    hours = sum((one.hours or 0 for one in rows), 0)
    asked = sum(one.state != State.WITHDRAWN for one in rows)
    return (
        Figure(
            value=f"{answered} sur {asked}",
            label="unité a répondu" if answered < 2 else "unités ont répondu",
            url=url,
            tone="met" if answered == asked else "now",
        ),
        Figure(
            value=formats.number(late),
            label="réponse en retard" if late < 2 else "réponses en retard",
            url=url,
            tone="late" if late else "idle",
        ),
        Figure(value=f"{formats.number(hours)}\u00a0h", label="de recherche déclarées", url=url),
    )


def _search(dossier: Dossier, one: Consultation, near: Horizon, *, work: bool) -> Search:
    waits = one.state in WAITING
    state = Badge(label=one.get_state_display(), tone=TONES[one.state])
    return Search(
        title=one.unit.name,
        number=one.number,
        badges=(state, near.badge(one.due_on)) if waits else (state,),
        facts=_facts(one, near),
        words=one.words,
        declaration=one.declaration if one.state == State.ANSWERED else "",
        comments=one.comments,
        returned=one.returned_because,
        documents=tuple(
            Link(
                label=back.version.document.title,
                url=of_dossier("document", dossier.number, rank=back.version.document.rank),
                detail=" · ".join(
                    filter(
                        None,
                        (
                            back.reference,
                            formats.count(back.pages, "page") if back.pages else "",
                            f"classe {back.class_code}" if back.class_code else "",
                        ),
                    )
                ),
            )
            for back in one.documents.all()
        ),
        actions=tuple(_actions(dossier, one)) if work else (),
    )


def _facts(one: Consultation, near: Horizon) -> tuple[Fact, ...]:
    facts = [
        Fact(
            term="Demandée le",
            value=formats.moment(one.asked_at, today=near.today),
            detail=one.asked_by.full_name,
        ),
        Fact(term="Réponse attendue le", value=formats.day(one.due_on)),
    ]
    if one.state == State.ANSWERED and one.answered_at:
        found = "Des documents ont été trouvés" if one.found else "Rien n’a été trouvé"
        facts += [
            Fact(term="Résultat", value=found),
            Fact(term="Heures de recherche", value=f"{formats.number(one.hours or 0)}\u00a0h"),
            Fact(
                term="Signée par",
                value=one.signed_by,
                detail=f"{one.signed_title} · {formats.moment(one.answered_at, today=near.today)}",
            ),
        ]
    if one.withdrawn_at:
        facts.append(Fact(term="Retirée", value=one.withdrawn_because))
    return tuple(facts)


def _actions(dossier: Dossier, one: Consultation) -> list[Action]:
    def step(label: str, code: str, *, danger: bool = False) -> Action:
        url = of_dossier("consulting_step", dossier.number, rank=one.rank, step=code)
        return Action(label=label, url=url, danger=danger)

    if one.state in WAITING:
        return [step("Retirer la question", "retirer", danger=True)]
    if one.state == State.ANSWERED and one.returned_at is None:
        return [step("Retourner pour compléter", "retourner")]
    return []
