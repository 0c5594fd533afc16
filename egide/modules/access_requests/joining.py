"""What the examination gives to the letters and the moves of its request: articles, fees, enclosures, third persons.

Proposals that a person edits; and what units hold for the request is held again when its end is undone.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from egide.kernel.consulting.holding import hold_again
from egide.kernel.deadlines.models import FactRecord
from egide.kernel.documents.models import DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.drafting import RECIPIENT
from egide.kernel.parties.models import Party, PartyRole
from egide.modules.access_requests.access import KIND
from egide.modules.access_requests.cited import SECTIONS, sections_of_ground
from egide.modules.access_requests.examination.earlier import copy_of
from egide.modules.access_requests.examination.fees import words_of
from egide.modules.access_requests.examination.models import (
    Decision,
    FeeEstimate,
    FoundDocument,
    ThirdPerson,
)
from egide.modules.access_requests.examination.thirds import notice_fields
from egide.modules.access_requests.law import END_OF_RECOURSES

RESTRICTED = (Decision.PARTIAL, Decision.REFUSED)
GIVEN = (Decision.ACCESS, Decision.PARTIAL)


def proposed(dossier: Dossier, code: str) -> dict[str, str]:
    """Will propose the articles of the decision, or the words of the newest estimate of fees."""
    if code == "propose_decision":
        return {"articles": ", ".join(sections_cited(dossier))}
    if code.startswith("estimate_fees_"):
        return {"estimation": estimate_words(dossier)}
    return {}


def sections_cited(dossier: Dossier) -> tuple[str, ...]:
    """Will return the sections that the inventory’s partial accesses and refusals cite, in the order of numbers."""
    rows = FoundDocument.objects.filter(dossier_id=dossier.pk, decision__in=RESTRICTED)
    cited = {
        section
        for grounds in rows.values_list("grounds", flat=True)
        for code in grounds
        for section in sections_of_ground(code)
    }
    return tuple(sorted(cited & set(SECTIONS), key=lambda one: [int(part) for part in one.split(".")]))


def estimate_words(dossier: Dossier) -> str:
    """Will say the newest estimate as a letter does; nothing before there is one."""
    made = FeeEstimate.objects.filter(dossier_id=dossier.pk).order_by("-rank").first()
    return words_of(made) if made else ""


def enclosures(dossier: Dossier, template: str) -> tuple[str, ...]:
    """Will name what the letter of handing (L306) carries: each document given, or its redacted copy."""
    if template != "communication":
        return ()
    rows = FoundDocument.objects.filter(dossier_id=dossier.pk, decision__in=GIVEN).select_related(
        "redaction__output__document", "released__document"
    )
    return tuple(_named(one, copy_of(one)) for one in rows.order_by("rank"))


def third_fields(dossier: Dossier, answers: Mapping[str, str]) -> dict[str, str]:
    """Will return what the notice says to its reader; each field is empty for anybody but a third person."""
    empty = {"tiers_nom": "", "tiers_adresse": "", "tiers_rang": "", "tiers_documents": ""}
    if RECIPIENT not in answers:
        return empty
    reader = Party.objects.filter(
        dossier_id=dossier.pk, role=PartyRole.THIRD_PERSON, rank=int(answers[RECIPIENT])
    )
    people = ThirdPerson.objects.filter(dossier_id=dossier.pk, name__in=reader.values("name"))
    person = people.order_by("-rank").first()
    if person is None:
        return empty
    rows = FoundDocument.objects.filter(dossier_id=dossier.pk, rank__in=person.about).order_by("rank")
    named = ", ".join(f"«\u00a0{title}\u00a0»" for title in rows.values_list("title", flat=True))
    said = f"Voici ce qui vous concerne\u00a0: {named}." if named else ""
    return empty | notice_fields(person) | {"tiers_documents": said}


def hold_again_when_undone(*, dossier: Dossier, letter: Any, on: date, now: datetime) -> None:
    """Will hold again what the end of recourses had let go, once the request is open again."""
    if dossier.kind != KIND or dossier.closed_on is not None:
        return
    ended = FactRecord.objects.filter(dossier_id=dossier.pk, code=END_OF_RECOURSES.code, withdrawn_at=None)
    if ended.exists():
        hold_again(dossier=dossier, now=now)


def _named(found: FoundDocument, copy: DocumentVersion | None) -> str:
    return copy.document.title if found.decision == Decision.PARTIAL and copy else found.title
