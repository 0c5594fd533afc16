"""What the measured acts consume, made again before they are timed: dossiers to move on, letters to approve.

As the owner for the dossiers: no act of the house takes a step back. Their journal keeps telling each step that was
taken, as it must; of the benchmark's data alone, the steps replayed then no longer give the state.
"""

from datetime import datetime

import psycopg
from django.utils import timezone

from bench.readers import Reader
from bench.surroundings import Place
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter, LetterState
from egide.platform.accounts.acting import acting_as
from egide.platform.database.roles import OWNER

_BACK = """
update dossiers_dossier d set state = %(wanted)s, version = d.version + 1
from (
  select id from dossiers_dossier
  where unit_id = any(%(units)s) and kind = 'intervention_request' and closed_on is null and state = %(left)s
    and assignee_id is not null
  order by next_due_on, id limit %(count)s
) as moved where d.id = moved.id
"""


def dossiers(place: Place, reader: Reader, *, wanted: str, left: str, count: int) -> list[Dossier]:
    """Will give so many open dossiers of the reader in the step `wanted`, taking back what is missing from `left`."""
    found = reader.open_rows(state=wanted)
    if len(found) < count:
        units = [role.unit_id for role in reader.actor.roles]
        with psycopg.connect(place.cluster.superuser(), dbname=place.main) as server:
            server.execute(f"set local role {OWNER}")
            server.execute(
                _BACK, {"wanted": wanted, "left": left, "units": units, "count": count - len(found)}
            )
        found = reader.open_rows(state=wanted)
    return found[:count]


def letters(reader: Reader, *, state: LetterState, count: int) -> list[Letter]:
    """Will make one new letter for each of so many open dossiers, from the last acknowledgment of each.

    Fewer only when fewer dossiers are open: a run uses none of the data.
    """
    now = timezone.now()
    with acting_as(reader.actor):
        made = list(
            Letter.objects.filter(template="acknowledgment", dossier__closed_on=None)
            .exclude(recipient__email="")
            .select_related("recipient", "dossier__unit__site")
            .order_by("dossier_id", "-rank")
            .distinct("dossier_id")[:count]
        )
        for letter in made:
            _anew(letter, state, now)
        Letter.objects.bulk_create(made)
    return made


def _anew(letter: Letter, state: LetterState, now: datetime) -> None:
    number = letter.dossier.number
    letter.pk, letter.rank, letter.reference = None, letter.rank + 1, f"{number}/{letter.rank + 1}"
    letter.state, letter.edited_at = state, now
    submitted = state == LetterState.SUBMITTED
    letter.submitted_at, letter.submitted_by = (now, "staff:0") if submitted else (None, "")
    letter.version = letter.approved_at = letter.approved_by = letter.letter_date = None
    letter.sha256, letter.signed_as, letter.message, letter.sent_on = "", "", None, None
    letter.printed_passes, letter.delivery = [], "email"
