"""Reads of recommendations: those that stand, whom they may be addressed to, what is still expected of them.

No write here; the gate has already decided that the dossier may be seen.
"""

from datetime import date

from egide.kernel import registry
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import LEFT, Letter, LetterState
from egide.kernel.parties.models import Party, PartyRole
from egide.kernel.recommendations.models import Recommendation
from egide.law.dates_fr import plain_date
from egide.law.recommending import ANSWERS, Recommends
from egide.platform.errors.failures import NotVisible

ADDRESSED = (PartyRole.ORDER, PartyRole.BODY)


def declared_for(dossier: Dossier) -> Recommends:
    """Will return how this kind of dossier carries recommendations.

    :raises NotVisible: it carries none.
    """
    declared = registry.module_of_kind(dossier.kind).recommends
    if declared is None:
        raise NotVisible
    return declared


def recommending_kinds() -> tuple[str, ...]:
    """Will return the kinds of dossiers that carry recommendations."""
    return tuple(
        module.kind.code for module in registry.modules() if module.kind is not None and module.recommends
    )


def recommendations(dossier: Dossier) -> list[Recommendation]:
    """Will return the recommendations that stand, in order."""
    rows = Recommendation.objects.filter(dossier_id=dossier.pk, withdrawn_at=None)
    return list(rows.select_related("party").order_by("rank"))


def addressees(dossier: Dossier) -> list[Party]:
    """Will return the parties to whom one may be addressed: orders first, then other bodies."""
    rows = Party.objects.filter(dossier_id=dossier.pk, role__in=ADDRESSED).order_by("rank")
    return sorted(rows, key=lambda party: party.role != PartyRole.ORDER)


def is_open(row: Recommendation) -> bool:
    """Will tell whether something is still expected: an answer, or what was accepted."""
    return row.answer == "pending" or (row.answer in ("accepted", "partly") and row.done_on is None)


def everyone_was_sent(dossier: Dossier, rows: list[Recommendation]) -> bool:
    """Will tell whether the letter of each addressee left."""
    sent = Letter.objects.filter(
        dossier_id=dossier.pk, template=declared_for(dossier).letter, state=LetterState.SENT
    )
    return {row.party_id for row in rows} <= set(sent.values_list("recipient_id", flat=True))


def to_write(dossier: Dossier, rows: list[Recommendation]) -> list[Party]:
    """Will return the parties whom no letter that left tells all that they are recommended."""
    left = Letter.objects.filter(dossier_id=dossier.pk, template=declared_for(dossier).letter, state__in=LEFT)
    told = dict(left.order_by("rank").values_list("recipient_id", "drafted_at"))
    waiting = {
        row.party_id: row.party
        for row in rows
        if row.party_id not in told or row.made_at > told[row.party_id]
    }
    return list(waiting.values())


def standing(row: Recommendation, today: date) -> str:
    """Will say in a few words where a recommendation stands."""
    if row.done_on:
        return f"Réalisée le {plain_date(row.done_on)}"
    answer = dict(ANSWERS)[row.answer]
    if not is_open(row):
        return answer
    late = " (date passée)" if row.follow_up_on < today else ""
    return f"{answer} · à revoir le {plain_date(row.follow_up_on)}{late}"
