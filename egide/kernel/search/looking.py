"""Looking again at what people keep an eye on: the texts that entered the index since the last look.

One statement for each search kept, over the new rows only, as the person who keeps it: what that person may not open
is neither counted nor told. The notice names the dossier to who may open it, never a word of the text.
"""

from datetime import datetime

from django.db import connection
from django.db.models import F
from django.db.models.functions import Least
from django.utils import timezone

from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.visibility import visible
from egide.kernel.notices.actions import notify
from egide.kernel.search.asking import understand
from egide.kernel.search.models import Look, SavedSearch
from egide.kernel.search.saving import last_entry, saved_of
from egide.kernel.search.windows import new_texts
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, actor_for_user
from egide.platform.accounts.models import User

NOTICE = "search.new"
MOST_TEXTS = 1_000  # new texts counted at one look
MOST_TOLD = 10  # dossiers told at one look, for each search


def look_again(*, actor: Actor, now: datetime) -> int:
    """Will tell each person what is new in the searches that they keep; returns how many notices were left.

    It stops at the row reached by the look before: what is still being written now is looked at the next time.
    """
    with acting_as(actor):
        look, _ = Look.objects.select_for_update().get_or_create(pk=1, defaults={"reached": last_entry()})
        reached, look.reached = look.reached, last_entry()
        look.save(update_fields=["reached"])
        keepers = list(User.objects.filter(pk__in=_keepers(reached), is_active=True).order_by("pk"))
    return sum(_look_for(user, reached, now) for user in keepers)


def _keepers(reached: int) -> list[int]:
    """Whose searches stop before this row: to the scheduler, who reads none of them."""
    with connection.cursor() as cursor:
        cursor.execute("select user_id from window_search_keepers(%s)", [reached])
        return [int(key) for (key,) in cursor.fetchall()]


def _look_for(user: User, reached: int, now: datetime) -> int:
    told = 0
    reader = actor_for_user(user, on=timezone.localdate(now))
    with acting_as(reader):
        for search in saved_of(reader).filter(paused=False, looked_to__lt=reached).order_by("pk"):
            found = new_texts(
                reader, understand(search.asked), told=search.narrowing, looked=search.looked_to,
                reached=reached, most=MOST_TEXTS,
            )  # fmt: skip
            # Only from where it was: another look, or a pause, may have moved it meanwhile.
            moved = SavedSearch.objects.filter(pk=search.pk, looked_to=search.looked_to).update(
                looked_to=reached, new=Least(F("new") + sum(texts for _, texts in found), MOST_TEXTS)
            )
            if moved and found:
                told += _tell(reader, [dossier for dossier, _ in found], now)
    return told


def _tell(reader: Actor, keys: list[int], now: datetime) -> int:
    shown: list[Dossier] = list(visible(reader).filter(pk__in=keys).order_by("-pk")[:MOST_TOLD])
    left = [notify(user_ids=[reader.user_id or 0], dossier=one, code=NOTICE, now=now) for one in shown]
    return sum(map(len, left))
