"""The asked side: what is drafted, who prepares it, the files to hand, and the signed answer that crosses.

The draft stays in the compartment of the unit until a person signs; then copies are made on the other side.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Max
from django.utils import timezone

from egide.kernel.consulting.crossing import asking_side, carried_into, lock_asking, note_question
from egide.kernel.consulting.holding import hold_source
from egide.kernel.consulting.models import (
    LONGEST_WORDS,
    MOST_HOURS,
    WAITING,
    Consultation,
    ConsultationDocument,
    Question,
    QuestionFile,
    State,
)
from egide.kernel.consulting.reach import may_entrust, people_of, question_of
from egide.kernel.documents.actions import Bytes, adopt_stored
from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.dossiers.actions import touch
from egide.kernel.dossiers.content import placed
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.notices.actions import notify
from egide.platform.accounts.acting import current_actor
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import User
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain
from egide.platform.storage import store
from egide.platform.storage.errors import Infected
from egide.platform.storage.models import ScanState, StoredObject
from egide.platform.storage.store import PlainStream

MOST_FILES = 200
FOUND = "et avoir remis avec cette réponse tous les documents trouvés"
NOTHING = "et n’avoir rien trouvé"
DECLARATION = (
    "Je déclare que les documents visés par la question {number} ont été cherchés par «\u00a0{unit}\u00a0», "
    "dans ses dossiers, ses courriels et ses fichiers, sur tous les supports, {outcome}."
)


@dataclass(frozen=True)
class _Carried:
    """A file on its way: what it is called, its open bytes, and what the asker may know of its place."""

    file: QuestionFile
    stream: PlainStream
    name: str
    pages: int | None
    class_code: str


def declaration_text(question: Question, *, found: bool) -> str:
    """Will return what the person signs."""
    outcome = FOUND if found else NOTHING
    return DECLARATION.format(number=question.number, unit=question.unit.name, outcome=outcome)


def save_draft(
    *, question: Question, found: bool | None, hours: Decimal | None, comments: str, now: datetime
) -> None:
    """Will keep what is typed without sending anything; it stays in this compartment.

    :raises Refused: the question does not wait, or the hours or comments do not fit.
    """
    _check_waits(question)
    question.found, question.hours, question.comments = found, _hours(hours), _words(comments)
    question.save(update_fields=["found", "hours", "comments"])


def entrust(*, question: Question, to: User | None, now: datetime) -> None:
    """Will name who prepares and signs the answer, from then on beside those who see every question.

    :raises Refused: not for this person, or someone who does not work in the unit.
    """
    _check_waits(question)
    if not may_entrust(current_actor(), question):
        raise Refused("Seule la personne qui reçoit les questions de l’unité peut confier celle-ci.")
    if (
        to is not None
        and not people_of(question.unit, on=timezone.localtime(now).date()).filter(pk=to.pk).exists()
    ):
        raise Refused(f"{to.full_name} ne travaille pas dans «\u00a0{question.unit.name}\u00a0».")
    question.entrusted_to = to
    question.save(update_fields=["entrusted_to"])
    note_question(question, "question.entrusted", now, to=f"staff:{to.pk}" if to else "")


def attach(*, question: Question, stream: Bytes, file_name: str, now: datetime) -> QuestionFile:
    """Will keep an uploaded file with the draft, in this compartment.

    :raises Refused: the question does not wait. :raises StorageProblem: too large, of a refused type, infected…
    """
    _check_waits(question)
    stored = store.put(
        stream=stream,
        file_name=file_name,
        compartment=question.compartment,
        actor_code=current_actor().code,
        now=now,
    )
    if stored.scan_state == ScanState.INFECTED:
        raise Infected(stored.scan_detail)
    return _add(question, stored.file_name, now, stored=stored)


def pick(
    *, question: Question, dossier: Dossier, ranks: Iterable[int], now: datetime
) -> tuple[QuestionFile, ...]:
    """Will take the newest version of documents of a dossier that the person may read; the dossier is held.

    The caller opened the dossier through the gate, its row locked. A version already taken is not taken twice.

    :raises Refused: the question does not wait, another compartment, nothing chosen, or not readable.
    """
    _check_waits(question)
    verdict = may(current_actor(), dossier, "read")
    if not verdict.allowed:
        raise Refused(verdict.reason)
    if dossier.compartment_id != question.compartment_id:
        raise Refused(
            "Ce dossier est derrière un autre cloisonnement\u00a0: répondez pour l’unité qui le tient."
        )
    rows = DocumentVersion.objects.filter(dossier_id=dossier.pk, document__rank__in=list(ranks))
    newest = rows.select_related("document").order_by("document__rank", "-number").distinct("document__rank")
    known = set(
        question.files.filter(version__isnull=False, removed_at=None).values_list("version_id", flat=True)
    )
    wanted = [version for version in newest if version.pk not in known]
    if not wanted:
        raise Refused("Choisissez au moins un document qui n’est pas déjà joint.")
    taken = tuple(
        _add(question, version.document.title, now, dossier=dossier, version=version) for version in wanted
    )
    hold_source(dossier=dossier, question=question, now=now)
    return taken


def take_out(*, question: Question, number: int, now: datetime) -> None:
    """Will take a file out of the draft, before it is sent; the hold on its dossier stays until the end.

    :raises Refused: it was sent already, or there is no such file.
    """
    _check_waits(question)
    file = question.files.filter(number=number, removed_at=None).first()
    if file is None or file.sent_at is not None:
        raise Refused("Ce document est déjà remis, ou n’est plus là.")
    file.removed_at = now
    file.save(update_fields=["removed_at"])


def answer(
    *,
    question: Question,
    found: bool,
    hours: Decimal,
    comments: str = "",
    signed: bool,
    now: datetime,
) -> Consultation:
    """Will sign the declaration and hand the answer over: hours, comments and copies of the files.

    `hours`: decimal hours of search. Both sides commit together.

    :raises Refused: nobody signs, the question does not wait, or the files contradict the declaration.
    :raises StorageProblem: a file cannot be read or copied; nothing is handed then.
    """
    signer = _signer(signed)
    lock_asking(question)
    question = question_of(current_actor(), question.unit.code, question.number, lock=True)
    _check_waits(question)
    rows = question.files.filter(removed_at=None)
    files = list(rows.select_related("stored", "version__stored", "version__document", "dossier"))
    _check_agrees(found, files)
    question.found, question.hours, question.comments = found, _hours(hours), _words(comments)
    question.declaration = declaration_text(question, found=found)
    question.signed_by, question.signed_title = signer.full_name, signer.job_title
    question.answered_by, question.answered_at = signer, now
    question.state, question.ended_at = State.ANSWERED, now
    question.save()
    carried = [_open(file) for file in sorted(files, key=lambda f: f.number) if file.sent_at is None]
    try:
        with carried_into(question.asker_id) as carrier:
            consultation = _deliver(question, carried, carrier, now)
    finally:
        for one in carried:
            one.stream.close()
    QuestionFile.objects.filter(pk__in=[one.file.pk for one in carried]).update(sent_at=now)
    note_question(question, "question.answered", now, found=found, documents=len(files))
    return consultation


def _deliver(question: Question, carried: list[_Carried], carrier: Actor, now: datetime) -> Consultation:
    dossier, consultation = asking_side(question)
    for name in (
        "found",
        "hours",
        "comments",
        "declaration",
        "signed_by",
        "signed_title",
        "answered_at",
        "state",
    ):
        setattr(consultation, name, getattr(question, name))
    consultation.save()
    for one in carried:
        kept = store.put(
            stream=one.stream,
            file_name=one.name,
            compartment=dossier.compartment,
            actor_code=carrier.code,
            now=now,
        )
        version = adopt_stored(
            dossier=dossier,
            stored=kept,
            origin=Origin.INTERNAL,
            title=one.file.title,
            actor_code=carrier.code,
            now=now,
        )
        ConsultationDocument.objects.create(
            **placed(dossier),
            consultation=consultation,
            version=version,
            reference=f"{question.number}/{one.file.number}",
            pages=one.pages,
            class_code=one.class_code,
        )
    touch(dossier)
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code="consultation.answered",
        data={"rank": consultation.rank, "unit": question.unit.code, "documents": len(carried)},
        at=now,
    )
    told = {consultation.asked_by_id, *((dossier.assignee_id,) if dossier.assignee_id else ())}
    notify(user_ids=told, dossier=dossier, code="consultation.answered", now=now)
    return consultation


def _open(file: QuestionFile) -> _Carried:
    stored: StoredObject | None = file.version.stored if file.version else file.stored
    assert stored is not None  # the constraint of the table
    return _Carried(
        file=file,
        stream=store.open_stream(stored=stored),
        name=file.version.file_name if file.version else stored.file_name,
        pages=file.version.pages if file.version else None,
        class_code=file.dossier.class_code if file.dossier else "",
    )


def _signer(signed: bool) -> User:
    actor = current_actor()
    if actor.user_id is None:
        raise Refused("Une réponse est signée par une personne.")
    if not signed:
        raise Refused("Cochez la déclaration\u00a0: sans signature, rien n’est remis.")
    return User.objects.get(pk=actor.user_id)


def _check_agrees(found: bool, files: list[QuestionFile]) -> None:
    if found and not files:
        raise Refused(
            "Vous déclarez avoir trouvé des documents\u00a0: joignez-les, ou déclarez que rien n’a été trouvé."
        )
    if not found and files:
        raise Refused(
            "Des documents sont joints\u00a0: la réponse ne peut pas être «\u00a0rien trouvé\u00a0»."
        )


def _check_waits(question: Question) -> None:
    if question.state not in WAITING:
        raise Refused(
            f"La question est «\u00a0{question.get_state_display()}\u00a0»\u00a0: elle n’attend plus de réponse."
        )


def _add(
    question: Question,
    title: str,
    now: datetime,
    *,
    stored: StoredObject | None = None,
    dossier: Dossier | None = None,
    version: DocumentVersion | None = None,
) -> QuestionFile:
    last = question.files.aggregate(last=Max("number"))["last"] or 0
    if last >= MOST_FILES:
        raise Refused(f"Une réponse porte au plus {MOST_FILES} documents\u00a0: joignez une archive.")
    return QuestionFile.objects.create(
        compartment_id=question.compartment_id,
        question=question,
        number=last + 1,
        title=title[:200],
        stored=stored,
        dossier=dossier,
        version=version,
        added_at=now,
        added_by=current_actor().code,
    )


def _hours(hours: Decimal | None) -> Decimal | None:
    if hours is not None and not Decimal(0) <= hours <= MOST_HOURS:
        raise Refused(
            "Les heures de recherche s’écrivent en nombre décimal\u00a0: 1,5 pour une heure et demie."
        )
    return hours


def _words(comments: str) -> str:
    said = comments.replace("\r\n", "\n").strip()
    if len(said) > LONGEST_WORDS or "\x00" in said:
        raise Refused(f"Les commentaires tiennent en {LONGEST_WORDS} caractères.")
    return said
