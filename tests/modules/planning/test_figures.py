"""Frozen figures: what was counted, kept as data with its hash; later corrections show beside, never inside."""

import io
from datetime import date, timedelta

from python_calamine import CalamineWorkbook

from egide.interfaces.staff.pages_report import report_page
from egide.kernel.dossiers.models import Dossier
from egide.modules.planning.counting import count, freeze, sha256, thawed
from egide.modules.planning.models import Publication, Report
from egide.modules.planning.periods import quarter_of
from egide.modules.planning.streams import STREAMS
from egide.modules.planning.workbook import write_report
from egide.platform.accounts.acting import acting_as
from tests.cast import NOW, Cast
from tests.database import as_owner
from tests.modules.planning.scene import PERIOD, Scene, receive_request


def received(scene: Scene, stream: str = "interventions") -> object:
    """The frozen number of dossiers received."""
    found = next(one for one in thawed(scene.edition.figures) if one.stream.code == stream)
    figure = found.of("received")
    return figure and figure.total


def test_a_stream_is_counted_over_its_whole_compartment_whoever_asks(scene: Scene) -> None:
    with as_owner():
        Dossier.objects.filter(kind="intervention_request").update(unit=_other_unit())

    with acting_as(scene.cast.actor("nadia")):  # an analyst of one unit reads none of them
        assert Dossier.objects.filter(kind="intervention_request").exists()
        figures = count(STREAMS[0], PERIOD, by="Nadia", now=NOW)

    found = figures.of("received")
    assert found is not None
    assert found.total == 3


def test_frozen_figures_thaw_to_the_same_and_keep_their_query(scene: Scene) -> None:
    with acting_as(scene.cast.actor("nadia")):
        figures = count(STREAMS[0], PERIOD, by="Nadia Bouchard", now=NOW)

    kept, digest = freeze([figures])

    assert thawed(kept) == (figures,)
    assert sha256(kept) == digest
    assert all("select" in one["sql"].lower() for one in kept["streams"][0]["now"])


def test_a_later_correction_changes_nothing_and_shows(scene: Scene) -> None:
    scene.to_publication()
    digest = scene.edition.figures_sha256
    receive_request(scene.cast, minute=30)

    with acting_as(scene.cast.actor("helene")) as helene:
        shown = report_page(helene, Dossier.objects.get(number=scene.number), now=scene.now)

    assert (received(scene), scene.edition.figures_sha256) == (3, digest)
    assert sha256(scene.edition.figures) == digest
    assert any("recompté aujourd’hui\u00a0: 4 (3 au dépôt)" in line for line in shown.corrected)


def test_without_correction_the_recount_says_nothing(scene: Scene) -> None:
    scene.to_publication()

    with acting_as(scene.cast.actor("helene")) as helene:
        shown = report_page(
            helene, Dossier.objects.get(number=scene.number), now=scene.now + timedelta(days=30)
        )

    assert shown.corrected == ()


def test_complaints_are_not_recounted_for_whoever_may_not_read_them(scene: Scene) -> None:
    scene.to_publication()
    with as_owner():
        Dossier.objects.filter(kind="service_complaint").update(
            received_on=date(2026, 9, 30) + timedelta(days=9)
        )

    def corrected(who: str) -> tuple[str, ...]:
        with acting_as(scene.cast.actor(who)) as actor:
            return report_page(actor, Dossier.objects.get(number=scene.number), now=scene.now).corrected

    assert any("Plaintes" in line for line in corrected("helene"))
    assert corrected("marc") == ()


def test_live_figures_follow_the_dossiers_until_the_report_is_presented(scene: Scene) -> None:
    receive_request(scene.cast, minute=31)
    scene.to_revision().present()

    assert received(scene) == 4


def test_the_next_quarter_counts_none_of_them(cast: Cast, scene: Scene) -> None:
    with acting_as(cast.actor("nadia")):
        figures = count(STREAMS[0], quarter_of(date(2026, 11, 1)), by="Nadia", now=NOW)

    now, before = figures.of("received"), figures.previous("received")
    assert now is not None
    assert before is not None
    assert (now.total, before.total) == (0, 3)


def test_published_bytes_are_the_approved_ones(scene: Scene) -> None:
    scene.to_publication()

    with acting_as(scene.cast.actor("pierre")):
        row = Publication.objects.get(number=scene.number)
        assert row.pdf_sha256 == scene.edition.pdf_sha256
        assert bytes(row.pdf).startswith(b"%PDF")
        assert bytes(row.workbook).startswith(b"PK")


def test_the_workbook_has_one_sheet_a_stream_with_numbers_that_add_up(scene: Scene) -> None:
    scene.to_publication()
    target = io.BytesIO()

    with acting_as(scene.cast.actor("nadia")):
        dossier = Dossier.objects.get(number=scene.number)
        report = Report.objects.get(dossier_id=dossier.pk)
        report.mask_small = False
        write_report(target, dossier=dossier, report=report, edition=scene.edition)

    target.seek(0)
    book = CalamineWorkbook.from_filelike(target)
    assert book.sheet_names[:2] == ["Chiffres", "Interventions"]
    rows = book.get_sheet_by_name("Interventions").to_python()
    assert ["Dossiers reçus, par nature", "Demandes d’intervention", 3.0] in rows


def _other_unit() -> object:
    from egide.platform.accounts.models import Unit

    return Unit.objects.get(code="records")
