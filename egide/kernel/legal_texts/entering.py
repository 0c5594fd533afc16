"""Entering a version of a text, validating it, setting it aside: one person writes, another one validates.

Serves those who answer for letters; never the systems' administrators. What is validated is never edited.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from egide.kernel.legal_texts.models import LegalText
from egide.kernel.legal_texts.reading import standing
from egide.law import roles
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import access_chain, append

# Who answers for what letters say of the law; access and privacy first, then each unit's head.
WRITERS = (roles.ACCESS_OFFICER, roles.ACCESS_ANALYST, roles.PRIVACY_OFFICER, roles.UNIT_HEAD)
VALIDATORS = (roles.ACCESS_OFFICER, roles.PRIVACY_OFFICER, roles.UNIT_HEAD)


@dataclass(frozen=True, kw_only=True)
class TextFacts:
    """What is entered of a version; `until` is the first day without it."""

    act: str
    section: str
    title: str
    body: str
    history: str
    since: date
    until: date | None
    source: str


def may_write(actor: Actor) -> bool:
    """Will tell whether the person may enter versions."""
    return any(actor.holds(role.code) for role in WRITERS)


def enter_text(*, actor: Actor, code: str, facts: TextFacts, now: datetime) -> LegalText:
    """Will enter a version; it blocks the letters of its days until another person validates it.

    A version that waited already is set aside: one alone waits for each text.

    :raises Refused: not this person's to enter, or the days are upside down.
    """
    if not may_write(actor):
        raise Refused("Les textes de loi sont consignés par les personnes qui répondent des lettres.")
    if facts.until and facts.until <= facts.since:
        raise Refused("Le premier jour sans le texte vient après son premier jour.")
    rows = LegalText.objects.select_for_update().filter(code=code)
    newest = max((row.version for row in rows), default=0)
    rows.filter(validated_at=None, withdrawn_at=None).update(withdrawn_at=now)
    made = LegalText.objects.create(
        code=code,
        version=newest + 1,
        **asdict(facts),
        entered_by_id=actor.user_id,
        entered_at=now,
    )
    _journal(actor, "legal_text.entered", made, now)
    return made


def why_not_validate(actor: Actor, text: LegalText) -> str:
    """Will say why this person may not validate this version, or nothing."""
    if text.validated_at is not None:
        return "Cette version est déjà validée."
    if text.withdrawn_at is not None:
        return "Cette version a été mise de côté\u00a0: elle ne se valide plus."
    if not any(actor.holds(role.code) for role in VALIDATORS):
        return (
            "La validation revient aux responsables de l’accès, des renseignements personnels ou d’une unité."
        )
    if text.entered_by_id is not None and text.entered_by_id == actor.user_id:
        return "Vous avez consigné cette version\u00a0: une autre personne la valide."
    return ""


def validate_text(*, actor: Actor, text: LegalText, now: datetime) -> LegalText:
    """Will make the version usable; those that it follows end the day it begins.

    :raises Refused: with the reason (one's own version, another role, already done).
    """
    text = LegalText.objects.select_for_update().get(pk=text.pk)
    if reason := why_not_validate(actor, text):
        raise Refused(reason)
    others = standing().filter(code=text.code, validated_at__isnull=False).select_for_update()
    replaced = [row for row in others if row.since == text.since]
    before = [row for row in others if row.since < text.since and (not row.until or row.until > text.since)]
    later = [row.since for row in others if row.since > text.since]
    for row in replaced:
        row.withdrawn_at = now
        row.save(update_fields=["withdrawn_at"])
    for row in before:
        row.until = text.since
        row.save(update_fields=["until"])
    # An old version entered late ends at the latest where the next one begins.
    ends = [day for day in (text.until, *later) if day]
    text.until = min(ends) if ends else None
    text.validated_by_id, text.validated_at = actor.user_id, now
    text.save()
    _journal(actor, "legal_text.validated", text, now)
    return text


def withdraw_text(*, actor: Actor, text: LegalText, now: datetime) -> None:
    """Will set aside a version that nobody validated; the letters of its days stop waiting for it.

    :raises Refused: validated already, or not this person's to set aside.
    """
    text = LegalText.objects.select_for_update().get(pk=text.pk)
    if not may_write(actor):
        raise Refused("Les textes de loi sont consignés par les personnes qui répondent des lettres.")
    if text.validated:
        raise Refused("Une version validée reste\u00a0: consignez une nouvelle version qui la corrige.")
    text.withdrawn_at = now
    text.save(update_fields=["withdrawn_at"])
    _journal(actor, "legal_text.withdrawn", text, now)


def _journal(actor: Actor, code: str, text: LegalText, now: datetime) -> None:
    places = sorted({(a.compartment_id, a.compartment_code) for a in actor.roles})
    place, where = places[0]
    append(
        chain=access_chain(where, now),
        compartment_id=place,
        code=code,
        data={"code": text.code, "version": text.version, "since": text.since.isoformat()},
        at=now,
    )
