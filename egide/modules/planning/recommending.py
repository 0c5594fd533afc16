"""The numbered recommendations of a report, and the one act that makes a corrective measure of one.

The measure lives its own life in kernel/measures; here is only which recommendation asked for it.
"""

from datetime import date, datetime

from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.content import of_rank, ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.measures.actions import open_measure
from egide.kernel.measures.models import Measure, Source
from egide.modules.planning.journaling import journal
from egide.modules.planning.models import LONGEST_RECOMMENDATION, Recommendation
from egide.modules.planning.queries import EDITABLE
from egide.modules.planning.writing import CLOSED
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit, User
from egide.platform.errors.failures import Refused

# Once abandoned or archived, nothing is asked of anyone any more.
ENDED = ("archived", "abandoned")


def recommend(
    *, actor: Actor, dossier: Dossier, text: str, unit: Unit | None, now: datetime
) -> Recommendation:
    """Will add a recommendation, with the unit that would answer for it.

    :raises Refused: the report is presented or ended, nothing was written, or too much.
    """
    if dossier.state not in EDITABLE:
        raise Refused(CLOSED)
    words = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not words:
        raise Refused("Écrivez la recommandation.")
    if len(words) > LONGEST_RECOMMENDATION:
        raise Refused(f"Une recommandation tient en {LONGEST_RECOMMENDATION} caractères.")
    row = Recommendation.objects.create(
        **ranked(Recommendation, dossier), text=words, unit=unit, written_at=now, written_by=actor.code
    )
    touch(dossier)
    journal(dossier, "recommended", now, rank=row.rank)
    return row


def withdraw_recommendation(*, dossier: Dossier, recommendation: Recommendation, now: datetime) -> None:
    """Will take the recommendation out of the report; its number is not given again.

    :raises Refused: the report is presented, or a corrective measure came of it.
    """
    if dossier.state not in EDITABLE:
        raise Refused(CLOSED)
    if recommendation.measure_rank is not None:
        raise Refused("Une mesure correctrice en est née\u00a0: abandonnez d’abord la mesure.")
    recommendation.withdrawn_at = now
    recommendation.save(update_fields=["withdrawn_at"])
    touch(dossier)
    journal(dossier, "recommendation_withdrawn", now, rank=recommendation.rank)


def recommendation_of(dossier: Dossier, rank: int) -> Recommendation:
    """Will return the recommendation of this rank.

    :raises NotVisible: there is none.
    """
    return of_rank(Recommendation, dossier, rank)


def make_measure(
    *,
    dossier: Dossier,
    recommendation: Recommendation,
    unit: Unit,
    due_on: date,
    owner: User | None = None,
    now: datetime,
) -> Measure:
    """Will open the corrective measure that the recommendation asks for.

    :raises Refused: it has one already, the report is ended, or `open_measure` refuses.
    """
    if recommendation.withdrawn_at is not None or dossier.state in ENDED:
        raise Refused("Cette recommandation n’est plus au rapport.")
    if recommendation.measure_rank is not None:
        raise Refused("Cette recommandation a déjà sa mesure correctrice.")
    measure = open_measure(
        dossier=dossier,
        text=recommendation.text,
        unit=unit,
        due_on=due_on,
        owner=owner,
        source=Source.REPORT,
        now=now,
    )
    recommendation.measure_rank, recommendation.unit = measure.rank, unit
    recommendation.save(update_fields=["measure_rank", "unit"])
    touch(dossier)
    journal(dossier, "measure_opened", now, rank=recommendation.rank, measure=measure.rank)
    return measure
