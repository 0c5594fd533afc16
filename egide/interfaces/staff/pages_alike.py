"""Earlier files of a person, beside what is being typed: each with the reason why it is shown, never merged.

Serves the mail room and the box; only files that the reader may open.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from egide.interfaces.staff.addresses import dossier_url
from egide.kernel.gate.visibility import visible
from egide.kernel.parties.matching import Resemblance, resemblances
from egide.platform.accounts.actors import Actor
from egide.ui import formats
from egide.ui.pages import Badge, Link, Tone

STRENGTHS: dict[str, tuple[str, Tone]] = {
    "same": ("Possible doublon", "late"),
    "likely": ("Peut-être la même personne", "soon"),
    "surname": ("À savoir", "idle"),
}


@dataclass(frozen=True, kw_only=True)
class Alike:
    """A person of an earlier file who may be the same, with the reasons."""

    badge: Badge
    link: Link
    reasons: str
    by_surname: bool = False  # no more than that: folded on the page, not to bury the others


def alike_to(
    actor: Actor, *, compartment_id: int, given: Mapping[str, Any], exclude: int | None = None
) -> tuple[tuple[Alike, ...], bool]:
    """Will return the earlier files of whoever this may be, and whether one of them may be a duplicate.

    Only files that the reader may open are named; nothing is merged from here.
    """
    if not str(given.get("name") or given.get("email") or given.get("phone") or "").strip():
        return (), False
    found = resemblances(
        compartment_id=compartment_id,
        name=str(given.get("name") or ""),
        email=str(given.get("email") or ""),
        phone=str(given.get("phone") or ""),
        address=str(given.get("address") or ""),
        exclude_dossier=exclude,
    )
    titles = dict(
        visible(actor).filter(number__in={one.dossier_number for one in found}).values_list("number", "title")
    )
    kept = [one for one in found if one.dossier_number in titles]
    return tuple(_alike(one, titles[one.dossier_number]) for one in kept), any(
        one.strength == "same" for one in kept
    )


def _alike(one: Resemblance, title: str) -> Alike:
    label, tone = STRENGTHS[one.strength]
    return Alike(
        badge=Badge(label=label, tone=tone),
        link=Link(
            label=one.dossier_number, url=dossier_url(one.dossier_number), detail=f"{one.name} · {title}"
        ),
        reasons=_joined(one.reasons),
        by_surname=one.strength == "surname",
    )


def _joined(reasons: tuple[str, ...]) -> str:
    return formats.listing(reasons) if reasons else ""
