"""The texts of a report: kept when someone asks, and kept beside as they are typed (as letters are).

Each edition keeps its own copy; what changes here is what the next one will say.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.content import of_rank, placed
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.typing import refuse_overtaken
from egide.modules.planning.journaling import journal
from egide.modules.planning.models import LONGEST_SECTION, Section, SectionTyping
from egide.modules.planning.queries import EDITABLE
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused

# Someone whose last keystroke is older than this is no longer writing.
WRITING = timedelta(minutes=15)
CLOSED = (
    "Le rapport est présenté ou terminé\u00a0: ses textes ne changent plus. Retournez-le d’abord en révision."
)
TOO_LONG = f"Un texte du rapport tient en {LONGEST_SECTION} caractères."


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What was kept: when; who else writes in the same text; whether it changed since this was begun."""

    saved_at: datetime
    others: tuple[str, ...]
    changed: bool


def section_of(dossier: Dossier, rank: int) -> Section:
    """Will return the text of this rank.

    :raises NotVisible: the report has none.
    """
    return of_rank(Section, dossier, rank)


def edit_section(*, actor: Actor, dossier: Dossier, section: Section, text: str, now: datetime) -> None:
    """Will keep the new text; the same text again changes nothing.

    :raises Refused: the report is presented or ended, or the text is too long.
    """
    words = _checked(dossier, text)
    if words != section.text:
        section.text, section.edited_at, section.edited_by = words, now, actor.code
        section.save(update_fields=["text", "edited_at", "edited_by"])
        touch(dossier)
        journal(dossier, "section_edited", now, section=section.code, label=section.get_code_display())
    drop_typing(actor, section)  # last: what is still being typed waits for the row above, and is refused


def keep_typing(
    *, actor: Actor, dossier: Dossier, section: Section, text: str, over: datetime, now: datetime
) -> Kept:
    """Will keep what this person has typed so far, beside the text. `over` is the edition on which they type.

    :raises Refused: the text no longer changes, nobody types, it is too long, or this person has kept it since.
    """
    section = Section.objects.select_for_update(no_key=True).get(
        pk=section.pk
    )  # once whoever keeps it has finished
    refuse_overtaken(actor, section, over=over)
    words = _checked(dossier, text)
    if actor.user_id is None:
        raise Refused("Un texte est écrit par une personne.")
    SectionTyping.objects.update_or_create(
        section=section,
        user_id=actor.user_id,
        defaults={**placed(dossier), "over": over, "text": words, "saved_at": now},
    )
    return Kept(saved_at=now, others=others_at(actor, section, now=now), changed=over != section.edited_at)


def typed_by(actor: Actor, section: Section) -> SectionTyping | None:
    """Will return what this person had typed and not kept, if it differs from the text."""
    found = SectionTyping.objects.filter(section=section, user_id=actor.user_id or 0).first()
    return found if found is not None and found.text != section.text else None


def others_at(actor: Actor, section: Section, *, now: datetime) -> tuple[str, ...]:
    """Will name the other people who wrote in this text lately and have not kept it."""
    rows = SectionTyping.objects.filter(section=section, saved_at__gt=now - WRITING)
    mine = rows.exclude(user_id=actor.user_id or 0).order_by("-saved_at")
    return tuple(mine.values_list("user__full_name", flat=True))


def drop_typing(actor: Actor, section: Section) -> None:
    """Will forget what this person was typing: it is kept, or they do not want it any more."""
    SectionTyping.objects.filter(section=section, user_id=actor.user_id or 0).delete()


def _checked(dossier: Dossier, text: str) -> str:
    if dossier.state not in EDITABLE:
        raise Refused(CLOSED)
    words = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(words) > LONGEST_SECTION:
        raise Refused(TOO_LONG)
    return words
