"""What the bearer of a pass made for one letter sees: the letter, then a plain confirmation once it is answered.

Every row is read as the bearer: PostgreSQL shows it one letter, and nothing else of the dossier.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.urls import reverse

from egide.interfaces.public.followup_pages import crumbs, file_view
from egide.interfaces.public.frame import PublicPage
from egide.kernel.documents.models import Document, DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.kernel.messages.models import Message, MessageFile
from egide.kernel.passes.models import Pass, Purpose
from egide.platform.errors.failures import NotVisible
from egide.ui import formats
from egide.ui.pages import FileView


@dataclass(frozen=True, kw_only=True)
class LetterPage(PublicPage):
    """One letter, for whoever the link was given to; with a form when it may be answered."""

    number: str
    letter: FileView
    until: str
    form: Any = None


@dataclass(frozen=True, kw_only=True)
class AnsweredPage(PublicPage):
    """What is left once an order has answered: when, and what came with it."""

    number: str
    when: str
    files: str


@dataclass(frozen=True, kw_only=True)
class ClosedPage(PublicPage):
    """A link that no longer opens anything, and why."""

    sentence: str


class NotLeftYet(NotVisible):
    """The code is right and its letter is still in the house: printed, not yet posted."""

    title = "Cette lettre n’est pas encore partie"
    kept = "Votre code reste valable; rien n’a été utilisé."
    ask = "Réessayez dans un jour ou deux. Si la lettre est déjà entre vos mains, écrivez à l’Office."


def letter_of(held: Pass) -> tuple[Document, DocumentVersion]:
    """Will return the one letter of a pass made to answer or to read it.

    :raises NotLeftYet: its departure is not recorded yet.
    """
    version = (
        DocumentVersion.objects.filter(document_id=held.document_id or 0)
        .select_related("document", "stored")
        .order_by("-number")
        .first()
    )
    if version is None:
        raise NotLeftYet
    return version.document, version


def letter_page(held: Pass, *, form: Any = None) -> LetterPage:
    """Will show the letter of a pass made for one letter, and until when the link is open."""
    document, version = letter_of(held)
    number = Dossier.objects.values_list("number", flat=True).get(pk=held.dossier_id or 0)
    name = "answer_file" if held.purpose == Purpose.ANSWER else "follow_up_letter_file"
    return LetterPage(
        title="Répondre à notre lettre" if form is not None else "Une lettre pour vous",
        crumbs=crumbs(number) if form is None else (),
        number=number,
        letter=replace(file_view(version, title=document.title), url=reverse(f"public:{name}")),
        until=formats.day(formats.local(held.ends_at).date()),
        form=form,
    )


def answered_page(held: Pass) -> AnsweredPage:
    """Will confirm an order's answer, from the message itself.

    :raises NotVisible: nothing was answered.
    """
    message = Message.objects.filter(document_id=held.document_id or 0).order_by("-rank").first()
    if message is None:
        raise NotVisible
    joined = MessageFile.objects.filter(message=message).count()
    return AnsweredPage(
        title="Votre réponse est transmise",
        number=Dossier.objects.values_list("number", flat=True).get(pk=held.dossier_id or 0),
        when=day_and_hour(message.posted_at),
        files=formats.count(joined, "fichier joint", "fichiers joints") if joined else "aucun fichier joint",
    )


def day_and_hour(at: datetime) -> str:
    """Will write an instant in full, as something that one keeps: « 22 novembre 2026 à 0 h 38 »."""
    here = formats.local(at)
    return f"{formats.day(here.date())} à {formats.clock(here.time())}"
