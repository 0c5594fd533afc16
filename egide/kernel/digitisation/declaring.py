"""The three documents of digitisation: the declaration of integrity of a lot, the written procedure, the register.

C-1.1, s. 17: at least the format of the source, the way of transfer and its guarantees, kept as long as the result.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from egide.kernel.digitisation.models import Colour, Item, Lot, Risk, Step
from egide.kernel.digitisation.procedure import CHAPTERS
from egide.kernel.paper.models import Medium
from egide.law.dates_fr import plain_date
from egide.platform.accounts.actors import Actor
from egide.platform.typesetting.engine import render
from egide.ui.formats import count, listing

TYPST = Path(__file__).parent / "typst"
TITLES = {
    "declaration": "Déclaration d’intégrité",
    "procedure": "Procédure de numérisation de substitution",
    "register": "Registre de la numérisation de substitution",
}


def declaration_pdf(*, lot: Lot, signer: Actor, now: datetime) -> bytes:
    """Will set the declaration of a lot: how it was captured, who checked what, each document with its hash.

    :raises RenderingFailed: it cannot be set.
    """
    items = list(Item.objects.filter(lot=lot).select_related("dossier", "part", "version").order_by("place"))
    checked = sum(item.sampled for item in items)
    return _set(
        "declaration",
        now,
        facts=[
            ["Lot", lot.number],
            ["Unité", lot.unit.name],
            ["Support d’origine", listing(sorted({str(Medium(item.part.medium).label) for item in items}))],
            ["Appareil", lot.device],
            ["Logiciel", lot.software],
            ["Résolution", f"{lot.resolution}\u00a0points par pouce, {Colour(lot.colour).label.lower()}"],
            ["Format du résultat", lot.format],
            ["Numérisé par", lot.operator.full_name if lot.operator else ""],
            [
                "Contrôle",
                f"{count(checked, 'pièce')} sur {len(items)} ({Risk(lot.risk).label.lower()}), semence {lot.seed}",
            ],
            ["Reprises", str(sum(item.rejects for item in items))],
        ],
        rows=[
            [
                str(item.place),
                f"{item.dossier.number}, partie {item.part.rank}",
                f"{item.pages_in} / {item.pages_out}",
                item.version.sha256 if item.version else "",
            ]
            for item in items
        ],
        signer=signer.name,
        day=plain_date(timezone.localdate(now)),
    )


def procedure_pdf(*, now: datetime) -> bytes:
    """Will set the written procedure that the product follows, marked « à valider ».

    :raises RenderingFailed: it cannot be set.
    """
    chapters = [{"title": title, "lines": list(lines)} for title, lines in CHAPTERS]
    return _set("procedure", now, chapters=chapters, day=plain_date(timezone.localdate(now)))


def register_pdf(*, lots: Sequence[Lot], now: datetime) -> bytes:
    """Will set the register of these lots, oldest first, with who did what.

    :raises RenderingFailed: it cannot be set, or holds more than a document takes.
    """
    steps: dict[int, dict[str, Step]] = {}
    for step in Step.objects.filter(lot__in=[lot.pk for lot in lots]).select_related("by").order_by("number"):
        steps.setdefault(step.lot_id, {})[step.kind] = step
    rows = [_register_row(lot, steps.get(lot.pk, {})) for lot in lots]
    return _set("register", now, rows=rows, day=plain_date(timezone.localdate(now)))


def _register_row(lot: Lot, steps: dict[str, Step]) -> list[str]:
    def who(kind: str) -> str:
        step = steps.get(kind)
        return f"{timezone.localdate(step.at).isoformat()}\n{step.by.full_name}" if step else ""

    return [
        lot.number,
        f"{lot.label}\n{lot.unit.name}",
        lot.get_state_display(),
        who("scan"),
        who("attest"),
        who("authorise"),
        f"{lot.destroyed_on.isoformat()}\n{lot.method}" if lot.destroyed_on else "",
    ]


def _set(name: str, now: datetime, **data: Any) -> bytes:
    return render(template=TYPST / f"{name}.typ", data={"title": TITLES[name], **data}, at=now)
