"""Cases in prose and dates, to be read by a lawyer: what happens, and what the Office owes or the order owes.

Each row is played by the real actions, each step at its date (10 h, at the Office); no date below is computed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.advancing import advance
from egide.law.outcomes import Outcome
from egide.modules.interventions.models import InterventionDetails
from egide.modules.interventions.results import result_of
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from tests.cast import Cast
from tests.kernel.scene import REPLY, Scene, open_scene

HERE = ZoneInfo("America/Toronto")
MOTIVE = "Les délais d’un mécanisme de l’ordre."
TO_ORDER = {
    "intervention_type": "delay_reminder", "sujet": "Avis de progression", "faits": "Aucun avis en 90 jours.",
    "article": "123.1", "demandes": "La date du prochain avis.", "date_souhaitee": "2026-05-29",
}  # fmt: skip
NOTICE = {
    "demarches": "Rappel du délai de l’article 123.1.", "date_intervention": "2026-05-04",
    "date_suivi": "2026-06-15",
}  # fmt: skip
ANSWERED, WARNED, LATE = (
    Outcome.ANSWERED_IN_TIME,
    Outcome.LATE_WITH_TIMELY_NOTICE,
    Outcome.LATE_WITHOUT_NOTICE,
)
Step = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Case:
    """One row: the prose, the day of receipt, the dated steps, and what must then be true."""

    prose: str
    received: str
    steps: tuple[Step, ...]
    state: str
    acknowledge_by: str
    reply_by: str
    result: Outcome | None
    outcome: str = ""


ADMITTED: tuple[Step, ...] = (
    ("2026-04-07", "acknowledge"),
    ("2026-04-08", "admit"),
)
# 2 April 2026: Good Friday 3 and Easter Monday 6 are closed; the fifth business day is Monday 13 April.
# 2 April + 90 days: April leaves 28, May 31 (59), June 30 (89), so 1 July, a holiday that gives no extra day.
APRIL = {"received": "2026-04-02T10:00", "acknowledge_by": "2026-04-13", "reply_by": "2026-07-01"}
CASES = (
    Case(prose="Reçue le 2 avril; accusé le 7; réponse le 1er juillet, dernier jour : dans le délai.",
         steps=(*ADMITTED, ("2026-07-01", "reply")), state="replied", result=ANSWERED, outcome="informed", **APRIL),
    Case(prose="Réponse le 2 juillet : la date brute est le 1er, le report au jour ouvrable ne sert pas l’Office.",
         steps=(*ADMITTED, ("2026-07-02", "reply")), state="replied", result=LATE, outcome="informed", **APRIL),
    Case(prose="Avis de retard le 25 juin, réponse le 20 juillet : informée à temps, mais en retard.",
         steps=(*ADMITTED, ("2026-06-25", "late notice"), ("2026-07-20", "reply")), state="replied", result=WARNED,
         outcome="informed", **APRIL),
    Case(prose="Avis de retard le 1er juillet même : il est encore à temps.",
         steps=(*ADMITTED, ("2026-07-01", "late notice"), ("2026-07-20", "reply")), state="replied", result=WARNED,
         outcome="informed", **APRIL),
    Case(prose="Avis de retard le 3 juillet, après l’échéance : il ne compte pas.",
         steps=(*ADMITTED, ("2026-07-03", "late notice"), ("2026-07-20", "reply")), state="replied", result=LATE,
         outcome="informed", **APRIL),
    Case(prose="Avis de retard le 25 juin, réponse le 30 juin : répondu dans le délai, l’avis n’y change rien.",
         steps=(*ADMITTED, ("2026-06-25", "late notice"), ("2026-06-30", "reply")), state="replied", result=ANSWERED,
         outcome="informed", **APRIL),
    Case(prose="Aucune réponse le 15 juillet : en retard, sans avis.",
         steps=(*ADMITTED, ("2026-07-15", "wait")), state="in_progress", result=Outcome.OVERDUE, **APRIL),
    Case(prose="Aucune réponse le 15 juillet, mais un avis le 25 juin : en retard, avis transmis à temps.",
         steps=(*ADMITTED, ("2026-06-25", "late notice"), ("2026-07-15", "wait")), state="in_progress",
         result=Outcome.OVERDUE_WITH_TIMELY_NOTICE, **APRIL),
    Case(prose="Rien n’est échu le 1er juillet, dernier jour : en cours.",
         steps=(*ADMITTED, ("2026-07-01", "wait")), state="in_progress", result=Outcome.OPEN, **APRIL),
    Case(prose="Reçue le vendredi 10 avril à 22 h : reçue ce jour-là; accusé dû le vendredi 17.",
         received="2026-04-10T22:00", steps=(), state="received", acknowledge_by="2026-04-17",
         reply_by="2026-07-09", result=Outcome.OPEN),
    Case(prose="Reçue le samedi 19 décembre : jour réel; accusé dû le mardi 29, réponse le 19 mars 2027.",
         received="2026-12-19T11:00", steps=(), state="received", acknowledge_by="2026-12-29",
         reply_by="2027-03-19", result=Outcome.OPEN),
    Case(prose="Non recevable, parce qu’on demande de juger le fond; lettre le 15 avril : elle répond.",
         steps=(("2026-04-07", "acknowledge"), ("2026-04-15", "refuse")), state="not_admissible", result=ANSWERED,
         outcome="not_admissible", **APRIL),
    Case(prose="Non recevable avant tout accusé; la lettre du 9 avril apprend aussi que la demande est arrivée.",
         steps=(("2026-04-09", "refuse"),), state="not_admissible", result=ANSWERED, outcome="not_admissible",
         **APRIL),
    Case(prose="Réorientée vers le Protecteur du citoyen, lettre le 15 avril; fermée le 16.",
         steps=(("2026-04-07", "acknowledge"), ("2026-04-15", "redirect"), ("2026-04-16", "close")), state="closed",
         result=ANSWERED, outcome="redirected", **APRIL),
    Case(prose="Transférée au responsable de l’accès, avis le 15 avril; fermée le 16.",
         steps=(("2026-04-07", "acknowledge"), ("2026-04-15", "transfer"), ("2026-04-16", "close")), state="closed",
         result=ANSWERED, outcome="transferred", **APRIL),
    Case(prose="Désistement le 20 avril : l’engagement de répondre n’a plus d’objet.",
         steps=(("2026-04-07", "acknowledge"), ("2026-04-20", "withdraw"), ("2026-04-21", "close")), state="closed",
         result=None, outcome="withdrawn", **APRIL),
    Case(prose="Jointe le 20 avril à un autre dossier de la même personne : celui-là porte la réponse.",
         steps=(("2026-04-07", "acknowledge"), ("2026-04-20", "join"), ("2026-04-21", "close")), state="closed",
         result=None, outcome="joined", **APRIL),
    Case(prose="Lettre à l’ordre le 4 mai : l’Office attend l’ordre, et doit toujours sa réponse.",
         steps=(*ADMITTED, ("2026-05-04", "contact order")), state="awaiting_order", result=Outcome.OPEN,
         outcome="order_intervention", **APRIL),
    Case(prose="L’ordre répond le 20 mai, la personne le 1er juin par une réponse motivée : dans le délai.",
         steps=(*ADMITTED, ("2026-05-04", "contact order"), ("2026-05-20", "order answers"), ("2026-06-01", "reply")),
         state="replied", result=ANSWERED, outcome="order_intervention", **APRIL),
    Case(prose="Simple avis de l’intervention le 15 mai : le suivi commence, la réponse reste due.",
         steps=(*ADMITTED, ("2026-05-04", "contact order"), ("2026-05-15", "notice")), state="citizen_follow_up",
         result=Outcome.OPEN, outcome="order_intervention", **APRIL),
    Case(prose="Même avis, sans nouvelles au 15 juin : le 16, le dossier revient au traitement.",
         steps=(*ADMITTED, ("2026-05-04", "contact order"), ("2026-05-15", "notice"), ("2026-06-16", "wait")),
         state="in_progress", result=Outcome.OPEN, outcome="order_intervention", **APRIL),
    Case(prose="Avis qui tient lieu de réponse le 15 mai : l’engagement est tenu, le suivi est ouvert.",
         steps=(*ADMITTED, ("2026-05-04", "contact order"), ("2026-05-15", "notice as reply")),
         state="citizen_follow_up", result=ANSWERED, outcome="order_intervention", **APRIL),
    Case(prose="Même avis; le 15 juin, dernier jour du suivi, rien ne se ferme encore.",
         steps=(*ADMITTED, ("2026-05-15", "notice as reply"), ("2026-06-15", "wait")), state="citizen_follow_up",
         result=ANSWERED, outcome="order_intervention", **APRIL),
    Case(prose="Même avis; le 16 juin, le silence ferme le dossier.",
         steps=(*ADMITTED, ("2026-05-15", "notice as reply"), ("2026-06-16", "wait")), state="closed",
         result=ANSWERED, outcome="order_intervention", **APRIL),
    Case(prose="Même avis; la personne écrit le 1er juin que la difficulté persiste : retour au traitement.",
         steps=(*ADMITTED, ("2026-05-15", "notice as reply"), ("2026-06-01", "it persists")), state="in_progress",
         result=ANSWERED, outcome="order_intervention", **APRIL),
    Case(prose="Même avis; elle écrit le 1er juin que tout est réglé : fermé le 2.",
         steps=(*ADMITTED, ("2026-05-15", "notice as reply"), ("2026-06-01", "it is settled"),
                ("2026-06-02", "close settled")),
         state="closed", result=ANSWERED, outcome="order_intervention", **APRIL),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.prose[:60])
def test_the_case_goes_as_it_is_told(cast: Cast, case: Case) -> None:
    scene = open_scene(cast, received_at=_at(case.received))
    scene.give()
    for day, step in case.steps:
        scene.now = _at(f"{day}T10:00")
        STEPS[step](scene)
        _follow(scene)

    dossier = scene.dossier
    due = {code: scene.due(code) for code in ("acknowledgment", "reply")}
    assert due["acknowledgment"].raw_date == date.fromisoformat(case.acknowledge_by)
    assert due["reply"].raw_date == date.fromisoformat(case.reply_by)
    assert dossier.state == case.state
    assert scene.act("marc", lambda a, d: result_of(d, today=scene.today)) == case.result
    kept = scene.act("marc", lambda a, d: InterventionDetails.objects.get(pk=d.pk).result)
    assert kept == case.outcome
    assert scene.problems == []


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


def _follow(scene: Scene) -> None:
    with acting_as(service("scheduler")) as scheduler:
        advance(actor=scheduler, dossier=Dossier.objects.get(number=scene.number), now=scene.now)


def _admit(scene: Scene) -> None:
    scene.move("start_triage")
    scene.move("declare_admissible", motive=MOTIVE, theme="syndic_delay")
    scene.move("start_work")


def _letter(template: str, code: str, **answers: str) -> Callable[[Scene], None]:
    def leave(scene: Scene) -> None:
        if scene.dossier.state == "received":
            scene.move("start_triage")
        suffix = (
            "_waiting" if scene.dossier.state == "awaiting_order" and code.startswith("prepare_n") else ""
        )
        scene.move(
            f"{code}{suffix}",
            **{name: text.replace("TODAY", scene.today.isoformat()) for name, text in answers.items()},
        )
        scene.approve(template)
        scene.post(template)

    return leave


def _move(code: str, **answers: str) -> Callable[[Scene], None]:
    return lambda scene: scene.move(
        code, **{name: text.replace("TODAY", scene.today.isoformat()) for name, text in answers.items()}
    )


def _join(scene: Scene) -> None:
    other = open_scene(scene.cast, received_at=scene.now)
    scene.move("start_triage")
    scene.move("join", joined_to=other.number, motive="La même affaire.")


STEPS: dict[str, Callable[[Scene], None]] = {
    "wait": lambda scene: None,
    "acknowledge": lambda scene: scene.acknowledge(),
    "admit": _admit,
    "reply": _letter("reasoned_reply", "prepare_reply", **REPLY),
    "late notice": _letter("delay_notice", "give_delay_notice", motif="L’ordre tarde.", nouvelle_date="2026-08-31"),
    "refuse": _letter("not_admissible", "declare_not_admissible", outcome="merits", destination="Le syndic.",
                      motive="Le fond."),
    "redirect": _letter("redirection", "redirect", body="ombudsman", destination="1 800 463-5070",
                        demarche="Écrivez-lui.", delai="Aucun délai.", motive="Cet organisme est compétent."),
    "transfer": _letter("transfer_notice", "transfer", body="access_officer", destination="Office", occurred_on="TODAY",
                        motive="La demande vise un document."),
    "withdraw": _move("withdraw", occurred_on="TODAY", motive="Réglé avec l’ordre."),
    "join": _join,
    "contact order": _letter("letter_to_order", "contact_order", **TO_ORDER),
    "order answers": _move("receive_order_answer", occurred_on="TODAY"),
    "notice": _letter("intervention_notice", "prepare_notice", **NOTICE),
    "notice as reply": _letter("intervention_reply", "prepare_notice_as_reply", **NOTICE),
    "it persists": _move("receive_follow_up", occurred_on="TODAY", satisfaction="persists"),
    "it is settled": _move("receive_follow_up", occurred_on="TODAY", satisfaction="settled"),
    "close": _move("close"),
    "close settled": _move("close_settled"),
}  # fmt: skip
