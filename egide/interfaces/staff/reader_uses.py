"""Where a document was sent or cited: which version, by what, and when; each pinned by the hash of its bytes.

Query sets to read together with the rest of the page, and their rows put into words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.pages_letters import LETTER_TONES
from egide.kernel.documents.models import DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Delivery, Letter, LetterState
from egide.kernel.measures.models import Step as MeasureStep
from egide.kernel.messages.models import Direction, MessageFile
from egide.modules.planning.models import Edition
from egide.ui import formats
from egide.ui.pages import Badge

SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class Use:
    """One use of a version: its words, its page, its day."""

    version: int
    label: str
    url: str
    detail: str
    badge: Badge | None
    at: datetime


def asked(dossier: Dossier, rank: int) -> "tuple[QuerySet[Any], ...]":
    """Will return what to read: letters, files of messages, steps of measures, editions of reports."""
    own: dict[str, Any] = {"dossier_id": dossier.pk}
    return (
        Letter.objects.filter(**own, version__document__rank=rank)
        .select_related("version", "recipient")
        .order_by("-rank")[:SHOWN],
        MessageFile.objects.filter(**own, version__document__rank=rank)
        .select_related("version", "message", "message__party")
        .order_by("-message__rank")[:SHOWN],
        MeasureStep.objects.filter(**own, document__rank=rank)
        .select_related("measure")
        .order_by("-at")[:SHOWN],
        Edition.objects.filter(**own, pdf__document__rank=rank)
        .select_related("pdf")
        .order_by("-rank")[:SHOWN],
    )


def uses(
    dossier: Dossier, versions: Sequence[DocumentVersion], rows: Sequence[Sequence[Any]], *, today: date
) -> tuple[Use, ...]:
    """Will put into words what was read, newest first."""
    letters, files, steps, editions = rows
    found = [
        *(_letter(dossier, letter, today) for letter in letters),
        *(_file(dossier, file, today) for file in files),
        *(_step(dossier, step, versions, today) for step in steps),
        *(_edition(dossier, edition, today) for edition in editions),
    ]
    return tuple(sorted(found, key=lambda use: use.at, reverse=True))


def _letter(dossier: Dossier, letter: Letter, today: date) -> Use:
    assert letter.version is not None
    sent = (
        f"Transmise le {formats.day(letter.sent_on)} {Delivery(letter.delivery).label}"
        if letter.sent_on
        else ""
    )
    # The hash that was signed is the one of these bytes: a letter whose text changed since is another version.
    pinned = "" if letter.sha256 == letter.version.sha256 else "texte modifié depuis"
    return Use(
        version=letter.version.number,
        label=f"Lettre «\u00a0{letter.title}\u00a0»",
        url=of_dossier("letter", dossier.number, rank=letter.rank),
        detail=" · ".join(filter(None, (letter.recipient.name, sent, pinned))),
        badge=Badge(label=str(LetterState(letter.state).label), tone=LETTER_TONES.get(letter.state, "idle")),
        at=letter.approved_at or letter.edited_at,
    )


def _file(dossier: Dossier, file: MessageFile, today: date) -> Use:
    message = file.message
    when = formats.moment(message.posted_at, today=today)
    incoming = message.direction == Direction.IN
    shared = "remise à la personne" if file.released else ""
    return Use(
        version=file.version.number,
        label=f"Message n°\u00a0{message.rank}",
        url=of_dossier("dossier_exchanges", dossier.number),
        detail=" · ".join(
            filter(None, (f"{'reçu de' if incoming else 'envoyé à'} {message.party.name}, {when}", shared))
        ),
        badge=Badge(label=str(Direction(message.direction).label), tone="idle"),
        at=message.posted_at,
    )


def _step(dossier: Dossier, step: MeasureStep, versions: Sequence[DocumentVersion], today: date) -> Use:
    # A measure cites the document: what it was that day is the newest version there was.
    then = [version.number for version in versions if version.added_at <= step.at]
    return Use(
        version=max(then, default=1),
        label=f"Mesure correctrice n°\u00a0{step.measure.rank}",
        url=of_dossier("measure", dossier.number, rank=step.measure.rank),
        detail=f"{step.get_kind_display()}, {formats.moment(step.at, today=today)}",
        badge=None,
        at=step.at,
    )


def _edition(dossier: Dossier, edition: Edition, today: date) -> Use:
    return Use(
        version=edition.pdf.number,
        label=f"Édition n°\u00a0{edition.rank} du rapport",
        url=of_dossier("dossier", dossier.number),
        detail=f"figée le {formats.moment(edition.frozen_at, today=today)}",
        badge=Badge(label="Écartée") if edition.set_aside_at else None,
        at=edition.frozen_at,
    )
