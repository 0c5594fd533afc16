"""Why a button of the request is closed: searches that wait, documents undecided, third persons who have their time.

One French sentence each, empty when nothing stands in the way; the lifecycle's guards repeat it.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from egide.kernel.consulting.queries import units_waited_for
from egide.kernel.dossiers.models import Dossier
from egide.kernel.redaction.models import State
from egide.law.dates_fr import plain_date
from egide.modules.access_requests.examination.models import (
    Decision,
    FoundDocument,
    FoundPage,
    PageDecision,
    Position,
    ThirdPerson,
)
from egide.modules.access_requests.examination.third_dates import (
    decision_due,
    observations_due,
    release_after,
)

GIVING = (Decision.ACCESS, Decision.PARTIAL)


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """The three sentences that guards repeat; empty when nothing closes."""

    search_obstacle: str
    decision_obstacle: str
    release_obstacle: str


def readiness(dossier: Dossier, today: date) -> Readiness:
    """Will say all that the examination closes on that day."""
    return Readiness(
        search_obstacle=obstacle_to_search(dossier),
        decision_obstacle=obstacle_to_decide(dossier, today),
        release_obstacle=obstacle_to_release(dossier, today),
    )


def obstacle_to_search(dossier: Dossier) -> str:
    """Will name the units whose signed declaration has not come."""
    waiting = units_waited_for(dossier)
    if not waiting:
        return ""
    return f"Réponses attendues des unités consultées\u00a0: {', '.join(waiting)}."


def obstacle_to_decide(dossier: Dossier, today: date | None = None) -> str:
    """Will say what is left to examine: a document, a copy to redact, a third person who may still write.

    Without `today`, the time of a third person is judged by what was recorded only.
    """
    if said := obstacle_to_search(dossier):
        return said
    rows = FoundDocument.objects.filter(dossier_id=dossier.pk).select_related("redaction").order_by("rank")
    found = list(rows)
    left = [str(one.rank) for one in found if not one.decision]
    if left:
        return f"Documents de l’inventaire sans décision\u00a0: {', '.join(left[:12])}{'…' if len(left) > 12 else ''}."
    amounts = proposed_of(dossier) if found else {}
    for one in found:
        amount = amounts.get(one.pk)
        if amount is not None and one.decision in (*GIVING, Decision.REFUSED) and one.decision != amount:
            return f"Des pages du document {one.rank} ont changé depuis\u00a0: décidez de nouveau de ce document."
        if one.decision == Decision.PARTIAL and _decided_since_its_copy(one):
            return (
                f"Une page du document {one.rank} a changé après sa copie caviardée\u00a0: refaites la copie."
            )
        if one.decision == Decision.PARTIAL and not copy_is_ready(one):
            return (
                f"Le document {one.rank} est accessible en partie\u00a0: terminez son caviardage, relu par une autre "
                "personne, avant de décider."
            )
    for person in ThirdPerson.objects.filter(dossier_id=dossier.pk).order_by("rank"):
        if said := _time_of(person, today):
            return said
    return ""


def obstacle_to_release(dossier: Dossier, today: date) -> str:
    """Will say why nothing may be handed yet, and until when: fifteen days after the mailing to third persons."""
    people = list(ThirdPerson.objects.filter(dossier_id=dossier.pk).order_by("rank"))
    if not people:
        return ""
    rows = FoundDocument.objects.filter(dossier_id=dossier.pk, decision__in=GIVING)
    given = set(rows.values_list("rank", flat=True))
    latest: date | None = None
    for person in people:
        if person.about and not given.intersection(person.about):
            continue  # nothing that concerns this person is released
        if person.decision_mailed_on is None:
            return (
                f"Le tiers n°\u00a0{person.rank} n’a pas reçu la décision\u00a0: consignez sa mise à la poste. "
                "Les documents se remettent 15 jours après (art. 49)."
            )
        after = release_after(person.decision_mailed_on).raw_date
        latest = max(latest or after, after)
    if latest is None or today > latest:
        return ""
    return (
        f"La décision a été mise à la poste pour un tiers\u00a0: les documents ne se remettent qu’après le "
        f"{plain_date(latest)} (15 jours, art. 49)."
    )


def proposed_of(dossier: Dossier) -> dict[int, Decision]:
    """Will say, of each document whose pages are all decided, what they amount to; one query."""
    rows = FoundPage.objects.filter(dossier_id=dossier.pk).values_list("found_id", "decision")
    pages: defaultdict[int, set[str]] = defaultdict(set)
    for key, decision in rows:
        pages[key].add(decision)
    return {key: amount_of(decisions) for key, decisions in pages.items() if "" not in decisions}


def amount_of(decisions: set[str]) -> Decision:
    """Will say what the decisions of the pages of one document amount to."""
    if decisions == {PageDecision.RELEASE}:
        return Decision.ACCESS
    return Decision.REFUSED if decisions == {PageDecision.WITHHOLD} else Decision.PARTIAL


def _decided_since_its_copy(found: FoundDocument) -> bool:
    made = found.redaction.ended_at if found.redaction and found.redaction.state == State.PUBLISHED else None
    hidden = found.own_pages.exclude(decision__in=("", PageDecision.RELEASE))
    return made is not None and hidden.filter(decided_at__gt=made).exists()


def copy_is_ready(found: FoundDocument) -> bool:
    """Will tell whether the redacted copy of a document exists: made here, or taken from an earlier release."""
    return found.released_id is not None or (
        found.redaction is not None and found.redaction.state == State.PUBLISHED
    )


def _time_of(person: ThirdPerson, today: date | None) -> str:
    if person.informed_on is None:
        return f"Le tiers n°\u00a0{person.rank} n’est pas informé\u00a0: postez l’avis, puis consignez sa réception."
    if person.position in (Position.CONSENT, Position.REFUSAL, Position.SILENCE):
        return ""
    last = observations_due(person.informed_on).raw_date
    if today is not None and today > last:
        return ""  # silence is consent
    return f"Le tiers n°\u00a0{person.rank} peut écrire ses observations jusqu’au {plain_date(last)} inclus (art. 49)."


def decision_limit(person: ThirdPerson) -> date | None:
    """Will return the last day to decide after this person's observations; nothing before they end."""
    return decision_due(person.answered_on).raw_date if person.answered_on else None
