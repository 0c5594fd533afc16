"""The versions of a report on its page: the one presented to be approved, and what became of each.

Finished words for the screen.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.report_steps import action_of
from egide.kernel.dossiers.models import Dossier
from egide.modules.planning.models import Edition
from egide.modules.planning.queries import editions_of, publications_of
from egide.modules.planning.telling import name_of
from egide.ui import formats
from egide.ui.pages import Action, Badge


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    """An edition or what became of it."""

    label: str
    badge: Badge
    detail: str
    reason: str
    pdf_url: str
    sheets_url: str


@dataclass(frozen=True, kw_only=True)
class ToApprove:
    """What the authority reads before approving: the bytes, their hash, the button."""

    pdf_url: str
    sha256: str
    presented: str
    approve: Action | None
    reasons: tuple[str, ...]


def presented_version(dossier: Dossier, edition: Edition | None, offered: Any) -> ToApprove | None:
    """Will build what the authority reads and presses; nothing when no version is presented."""
    if edition is None:
        return None
    offer = next((one for one in offered if one.transition.code == "approve"), None)
    action = action_of(dossier, offer) if offer else None
    return ToApprove(
        pdf_url=of_dossier("report_pdf", dossier.number, rank=edition.rank),
        sha256=edition.pdf_sha256,
        presented=f"Présenté par {name_of(edition.frozen_by)} le {on_day(edition.frozen_at)}.",
        approve=Action(
            label="Approuver ce PDF",
            url=of_dossier("report_approve", dossier.number),
            method="post",
            primary=True,
            fields=(("version", str(dossier.version)), ("seen", edition.pdf_sha256)),
            confirm="Approuver ce PDF, à l’octet près? Une approbation ne s’annule pas.",
        )
        if action and not action.reason
        else None,
        reasons=(action.reason,) if action and action.reason else (),
    )


def versions_of(dossier: Dossier) -> tuple[VersionRow, ...]:
    """Will list the versions of a report, with what became of each."""
    shown: dict[int, list[Any]] = {}
    for row in publications_of(dossier):
        shown.setdefault(row.edition_id, []).append(row)
    return tuple(_version(dossier, one, shown.get(one.pk, [])) for one in editions_of(dossier))


def _version(dossier: Dossier, one: Edition, published: list[Any]) -> VersionRow:
    frozen = f"figée le {on_day(one.frozen_at)} par {name_of(one.frozen_by)}"
    parts, badge = [frozen], Badge(label="En approbation", tone="soon")
    if one.set_aside_at:
        badge = Badge(label="Remplacée", tone="idle")
    if one.approved_at:
        parts.append(f"approuvée le {on_day(one.approved_at)} par {one.signed_as}")
        badge = Badge(label="Approuvée", tone="met")
    for row in published:
        day = on_day(row.published_at)
        if row.withdrawn_at:
            out = on_day(row.withdrawn_at)
            parts.append(f"publiée le {day}, retirée le {out}\u00a0: {row.withdrawn_reason}")
        else:
            parts.append(f"publiée le {day}")
            badge = Badge(label="Publiée", tone="met")
    return VersionRow(
        label=f"Version {one.rank}",
        badge=badge,
        detail="; ".join(parts),
        reason=one.reason,
        pdf_url=of_dossier("report_pdf", dossier.number, rank=one.rank),
        sheets_url=of_dossier("report_sheets", dossier.number, rank=one.rank),
    )


def on_day(instant: datetime) -> str:
    """Will write the local day of an instant."""
    return formats.day(formats.local(instant).date())
