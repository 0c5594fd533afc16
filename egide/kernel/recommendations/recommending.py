"""The acts of a recommendation: written to a party, taken back, sent by letter, answered, carried out, looked at again.

One keyword-only function per intention; the clock is an argument; the words stay in the rows, never in the journal.
"""

from datetime import date, datetime

from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.content import of_rank, ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.drafting import draft_letter, supersede_drafts
from egide.kernel.letters.models import Letter
from egide.kernel.recommendations.models import Recommendation
from egide.kernel.recommendations.reading import addressees, declared_for, recommendations, to_write
from egide.law.dates_fr import plain_date
from egide.law.recommending import ANSWERS
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import BadInput, Refused
from egide.platform.journal.append import append, dossier_chain

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
    """Will write a recommendation to one of the parties to whom one may be addressed.

    :raises Refused: wrong step, no words or too many, a day that is past, or a party that is not concerned.
    """
    declared = declared_for(dossier)
    if dossier.state not in declared.written_in:
        raise Refused(declared.too_late_to_write)
    party = next((one for one in addressees(dossier) if one.rank == party_rank), None)
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
    """Will take a recommendation back while they are still written.

    :raises NotVisible: there is none of this rank.
    :raises Refused: they are no longer written, or it was taken back already.
    """
    row, declared = of_rank(Recommendation, dossier, rank), declared_for(dossier)
    if dossier.state not in declared.written_in:
        raise Refused(declared.too_late_to_withdraw)
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
    """Will draft one letter to each party that was not yet told what it is recommended; a former draft is set aside.

    :raises Refused: wrong step, nothing is recommended, or every letter has left.
    """
    declared = declared_for(dossier)
    if dossier.state not in declared.followed_in:
        raise Refused(declared.too_early_to_send)
    rows = recommendations(dossier)
    if not rows:
        raise Refused("Aucune recommandation n’est écrite.")
    parties = to_write(dossier, rows)
    if not parties:
        raise Refused("Chaque partie a déjà sa lettre de recommandation : elles sont parties.")
    supersede_drafts(dossier=dossier, template=declared.letter, now=now)
    letters = []
    for party in parties:
        own = [row for row in rows if row.party_id == party.pk]
        first = min(row.follow_up_on for row in own)
        answers = {"reponse_avant": plain_date(first)}
        listed = {"a_la_partie": [" ".join(row.text.split()) for row in own]}
        letters.append(
            draft_letter(
                dossier=dossier,
                template=declared.letter,
                answers=answers | listed,  # type: ignore[arg-type]
                recipient=party,
                actor_code=actor.code,
                now=now,
            )
        )
    touch(dossier)
    return tuple(letters)


def _followed(dossier: Dossier, rank: int) -> Recommendation:
    row, declared = of_rank(Recommendation, dossier, rank), declared_for(dossier)
    if row.withdrawn_at is not None:
        raise Refused("Cette recommandation est retirée.")
    if dossier.state not in declared.followed_in:
        raise Refused(declared.too_early_to_follow)
    return row


def _check_day(day: date, today: date) -> None:
    if day < today:
        raise Refused("La date de suivi est passée\u00a0: choisissez un jour à venir.")


def _check_past(dossier: Dossier, day: date, today: date) -> None:
    if day > today:
        raise Refused("Cette date est dans l’avenir.")
    if day < dossier.received_on:
        raise Refused("Cette date est antérieure à la réception du dossier.")


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
