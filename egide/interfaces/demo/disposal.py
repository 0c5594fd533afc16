"""Dispositions of the demonstration: a list executed with its certificate, one under review, a hold.

Made of dossiers documentaires closed years ago, by the people whose step it is, each with its real action.
"""

from datetime import UTC, date, datetime, timedelta

from egide.interfaces.demo.play import Stage
from egide.kernel.disposal import lists
from egide.kernel.disposal.executing import run_list
from egide.kernel.disposal.models import DispositionList, Fate
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.lifecycle.running import run
from egide.kernel.records.holds import place_hold
from egide.kernel.records.models import HoldKind
from egide.modules.records_office.opening import NewFile, open_file
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Unit

SERIES, CLASS = "2300", "2300"  # training: two years active, three semi-active, then destruction (an example)
FIRST_UNTIL = date(2025, 12, 31)  # last day of conservation of what the executed list holds
OLD = (
    ("Formation\u00a0: rédiger en langage clair", date(2020, 6, 1)),
    ("Formation\u00a0: lire un règlement d’ordre", date(2020, 9, 14)),
    ("Formation\u00a0: accueil des nouvelles personnes", date(2020, 10, 5)),
    ("Formation\u00a0: traiter une plainte avec tact", date(2021, 2, 8)),
    ("Formation\u00a0: mener une rencontre difficile", date(2021, 3, 15)),
    ("Formation\u00a0: résumer un dossier en une page", date(2021, 4, 12)),
    ("Formation\u00a0: premiers secours", date(2021, 5, 3)),
)


def fill(stage: Stage) -> None:
    """Will open and close the old dossiers, run one list to its end, and leave the other at review."""
    made = [_old(stage, title, day) for title, day in OLD]
    _hold(stage, made[-1])
    _executed(stage, _listed(stage, FIRST_UNTIL, stage.now - timedelta(days=62)))
    begun = stage.now - timedelta(days=3)
    listed = _listed(stage, begun.date(), begun)
    with acting_as(stage.actor("rene")) as rene:
        lists.submit(actor=rene, listed=listed, now=stage.now - timedelta(days=2))


def _old(stage: Stage, title: str, day: date) -> str:
    at = datetime(day.year, day.month, day.day, 14, tzinfo=UTC)
    with acting_as(stage.actor("nadia")) as nadia:
        unit = Unit.objects.select_related("compartment", "site").get(code="interventions")
        dossier = open_file(actor=nadia, file=NewFile(unit=unit, class_code=CLASS, title=title), now=at)
        add_document(
            dossier=dossier, title="Bilan", origin=Origin.INTERNAL, stream=[f"{title}. Bilan.\n".encode()],
            file_name="bilan.txt", actor_code=nadia.code, now=at + timedelta(days=10),
        )  # fmt: skip
        run(actor=nadia, dossier=dossier, code="close", answers={}, now=at + timedelta(days=40))
        return dossier.number


def _listed(stage: Stage, until: date, at: datetime) -> DispositionList:
    with acting_as(stage.actor("rene")) as rene:
        unit = Unit.objects.select_related("compartment").get(code="interventions")
        wanted = lists.Wanted(fate=Fate.DESTROY, unit=unit, series=SERIES, due_by=until)
        return lists.make_list(actor=rene, wanted=wanted, now=at)


def _executed(stage: Stage, listed: DispositionList) -> None:
    at = listed.made_at
    with acting_as(stage.actor("rene")) as rene:
        lists.submit(actor=rene, listed=listed, now=at + timedelta(hours=1))
    with acting_as(stage.actor("marc")) as marc:
        lists.agree_to_rest(actor=marc, listed=listed, now=at + timedelta(days=3))
        lists.end_review(actor=marc, listed=listed, now=at + timedelta(days=3, hours=1))
    with acting_as(stage.actor("rene")) as rene:
        lists.check(actor=rene, listed=listed, now=at + timedelta(days=4))
    with acting_as(stage.actor("helene")) as helene:
        digest = DispositionList.objects.get(pk=listed.pk).digest
        lists.approve(actor=helene, listed=listed, digest_seen=digest, now=at + timedelta(days=5))
    run_list(list_id=listed.pk, compartment_id=listed.compartment_id, now=at + timedelta(days=40))


def _hold(stage: Stage, number: str) -> None:
    with acting_as(stage.actor("rene")) as rene:
        dossier = Dossier.objects.get(number=number)
        place_hold(
            dossier=dossier, reason=str(HoldKind.AUDIT.label), kind=HoldKind.AUDIT, actor_code=rene.code,
            why="Vérification interne des formations en cours.", now=stage.now - timedelta(days=9),
        )  # fmt: skip
