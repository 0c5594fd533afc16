"""Writing a version of a letter's words, submitting it, returning it, approving it, setting it aside.

One writes, another approves; the letters already drafted keep their words. Each act is journaled by its hash.
"""

from datetime import date, datetime

from django.utils import timezone

from egide.kernel.wordings.checking import problems
from egide.kernel.wordings.hands import Place, may_write, why_not_approve
from egide.kernel.wordings.models import WordingState, WordingVersion
from egide.kernel.wordings.reading import hash_of
from egide.law.letters import LetterTemplate
from egide.law.modules import Module
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused, Stale
from egide.platform.journal.append import access_chain, append

PREPARED = (WordingState.DRAFT, WordingState.SUBMITTED)


def versions_of(*, module: str, template: str, place: Place) -> list[WordingVersion]:
    """Will return every version of the letter's words there, the newest first."""
    rows = WordingVersion.objects.filter(compartment_id=place.id, module=module, template=template)
    return list(rows.select_related("written_by", "approved_by").order_by("-number"))


def write(
    *,
    actor: Actor,
    module: Module,
    letter: LetterTemplate,
    place: Place,
    text: str,
    reason: str,
    since: date,
    now: datetime,
) -> WordingVersion:
    """Will keep what was written in the version being prepared, or begin one.

    What was submitted comes back to its draft: whoever approves must read what changed.

    :raises Refused: not this person's to write, or the text does not read as a letter's words.
    """
    if not may_write(actor, module, place):
        raise Refused("Les mots de cette lettre s’écrivent par les personnes qui la rédigent.")
    assert actor.user_id is not None  # only people write
    rows = WordingVersion.objects.select_for_update().filter(
        compartment_id=place.id, module=module.code, template=letter.code
    )
    known = list(rows)
    held = next((row for row in known if row.state in PREPARED), None) or WordingVersion(
        compartment_id=place.id,
        module=module.code,
        template=letter.code,
        number=max((row.number for row in known), default=0) + 1,
    )
    held.text, held.reason, held.since = normal(text), reason, since
    held.state, held.submitted_at = WordingState.DRAFT, None
    held.hands = sorted({*held.hands, actor.user_id})
    held.written_by_id, held.written_at = actor.user_id, now
    held.save()
    _journal("wording.written", held, place, now)
    return held


def submit(*, actor: Actor, module: Module, place: Place, row: WordingVersion, now: datetime) -> None:
    """Will hand the version to whoever approves it.

    :raises Refused: not this person's, not a draft, or its words cannot serve (see `checking.problems`).
    """
    row = _locked(row)
    if not may_write(actor, module, place):
        raise Refused("Les mots de cette lettre s’écrivent par les personnes qui la rédigent.")
    if row.state != WordingState.DRAFT:
        raise Refused("Cette version n’est plus en rédaction.")
    if found := problems(module, row.template, row.text):
        raise Refused(" ".join(found))
    row.state, row.submitted_at, row.comment = WordingState.SUBMITTED, now, ""
    row.save(update_fields=["state", "submitted_at", "comment"])
    _journal("wording.submitted", row, place, now)


def give_back(
    *,
    actor: Actor,
    module: Module,
    letter: LetterTemplate,
    place: Place,
    row: WordingVersion,
    comment: str,
    now: datetime,
) -> None:
    """Will return the version to its writer, with what is asked.

    :raises Refused: not this person's to decide.
    """
    row = _locked(row)
    if reason := why_not_approve(actor, module, letter, row):
        raise Refused(reason)
    row.state, row.comment = WordingState.DRAFT, comment.strip()
    row.save(update_fields=["state", "comment"])
    _journal("wording.returned", row, place, now, notes={"comment": row.comment} if row.comment else None)


def approve(
    *,
    actor: Actor,
    module: Module,
    letter: LetterTemplate,
    place: Place,
    row: WordingVersion,
    seen: str,
    now: datetime,
) -> None:
    """Will make the version the letter's words from its day on, never before today.

    `seen`: the hash of the words that the approver read.

    :raises Refused: not this person's to approve, or the words cannot serve.
    :raises Stale: the words changed since.
    """
    row = _locked(row)
    if reason := why_not_approve(actor, module, letter, row):
        raise Refused(reason)
    if seen != hash_of(row.text):
        raise Stale("Le texte a changé depuis que vous l’avez ouvert. Relisez-le avant de l’approuver.")
    if found := problems(module, row.template, row.text):
        raise Refused(" ".join(found))
    row.state, row.approved_by_id, row.approved_at = WordingState.APPROVED, actor.user_id, now
    row.since, row.sha256 = max(row.since, timezone.localdate(now)), hash_of(row.text)
    row.save(update_fields=["state", "approved_by", "approved_at", "since", "sha256"])
    _journal("wording.approved", row, place, now)


def set_aside(*, actor: Actor, module: Module, place: Place, row: WordingVersion, now: datetime) -> None:
    """Will drop a version that nobody approved.

    :raises Refused: approved already, or not this person's.
    """
    row = _locked(row)
    if not may_write(actor, module, place):
        raise Refused("Les mots de cette lettre s’écrivent par les personnes qui la rédigent.")
    if row.state not in PREPARED:
        raise Refused("Seule une version en préparation se met de côté; une version approuvée reste.")
    row.state = WordingState.SET_ASIDE
    row.save(update_fields=["state"])
    _journal("wording.set_aside", row, place, now)


def normal(text: str) -> str:
    """Will write line ends as the files have them, whatever the browser sent."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip() + "\n"


def _locked(row: WordingVersion) -> WordingVersion:
    return WordingVersion.objects.select_for_update().get(pk=row.pk)


def _journal(
    code: str, row: WordingVersion, place: Place, now: datetime, *, notes: dict[str, str] | None = None
) -> None:
    append(
        chain=access_chain(place.code, now),
        compartment_id=place.id,
        code=code,
        data={
            "module": row.module,
            "template": row.template,
            "number": row.number,
            "since": row.since.isoformat(),
            "sha256": hash_of(row.text),
        },
        notes=notes or {},
        at=now,
    )
