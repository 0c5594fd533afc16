"""The life of a redaction: opened, handed over for reading, read page by page or sent back, published, abandoned.

One function for each intention, with its entry of the journal. The second reader is never someone who prepared.
"""

from datetime import datetime

from egide.kernel.documents.models import DocumentVersion, ReadingState
from egide.kernel.documents.showing import has_pictures
from egide.kernel.dossiers.content import placed, ranked
from egide.kernel.dossiers.models import Dossier
from egide.kernel.notices.actions import notify, notify_role
from egide.kernel.redaction.boxes import check_page
from egide.kernel.redaction.models import (
    LONGEST_WORDS,
    RUNNING,
    BoxState,
    Look,
    Making,
    PageLook,
    Redaction,
    State,
)
from egide.kernel.redaction.strokes import check_may, check_prepares
from egide.law import roles
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain

NO_PAGES = (
    "Cette pièce ne se feuillette pas ici\u00a0: elle n’a pas de pages à caviarder. "
    "Attendez la fin de sa lecture, ou versez-en un PDF."
)
NO_PICTURES = (
    "De cette pièce, seul le texte peut être lu ici\u00a0: rien n’y montre ce qu’un trait cacherait. Versez-en un PDF, "
    "puis caviardez-le."
)
OWN = "La seconde lecture revient à une autre personne\u00a0: vous avez préparé ce caviardage."


def open_redaction(*, dossier: Dossier, version: DocumentVersion, now: datetime) -> Redaction:
    """Will begin the redaction of one exact version, pinned by its hash.

    :raises Refused: not for this person, or the version has no pages to show.
    """
    by = check_may(dossier)
    if version.dossier_id != dossier.pk:
        raise Refused("Ce document est d’un autre dossier.")
    if not version.pages:
        raise Refused(NO_PAGES)
    if not has_pictures(version):
        raise Refused(NO_PICTURES)
    redaction = Redaction.objects.create(
        **ranked(Redaction, dossier),
        document_id=version.document_id,
        version=version,
        sha256=version.sha256,
        pages=version.pages,
        author_id=by,
        opened_at=now,
    )
    _journal(
        dossier, redaction, "redaction.opened", now,
        document=version.document.rank, version=version.number, sha256=version.sha256,
    )  # fmt: skip
    return redaction


def look_at(*, dossier: Dossier, redaction: Redaction, page: int, now: datetime) -> None:
    """Will note that a page was seen: by who prepares, or by the second reader.

    :raises Refused: no such page, the redaction is past it, or the reader prepared it.
    """
    check_page(redaction, page)
    if redaction.state == State.PREPARING:
        by, kind = check_prepares(dossier, redaction), Look.PREPARED
    else:
        by, kind = check_reads(dossier, redaction), Look.READ
    PageLook.objects.update_or_create(
        redaction=redaction, page=page, kind=kind, defaults={**placed(dossier), "by_id": by, "at": now}
    )


def check_reads(dossier: Dossier, redaction: Redaction) -> int:
    """Will return who acts, when they may be the second reader.

    :raises Refused: the redaction is not to be read, or this person prepared it.
    """
    by = check_may(dossier)
    if redaction.state != State.TO_READ:
        raise Refused(
            f"Le caviardage est «\u00a0{redaction.get_state_display()}\u00a0»\u00a0: il ne se relit pas."
        )
    if prepared_by(redaction, by):
        raise Refused(OWN)
    return by


def prepared_by(redaction: Redaction, user_id: int | None) -> bool:
    """Will tell whether this person had a hand in the preparation: opened it, drew, decided or removed a zone."""
    return redaction.author_id == user_id or redaction.strokes.filter(by_id=user_id or 0).exists()


def unseen(redaction: Redaction, kind: Look) -> list[int]:
    """Will return the pages that nobody has seen yet, in their order."""
    seen = set(redaction.looks.filter(kind=kind).values_list("page", flat=True))
    return [page for page in range(1, redaction.pages + 1) if page not in seen]


def submit(*, dossier: Dossier, redaction: Redaction, now: datetime) -> None:
    """Will hand the redaction over to a second reader.

    :raises Refused: nothing is hidden, suggestions wait, a page was not seen, or it is not in preparation.
    """
    by = check_prepares(dossier, redaction)
    if why := obstacle_to_submit(redaction):
        raise Refused(why)
    redaction.state, redaction.submitted_at, redaction.remarks = State.TO_READ, now, ""
    redaction.save(update_fields=["state", "submitted_at", "remarks"])
    boxes = redaction.boxes.filter(state=BoxState.ACCEPTED).count()
    _journal(dossier, redaction, "redaction.submitted", now, boxes=boxes, sha256=redaction.sha256)
    notify_role(dossier=dossier, role=roles.UNIT_HEAD.code, code="redaction.to_read", except_user=by, now=now)


