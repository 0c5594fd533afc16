"""What the bearer of a pass sees: the state in plain words, the messages, the documents meant for this person.

Every row is read as the bearer, so PostgreSQL gives only what was released; the module's sentence is read by the desk.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from egide.interfaces.public.commitments import promised_dates
from egide.interfaces.public.followup_words import REQUEST_WORDS
from egide.interfaces.public.frame import PublicPage
from egide.kernel import registry
from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.letters.models import Letter
from egide.kernel.messages.models import Direction, Message, MessageFile
from egide.kernel.parties.models import Party
from egide.kernel.passes.exchanging import desk_for
from egide.kernel.passes.models import Pass
from egide.law.concerns import CALM_SENTENCE, HELP_LINES, HelpLine, concern_in
from egide.law.following import FollowUp
from egide.modules.interventions.models import Request
from egide.modules.interventions.told import read_answers
from egide.platform.accounts.acting import acting_as
from egide.platform.errors.failures import NotVisible
from egide.platform.storage.models import ScanState
from egide.ui import formats
from egide.ui.pages import Crumb, DeadlineView, FileView

TITLE = "Suivre votre demande"
OPENABLE = (ScanState.CLEAN, ScanState.NOT_SCANNED)
RECENT_DAYS = 2
# Where a document is opened, by its rank.
Address = Callable[[int], str]


@dataclass(frozen=True, kw_only=True)
class DoorPage(PublicPage):
    """The form of number and code, with the reason why one is back here, if there is one."""

    form: Any
    notice: str = ""
    tone: str = "info"


@dataclass(frozen=True, kw_only=True)
class LostPage(PublicPage):
    """The form of the lost link, or the sentence that is always the same."""

    form: Any
    asked: bool


@dataclass(frozen=True, kw_only=True)
class Said:
    """One message of the thread."""

    mine: bool
    who: str
    when: str
    iso: str
    paragraphs: tuple[str, ...]
    files: tuple[FileView, ...]


@dataclass(frozen=True, kw_only=True)
class FollowPage(PublicPage):
    """Where the file stands, and what may be done."""

    number: str
    received: str
    state: str
    following: str
    due: DeadlineView | None
    dates: tuple[DeadlineView, ...]
    has_dossier: bool
    thread: tuple[Said, ...]
    documents: tuple[FileView, ...]
    can_withdraw: bool
    withdrawing: bool
    can_correct: bool
    sent: bool
    corrected: bool
    calm: str
    help_lines: tuple[HelpLine, ...]
    form: Any
    withdrawn: bool = False
    # A request whose dossier is still to come: the link will lead to it.
    waiting: bool = False


@dataclass(frozen=True, kw_only=True)
class FormPage(PublicPage):
    """One form about the file: withdrawing, correcting."""

    number: str
    lead: str
    url: str
    submit: str
    danger: bool
    form: Any


def crumbs(last: str) -> tuple[Crumb, ...]:
    """Will return the trail of a page of the follow-up."""
    return (
        Crumb(label="Accueil", url=reverse("public:home")),
        Crumb(label=TITLE, url=reverse("public:follow_up")),
        Crumb(label=last),
    )


def by_link(rank: int) -> str:
    """Will return where the bearer of a secret link opens a document."""
    return reverse("public:follow_up_file", kwargs={"rank": rank})


def follow_page(
    held: Pass, *, form: Any, now: datetime, done: str = "", opens: Address = by_link
) -> FollowPage:
    """Will build the follow-up of a dossier, or of a request that has none yet."""
    today = timezone.localdate(now)
    return (
        _of_request(held, today, now)
        if held.dossier_id is None
        else _of_dossier(held, form, today, now, done, opens)
    )


def _of_dossier(held: Pass, form: Any, today: date, now: datetime, done: str, opens: Address) -> FollowPage:
    dossier = Dossier.objects.get(pk=held.dossier_id or 0)
    told = _told(held, dossier)
    messages = thread(held)
    mine = [m for m in messages if m.direction == Direction.IN and m.party_id == held.party_id]
    worrying = any((now - m.posted_at).days < RECENT_DAYS and concern_in(m.text) for m in mine)
    return FollowPage(
        title="Votre dossier",
        crumbs=crumbs(dossier.number),
        number=dossier.number,
        received=formats.day(dossier.received_on, weekday=True),
        state=told.state_sentence,
        following=told.next_step,
        due=_due(told, today),
        dates=(),
        has_dossier=True,
        thread=tuple(_said(message, held, today, opens) for message in messages),
        documents=documents(held, opens=opens),
        can_withdraw=told.can_withdraw,
        withdrawing=any(m.withdrawal and m.settled_at is None for m in mine),
        can_correct=told.can_correct,
        sent=done == "message",
        corrected=done == "coordonnees",
        withdrawn=done == "retrait" and any(m.withdrawal and m.settled_at is None for m in mine),
        calm=CALM_SENTENCE if worrying else "",
        help_lines=HELP_LINES if worrying else (),
        form=form,
    )


def _of_request(held: Pass, today: date, now: datetime) -> FollowPage:
    # The request is the secretariat's; the desk reads of it what the person is told.
    with acting_as(desk_for(held)):
        row = Request.objects.filter(
            compartment_id=held.compartment_id, reference=held.reference
        ).values_list("received_at", "set_aside_at", "answers")
        found = row.first()
    if found is None:
        raise NotVisible
    received_at, set_aside_at, answers = found
    received_on = timezone.localdate(received_at)
    aside = set_aside_at is not None
    said = read_answers(answers)
    unnamed = said.who == "anonymous"
    state, following = REQUEST_WORDS[
        ("anonymous" if unnamed else "waiting") if not aside else "aside" if answers else "handed"
    ]
    worrying = not aside and (now - received_at).days < RECENT_DAYS and said.concern
    return FollowPage(
        title="Votre demande",
        crumbs=crumbs(held.reference),
        number=held.reference,
        received=formats.day(received_on, weekday=True),
        state=state,
        following=following,
        due=None,
        dates=() if aside or unnamed else promised_dates(received_on),
        has_dossier=False,
        thread=(),
        documents=(),
        can_withdraw=False,
        withdrawing=False,
        can_correct=False,
        sent=False,
        corrected=False,
        calm=CALM_SENTENCE if worrying else "",
        help_lines=HELP_LINES if worrying else (),
        form=None,
        waiting=not aside,
    )


def thread(held: Pass) -> Sequence[Message]:
    """Will return the messages that the bearer may read, oldest first, with their files."""
    readable = Message.objects.filter(dossier_id=held.dossier_id or 0).select_related(None)
    return list(
        readable.prefetch_related("files__version__stored", "files__version__document").order_by("rank")
    )


def documents(held: Pass, *, opens: Address = by_link) -> tuple[FileView, ...]:
    """Will return the letters sent to the bearer and what was shared with it, newest first."""
    letters = dict(
        Letter.objects.filter(dossier_id=held.dossier_id or 0, recipient_id=held.party_id)
        .exclude(version=None)
        .values_list("version_id", "title")
    )
    shared = set(
        MessageFile.objects.filter(
            dossier_id=held.dossier_id or 0, message__direction=Direction.OUT
        ).values_list("version_id", flat=True)
    ) | set(
        MessageFile.objects.filter(
            dossier_id=held.dossier_id or 0, released=True, message__released_to_id=held.party_id
        ).values_list("version_id", flat=True)
    )
    versions = DocumentVersion.objects.filter(pk__in={*letters, *shared}).select_related("document", "stored")
    return tuple(
        file_view(version, title=letters.get(version.pk, ""), opens=opens)
        for version in versions.order_by("-added_at", "-pk")
    )


def readable_version(held: Pass, rank: int) -> DocumentVersion:
    """Will return the newest version that the bearer may read of a document.

    :raises NotVisible: there is none for this bearer.
    """
    version = (
        DocumentVersion.objects.filter(dossier_id=held.dossier_id or 0, document__rank=rank)
        .select_related("stored")
        .order_by("-number")
        .first()
    )
    if version is None:
        raise NotVisible
    return version


def file_view(version: DocumentVersion, *, title: str = "", opens: Address = by_link) -> FileView:
    """Will show a file, with its address when it may be opened."""
    stored, document = version.stored, version.document
    openable = stored.scan_state in OPENABLE and not stored.is_destroyed
    letter = document.origin == Origin.LETTER
    return FileView(
        name=title or document.title,
        url=opens(document.rank) if openable else "",
        kind=version.file_name.rpartition(".")[2].upper() if "." in version.file_name else "Fichier",
        size=formats.size(version.size),
        added=f"{'Lettre du' if letter else 'Du'} {formats.day(formats.local(version.added_at).date())}",
        note="" if openable else "Ce fichier est en cours d’analyse ou n’est plus conservé.",
    )


def contact_of(held: Pass) -> Party:
    """Will return the bearer's own party."""
    return Party.objects.get(pk=held.party_id or 0)


