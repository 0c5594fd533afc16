"""What the reader may do on a dossier, as buttons: the step's transitions first, the rest after.

Roles and guards are the kernel's; a refused transition keeps its guard's own sentence beside it.
"""

from collections.abc import Sequence
from datetime import date

from egide.interfaces.staff.actions_watched import watched_actions
from egide.interfaces.staff.addresses import of_dossier
from egide.interfaces.staff.report_steps import action_of
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.letters.approving import approval
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.lifecycle.offered import offers
from egide.kernel.lifecycle.passages import Move
from egide.kernel.lifecycle.undoing import irreversible
from egide.modules.interventions.access import KIND
from egide.modules.mandates.access import KIND as MANDATE
from egide.modules.planning.access import KIND as REPORT
from egide.modules.records_office.access import KIND as PLAIN
from egide.platform.accounts.actors import Actor
from egide.ui.pages import Action

BUTTONS = 4  # beside one another; more would hide the one that is expected
OF_NOBODY = (MANDATE, PLAIN, REPORT)  # no person asked for anything: nothing to read to anyone
# What a letter at this state waits for, as the label of the button that opens it.
LETTER_STEPS = {
    LetterState.DRAFT: "Relire",
    LetterState.SUBMITTED: "Approuver",
    LetterState.APPROVED: "Envoyer",
    LetterState.FAILED: "Vérifier l’envoi",
    LetterState.UNCERTAIN: "Vérifier l’envoi",
    LetterState.BOUNCED: "Poster une copie",
}


def actions_row(
    actor: Actor, dossier: Dossier, letters: Sequence[Letter], *, today: date
) -> tuple[Action, ...]:
    """Will list the step's transitions, the letters that wait, then assigning and adding a document."""
    moves = [action_of(dossier, offer) for offer in offers(actor=actor, dossier=dossier, today=today)]
    # One obvious next action: the expected step, or, while it is closed, the letter that it waits for.
    opened = any(action.primary for action in moves)
    waiting = _letters(actor, dossier, letters, today=today, lead=not opened)
    nobody = not opened and not waiting and dossier.assignee_id is None and dossier.closed_on is None
    actions = (*moves, *waiting, *watched_actions(actor, dossier), *_usual(actor, dossier, lead=nobody))
    return tuple(sorted(actions, key=lambda action: not action.primary))  # stable: the declared order is kept


def in_three(
    actions: Sequence[Action],
) -> tuple[tuple[Action, ...], tuple[Action, ...], tuple[Action, ...]]:
    """Will keep a few buttons, make the rest quieter links, and set apart the refused ones with their reasons."""
    ready = tuple(action for action in actions if not action.reason)
    shown = BUTTONS if len(ready) > BUTTONS + 1 else len(ready)
    return ready[:shown], ready[shown:], tuple(action for action in actions if action.reason)


def other_actions(actor: Actor, dossier: Dossier, moves: Sequence[Move]) -> tuple[Action, ...]:
    """Will list what is rarely done: taking the last step back, declaring a conflict of interest."""
    undo: tuple[Action, ...] = ()
    if moves and may(actor, dossier, "undo").allowed:
        url, obstacle = of_dossier("undo", dossier.number), irreversible(dossier, moves[-1])
        undo = (Action(label="Annuler la dernière étape", url=url, reason=obstacle or ""),)
    if dossier.assignee_id and may(actor, dossier, "undo").allowed:
        url = of_dossier("undo_assign", dossier.number)
        undo = (*undo, Action(label="Annuler l’attribution", url=url))
    read = Action(label="Relire la demande à la personne", url=of_dossier("read_back", dossier.number))
    steps = Action(label="Démarches auprès de l’ordre", url=of_dossier("recourses", dossier.number))
    follow = Action(label="Suivi du mandat", url=of_dossier("mandate_office", dossier.number))
    own = (steps, read) if dossier.kind == KIND else (read,)
    aloud = own if dossier.kind not in OF_NOBODY and may(actor, dossier, "act").allowed else ()
    if dossier.closed_on is None and may(actor, dossier, "hand_over").allowed:
        url = of_dossier("hand_over_choice", dossier.number)
        undo = (*undo, Action(label="Remettre à une autre unité", url=url))
    drawn = Action(label="Carte du cheminement", url=of_dossier("dossier_map", dossier.number))
    conflict = Action(label="Déclarer un conflit d’intérêts", url=of_dossier("conflict", dossier.number))
    whole = Action(label="Sortir le dossier complet", url=of_dossier("bag", dossier.number))
    out = (whole,) if may(actor, dossier, "export").allowed else ()
    placing = (
        ("classify", "Reclasser le dossier", "dossier_classify"),
        ("tell_event", "Consigner un événement", "dossier_event"),
    )
    record = tuple(
        Action(label=words, url=of_dossier(name, dossier.number))
        for action, words, name in placing
        if may(actor, dossier, action).allowed
    )
    followed = (follow,) if dossier.kind == MANDATE else ()
    return (*followed, *undo, *aloud, *record, *out, drawn, conflict)


def _letters(
    actor: Actor, dossier: Dossier, letters: Sequence[Letter], *, today: date, lead: bool
) -> list[Action]:
    if not may(actor, dossier, "write_letter").allowed:
        return []
    waiting = [letter for letter in letters if letter.state in LETTER_STEPS]
    return [
        Action(
            label=f"{_step(actor, dossier, letter, today)}\u00a0: {letter.title}",
            url=of_dossier("letter", dossier.number, rank=letter.rank),
            primary=lead and letter is waiting[0],
        )
        for letter in waiting
    ]


def _step(actor: Actor, dossier: Dossier, letter: Letter, today: date) -> str:
    # Whoever does not approve this letter can only read it again.
    if letter.state == LetterState.SUBMITTED and not approval(actor, dossier, letter, on=today).allowed:
        return "Voir"
    return LETTER_STEPS[LetterState(letter.state)]


def _usual(actor: Actor, dossier: Dossier, *, lead: bool) -> tuple[Action, ...]:
    label = "Confier à une autre personne" if dossier.assignee_id else "Confier le dossier"
    wanted = (
        ("assign", label, "assign"),
        ("name_concerned", "Consigner les personnes visées", "concerned"),
        ("describe_access", "Fiche de la demande", "access_describe"),
        ("add_document", "Verser un document", "upload"),
    )
    return tuple(
        Action(label=words, url=of_dossier(name, dossier.number), primary=lead and action == "assign")
        for action, words, name in wanted
        if may(actor, dossier, action).allowed
    )
