"""The page of one document: what it is, its versions, how its reading went, where it was sent, what may be done.

All SQL of the page is here, in two statements; the viewer of its pages is pages_reader_page.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from egide.interfaces.staff import reader_uses
from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.pages_editing import TITLE as EDIT
from egide.interfaces.staff.pages_editing import open_words
from egide.interfaces.staff.pages_filing import FilingsPart, filings_part
from egide.interfaces.staff.pages_joining import WORK
from egide.interfaces.staff.pages_sections import SCAN_TONES, UNDER_WAY
from egide.interfaces.staff.reader_pieces import (
    READING_TONES,
    address,
    download_action,
    is_openable,
    kind_words,
    shape_of,
    trail,
    versions_of,
)
from egide.interfaces.staff.reader_steps import names_of, runs_told, steps_table
from egide.kernel.documents.models import (
    Document,
    DocumentVersion,
    Origin,
    ReadingState,
    Rendition,
)
from egide.kernel.documents.models_reading import Page as ReadPage
from egide.kernel.documents.models_reading import PageSource, RenditionKind
from egide.kernel.documents.models_reading import Step as ReadStep
from egide.kernel.dossiers.content import LARGEST_RANK
from egide.kernel.dossiers.models import Dossier
from egide.kernel.editing.locks import held
from egide.kernel.gate.verdicts import may
from egide.platform.accounts.actors import Actor
from egide.platform.database.together import together
from egide.platform.errors.failures import NotVisible
from egide.ui import formats
from egide.ui.pages import Action, Badge, Crumb, Fact, Link, Table

ADD = "add_document"
SHOWN = 200


@dataclass(frozen=True, kw_only=True)
class VersionLine:
    """One version, and where its very bytes went."""

    number: int
    label: str
    detail: str
    newest: bool
    url: str
    download: str
    compare: str
    badges: tuple[Badge, ...]
    hash_short: str
    sha256: str
    uses: tuple[reader_uses.Use, ...]


@dataclass(frozen=True, kw_only=True)
class DocumentPage:
    """One document."""

    crumbs: tuple[Crumb, ...]
    title: str
    number: str
    heading: str
    badges: tuple[Badge, ...]
    thumbnail: str
    read_url: str
    state_title: str
    state_text: str
    waits: bool
    actions: tuple[Action, ...]
    more: tuple[Action, ...]
    facts: tuple[Fact, ...]
    sha256: str
    versions: tuple[VersionLine, ...]
    steps: Table | None
    steps_note: str
    again: Action | None
    container: Link | None
    taken_out: tuple[Link, ...]
    filings: FilingsPart
    open_by: tuple[str, ...] = ()
    destroyed: bool = False


def document_page(actor: Actor, dossier: Dossier, rank: int, *, today: date) -> DocumentPage:
    """Will read and build the page.

    :raises NotVisible: the dossier has no document of this rank.
    """
    rank = min(rank, LARGEST_RANK)
    own: dict[str, Any] = {"dossier_id": dossier.pk}
    versions, steps, scanned, thumbs, around, locks, *used = together(
        versions_of(dossier, rank)[:SHOWN],
        ReadStep.objects.filter(**own, version__document__rank=rank).order_by("-version_id", "-run"),
        ReadPage.objects.filter(**own, version__document__rank=rank, source=PageSource.OCR)
        .order_by("version_id")
        .distinct("version_id")
        .values_list("version_id", flat=True),
        Rendition.objects.filter(
            **own, version__document__rank=rank, kind=RenditionKind.THUMBNAIL
        ).values_list("version_id", flat=True),
        _around(dossier, rank),
        held(dossier, rank, now=timezone.now()),
        *reader_uses.asked(dossier, rank),
    )
    if not versions:
        raise NotVisible
    newest: DocumentVersion = versions[0]
    names = names_of(versions)
    found = reader_uses.uses(dossier, versions, used, today=today)
    run = [step for step in steps if step.version_id == newest.pk]
    shape = shape_of(newest)
    return DocumentPage(
        crumbs=trail(newest, dossier),
        title=newest.document.title,
        number=dossier.number,
        heading=dossier.title,
        badges=_badges(newest, ocr=newest.pk in scanned),
        thumbnail=address("document_thumbnail", dossier, newest)
        if newest.pk in thumbs and is_openable(newest.stored)
        else "",
        read_url=address("document_version", dossier, newest) if shape.kind != "none" else "",
        state_title=shape.title,
        state_text=shape.text,
        waits=shape.waits,
        actions=_actions(actor, dossier, newest, versions, shape.kind),
        more=_more(actor, dossier, newest),
        facts=_facts(newest, names, ocr=newest.pk in scanned, today=today),
        sha256=newest.sha256,
        versions=tuple(
            _line(dossier, version, versions, names, found, newest=n == 0, today=today)
            for n, version in enumerate(versions)
        ),
        steps=steps_table(run),
        steps_note=runs_told(run, today=today),
        again=_again(actor, dossier, newest),
        container=_container(dossier, newest.document, around),
        taken_out=tuple(
            Link(label=one.title, url=of_dossier("document", dossier.number, rank=one.rank))
            for one in around
            if one.container_id == newest.document_id
        ),
        filings=filings_part(actor, dossier, newest.document),
        open_by=tuple(open_words(lock, now=timezone.now()) for lock in locks),
        destroyed=newest.stored.is_destroyed,
    )


def _around(dossier: Dossier, rank: int) -> Any:
    """The document that this one was taken from, and those that were taken from it."""
    near = Q(container__rank=rank) | Q(extracted__rank=rank)
    return Document.objects.filter(near, dossier_id=dossier.pk).order_by("rank").distinct()[:SHOWN]


def _container(dossier: Dossier, document: Document, around: Sequence[Document]) -> Link | None:
    held = next((one for one in around if one.pk == document.container_id), None)
    if held is None:
        return None
    return Link(label=held.title, url=of_dossier("document", dossier.number, rank=held.rank))


def _badges(version: DocumentVersion, *, ocr: bool) -> tuple[Badge, ...]:
    stored = version.stored
    if stored.is_destroyed:
        return (Badge(label="Détruit", tone="late"),)
    state = ReadingState(version.reading)
    badges = [
        Badge(label=stored.scan_label, tone=SCAN_TONES.get(stored.scan_state, "idle")),
        Badge(label=str(state.label), tone=READING_TONES.get(state, "late")),
    ]
    if ocr:
        badges.append(Badge(label="Texte reconnu sur l’image", tone="idle"))
    if stored.type_mismatch:
        badges.append(Badge(label="Le nom promet un autre type", tone="soon"))
    return tuple(badges)


def _actions(
    actor: Actor, dossier: Dossier, newest: DocumentVersion, versions: Sequence[DocumentVersion], kind: str
) -> tuple[Action, ...]:
    said = {"pages": "Lire", "sound": "Écouter", "video": "Regarder"}
    actions = []
    if kind in said:
        actions.append(
            Action(label=said[kind], url=address("document_version", dossier, newest), primary=True)
        )
    if download := download_action(dossier, newest):
        actions.append(download)
    if kind == "pages":
        actions.append(Action(label="Imprimer", url=address("document_print", dossier, newest)))
    if len(versions) > 1:
        url = address("document_compare", dossier, versions[1], against=newest.number)
        actions.append(Action(label="Comparer les versions", url=url))
    return tuple(actions)


def _more(actor: Actor, dossier: Dossier, newest: DocumentVersion) -> tuple[Action, ...]:
    if newest.stored.is_destroyed:
        return ()
    place = {"rank": newest.document.rank}
    shown = []
    if may(actor, dossier, ADD).allowed and newest.document.origin != Origin.LETTER:
        shown += [
            Action(label=EDIT, url=of_dossier("document_edit", dossier.number, **place)),
            Action(
                label="Verser une nouvelle version", url=of_dossier("version_new", dossier.number, **place)
            ),
            Action(label="Changer le titre", url=of_dossier("document_rename", dossier.number, **place)),
        ]
    if may(actor, dossier, ADD).allowed and newest.pages:
        shown.append(Action(label="Caviarder", url=of_dossier("redactions", dossier.number, **place)))
    if may(actor, dossier, WORK).allowed:
        shown.append(
            Action(
                label="Déplacer dans un autre dossier",
                url=of_dossier("document_move", dossier.number, **place),
            )
        )
    return tuple(shown)


def _again(actor: Actor, dossier: Dossier, newest: DocumentVersion) -> Action | None:
    if not may(actor, dossier, ADD).allowed or not is_openable(newest.stored) or newest.reading in UNDER_WAY:
        return None
    return Action(
        label="Refaire la lecture",
        url=of_dossier("read_again", dossier.number, rank=newest.document.rank),
        method="post",
        fields=(("version", str(dossier.version)),),
    )


def _facts(version: DocumentVersion, names: dict[str, str], *, ocr: bool, today: date) -> tuple[Fact, ...]:
    pages = formats.count(version.pages, "page") if version.pages else ""
    who = names.get(version.added_by, "")
    facts = [
        Fact(term="Nature", value=kind_words(version), detail=version.file_name),
        Fact(term="Taille", value=" · ".join(filter(None, (formats.size(version.size), pages)))),
        Fact(
            term="Provenance",
            value=str(Origin(version.document.origin).label),
            detail=f"le {formats.moment(version.document.added_at, today=today)}",
        ),
    ]
    if version.number > 1 or who:
        facts.append(
            Fact(
                term="Version montrée",
                value=f"Version {version.number}",
                detail=f"versée le {formats.moment(version.added_at, today=today)}{f' par {who}' if who else ''}",
            )
        )
    if ocr:
        facts.append(
            Fact(
                term="Texte",
                value="Reconnu sur l’image",
                detail="La reconnaissance se trompe parfois\u00a0: l’image fait foi.",
            )
        )
    return tuple(facts)


def _line(
    dossier: Dossier,
    version: DocumentVersion,
    versions: Sequence[DocumentVersion],
    names: dict[str, str],
    found: Sequence[reader_uses.Use],
    *,
    newest: bool,
    today: date,
) -> VersionLine:
    who = names.get(version.added_by, "")
    pages = formats.count(version.pages, "page") if version.pages else ""
    former = next((one for one in versions if one.number < version.number), None)
    state = ReadingState(version.reading)
    return VersionLine(
        number=version.number,
        label=f"Version {version.number}",
        detail=" · ".join(
            filter(
                None,
                (formats.moment(version.added_at, today=today), who, formats.size(version.size), pages),
            )
        ),
        newest=newest,
        url=address("document_version", dossier, version),
        download=address("version_download", dossier, version) if is_openable(version.stored) else "",
        compare=address("document_compare", dossier, former, against=version.number) if former else "",
        badges=()
        if state == ReadingState.READ
        else (Badge(label=str(state.label), tone=READING_TONES.get(state, "late")),),
        hash_short=version.sha256[:12],
        sha256=version.sha256,
        uses=tuple(use for use in found if use.version == version.number),
    )
