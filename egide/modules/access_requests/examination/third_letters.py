"""The two letters to one third person (s. 49): the notice, then the decision; signed and posted as any other.

The days that happened are recorded in thirds.py; a letter that left proposes its own day there.
"""

from collections.abc import Mapping
from datetime import datetime

from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.drafting import draft_letter
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.parties.models import Party, PartyRole
from egide.modules.access_requests.examination.inventory import check_may
from egide.modules.access_requests.examination.models import ThirdPerson
from egide.platform.accounts.acting import current_actor
from egide.platform.errors.failures import Refused

NOTICE, DECISION = "third_person_notice", "third_person_decision"
NOT_HEARD = "La décision suit les observations du tiers, ou leur délai écoulé\u00a0: consignez-les d’abord."
# What came to nothing may be written again.
GONE = (LetterState.CANCELLED, LetterState.BOUNCED)

# By template, then by the name of whom it is written to.
Letters = Mapping[tuple[str, str], Letter]


def draft_notice(*, dossier: Dossier, person: ThirdPerson, now: datetime) -> Letter:
    """Will draft the notice to this third person, with the documents that concern her.

    :raises Refused: not for this person, she is told already, or the letter is drafted already.
    """
    check_may(dossier)
    if person.informed_on is not None:
        raise Refused("L’avis à ce tiers est déjà consigné.")
    return _draft(dossier, person, NOTICE, {}, now)


def draft_decision(*, dossier: Dossier, person: ThirdPerson, words: str, now: datetime) -> Letter:
    """Will draft the letter that tells her what is decided; documents may be handed 15 days after its mailing.

    :raises Refused: not for this person, she still has her time, or the letter is drafted already.
    """
    check_may(dossier)
    if person.answered_on is None:
        raise Refused(NOT_HEARD)
    return _draft(dossier, person, DECISION, {"motive": words.strip()}, now)


def third_letters(dossier: Dossier) -> Letters:
    """Will return the newest letter of each kind to each third person; one query."""
    rows = Letter.objects.filter(dossier_id=dossier.pk, template__in=(NOTICE, DECISION)).exclude(
        state__in=GONE
    )
    return {
        (row.template, row.recipient.name): row for row in rows.select_related("recipient").order_by("rank")
    }


def _draft(
    dossier: Dossier, person: ThirdPerson, template: str, answers: Mapping[str, str], now: datetime
) -> Letter:
    if standing := third_letters(dossier).get((template, person.name)):
        raise Refused(f"La lettre {standing.reference} est déjà préparée\u00a0: ouvrez-la.")
    parties = Party.objects.filter(dossier_id=dossier.pk, role=PartyRole.THIRD_PERSON, name=person.name)
    letter = draft_letter(
        dossier=dossier,
        template=template,
        answers=answers,
        recipient=parties.order_by("rank").first(),
        actor_code=current_actor().code,
        now=now,
    )
    touch(dossier)
    return letter
