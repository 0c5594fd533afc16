"""Three periodic reports of the demonstration: on the intranet, waiting for comments, and the Commissioner’s own.

Made by the real actions, each by the person who does it, with a passed clock; the words are invented.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from egide.interfaces.demo.play import ZONE, Stage
from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.running import run
from egide.law.roles import COMMISSION, OFFICE
from egide.modules.planning.commenting import ask_comments, close_comments, comment, request_of, treat_comment
from egide.modules.planning.editions import approve_report, present, release_stream
from egide.modules.planning.models import Section
from egide.modules.planning.opening import open_report
from egide.modules.planning.periods import ReportPeriod, quarter_of
from egide.modules.planning.publishing import publish_report
from egide.modules.planning.queries import standing_edition
from egide.modules.planning.recommending import make_measure, recommend, recommendation_of
from egide.modules.planning.streams import offered
from egide.modules.planning.writing import edit_section
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor
from egide.platform.accounts.models import Unit

CALLED = tuple(stream.code for stream in offered(OFFICE.code))
TEXTS = {
    "summary": (
        "Le trimestre a été marqué par des demandes qui portent surtout sur le déroulement des enquêtes des "
        "syndics. La plupart des personnes ont reçu un accusé de réception et une réponse dans les délais que "
        "l’Office s’est donnés.\n\n"
        "- le délai des enquêtes demeure le premier motif de demande\n"
        "- les personnes comprennent mal ce que le comité de révision peut faire\n"
        "- les demandes arrivent presque toutes par le formulaire"
    ),
    "issues": (
        "# Des enquêtes dont on ne sait rien\n\n"
        "Les personnes écrivent moins pour contester une décision que parce qu’elles sont sans nouvelles. Plusieurs "
        "ne savaient pas qu’un avis sur la progression de l’enquête leur est dû.\n\n"
        "# Des recours que l’on confond\n\n"
        "Le comité de révision et le conseil de discipline sont souvent pris l’un pour l’autre."
    ),
    "analysis": (
        "La hausse tient à quelques ordres et à un même moment de l’enquête. Elle ne dit rien du fond des affaires, "
        "que l’Office n’examine pas. Les délais en retard ont tous fait l’objet d’un suivi; ceux qui n’ont pas "
        "reçu d’avis à temps étaient en attente d’une réponse de l’ordre."
    ),
    "conclusions": (
        "Les engagements de la Déclaration de services sont tenus dans l’ensemble. Deux gestes simples "
        "amélioreraient le service\u00a0: dire plus tôt où en est l’intervention, et rappeler aux ordres l’avis de "
        "progression."
    ),
}
HIS_TEXTS = {
    "summary": (
        "Les plaintes du trimestre portent d’abord sur le temps que prend une réponse et sur les documents exigés. "
        "Les personnes concernées ont su, par des avis réguliers, où en était l’examen de leur plainte."
    ),
    "conclusions": (
        "Dire dès le dépôt d’une demande quels documents suffisent éviterait une bonne part des plaintes. Le suivi des "
        "recommandations se poursuit."
    ),
}
ADVICE = (
    "Rappeler aux ordres, une fois l’an, l’avis de progression de l’enquête et son contenu.",
    "Dire en une page, jointe à l’accusé de réception, ce que chaque recours peut et ne peut pas faire.",
)


@dataclass
class Telling:
    """One report being made: its stage, its clock, its number."""

    stage: Stage
    clock: datetime
    number: str = ""

    def later(self, days: int, hour: int = 10) -> "Telling":
        """Will move the clock on, to a working day and that hour; never past the demonstration's own moment."""
        day = (self.clock + timedelta(days=days)).astimezone(ZONE).date()
        while day.weekday() > 4:
            day += timedelta(days=1)
        self.clock = min(datetime.combine(day, time(hour, 20), ZONE), self.stage.now)
        return self

    def act(self, first: str, what: Callable[[Actor, Dossier, datetime], object]) -> None:
        """Will do something as someone, the report's row locked."""
        with acting_as(self.stage.actor(first)) as actor:
            row = Dossier.objects.select_for_update(of=("self",)).select_related("unit__site", "site")
            what(actor, row.get(number=self.number), self.clock)


def tell_reports(stage: Stage) -> None:
    """Will make both reports, relative to the demonstration's day."""
    today = stage.now.astimezone(ZONE).date()
    last = quarter_of(today).before
    _published(_opened(stage, last.before))
    waiting = _opened(stage, last)
    waiting.clock = max(waiting.clock, stage.now - timedelta(days=6))
    _asked(waiting, "secretariat", "oversight")
    waiting.later(2)
    _say(
        waiting,
        "amelie",
        1,
        "Le secrétariat reçoit en effet plus d’appels sur le suivi des enquêtes. Rien à ajouter.",
    )
    _commissioner(stage, last)


