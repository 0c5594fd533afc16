"""What someone is writing in a letter and has not kept yet: saved as it is typed, given back, never forced.

The letter itself does not change: an approval does not fall, and a reader sees no half sentence. Each person has
their own; whoever writes second is told, and loses nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.drafting import EDITABLE, TEXT
from egide.kernel.letters.models import Letter, Typing
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused

# Someone whose last keystroke is older than this is no longer writing: nobody is warned of them.
WRITING = timedelta(minutes=15)
LONGEST = 70_000  # characters, all parts together: what the form accepts, and a little more


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What was kept: when; who else writes in the same letter; whether it changed since this was begun."""

    saved_at: datetime
    others: tuple[str, ...]
    changed: bool


def keep_typing(
    *,
    actor: Actor,
    dossier: Dossier,
    letter: Letter,
    text: Mapping[str, str],
    over: datetime,
    now: datetime,
) -> Kept:
    """Will keep what this person has typed so far, beside the letter.

    `over` is the time of edition of the letter on which they type.

    :raises Refused: the letter no longer takes a text, nobody types, or there is far too much of it.
    """
    if letter.state not in EDITABLE:
        raise Refused("Cette lettre est partie ou annulée\u00a0: son texte ne change plus.")
    if actor.user_id is None:
        raise Refused("Un texte est écrit par une personne.")
    kept = {name: text.get(name, "").replace("\x00", "") for name in TEXT}
    if sum(map(len, kept.values())) > LONGEST:
        raise Refused("Le texte est trop long pour être enregistré au fil de la frappe.")
    Typing.objects.update_or_create(
        letter=letter,
        user_id=actor.user_id,
        defaults={
            "dossier_id": dossier.pk,
            "compartment_id": dossier.compartment_id,
            "over": over,
            "text": kept,
            "saved_at": now,
        },
    )
    return Kept(saved_at=now, others=others_at(actor, letter, now=now), changed=over != letter.edited_at)


def typed_by(actor: Actor, letter: Letter) -> Typing | None:
    """Will return what this person had typed and not kept, if it differs from the letter."""
    found = Typing.objects.filter(letter=letter, user_id=actor.user_id or 0).first()
    if found is None or all(found.text.get(name, "") == getattr(letter, name) for name in TEXT):
        return None
    return found


def others_at(actor: Actor, letter: Letter, *, now: datetime) -> tuple[str, ...]:
    """Will name the other people who wrote in this letter lately and have not kept it."""
    rows = Typing.objects.filter(letter=letter, saved_at__gt=now - WRITING).exclude(
        user_id=actor.user_id or 0
    )
    return tuple(rows.order_by("-saved_at").values_list("user__full_name", flat=True))


def drop_typing(actor: Actor, letter: Letter) -> None:
    """Will forget what this person was typing: it is kept in the letter, or they do not want it any more."""
    Typing.objects.filter(letter=letter, user_id=actor.user_id or 0).delete()
