"""The steps of a redaction as its page offers them, each with why it is closed; and the index of what is removed.

What is allowed is the kernel's: a closed step shows the kernel's own sentence.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from egide.interfaces.staff.addresses import of_dossier
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.redaction import actions
from egide.kernel.redaction.grounds import BY_CODE, GROUNDS
from egide.kernel.redaction.models import RUNNING, Box, BoxState, Look, Making, Redaction, State
from egide.kernel.redaction.strokes import WORK
from egide.platform.accounts.actors import Actor
from egide.ui.pages import Action


@dataclass(frozen=True, kw_only=True)
class RedactionStep:
    """One step: its words, what it calls, what it says once made."""

    label: str
    call: Callable[..., None]
    said: str
    primary: bool = False
    danger: bool = False
    confirm: str = ""


STEPS: dict[str, RedactionStep] = {
    "remettre": RedactionStep(
        label="Remettre pour relecture",
        call=actions.submit,
        said="Le caviardage est remis\u00a0: une autre personne en relit chaque page.",
        primary=True,
    ),
    "signer": RedactionStep(
        label="Signer la seconde lecture",
        call=actions.finish_reading,
        said="La seconde lecture est signée\u00a0: la copie peut être produite.",
        primary=True,
        confirm="Vous attestez avoir relu chaque page de ce caviardage.",
    ),
    "produire": RedactionStep(
        label="Produire la copie caviardée",
        call=actions.ask_copy,
        said="La copie est demandée. Elle n’entre au dossier que si aucune fuite n’y est trouvée.",
        primary=True,
    ),
    "reprendre": RedactionStep(
        label="Reprendre la préparation",
        call=actions.reopen,
        said="Le caviardage est de nouveau en préparation\u00a0: il sera relu.",
    ),
    "abandonner": RedactionStep(
        label="Abandonner ce caviardage",
        call=actions.abandon,
        said="Le caviardage est abandonné.",
        danger=True,
        confirm="Abandonner ce caviardage? Ses zones restent consultables; aucune copie n’en sera faite.",
    ),
}


def make(step: str, *, dossier: Dossier, redaction: Redaction, now: datetime) -> str:
    """Will make a step and return what to say.

    :raises KeyError: no such step. :raises Refused: it is closed.
    """
    asked = STEPS[step]
    asked.call(dossier=dossier, redaction=redaction, now=now)
    return asked.said


def offered(actor: Actor, dossier: Dossier, redaction: Redaction) -> tuple[Action, ...]:
    """Will return the steps that have a sense now, the closed ones with their reason."""
    if not may(actor, dossier, WORK).allowed:
        return ()
    shown = [
        Action(
            label=STEPS[code].label,
            url=_url(dossier, redaction, code),
            method="post",
            fields=(("version", str(dossier.version)),),
            reason=why,
            primary=STEPS[code].primary,
            danger=STEPS[code].danger,
            confirm=STEPS[code].confirm,
        )
        for code, why in _open(actor, redaction)
    ]
    first = next((page for page in actions.unseen(redaction, _kind(redaction))), 1)
    if redaction.state == State.PREPARING:
        shown.insert(0, _to_page(dossier, redaction, first, "Préparer les pages"))
    elif redaction.state == State.TO_READ and not actions.prepared_by(redaction, actor.user_id):
        shown.insert(0, _to_page(dossier, redaction, first, "Relire les pages"))
        shown.append(Action(label="Renvoyer avec des remarques", url=_url(dossier, redaction, "renvoyer")))
    return tuple(shown)


def _kind(redaction: Redaction) -> Look:
    return Look.PREPARED if redaction.state == State.PREPARING else Look.READ


def _to_page(dossier: Dossier, redaction: Redaction, page: int, label: str) -> Action:
    rank = redaction.document.rank
    url = of_dossier("redaction_page", dossier.number, rank=rank, k=redaction.rank, page=page)
    return Action(label=label, url=url, primary=True)


def _url(dossier: Dossier, redaction: Redaction, code: str) -> str:
    rank = redaction.document.rank
    return of_dossier("redaction_step", dossier.number, rank=rank, k=redaction.rank, step=code)


def _open(actor: Actor, redaction: Redaction) -> Iterable[tuple[str, str]]:
    """Will give each step of this state, and why it is closed."""
    going = redaction.making in (Making.ASKED, Making.WORKING)
    if redaction.state == State.PREPARING:
        yield "remettre", actions.obstacle_to_submit(redaction)
    elif redaction.state == State.TO_READ:
        own = actions.prepared_by(redaction, actor.user_id)
        left = actions.unseen(redaction, Look.READ)
        yield "signer", actions.OWN if own else (f"Pages à relire\u00a0: {len(left)}." if left else "")
        yield "reprendre", ""
    elif redaction.state == State.READ and not going:
        yield "produire", ""
        yield "reprendre", ""
    if redaction.state in RUNNING and not going:
        yield "abandonner", ""


@dataclass(frozen=True, kw_only=True)
class Removal:
    """What one ground removes: on which pages, how many zones."""

    code: str
    label: str
    words: str
    pages: str
    count: int


def removals(boxes: Iterable[Box]) -> tuple[Removal, ...]:
    """Will count the accepted zones by ground, in the order of the list of grounds."""
    found: dict[str, list[int]] = {}
    for box in boxes:
        if box.state == BoxState.ACCEPTED:
            found.setdefault(box.ground, []).append(box.page)
    order = {ground.code: index for index, ground in enumerate(GROUNDS)}
    rows = []
    for code in sorted(found, key=lambda one: order.get(one, 99)):
        ground = BY_CODE.get(code)
        pages = sorted(set(found[code]))
        label = f"{ground.label}{' (à valider)' if ground.to_validate else ''}" if ground else code
        rows.append(
            Removal(
                code=code, label=label, words=ground.words if ground else "",
                pages=", ".join(str(page) for page in pages), count=len(found[code]),
            )
        )  # fmt: skip
    return tuple(rows)
