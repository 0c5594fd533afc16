"""Moving a document that was filed in the wrong dossier, inside one compartment.

The same stored bytes: one compartment, one key. Both journals say it; the document takes a new rank where it
arrives, and is no longer where it was. What was read of it, and what was taken out of it, go with it.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Model

from egide.kernel.documents.models import Document, DocumentVersion, Page, Rendition, Step, TextBlock
from egide.kernel.dossiers.content import ranked
from egide.kernel.dossiers.models import Dossier
from egide.platform.errors.failures import Refused
from egide.platform.journal.append import append, dossier_chain

ELSEWHERE = (
    "Ces deux dossiers sont séparés par un cloisonnement\u00a0: une pièce ne passe pas de l’un à l’autre. "
    "Téléchargez-la et versez-la là-bas si vous en avez le droit, ou demandez à qui peut ouvrir les deux."
)
# Made from the document: they follow it.
_READ = (Step, Page, TextBlock, Rendition)


def obstacle(document: Document) -> str:
    """Will say what keeps the document, or one that was taken out of it, where it is; or nothing."""
    return next((why for one in _with_pieces(document) if (why := _held(one))), "")


def _held(document: Document) -> str:
    versions = DocumentVersion.objects.filter(document=document).values("pk")
    for model, name in _pointing(DocumentVersion):
        if model not in _READ and model._base_manager.filter(**{f"{name}__in": versions}).exists():
            return "Cette pièce est une lettre produite ici ou jointe à un message\u00a0: elle reste dans son dossier."
    for model, name in _pointing(Document):
        if (
            model not in (Document, DocumentVersion)
            and model._base_manager.filter(**{name: document}).exists()
        ):
            return "D’autres éléments de ce dossier renvoient à cette pièce\u00a0: elle y reste."
    return ""


def move_document(
    *, document: Document, source: Dossier, target: Dossier, actor_code: str, now: datetime
) -> int:
    """Will put the document in `target`, and return its rank there; the caller holds both rows locked.

    :raises Refused: the same dossier, another compartment, or something of the source points to the document.
    """
    if source.pk == target.pk:
        raise Refused("La pièce est déjà dans ce dossier.")
    if source.compartment_id != target.compartment_id:
        raise Refused(ELSEWHERE)
    if sentence := obstacle(document):
        raise Refused(sentence)
    pieces = _with_pieces(document)
    document.container = None  # its envelope, if it came in one, stays behind
    for one in pieces:
        _place(one, source, target, now)
    return document.rank


def _place(document: Document, source: Dossier, target: Dossier, now: datetime) -> None:
    former = document.rank
    document.dossier_id, document.rank = target.pk, ranked(Document, target)["rank"]
    DocumentVersion.objects.filter(document=document).update(dossier_id=target.pk)
    document.save(update_fields=["dossier", "rank", "container"])
    for model in _READ:
        moved = {"dossier_id": target.pk} | ({"rank": document.rank} if model is TextBlock else {})
        model._default_manager.filter(version__document=document).update(**moved)
    _journal(source, "document.moved_away", now, rank=former, to=target.number)
    _journal(target, "document.moved_here", now, rank=document.rank, origin=source.number)


def _with_pieces(document: Document) -> list[Document]:
    """The document, then what was taken out of it, then out of those."""
    found, level = [document], [document]
    while level:
        level = list(
            Document.objects.filter(container__in=level, dossier_id=document.dossier_id).order_by("rank")
        )
        found += level
    return found


def _pointing(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    for relation in model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and relation.is_relation:
            yield relation.related_model, relation.field.name  # type: ignore[misc,union-attr]


def _journal(dossier: Dossier, code: str, now: datetime, **data: str | int) -> None:
    append(
        chain=dossier_chain(dossier.pk),
        compartment_id=dossier.compartment_id,
        dossier_id=dossier.pk,
        code=code,
        data=data,
        at=now,
    )
