"""The Commissioner's recommendations: written before the conclusions, sent to their addressee, answered, carried out.

One keyword-only function per intention; the clock is an argument; the words stay in the rows, never in the journal.
"""

from datetime import date, datetime

from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.content import of_rank, ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.drafting import draft_letter, supersede_drafts
from egide.kernel.letters.models import Letter
from egide.law.dates_fr import plain_date
from egide.modules.admission_complaints.models import Recommendation
from egide.modules.admission_complaints.queries import recommendations, targeted
from egide.modules.admission_complaints.vocabulary import ANSWERS
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import BadInput, Refused
from egide.platform.journal.append import append, dossier_chain

WRITTEN_IN = frozenset({"inquiry", "facilitation"})
FOLLOWED_IN = frozenset({"drafting_conclusions", "concluded", "recommendation_follow_up"})
LONGEST = 4000


def recommend(
    *,
    actor: Actor,
    dossier: Dossier,
    party_rank: int,
    text: str,
    follow_up_on: date,
    today: date,
    now: datetime,
) -> Recommendation:
    """Will write a recommendation to one of the parties concerned.

    :raises Refused: wrong step, no words or too many, a day that is past, or a party that is not concerned.
    """
    if dossier.state not in WRITTEN_IN:
        raise Refused(
            "Les recommandations s’écrivent pendant l’enquête ou la facilitation, avant de conclure."
        )
    party = next((one for one in targeted(dossier) if one.rank == party_rank), None)
    if party is None:
        raise Refused("Choisissez à quelle partie visée la recommandation s’adresse.")
    if not text.strip():
        raise Refused("Écrivez la recommandation.")
    if len(text) > LONGEST:
        raise Refused(f"La recommandation dépasse {LONGEST} caractères.")
    _check_day(follow_up_on, today)
    row = Recommendation.objects.create(
        **ranked(Recommendation, dossier),
        party=party,
        text=text.strip(),
        made_at=now,
        made_by=actor.code,
        follow_up_on=follow_up_on,
    )
    return _kept(dossier, row, "recommendation.made", now)


def withdraw_recommendation(*, dossier: Dossier, rank: int, now: datetime) -> None:
    """Will take a recommendation back before the conclusions are drafted.

    :raises NotVisible: there is none of this rank.
    :raises Refused: the conclusions are drafted, or it was taken back already.
    """
    row = of_rank(Recommendation, dossier, rank)
    if dossier.state not in WRITTEN_IN:
        raise Refused("Les conclusions la reprennent déjà\u00a0: reprenez d’abord l’examen.")
    if row.withdrawn_at is not None:
        raise Refused("Cette recommandation est déjà retirée.")
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at"])
    _kept(dossier, row, "recommendation.withdrawn", now)


def record_answer(
    *, dossier: Dossier, rank: int, answer: str, answered_on: date, words: str, today: date, now: datetime
) -> None:
    """Will note what the party answers: accepted, partly or refused, on which day, in its words.

    :raises NotVisible: there is none of this rank.
    :raises Refused: wrong step, a day in the future or before the complaint, or carried out already.
    :raises BadInput: an answer that does not exist.
    """
    row = _followed(dossier, rank)
    if answer not in dict(ANSWERS) or answer == "pending":
        raise BadInput("Cette réponse n’existe pas.")
    _check_past(dossier, answered_on, today)
    if row.done_on is not None:
        raise Refused("Cette recommandation est réalisée\u00a0: sa réponse ne change plus.")
    row.answer, row.answered_on, row.answer_words = answer, answered_on, words.strip()[:LONGEST]
    row.save(update_fields=["answer", "answered_on", "answer_words"])
    _kept(dossier, row, "recommendation.answered", now, answer=answer, on=answered_on.isoformat())


def record_done(*, dossier: Dossier, rank: int, done_on: date, today: date, now: datetime) -> None:
    """Will note that what was accepted is done.

    :raises NotVisible: there is none of this rank.
    :raises Refused: the party did not accept it, it is done already, or the day is in the future.
    """
    row = _followed(dossier, rank)
    if row.answer not in ("accepted", "partly"):
        raise Refused("Consignez d’abord que la partie accepte la recommandation, en tout ou en partie.")
    if row.done_on is not None:
        raise Refused("Cette recommandation est déjà réalisée.")
    _check_past(dossier, done_on, today)
    row.done_on = done_on
    row.save(update_fields=["done_on"])
    _kept(dossier, row, "recommendation.done", now, on=done_on.isoformat())


def reschedule(*, dossier: Dossier, rank: int, follow_up_on: date, today: date, now: datetime) -> None:
    """Will look at it again on another day.

    :raises NotVisible: there is none of this rank.
    :raises Refused: nothing is expected any more, or the day is past.
    """
    row = of_rank(Recommendation, dossier, rank)
    if row.withdrawn_at is not None or row.done_on is not None or row.answer == "refused":
        raise Refused("Rien n’est plus attendu de cette recommandation.")
    _check_day(follow_up_on, today)
    row.follow_up_on = follow_up_on
    row.save(update_fields=["follow_up_on"])
    _kept(dossier, row, "recommendation.rescheduled", now, on=follow_up_on.isoformat())


def draft_recommendation_letters(*, actor: Actor, dossier: Dossier, now: datetime) -> tuple[Letter, ...]:
    """Will draft one letter to each party that is recommended something; a former draft is set aside.

    :raises Refused: wrong step, or nothing is recommended.
    """
    if dossier.state not in FOLLOWED_IN:
        raise Refused("Rédigez d’abord les conclusions.")
    rows = recommendations(dossier)
    if not rows:
        raise Refused("Aucune recommandation n’est écrite.")
    supersede_drafts(dossier=dossier, template="recommendation", now=now)
    letters = []
    for party in {row.party_id: row.party for row in rows}.values():
        own = [row for row in rows if row.party_id == party.pk]
        first = min(row.follow_up_on for row in own)
        answers = {"reponse_avant": plain_date(first)}
        listed = {"a_la_partie": [" ".join(row.text.split()) for row in own]}
        letters.append(
            draft_letter(
                dossier=dossier,
                template="recommendation",
                answers=answers | listed,  # type: ignore[arg-type]
                recipient=party,
                actor_code=actor.code,
                now=now,
            )
        )
    touch(dossier)
    return tuple(letters)


def _followed(dossier: Dossier, rank: int) -> Recommendation:
    row = of_rank(Recommendation, dossier, rank)
    if row.withdrawn_at is not None:
        raise Refused("Cette recommandation est retirée.")
    if dossier.state not in FOLLOWED_IN:
        raise Refused("La réponse se consigne une fois les conclusions rédigées, et avant la fermeture.")
    return row


def _check_day(day: date, today: date) -> None:
    if day < today:
        raise Refused("La date de suivi est passée\u00a0: choisissez un jour à venir.")


def _check_past(dossier: Dossier, day: date, today: date) -> None:
    if day > today:
        raise Refused("Cette date est dans l’avenir.")
    if day < dossier.received_on:
        raise Refused("Cette date est antérieure à la réception de la plainte.")


def _kept(dossier: Dossier, row: Recommendation, code: str, now: datetime, **data: str) -> Recommendation:
    touch(dossier)
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data={"rank": row.rank, **data},
        at=now,
    )
    return row
