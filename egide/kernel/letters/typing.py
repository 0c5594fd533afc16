"""What someone is writing in a letter and has not kept yet: saved as it is typed, given back, never forced.

The letter itself does not change: an approval does not fall, and a reader sees no half sentence. Each person has
their own; whoever writes second is told, and loses nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.drafting import EDITABLE, TEXT
from egide.kernel.letters.models import Letter, Typing
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused

# Someone whose last keystroke is older than this is no longer writing: nobody is warned of them.
WRITING = timedelta(minutes=15)
OVERTAKEN = "Vous avez enregistré ce texte depuis\u00a0: ce qui se tapait avant n’est pas gardé à part."
LONGEST = 70_000  # characters, all parts together: what the form accepts, and a little more


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What was kept: when; who else writes in the same letter; whether it changed since this was begun."""

    saved_at: datetime
    others: tuple[str, ...]
    changed: bool


class Edited(Protocol):
    """A text that people keep: when it was last kept, and by whom."""

    edited_at: datetime
    edited_by: str


def refuse_overtaken(actor: Actor, edited: Edited, *, over: datetime) -> None:
    """Will refuse what a person typed before they kept the text themselves.

    A page sends what is typed by itself: late on its way, it would come back as newer than what was kept after it.

    :raises Refused: the person has kept the text since.
    """
    if over < edited.edited_at and edited.edited_by == actor.code:
        raise Refused(OVERTAKEN)


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

    :raises Refused: the letter no longer takes a text, nobody types, there is far too much of it, or this person has
        kept the letter since.
    """
    # As it stands once whoever is keeping it has finished: for a moment, never for as long as the dossier is held.
    letter = Letter.objects.select_for_update(no_key=True).get(pk=letter.pk)
    refuse_overtaken(actor, letter, over=over)
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
