"""What a dossier's page says of conflicts: possible ones to decide, and the access that ended by itself.

Shown to whoever works on the dossier; the person whose access ended no longer sees the dossier at all.
"""

from dataclasses import dataclass
from typing import Any

from egide.interfaces.staff.addresses import dossier_url, of_dossier
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import DETECTED
from egide.kernel.gate.models import Conflict
from egide.kernel.gate.verdicts import may
from egide.kernel.parties.identities import Flag, flags
from egide.kernel.parties.models import FlagDecision
from egide.platform.accounts.actors import Actor
from egide.ui.pages import Action, Crumb


@dataclass(frozen=True, kw_only=True)
class ConflictBlock:
    """The sentences to show on the dossier's page, and where to decide."""

    ended: str
    flagged: tuple[str, ...]
    decide: Action


@dataclass(frozen=True, kw_only=True)
class FlagLine:
    """One flag: what it is, and what was decided."""

    basis: str
    sentence: str
    decided: str


@dataclass(frozen=True, kw_only=True)
class ConflictsPage:
    """The flags on the person in charge, with the form of each that waits."""

    crumbs: tuple[Crumb, ...]
    number: str
    version: int
    url: str
    lines: tuple[FlagLine, ...]
    form: Any
    can_decide: bool


def conflict_block(dossier: Dossier) -> ConflictBlock | None:
    """Will return what must be said now; None when nothing waits."""
    waiting = tuple(_sentence(flag) for flag in flags(dossier) if not flag.decision)
    ended = ""
    if dossier.assignee_id is None and dossier.closed_on is None:
        names = Conflict.objects.filter(dossier_id=dossier.pk, declared_by=DETECTED).values_list(
            "user__full_name", flat=True
        )
        if names:
            who = ", ".join(sorted(names))
            ended = (
                f"L’accès de {who} a pris fin\u00a0: conflit d’intérêts détecté. Le dossier est à confier."
            )
    if not waiting and not ended:
        return None
    decide = Action(label="Examiner", url=of_dossier("conflict_flags", dossier.number))
    return ConflictBlock(ended=ended, flagged=waiting, decide=decide)


def conflicts_page(*, actor: Actor, dossier: Dossier, form: Any) -> ConflictsPage:
    """Will list the flags, decided or not."""
    return ConflictsPage(
        crumbs=(
            Crumb(label=dossier.number, url=dossier_url(dossier.number)),
            Crumb(label="Conflits possibles"),
        ),
        number=dossier.number,
        version=dossier.version,
        url=of_dossier("conflict_flags", dossier.number),
        lines=tuple(
            FlagLine(basis=flag.basis, sentence=_sentence(flag), decided=_decided(flag))
            for flag in flags(dossier)
        ),
        form=form,
        can_decide=may(actor, dossier, "assign").allowed,
    )


def _sentence(flag: Flag) -> str:
    return f"{flag.user.full_name}\u00a0: {str(flag.basis.label).lower()}."


def _decided(flag: Flag) -> str:
    return f"{FlagDecision(flag.decision).label}. {flag.reason}" if flag.decision else ""