def obstacle_to_submit(redaction: Redaction) -> str:
    """Will say what keeps the redaction from its second reading; nothing when it may go."""
    if waiting := redaction.boxes.filter(state=BoxState.SUGGESTED).count():
        return f"Suggestions qui attendent votre décision\u00a0: {waiting}. Acceptez-les ou écartez-les."
    if not redaction.boxes.filter(state=BoxState.ACCEPTED).exists():
        return "Rien n’est masqué\u00a0: tracez au moins une zone, ou abandonnez ce caviardage."
    return _pages_left(unseen(redaction, Look.PREPARED), "à voir")


def send_back(*, dossier: Dossier, redaction: Redaction, remarks: str, now: datetime) -> None:
    """Will send the redaction back to who prepared it, with remarks.

    :raises Refused: no remark, not a second reader, or it is not to be read.
    """
    check_reads(dossier, redaction)
    said = remarks.replace("\r\n", "\n").strip()
    if not said:
        raise Refused("Dites ce qui est à reprendre\u00a0: la page, la zone, le motif.")
    if len(said) > LONGEST_WORDS or "\x00" in said:
        raise Refused(f"Les remarques tiennent en {LONGEST_WORDS} caractères.")
    redaction.state, redaction.remarks, redaction.submitted_at = State.PREPARING, said, None
    redaction.save(update_fields=["state", "remarks", "submitted_at"])
    _journal(dossier, redaction, "redaction.returned", now)
    notify(user_ids=(redaction.author_id,), dossier=dossier, code="redaction.returned", now=now)


def finish_reading(*, dossier: Dossier, redaction: Redaction, now: datetime) -> None:
    """Will sign the second reading: every page was read by someone who did not prepare it.

    :raises Refused: a page was not read, or this person prepared the redaction.
    """
    by = check_reads(dossier, redaction)
    if why := _pages_left(unseen(redaction, Look.READ), "à relire"):
        raise Refused(why)
    redaction.state, redaction.reader_id, redaction.read_at = State.READ, by, now
    redaction.save(update_fields=["state", "reader", "read_at"])
    _journal(dossier, redaction, "redaction.read", now, sha256=redaction.sha256)
    notify(user_ids=(redaction.author_id,), dossier=dossier, code="redaction.read", now=now)


def reopen(*, dossier: Dossier, redaction: Redaction, now: datetime) -> None:
    """Will take a redaction that is read, or to be read, back in preparation; it will be read again.

    :raises Refused: not for this person, it has ended, or its copy is being made.
    """
    check_may(dossier)
    if redaction.state not in (State.TO_READ, State.READ) or redaction.making in (
        Making.ASKED,
        Making.WORKING,
    ):
        raise Refused("Ce caviardage ne se reprend pas maintenant.")
    redaction.state, redaction.reader, redaction.read_at, redaction.submitted_at = (
        State.PREPARING,
        None,
        None,
        None,
    )
    redaction.making, redaction.problem, redaction.report = Making.NONE, "", {}
    redaction.save()
    _journal(dossier, redaction, "redaction.reopened", now)


def ask_copy(*, dossier: Dossier, redaction: Redaction, now: datetime) -> None:
    """Will ask for the redacted copy; a job makes it and looks for leaks before anybody sees it.

    :raises Refused: it was not read, or its copy is already being made.
    """
    from egide.kernel.redaction.tasks import make_copy
    from egide.platform.accounts.acting import current_actor
    from egide.platform.jobs.app import enqueue

    check_may(dossier)
    if redaction.state != State.READ:
        raise Refused("La copie se produit une fois le caviardage relu page par page.")
    if redaction.making in (Making.ASKED, Making.WORKING):
        raise Refused("La copie est déjà demandée.")
    if redaction.version.reading in (ReadingState.WAITING, ReadingState.READING):
        raise Refused(
            "La lecture de la pièce n’est pas finie\u00a0: sans elle, la recherche de fuites serait aveugle."
        )
    redaction.making, redaction.problem, redaction.report = Making.ASKED, "", {}
    redaction.done = redaction.total = 0
    redaction.save(update_fields=["making", "problem", "report", "done", "total"])
    _journal(dossier, redaction, "redaction.asked", now)
    enqueue(make_copy, actor=current_actor(), lock=f"redaction:{redaction.pk}", redaction=redaction.pk)


def abandon(*, dossier: Dossier, redaction: Redaction, now: datetime) -> None:
    """Will end a redaction that will not be published; its zones stay readable.

    :raises Refused: it has ended, or its copy is being made.
    """
    check_may(dossier)
    if redaction.state not in RUNNING or redaction.making in (Making.ASKED, Making.WORKING):
        raise Refused("Ce caviardage est terminé, ou sa copie est en production.")
    redaction.state, redaction.ended_at = State.ABANDONED, now
    redaction.save(update_fields=["state", "ended_at"])
    _journal(dossier, redaction, "redaction.abandoned", now)


def _pages_left(pages: list[int], verb: str) -> str:
    if not pages:
        return ""
    shown = ", ".join(str(page) for page in pages[:12]) + ("…" if len(pages) > 12 else "")
    return f"Pages {verb}\u00a0: {shown}."


def _journal(dossier: Dossier, redaction: Redaction, code: str, now: datetime, **more: int | str) -> None:
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data={"rank": redaction.rank, **more},
        at=now,
    )
