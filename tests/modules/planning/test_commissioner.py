"""The Commissioner's own report: figures counted again by hand, his house alone reads it, a masked PDF leaves."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from egide.kernel.deadlines.models import DueDate
from egide.kernel.decisions.models import Decision
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.opening import open_dossier
from egide.kernel.letters.letterheads import OFFICE_NAME
from egide.kernel.notices.models import Notice
from egide.kernel.parties.models import Party
from egide.kernel.recommendations.models import Recommendation
from egide.modules.planning.counting import count
from egide.modules.planning.masking import HIDDEN
from egide.modules.planning.models import Publication, Report
from egide.modules.planning.opening import choose_masking, open_report
from egide.modules.planning.periods import quarter_of
from egide.modules.planning.presenting import told
from egide.modules.planning.printing import report_data
from egide.modules.planning.publishing import on_the_intranet
from egide.modules.planning.streams import BY_CODE, offered
from egide.platform.accounts.acting import acting_as
from egide.platform.errors.failures import NotVisible, Refused
from tests.cast import NOW, Cast
from tests.database import as_owner
from tests.modules.admission_complaints import scene as complaints
from tests.modules.planning.scene import PERIOD, Scene, receive_complaint, receive_request

STREAM = BY_CODE["admission_complaints"]
OUTSIDE = ("helene", "amelie", "nadia", "marc", "odile", "pierre", "solange", "bruno", "yvette")
COMPLAINTS = 6


@dataclass
class House:
    """Six complaints received in the quarter, and the report that Simon opened on it."""

    scene: Scene
    first: complaints.Scene


def received(place: int) -> datetime:
    return datetime(2026, 7, 6 + place * 4, 14, tzinfo=UTC)


@pytest.fixture
def house(cast: Cast) -> House:
    made = [complaints.open_scene(cast, at=received(place)) for place in range(COMPLAINTS)]
    _judged(made[0], "with_recommendations", "accepted", "partly", "pending")
    _judged(made[1], "without_recommendation")
    _judged(made[2], "frivolous")
    receive_request(cast)
    receive_complaint()
    with acting_as(cast.actor("simon")) as simon:
        dossier = open_report(actor=simon, period=PERIOD, streams=[STREAM.code], now=NOW)
    return House(Scene(cast, dossier.number, NOW), made[0])


def _judged(one: complaints.Scene, finding: str, *answers: str) -> None:
    """What an examination leaves, written straight into the rows: its steps have their own tests."""
    on = date(2026, 9, 15)
    at = datetime(2026, 9, 15, 15, tzinfo=UTC)
    dossier = one.dossier
    place = {"dossier": dossier, "compartment_id": dossier.compartment_id}
    with as_owner():
        party = Party.objects.filter(dossier=dossier).latest("rank")
        Decision.objects.create(
            **place,
            rank=1,
            code=finding,
            label="",
            motive="",
            decided_by=one.cast.user("claire"),
            decided_at=at,
        )
        for rank, answer in enumerate(answers, start=1):
            Recommendation.objects.create(
                **place,
                rank=rank,
                party=party,
                text=f"Recommandation secrète {rank}",
                made_at=at,
                made_by="staff:0",
                follow_up_on=on,
                answer=answer,
                answered_on=None if answer == "pending" else on,
            )


def written(house: House) -> Scene:
    """The report presented by Simon, approved by Claire."""
    scene = house.scene
    scene.write("simon", summary="Le trimestre du Commissaire.", conclusions="Les avis sont partis à temps.")
    scene.move("skip_comments", "simon", motive="Une seule unité.")
    scene.present("simon")
    return scene


def figures(house: House) -> dict[str, object]:
    with acting_as(house.scene.cast.actor("simon")):
        counted = count(STREAM, PERIOD, by="Simon", now=NOW)
    return {
        one.code: {row.key: row.value for row in one.rows if row.value} if one.by else one.total
        for one in counted.now
    }


def test_each_of_his_figures_equals_a_recount_by_hand(house: House) -> None:
    found = figures(house)

    with as_owner():
        rows = list(Dossier.objects.filter(kind="admission_complaint").select_related("admission_complaint"))
        dues = list(DueDate.objects.filter(dossier__in=rows))
        advice = list(Recommendation.objects.filter(withdrawn_at=None))
        judged = list(Decision.objects.filter(dossier__in=rows).values_list("code", flat=True))
    inside = [row for row in rows if PERIOD.since <= row.received_on < PERIOD.until]
    missed = Counter(
        due.rule
        for due in dues
        if due.status == "open"
        and due.measured_on < NOW.date()
        and PERIOD.since <= due.measured_on < PERIOD.until
    )
    settled = Counter(
        due.rule
        for due in dues
        if due.status == "met" and due.settled_on and PERIOD.since <= due.settled_on < PERIOD.until
    )
    findings = Counter(code for code in judged if code in ("with_recommendations", "without_recommendation"))

    assert found["received"] == len(inside) == COMPLAINTS
    assert found["open_at_end"] == len([row for row in rows if row.closed_on is None])
    assert found["received_by_theme"] == Counter(row.admission_complaint.motive for row in inside)
    assert found["received_by_type"] == Counter(row.admission_complaint.route for row in inside)
    assert (found["concluded"], found["concluded_by_finding"]) == (2, findings)
    assert found["not_admissible"] == judged.count("frivolous") == 1
    assert found["recommended"] == len(advice) == 3
    assert found["recommended_by_answer"] == Counter(one.answer for one in advice)
    assert found["missed_by_rule"] == missed != {}
    assert found["kept_by_rule"] == settled


def test_what_was_taken_back_or_falls_outside_the_quarter_is_not_counted(house: House) -> None:
    with as_owner():
        Recommendation.objects.filter(answer="pending").update(withdrawn_at=NOW)
        Recommendation.objects.filter(answer="partly").update(made_at=datetime(2026, 10, 1, 5, tzinfo=UTC))
        Decision.objects.filter(code="without_recommendation").update(withdrawn_at=NOW)

    found = figures(house)

    assert (found["recommended"], found["recommended_by_answer"]) == (1, {"accepted": 1})
    assert found["concluded_by_finding"] == {"with_recommendations": 1}


def test_the_reports_of_one_house_never_count_the_rows_of_the_other(house: House) -> None:
    cast = house.scene.cast
    assert [one.code for one in offered("commissioner")] == ["admission_complaints"]
    assert "admission_complaints" not in [one.code for one in offered("office")]
    with acting_as(cast.actor("nadia")) as nadia:
        for stream in offered("office"):
            counted = count(stream, PERIOD, by="Nadia", now=NOW).of("received")
            assert counted is None or counted.total == 1
        with pytest.raises(Refused, match="volet"):
            open_report(actor=nadia, period=PERIOD, streams=[STREAM.code], now=NOW)
    for code in ("interventions", "service_complaints"):
        with acting_as(cast.actor("simon")) as simon, pytest.raises(Refused, match="volet"):
            open_report(actor=simon, period=quarter_of(date(2026, 5, 1)), streams=[code], now=NOW)


def test_a_draft_and_an_approved_report_do_not_exist_outside_his_people(house: House) -> None:
    scene = written(house)
    scene.approve("claire")

    assert scene.number.startswith("RAC-")
    for who in OUTSIDE:
        assert scene.reads(who) == []
        with acting_as(scene.cast.actor(who)) as actor:
            # His secretary is behind the same wall; the gate refuses her.
            assert Report.objects.exists() == (who == "yvette")
            with pytest.raises(NotVisible):
                open_dossier(actor=actor, number=scene.number, action="read")
    with as_owner():
        told_to = set(
            Notice.objects.filter(dossier__number=scene.number).values_list("user__email", flat=True)
        )
    assert told_to == {scene.cast.user("claire").email, scene.cast.user("simon").email}


def test_he_approves_what_he_did_not_write_and_his_analyst_never_does(house: House) -> None:
    scene = written(house)
    for who in ("claire", "simon"):
        with acting_as(scene.cast.actor(who)) as actor:
            assert open_dossier(actor=actor, number=scene.number, action="read")
    with acting_as(scene.cast.actor("claire")) as claire, pytest.raises(Refused):
        open_dossier(actor=claire, number=scene.number, action="prepare")
    with pytest.raises(Refused):
        scene.approve("simon")

    scene.approve("claire")

    assert scene.dossier.state == "approved"


def test_nothing_leaves_until_he_publishes_and_then_the_masked_pdf_alone(house: House) -> None:
    scene = written(house)
    scene.approve("claire")
    assert scene.reads("nadia") == []
    with pytest.raises(Refused):
        scene.publish("simon")

    scene.publish("claire")

    for who in ("nadia", "yvette", "odile"):
        with acting_as(scene.cast.actor(who)):
            sheets = on_the_intranet().values_list("sheets", flat=True).get()
            row = Publication.objects.get()
            assert (sheets, bytes(row.workbook)) == (0, b"")
            assert (bytes(row.pdf)[:4], row.pdf_sha256) == (b"%PDF", scene.edition.pdf_sha256)
        assert not scene.sees(who) or who == "yvette"


def test_he_may_keep_it_inside_for_good(house: House) -> None:
    scene = written(house)
    scene.approve("claire")

    scene.move("keep_inside", "claire")

    assert scene.dossier.closed_on is not None
    assert scene.reads("nadia") == []


def test_small_numbers_hide_even_alone_and_nothing_gives_them_back(house: House) -> None:
    scene = written(house)
    with acting_as(scene.cast.actor("simon")):
        counted = count(STREAM, PERIOD, by="Simon", now=NOW)
        words = told(counted, hide=True)
        dossier = Dossier.objects.select_related("unit__site").get(number=scene.number)
        report = Report.objects.get(pk=dossier.pk)
        data = report_data(dossier=dossier, report=report, edition=scene.edition, day=NOW.date())
    shown = {line.label: line.shown for line in words.totals}
    cuts = {cut.code: cut for cut in words.cuts}

    assert shown["Dossiers reçus"] == str(COMPLAINTS)
    assert {shown[label] for label in ("Plaintes conclues", "Recommandations faites", "Non recevables")} == {
        HIDDEN
    }
    assert (cuts["concluded_by_finding"].total, len(cuts["concluded_by_finding"].rows)) == (HIDDEN, 1)
    assert all(not line.before and not line.change for line in (*words.totals, *words.delays))
    assert data["title"] == "Rapport sur les plaintes au Commissaire à l’admission"
    assert data["sender"]["organization"] != OFFICE_NAME
    assert "secrète" not in str(data)


def test_when_one_flow_hides_another_hides_with_it(house: House) -> None:
    with as_owner():
        ids = Dossier.objects.filter(kind="admission_complaint").values_list("pk", flat=True)[:1]
        Dossier.objects.filter(pk__in=list(ids)).update(closed_on=date(2026, 9, 20))
    with acting_as(house.scene.cast.actor("simon")):
        words = told(count(STREAM, PERIOD, by="Simon", now=NOW), hide=True)

    flows = [line.shown for line in words.totals[:3]]
    assert flows == [str(COMPLAINTS), HIDDEN, HIDDEN]


def test_masking_is_not_a_choice_in_his_house(house: House) -> None:
    with pytest.raises(Refused, match="restent masqués"):
        house.scene.act("simon", lambda a, d: choose_masking(dossier=d, hide=False, now=NOW))


def test_a_rate_never_tells_the_few_deadlines_that_were_missed(house: House) -> None:
    with acting_as(house.scene.cast.actor("simon")):
        counted = count(STREAM, PERIOD, by="Simon", now=NOW)
    few = {
        "kept_by_rule": 20,
        "missed_by_rule": 1,
        "kept_rate": 95.2,
        "received": 3,
        "median_days_to_acknowledge": 4,
    }
    held = tuple(replace(one, total=few.get(one.code, one.total)) for one in counted.now)

    words = told(replace(counted, now=held), hide=True)

    shown = {line.label: line.shown for line in words.delays}
    assert set(shown.values()) == {HIDDEN}
