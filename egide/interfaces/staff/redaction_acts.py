"""What may be done on a page of a redaction, as its form sends it: one word for the act, then what it needs.

Each act calls the kernel once and says what happened; the page is the same with or without its script.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from egide.kernel.dossiers.models import Dossier
from egide.kernel.redaction import actions, boxes, strokes, suggesting
from egide.kernel.redaction.geometry import Rect
from egide.kernel.redaction.models import Redaction
from egide.kernel.redaction.patterns import LABELS, PATTERNS
from egide.platform.errors.failures import NotVisible, Refused
from egide.ui import formats

CORNERS = ("x0", "y0", "x1", "y1")
UNREADABLE = "Donnez les quatre mesures en points, par exemple 72 ou 72,5."
FARTHEST = 100_000.0  # points


@dataclass(frozen=True, kw_only=True)
class Asked:
    """An act on a page: where, what was typed, when."""

    dossier: Dossier
    redaction: Redaction
    page: int
    said: Mapping[str, str]
    kinds: frozenset[str]
    now: datetime

    @property
    def on(self) -> dict[str, object]:
        """What every function of the kernel takes."""
        return {"dossier": self.dossier, "redaction": self.redaction, "now": self.now}

    @property
    def ground(self) -> str:
        """The chosen ground."""
        return self.said.get("motif", "")

    @property
    def number(self) -> int:
        """The number of the zone.

        :raises NotVisible: no number was sent.
        """
        text = self.said.get("zone", "")
        if not (text.isascii() and text.isdecimal() and len(text) < 7):
            raise NotVisible
        return int(text)

    @property
    def rect(self) -> Rect:
        """The four measures.

        :raises Refused: one of them is not a number.
        """
        try:
            found = [float(self.said.get(name, "").strip().replace(",", ".")) for name in CORNERS]
        except ValueError:
            raise Refused(UNREADABLE) from None
        if not all(abs(one) < FARTHEST for one in found):  # and no « nan »
            raise Refused(UNREADABLE)
        x0, y0, x1, y1 = found
        return Rect(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


@dataclass(frozen=True, kw_only=True)
class Told:
    """What to say after an act; the page that follows, when the act leads to one."""

    told: str = ""
    warning: str = ""
    onwards: bool = False


def _trace(asked: Asked) -> Told:
    drawn = boxes.draw(page=asked.page, rect=asked.rect, ground=asked.ground, **asked.on)  # type: ignore[arg-type]
    return Told(told=f"Zone {drawn.boxes[0].number} ajoutée.", warning=_widened(drawn))


def _move(asked: Asked) -> Told:
    drawn = boxes.move(number=asked.number, rect=asked.rect, **asked.on)  # type: ignore[arg-type]
    return Told(told=f"Zone {asked.number} déplacée.", warning=_widened(drawn))


def _widened(drawn: boxes.Drawn) -> str:
    if not drawn.cut:
        return ""
    cut = " ".join(drawn.cut[:8])
    return f"La zone a été élargie pour masquer des mots entiers\u00a0: «\u00a0{cut}\u00a0»."


def _words(asked: Asked) -> Told:
    drawn = boxes.hide_words(
        page=asked.page,
        text=asked.said.get("texte", ""),
        ground=asked.ground,
        **asked.on,  # type: ignore[arg-type]
    )
    return Told(told=f"{formats.count(len(drawn.boxes), 'zone ajoutée', 'zones ajoutées')}.")


def _search(asked: Asked) -> Told:
    count = suggesting.suggest_word(text=asked.said.get("texte", ""), ground=asked.ground, **asked.on)  # type: ignore[arg-type]
    return Told(told=f"{_suggested(count)} Rien n’est masqué tant que vous n’acceptez pas.")


def _patterns(asked: Asked) -> Told:
    kinds = asked.kinds & {pattern.kind for pattern in PATTERNS}
    count = 0
    if kinds:
        count += suggesting.suggest_patterns(kinds=frozenset(kinds), ground=asked.ground, **asked.on)  # type: ignore[arg-type]
    if "name" in asked.kinds:
        count += suggesting.suggest_names(ground=asked.ground, **asked.on)  # type: ignore[arg-type]
    if not asked.kinds:
        raise Refused("Cochez au moins un genre de renseignement.")
    if not count:
        return Told(
            told="Rien de nouveau ne ressemble à ce que vous avez coché. Relisez quand même chaque page."
        )
    return Told(told=f"{_suggested(count)} Un motif ne prouve rien\u00a0: décidez de chacune.")


def _suggested(count: int) -> str:
    return f"{formats.count(count, 'suggestion ajoutée', 'suggestions ajoutées')}."


def _accept(asked: Asked) -> Told:
    boxes.decide(accept=True, numbers=[asked.number], **asked.on)  # type: ignore[arg-type]
    return Told(told=f"Zone {asked.number} acceptée.")


def _refuse(asked: Asked) -> Told:
    boxes.decide(accept=False, numbers=[asked.number], **asked.on)  # type: ignore[arg-type]
    return Told(told=f"Suggestion {asked.number} écartée.")


def _accept_kind(asked: Asked) -> Told:
    return _all_of_kind(asked, accept=True)


def _refuse_kind(asked: Asked) -> Told:
    return _all_of_kind(asked, accept=False)


def _all_of_kind(asked: Asked, *, accept: bool) -> Told:
    kind = asked.said.get("genre", "")
    if kind not in LABELS:
        raise NotVisible
    count = boxes.decide(accept=accept, kind=kind, **asked.on)  # type: ignore[arg-type]
    words = (
        ("suggestion acceptée", "suggestions acceptées")
        if accept
        else ("suggestion écartée", "suggestions écartées")
    )
    return Told(told=f"{formats.count(count, *words)} dans tout le document.")


def _ground(asked: Asked) -> Told:
    boxes.give_ground(numbers=[asked.number], ground=asked.ground, **asked.on)  # type: ignore[arg-type]
    return Told(told=f"Motif de la zone {asked.number} changé.")


def _remove(asked: Asked) -> Told:
    boxes.remove(numbers=[asked.number], **asked.on)  # type: ignore[arg-type]
    return Told(told=f"Zone {asked.number} retirée.")


def _undo(asked: Asked) -> Told:
    strokes.undo_last(**asked.on)  # type: ignore[arg-type]
    return Told(told="La dernière action est annulée.")


def _seen(asked: Asked) -> Told:
    actions.look_at(page=asked.page, **asked.on)  # type: ignore[arg-type]
    return Told(told=f"Page {asked.page} vue.", onwards=True)


ACTS: dict[str, Callable[[Asked], Told]] = {
    "tracer": _trace,
    "deplacer": _move,
    "mots": _words,
    "chercher": _search,
    "motifs": _patterns,
    "accepter": _accept,
    "ecarter": _refuse,
    "accepter-genre": _accept_kind,
    "ecarter-genre": _refuse_kind,
    "motif": _ground,
    "retirer": _remove,
    "annuler": _undo,
    "vue": _seen,
}
