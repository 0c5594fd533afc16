"""A lifecycle made for the tests of undo: one transition for each verb, so that every effect is tried.

The rest of the module is the real one: its letters, facts, deadlines and rights.
"""

from dataclasses import replace

from egide.law import roles
from egide.law.deadlines import Deadline, Extension, LetterSent, Term, Unit
from egide.law.effects import (
    AssignMandate,
    CancelDeadline,
    CloseDossier,
    DraftLetter,
    Effect,
    EndMandates,
    ExtendDeadline,
    LiftHold,
    Notify,
    PlaceHold,
    RecordDecision,
    RecordFact,
    ReopenDossier,
    SetRetention,
    SuspendDeadline,
    keep,
)
from egide.law.lifecycles import Field, Lifecycle, State, Transition
from egide.law.modules import Module
from egide.modules.interventions.law import (
    CLOSED,
    PARTICULARS_ASKED,
    PARTICULARS_RECEIVED,
    RETENTION,
    WITHDRAWN,
)
from egide.modules.interventions.law import SERVICE_STATEMENT as SOURCE
from egide.modules.interventions.module import INTERVENTIONS
from egide.modules.interventions.vocabulary import THEMES

PARTICULARS = Deadline(
    "particulars", "Recevoir les précisions", starts_on=PARTICULARS_ASKED,
    met_by=(PARTICULARS_RECEIVED, LetterSent("reasoned_reply")),
    terms=(Term(20, Unit.CALENDAR_DAYS, source=SOURCE),),
    extension=Extension(10, Unit.CALENDAR_DAYS, source=SOURCE),
)  # fmt: skip
OTHER_SERIES = replace(RETENTION[0], series="6300", active=3)
ON = Field("occurred_on", "Date de l’événement", "date")
THEME = Field("theme", "Thème", "choice", choices=THEMES)
MOTIVE = Field("motive", "Motif", "long_text")
REPLY = (Field("verifications", "Vérifications", "long_text"), Field("constats", "Constats", "long_text"))
WORK = (roles.ANALYST, roles.UNIT_HEAD)


def _loop(code: str, *effects: Effect, fields: tuple[Field, ...] = ()) -> Transition:
    return Transition(code, code, {"received"}, "received", by=WORK, effects=effects, fields=fields)


TRANSITIONS = (
    _loop("ask", RecordFact(PARTICULARS_ASKED)),
    _loop("answer", RecordFact(PARTICULARS_RECEIVED), fields=(ON,)),
    _loop("cancel", CancelDeadline("reply"), CancelDeadline("particulars")),
    _loop("suspend", SuspendDeadline("particulars"), SuspendDeadline("acknowledgment")),
    _loop("extend", ExtendDeadline("particulars")),
    _loop("draft", DraftLetter("reasoned_reply"), fields=REPLY),
    _loop("keep", keep("theme", urgency="safety"), fields=(THEME,)),
    _loop("decide", RecordDecision("admissible"), fields=(MOTIVE,)),
    _loop("mandate", AssignMandate(roles.ANALYST, "Vérifier le registre")),
    _loop("end", EndMandates()),
    _loop("tell", Notify(roles.UNIT_HEAD)),
    _loop("hold", PlaceHold("litige")),
    _loop("lift", LiftHold("litige")),
    _loop("series", SetRetention("6300")),
    _loop("back", SetRetention("6200")),
    _loop("withdraw", RecordFact(WITHDRAWN), CancelDeadline("reply"), fields=(ON,)),
    Transition(
        "close", "close", {"received"}, "closed", by=WORK,
        effects=(
            CancelDeadline("reply"), CancelDeadline("acknowledgment"), CancelDeadline("particulars"),
            RecordFact(CLOSED), EndMandates(), CloseDossier(),
        ),
    ),
    Transition(
        "reopen", "reopen", {"closed"}, "received", by=WORK, effects=(ReopenDossier(), PlaceHold("reprise"))
    ),
)  # fmt: skip
EVERY_VERB: Module = replace(
    INTERVENTIONS,
    deadlines=(*INTERVENTIONS.deadlines, PARTICULARS),
    retention=(*RETENTION, OTHER_SERIES),
    lifecycle=Lifecycle(
        "every_verb",
        version="1",
        initial="received",
        states=(State("received", "Reçue"), State("closed", "Fermée", final=True)),
        transitions=TRANSITIONS,
    ),
)
