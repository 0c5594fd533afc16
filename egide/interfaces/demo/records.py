"""The records office of the demonstration: the sample scheme and schedule, some dossiers documentaires, a draft.

Each by its real action. The samples are loaded before the first dossier, so that what closes keeps its rule.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from egide.interfaces.demo.play import Stage
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Document, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.running import run
from egide.kernel.records.filing import file_also
from egide.kernel.records.models import ScheduleRule
from egide.kernel.records.rules import EVENT, Period, copies_of
from egide.kernel.records.samples import load_samples
from egide.kernel.records.schedule_writing import (
    TEXTS,
    RuleText,
    begin_schedule,
    keep_rule,
    submit_schedule,
)
from egide.modules.records_office.opening import NewFile, open_file
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Unit

SINCE = date(2020, 4, 1)


@dataclass(frozen=True, kw_only=True)
class Told:
    """One dossier documentaire: who opened it, where, how long ago, what it holds."""

    who: str
    unit: str
    class_code: str
    starter: str
    title: str
    description: str
    days: int
    papers: Sequence[tuple[str, str]] = ()
    closed: bool = False


TOLD = (
    Told(
        who="marc",
        unit="interventions",
        class_code="1130",
        starter="committee",
        title="Comité d’amélioration de l’accusé de réception",
        description="Mandat donné à l’été; trois rencontres; rapport attendu avant les Fêtes.",
        days=120,
        papers=(
            ("Mandat du comité", "Le comité revoit les mots de l’accusé de réception et ses délais."),
            (
                "Compte rendu de la première rencontre",
                "Présents\u00a0: Marc, Nadia, Bruno. Suites\u00a0: trois essais.",
            ),
        ),
    ),
    Told(
        who="nadia",
        unit="interventions",
        class_code="1320",
        starter="project",
        title="Projet\u00a0: réponses types aux questions sur le syndic",
        description="Réponses types, relues par les affaires juridiques.",
        days=300,
        papers=(("Bilan du projet", "Les réponses types servent depuis mars. Le projet est terminé."),),
        closed=True,
    ),
    Told(
        who="rene",
        unit="records",
        class_code="4410",
        starter="plain",
        title="Plan et calendrier\u00a0: révision",
        description="Travaux de révision du plan de classification et du calendrier de conservation.",
        days=60,
        papers=(("Notes de travail", "Relire avec chaque unité les classes qui la concernent."),),
    ),
    Told(
        who="karim",
        unit="administration",
        class_code="3211",
        starter="finance",
        title="Pièces justificatives, premier trimestre",
        description="Factures payées et preuves de paiement.",
        days=210,
        closed=True,
    ),
)


def prepare(*, now: datetime) -> None:
    """Will load the samples, in force since before the first dossier."""
    load_samples(effective_on=SINCE, now=now)


def fill(stage: Stage) -> None:
    """Will open the dossiers, file one document twice, and prepare the next version of the schedule."""
    made = [_open(stage, told) for told in TOLD]
    _file_twice(stage, made[0], made[1])
    _draft(stage)


def _open(stage: Stage, told: Told) -> str:
    at = stage.now - timedelta(days=told.days, hours=2)
    with acting_as(stage.actor(told.who)) as actor:
        unit = Unit.objects.select_related("compartment", "site").get(code=told.unit)
        file = NewFile(
            unit=unit,
            class_code=told.class_code,
            title=told.title,
            starter=told.starter,
            description=told.description,
        )
        dossier = open_file(actor=actor, file=file, now=at)
        for place, (title, text) in enumerate(told.papers, start=1):
            add_document(
                dossier=dossier,
                title=title,
                origin=Origin.INTERNAL,
                stream=[text.encode()],
                file_name="document.txt",
                actor_code=actor.code,
                now=at + timedelta(hours=place),
            )
        if told.closed:
            run(
                actor=actor,
                dossier=dossier,
                code="close",
                answers={},
                now=at + timedelta(days=told.days // 2),
            )
        return dossier.number


def _file_twice(stage: Stage, number: str, into: str) -> None:
    with acting_as(stage.actor("nadia")) as actor:
        dossier, other = Dossier.objects.get(number=number), Dossier.objects.get(number=into)
        document = Document.objects.filter(dossier=dossier).order_by("rank").first()
        if document is not None:
            file_also(document=document, into=other, actor_code=actor.code, now=stage.now - timedelta(days=3))


def _draft(stage: Stage) -> None:
    """René proposes to keep requests for intervention longer; Hélène has yet to record the approval."""
    at = stage.now - timedelta(days=6)
    with acting_as(stage.actor("rene")) as actor:
        schedule = begin_schedule(
            actor=actor,
            reference="",
            note="Les demandes d’intervention resteraient actives trois ans après la fermeture, au lieu de deux.",
            now=at,
        )
        rule = ScheduleRule.objects.get(schedule=schedule, series="6200")
        first, *others = copies_of(rule)
        longer = replace(first, active=Period(code=EVENT, event="closure", years=3))
        words = {name: getattr(rule, name) for name in TEXTS}
        text = RuleText(series="6200", to_validate=True, copies=(longer, *others), **words)
        keep_rule(actor=actor, schedule=schedule, text=text, known="6200", now=at)
        submit_schedule(
            actor=actor,
            schedule=schedule,
            signed_as="René Archambault, archiviste",
            now=at + timedelta(days=1),
        )
