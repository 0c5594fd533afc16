"""Eleven access requests at every step of their life, made by the real actions; names and matters are invented.

One waits in silence, one is before the Commission, one is oral, one asks for what the person may alone receive.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from egide.interfaces.demo.play import Play, Stage
from egide.kernel.dossiers.actions import assign
from egide.kernel.dossiers.models import Dossier
from egide.kernel.handover.parcels import Person
from egide.kernel.legal_texts.entering import validate_text
from egide.kernel.legal_texts.models import LegalText
from egide.kernel.letters.dispatch import send_by_post
from egide.kernel.letters.models import Letter
from egide.modules.access_requests.actions import Demand, open_request, submit_access_request
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.accounts.models import Unit

ADDRESS = "245, rue des Érables\nQuébec (Québec)  G1R 2B4"
PLAN = "une copie du plan directeur en ressources informationnelles de l’Office des professions du Québec"
Step = tuple[int, Callable[["AccessPlay"], None]]


@dataclass(frozen=True)
class Told:
    """One request: who, what, how long ago, then each step so many days after its receipt."""

    name: str
    text: str
    subject: str
    ago: int
    steps: tuple[Step, ...] = ()
    asked: str = "documents"
    channel: str = "form"
    oral: bool = False


class AccessPlay(Play):
    """A request in course, at a clock that is told."""

    def begin(self, told: Told) -> None:
        """Will open the dossier as it came: by the form, by the post, by a call."""
        person = Person(
            name=told.name,
            email=f"{told.name.split()[0].lower()}@courriel.example".replace("é", "e"),
            address=ADDRESS,
            preferred_channel="post",
        )
        demand = Demand(text=told.text, asked=told.asked, subject=told.subject, oral=told.oral)
        if told.channel == "form":
            with acting_as(service("public_intake")):
                self.number = submit_access_request(person=person, demand=demand, now=self.clock).number
            return
        with acting_as(self.person("lise")) as lise:
            unit = Unit.objects.select_related("compartment", "site").get(code="access")
            self.number = open_request(
                actor=lise,
                unit=unit,
                site=unit.site,
                person=person,
                demand=demand,
                channel=told.channel,
                received_at=self.clock,
                now=self.clock,
            ).number

    def entrust(self) -> None:
        """Will put Lise in charge."""
        self._as("amelie", lambda a, d: assign(dossier=d, to=self.stage.users["lise"], now=self.clock))

    def post(self, template: str) -> None:
        """Will have the officer sign the letter, then note it as posted."""
        self.approve("amelie", template)

        def leave(actor: Actor, dossier: Dossier) -> None:
            letter = Letter.objects.select_related("recipient", "version__stored").filter(
                dossier_id=dossier.pk, template=template
            )
            day = timezone.localdate(self.clock)
            send_by_post(
                actor=actor, dossier=dossier, letter=letter.latest("rank"), posted_on=day, now=self.clock
            )

        self._as("amelie", leave)
        self.follow()

    @property
    def today(self) -> str:
        """The day of the clock, as a form takes it."""
        return timezone.localdate(self.clock).isoformat()


def fill(stage: Stage) -> None:
    """Will make each request, oldest first: numbers follow receipt."""
    _read_again(stage)
    for told in sorted(REQUESTS, key=lambda one: -one.ago):
        _live(stage, told)


def _live(stage: Stage, told: Told) -> None:
    received = stage.now - timedelta(days=told.ago, hours=2)
    play = AccessPlay(stage, received_at=received, analyst="lise")
    play.begin(told)
    for days, step in told.steps:
        play.clock = received + timedelta(days=days, minutes=20)
        if play.clock < stage.now:
            step(play)


def _read_again(stage: Stage) -> None:
    # In the demonstration, the privacy officer has read again the texts that the house ships to be validated.
    at = stage.now - timedelta(days=400)
    with acting_as(stage.actor("paule")) as paule:
        for text in LegalText.objects.filter(validated_at=None, withdrawn_at=None).order_by("pk"):
            validate_text(actor=paule, text=text, now=at)


def _known(play: AccessPlay) -> None:
    play.entrust()
    play.post("acknowledgment")


def _searched(play: AccessPlay) -> None:
    play.move("lise", "start_search")


def _analysed(play: AccessPlay) -> None:
    play.move("lise", "start_analysis")


def _proved(play: AccessPlay) -> None:
    play.move("lise", "prove_identity_search", preuve="card", occurred_on=play.today)


def _extended(play: AccessPlay) -> None:
    play.move(
        "lise",
        "prepare_extension_search",
        raison="Une partie des documents est au dépôt du centre d’archives.",
    )
    play.post("extension")


def _asked_particulars(play: AccessPlay) -> None:
    play.move(
        "lise",
        "ask_particulars",
        precisions="De quelle période s’agit-il?\nCherchez-vous les contrats ou les factures?",
    )
    play.post("request_for_particulars")


def _proposed(**answers: str) -> Callable[[AccessPlay], None]:
    return lambda play: play.move("lise", "propose_decision", **answers)


def _signed(play: AccessPlay) -> None:
    play.post("decision")


def _submitted(play: AccessPlay) -> None:
    play.submit_letter("decision")


def _silent(play: AccessPlay) -> None:
    play.follow()


def _closed(play: AccessPlay) -> None:
    play.move("lise", "close")


def _reviewed(play: AccessPlay) -> None:
    play.move("lise", "record_review", occurred_on=play.today)


def _referred(play: AccessPlay) -> None:
    play.move(
        "lise",
        "prepare_referral",
        destination="Commission de démonstration\nPersonne responsable de l’accès\n1, rue de l’Exemple, Québec",
    )
    play.post("referral")


WORK: tuple[Step, ...] = ((1, _known), (2, _searched))
REFUSED = _proposed(
    outcome="refused",
    articles="53, 54",
    motive="Le document nomme les personnes qui ont posé leur candidature.",
    nombre="one",
)
REQUESTS = (
    Told("Mathilde Girard", "Je veux le plan directeur en ressources informationnelles.", PLAN, 120,
         (*WORK, (4, _analysed), (5, _proposed(outcome="access", nombre="one")), (6, _signed), (60, _closed))),
    Told("Luc Painchaud", "La liste des candidatures reçues pour les postes d’administrateurs nommés.", "", 95,
         (*WORK, (6, _analysed), (9, REFUSED), (12, _signed), (30, _reviewed))),
    Told("Aminata Diallo", "Vos études sur la pratique de la télésanté.", "", 70,
         (*WORK, (8, _analysed), (10, _proposed(outcome="not_held")), (11, _signed))),
    Told("Jules Castonguay", "Le rapport sur un établissement de santé de ma région.", "", 50,
         ((1, _known), (5, _referred)), channel="post"),
    Told("Sarah Lemire", "Les contrats de services professionnels de 2023 à 2025.",
         "une copie des contrats de services professionnels conclus de 2023 à 2025", 38, (*WORK, (23, _silent))),
    Told("Étienne Morel", "Tout ce que vous avez à mon sujet.", "", 24,
         (*WORK, (9, _proved), (15, _extended)), asked="personal"),
    Told("Rosalie Tanguay", "Les procès-verbaux des séances de l’Office en 2025.",
         "une copie des procès-verbaux des séances de l’Office tenues en 2025", 16,
         (*WORK, (9, _analysed), (12, _proposed(outcome="access", nombre="several")), (13, _submitted)),
         channel="post"),
    Told("Karim Belkacem", "Vos dépenses.", "", 11, ((1, _known), (3, _asked_particulars))),
    Told("Florence Audet", "Corrigez mon adresse dans votre dossier de 2022.", "", 7, WORK, asked="rectification",
         channel="post"),
    Told("Gaston Riverin", "Au téléphone\u00a0: la directive sur les cadeaux au personnel.", "", 3, channel="phone",
         oral=True),
    Told("Ingrid Solberg", "Les statistiques de 2024 sur les demandes d’intervention, par ordre.", "", 0),
)  # fmt: skip
