"""What the section « Liens » shows: other dossiers, numbers given elsewhere, merges; and what may be done.

All SQL for it happens here. A linked dossier that the reader may not open is not shown.
"""

from dataclasses import dataclass
from datetime import date

from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.interfaces.staff.kinds import state_label
from egide.kernel.documents.models import Document, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.finding.models import DossierReference
from egide.kernel.gate.verdicts import may
from egide.kernel.joining.links import links_of
from egide.kernel.joining.models import LinkKind, PartyMerge
from egide.kernel.parties.models import Party, PartyRole
from egide.kernel.registry import module_of_kind
from egide.modules.interventions.access import KIND as SPLITTABLE
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Action, Fact, Link

WORK = "act"
WORDS = {
    (LinkKind.JOINED, True): "Ce dossier est joint à",
    (LinkKind.JOINED, False): "Lui est joint",
    (LinkKind.SPLIT, True): "Séparé de",
    (LinkKind.SPLIT, False): "A donné naissance à",
    (LinkKind.RELATED, True): "Lié à",
    (LinkKind.RELATED, False): "Lié à",
}


@dataclass(frozen=True, kw_only=True)
class LinkLine:
    """One linked dossier; `kind` is empty when the reader may not undo the link from here."""

    words: str
    number: str
    title: str
    state: str
    url: str
    kind: str
    undo_url: str


@dataclass(frozen=True, kw_only=True)
class MergeLine:
    """One merge that still stands."""

    words: str
    undo_url: str


@dataclass(frozen=True, kw_only=True)
class Links:
    """The section."""

    links: tuple[LinkLine, ...]
    references: tuple[Fact, ...]
    merges: tuple[MergeLine, ...]
    movable: tuple[Link, ...]
    actions: tuple[Action, ...]
    version: int
    may_act: bool


def links_section(actor: Actor, dossier: Dossier, *, today: date) -> Links:
    """Will build the section."""
    acts = may(actor, dossier, WORK).allowed
    references = DossierReference.objects.filter(dossier_id=dossier.pk).order_by("rank")
    return Links(
        links=tuple(
            LinkLine(
                words=WORDS[LinkKind(each.link.kind), each.outgoing],
                number=each.other.number,
                title=each.other.title,
                state=state_label(each.other.kind, each.other.state),
                url=dossier_url(each.other.number),
                kind=str(each.link.kind) if each.outgoing and acts else "",
                undo_url=of_dossier("unlink", dossier.number),
            )
            for each in links_of(actor, dossier)
        ),
        references=tuple(
            Fact(term=row.label or "Numéro donné ailleurs", value=row.number) for row in references
        ),
        merges=_merges(dossier, today),
        movable=_movable(dossier) if acts else (),
        actions=_actions(dossier, acts=acts, opens=may(actor, dossier, "open").allowed),
        version=dossier.version,
        may_act=acts,
    )


def party_choices(dossier: Dossier) -> list[tuple[str, str]]:
    """Will list the people of the dossier who may be merged, by rank."""
    rows = Party.objects.filter(dossier_id=dossier.pk).exclude(role=PartyRole.ORDER).order_by("rank")
    return [(str(row.rank), f"{row.name} ({PartyRole(row.role).label}, {_reach(row)})") for row in rows]


def _reach(party: Party) -> str:
    return party.email or party.phone or party.address.split("\n")[0] or "sans coordonnées"


def _merges(dossier: Dossier, today: date) -> tuple[MergeLine, ...]:
    rows = PartyMerge.objects.filter(dossier_id=dossier.pk, undone_at=None).select_related("kept")
    return tuple(
        MergeLine(
            words=f"{row.picture['absorbed']['name']} fondue dans {row.kept.name}, "
            f"{formats.moment(row.merged_at, today=today)}.",
            undo_url=of_dossier("merge_undo", dossier.number, rank=row.rank),
        )
        for row in rows.order_by("-rank")
    )


def _movable(dossier: Dossier) -> tuple[Link, ...]:
    rows = Document.objects.filter(dossier_id=dossier.pk).exclude(origin=Origin.LETTER).order_by("-rank")
    return tuple(
        Link(label=row.title, url=of_dossier("document_move", dossier.number, rank=row.rank)) for row in rows
    )


def _actions(dossier: Dossier, *, acts: bool, opens: bool) -> tuple[Action, ...]:
    binder = Action(label="Faire le cahier des pièces", url=of_dossier("binder", dossier.number))
    if not acts:
        return (binder,)
    number = dossier.number
    split = Action(label="Séparer en deux dossiers", url=of_dossier("split", number))
    people = (
        Action(label="Fusionner deux parties", url=of_dossier("merge", number)),
        Action(label="Retrouver ces personnes ailleurs", url=of_dossier("persons", number)),
    )
    # A kind that writes to nobody: what is asked of its people waits for there to be some.
    peopled = module_of_kind(dossier.kind).letters or Party.objects.filter(dossier_id=dossier.pk).exists()
    return (
        Action(label="Lier à un autre dossier", url=of_dossier("link", number)),
        Action(label="Inscrire un numéro donné ailleurs", url=of_dossier("reference_new", number)),
        *(people if peopled else ()),
        *((split,) if opens and dossier.kind == SPLITTABLE else ()),
        binder,
    )