def _told(held: Pass, dossier: Dossier) -> FollowUp:
    path = registry.module_of_kind(dossier.kind).follow_up
    if path is None:
        return FollowUp(state_sentence="Votre dossier est ouvert.", next_step="Nous vous écrirons.")
    with acting_as(desk_for(held)):
        told: FollowUp = registry.resolve(path)(dossier)
    return told


def _due(told: FollowUp, today: date) -> DeadlineView | None:
    if told.next_date is None:
        return None
    late = told.next_date < today
    return DeadlineView(
        label=told.date_words or "Au plus tard",
        words="Nous sommes en retard" if late else formats.days_away(told.next_date, today),
        date=formats.day(told.next_date, weekday=True),
        tone="late" if late else "idle",
        iso=told.next_date.isoformat(),
    )


def _said(message: Message, held: Pass, today: date, opens: Address) -> Said:
    own = message.party_id == held.party_id
    mine = own and message.direction == Direction.IN
    at = message.released_at if not own and message.released_at else message.posted_at
    return Said(
        mine=mine,
        who="Vous" if mine else "L’Office" if own else "Réponse de l’ordre, transmise par l’Office",
        when=formats.moment(at, today=today),
        iso=formats.local(at).isoformat(timespec="minutes"),
        paragraphs=tuple(line.strip() for line in message.text.splitlines() if line.strip()),
        files=tuple(file_view(file.version, opens=opens) for file in message.files.all()),
    )