def _opened(stage: Stage, period: ReportPeriod) -> Telling:
    telling = Telling(stage, _morning(period.until)).later(7)
    with acting_as(stage.actor("nadia")) as nadia:
        telling.number = open_report(actor=nadia, period=period, streams=CALLED, now=telling.clock).number
    telling.later(3, 14)
    for code, text in TEXTS.items():
        telling.act("nadia", _writes(code, text))
    for words in ADVICE:
        telling.act("nadia", _advises(words))
    return telling


def _commissioner(stage: Stage, period: ReportPeriod) -> None:
    """The Commissioner's report waits for his approval; nobody else of the Office knows of it."""
    telling = Telling(stage, _morning(period.until)).later(7)
    with acting_as(stage.actor("simon")) as simon:
        covered = [stream.code for stream in offered(COMMISSION.code)]
        telling.number = open_report(actor=simon, period=period, streams=covered, now=telling.clock).number
    for code, text in HIS_TEXTS.items():
        telling.act("simon", _writes(code, text))
    telling.later(1).act(
        "simon",
        lambda a, d, at: run(
            actor=a,
            dossier=d,
            code="skip_comments",
            answers={"motive": "Le bureau du Commissaire n’a pas d’autre unité à consulter."},
            now=at,
        ),
    )
    telling.later(1, 15).act("simon", lambda a, d, at: present(actor=a, dossier=d, now=at))


def _published(telling: Telling) -> None:
    _asked(telling.later(1), "secretariat", "oversight")
    _say(
        telling.later(4),
        "amelie",
        1,
        "Précisez que les appels sur le suivi des enquêtes ont baissé depuis juin.",
    )
    _say(
        telling.later(2),
        "lucie",
        2,
        "Les thèmes par ordre rejoignent ce que nous observons. Aucun commentaire.",
    )
    telling.later(1, 9).act(
        "nadia",
        lambda a, d, at: treat_comment(
            actor=a,
            dossier=d,
            request=request_of(d, 1),
            treatment="answered",
            reply="La baisse est récente\u00a0: elle sera mesurée au prochain trimestre.",
            now=at,
        ),
    )
    telling.act(
        "nadia",
        lambda a, d, at: treat_comment(
            actor=a, dossier=d, request=request_of(d, 2), treatment="included", reply="", now=at
        ),
    )
    telling.act("nadia", lambda a, d, at: close_comments(actor=a, dossier=d, now=at))
    telling.later(1).act("marc", _measure)
    telling.later(1).act(
        "helene", lambda a, d, at: release_stream(actor=a, dossier=d, stream=CALLED[1], now=at)
    )
    telling.later(1, 15).act("nadia", lambda a, d, at: present(actor=a, dossier=d, now=at))
    telling.later(3, 11).act("helene", _approve)
    telling.later(1, 9).act("marc", lambda a, d, at: publish_report(actor=a, dossier=d, now=at))


def _asked(telling: Telling, *units: str) -> None:
    telling.act("nadia", lambda a, d, at: ask_comments(actor=a, dossier=d, units=units, now=at))


def _say(telling: Telling, first: str, rank: int, text: str) -> None:
    telling.act(
        first, lambda a, d, at: comment(actor=a, dossier=d, request=request_of(d, rank), text=text, now=at)
    )


def _writes(code: str, text: str) -> Callable[[Actor, Dossier, datetime], object]:
    def write(actor: Actor, dossier: Dossier, now: datetime) -> None:
        section = Section.objects.get(dossier_id=dossier.pk, code=code)
        edit_section(actor=actor, dossier=dossier, section=section, text=text, now=now)

    return write


def _advises(words: str) -> Callable[[Actor, Dossier, datetime], object]:
    return lambda a, d, at: recommend(actor=a, dossier=d, text=words, unit=None, now=at)


def _measure(actor: Actor, dossier: Dossier, now: datetime) -> None:
    due = now.date() + timedelta(days=180)
    unit, first = Unit.objects.get(code="interventions"), recommendation_of(dossier, 1)
    make_measure(dossier=dossier, recommendation=first, unit=unit, due_on=due, now=now)


def _approve(actor: Actor, dossier: Dossier, now: datetime) -> None:
    edition = standing_edition(dossier)
    assert edition is not None
    approve_report(actor=actor, dossier=dossier, seen=edition.pdf_sha256, now=now)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), ZONE)
