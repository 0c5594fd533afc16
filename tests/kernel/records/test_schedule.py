"""The schedule in versions: what applies on a day, what a dossier keeps, what a new version proposes.

René writes, Hélène approves; Nadia closes.
"""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from egide.kernel.deadlines.facts import record_fact, withdraw_fact
from egide.kernel.lifecycle.gathering import gather
from egide.kernel.records.actions import close_records, reopen_records, set_series
from egide.kernel.records.changes import listed, rules_of, totals
from egide.kernel.records.models import Keeping, Schedule
from egide.kernel.records.proposing import accept
from egide.kernel.records.rules import EVENT, Period
from egide.kernel.records.schedule import applicable, rule_in_force
from egide.kernel.records.schedule_writing import (
    Approval,
    approve_schedule,
    begin_schedule,
    keep_rule,
    submit_schedule,
)
from egide.kernel.records.stages import Stage, stage_of
from egide.kernel.records.verifying import retention_problems
from egide.law.facts import Fact
from egide.platform.accounts.acting import acting_as
from egide.platform.errors.failures import Refused
from tests.cast import LONG_AGO, NOW, TODAY
from tests.database import as_owner
from tests.kernel.records.making import changed, loaded, next_version, rule
from tests.kernel.scene import Scene

LONGER = Period(code=EVENT, event="closure", years=4)


def retention(scene: Scene) -> list[str]:
    """What verification says of the dates that the dossier keeps."""
    with as_owner():
        (one,) = gather([scene.dossier])
        return list(retention_problems(one.dossier, one.keeping, rule=one.rule, facts=one.facts))


def close(scene: Scene, day: date = TODAY) -> None:
    scene.act("nadia", lambda a, d: close_records(dossier=d, on=day))


def test_without_a_schedule_the_rule_that_the_module_declares_applies(scene: Scene) -> None:
    assert rule_in_force(series="6200", on=TODAY).active == 2
    assert applicable(series="9999", on=TODAY) is None
    with pytest.raises(Refused, match="règle de conservation"):
        rule_in_force(series="9999", on=TODAY)


def test_each_day_has_the_version_of_that_day(scene: Scene) -> None:
    loaded(now=NOW)
    made = next_version(scene.cast, {"6200": changed(rule("6200"), active=LONGER)}, now=NOW, on=TODAY)

    assert rule_in_force(series="6200", on=LONG_AGO).active == 2
    assert rule_in_force(series="6200", on=TODAY - timedelta(days=1)).active == 2
    assert rule_in_force(series="6200", on=TODAY).active == 4
    assert Schedule.objects.get(number=1).ended_on == made.effective_on == TODAY


def test_a_closed_dossier_keeps_its_version_its_proof_and_its_age(scene: Scene) -> None:
    loaded(now=NOW)
    close(scene)

    with acting_as(scene.cast.actor("nadia")):
        dossier = scene.dossier
        kept = stage_of(dossier, today=TODAY)
        assert Keeping.objects.get().schedule_id == Schedule.objects.get(number=1).pk
        assert kept.stage is Stage.ACTIVE
        assert kept.proof is not None
        assert any("fermeture du dossier le 23 novembre 2026" in step for step in kept.proof.steps)
        assert stage_of(dossier, today=date(2028, 11, 23)).stage is Stage.ACTIVE
        assert stage_of(dossier, today=date(2028, 11, 24)).stage is Stage.SEMI_ACTIVE
        assert stage_of(dossier, today=date(2033, 11, 24)).stage is Stage.INACTIVE


def test_a_new_version_proposes_and_changes_nothing_until_someone_accepts(scene: Scene) -> None:
    loaded(now=NOW)
    close(scene)
    made = next_version(
        scene.cast, {"6200": changed(rule("6200"), active=LONGER, disposition="D")}, now=NOW, on=TODAY
    )

    assert scene.dossier.active_until == date(2028, 11, 23)
    with acting_as(scene.cast.actor("rene")) as actor:
        (found,) = totals(rules_of(made), actor=actor)
        assert (found.series, found.total, found.longer, found.to_destruction, found.openable) == (
            "6200", 1, 1, 1, 0,
        )  # fmt: skip
        assert listed(rules_of(made), actor=actor) == ()
    with acting_as(scene.cast.actor("nadia")) as actor:
        (seen,) = listed(rules_of(made), actor=actor)
        assert (seen.number, seen.last_day, seen.new_last_day) == (
            scene.number, date(2033, 11, 23), date(2035, 11, 23),
        )  # fmt: skip

    with acting_as(scene.cast.actor("rene")) as actor:
        assert accept(actor=actor, series="6200", now=NOW) == (1, 0)
        assert totals(rules_of(made), actor=actor) == ()

    assert (scene.dossier.active_until, scene.dossier.disposition) == (date(2030, 11, 23), "D")
    assert "records.accepted" in scene.codes
    assert retention(scene) == []


def test_verify_recomputes_each_date_with_the_kept_version(scene: Scene) -> None:
    loaded(now=NOW)
    close(scene)
    assert retention(scene) == []
    with as_owner():
        type(scene.dossier).objects.filter(pk=scene.dossier.pk).update(semi_active_until=date(2030, 1, 1))

    (problem,) = retention(scene)
    assert "diffère de son recalcul" in problem


def test_an_event_that_is_awaited_leaves_the_dossier_active_then_dates_it(scene: Scene) -> None:
    loaded(now=NOW)
    ended = Fact("term_ended", "fin du mandat")
    scene.act("nadia", lambda a, d: set_series(dossier=d, series="9520", on=TODAY))
    close(scene)

    with acting_as(scene.cast.actor("nadia")):
        waiting = stage_of(scene.dossier, today=date(2090, 1, 1))
    assert (waiting.stage, waiting.waits_for, scene.dossier.disposition) == (
        Stage.ACTIVE,
        "fin du mandat",
        "C",
    )

    made = scene.act(
        "nadia",
        lambda a, d: record_fact(
            dossier=d, fact=ended, occurred_on=date(2026, 6, 1), actor_code=a.code, now=NOW
        ),
    )
    # The term ended before the file closed: nothing that still serves is put away.
    assert (scene.dossier.active_until, scene.dossier.semi_active_until) == (TODAY, date(2031, 11, 23))
    assert "records.dated" in scene.codes

    scene.act("nadia", lambda a, d: withdraw_fact(dossier=d, record_id=made.fact.pk, now=NOW))
    assert scene.dossier.active_until is None
    assert retention(scene) == []


def test_a_move_undone_puts_the_version_and_the_dates_back(scene: Scene) -> None:
    loaded(now=NOW)
    scene.move("withdraw", occurred_on=scene.today.isoformat(), motive="Réglé.")
    scene.move("close")
    first = scene.dossier
    next_version(scene.cast, {"6200": changed(rule("6200"), active=LONGER)}, now=NOW, on=TODAY)
    assert scene.problems == []

    scene.undo()
    assert (scene.dossier.closed_on, Keeping.objects.count()) == (None, 0)
    scene.move("close")

    assert first.active_until == date(2028, 11, 23)
    assert scene.dossier.active_until == date(2030, 11, 23)
    assert scene.problems == []


def test_a_reopening_takes_the_kept_rule_away(scene: Scene) -> None:
    loaded(now=NOW)
    close(scene)
    scene.act("nadia", lambda a, d: reopen_records(dossier=d))

    with acting_as(scene.cast.actor("nadia")):
        assert (Keeping.objects.count(), stage_of(scene.dossier, today=TODAY).stage) == (0, Stage.ACTIVE)


def test_its_author_does_not_approve_a_version_nor_before_it_is_submitted(scene: Scene) -> None:
    loaded(now=NOW)
    with acting_as(scene.cast.actor("rene")) as rene:
        made = begin_schedule(actor=rene, reference="", note="Essai", now=NOW)
        approval = _approval()
        with pytest.raises(Refused, match="soumise"):
            approve_schedule(actor=rene, schedule=made, approval=approval, now=NOW)
        submit_schedule(actor=rene, schedule=made, signed_as="René Archambault", now=NOW)
        with pytest.raises(Refused, match="autre personne"):
            approve_schedule(actor=rene, schedule=made, approval=approval, now=NOW)
        with pytest.raises(Refused, match="n’est plus un projet"):
            keep_rule(actor=rene, schedule=made, text=changed(rule("6200")), known="6200", now=NOW)


def test_a_rule_says_everything_and_a_sorting_says_what_it_keeps(scene: Scene) -> None:
    loaded(now=NOW)
    with acting_as(scene.cast.actor("rene")) as rene:
        made = begin_schedule(actor=rene, reference="", note="Essai", now=NOW)
        no_text = changed(rule("3000"), disposition="T")
        with pytest.raises(Refused, match="texte du tri"):
            keep_rule(actor=rene, schedule=made, text=no_text, known="3000", now=NOW)
        kept = keep_rule(
            actor=rene,
            schedule=made,
            text=changed(rule("3000"), disposition="T", sampling="Garder un exercice sur dix."),
            known="3000",
            now=NOW,
        )
    assert kept.to_validate is False


@pytest.mark.parametrize(
    "attack",
    [
        "update records_schedulerule set title = 'autre' where series = '6200'",
        "delete from records_schedulerule where series = '6200'",
        "insert into records_subdivision (plan_id, code, title, scope) select id, '.99', 'x', '' from records_plan",
        "update records_schedule set approval_number = 'autre'",
        "update records_schedule set state = 'draft'",
        "delete from records_schedule",
        "update records_planclass set title = 'autre'",
        "update records_plan set effective_on = '2001-01-01'",
        "update records_subdivision set title = 'autre'",
    ],
)
def test_the_database_refuses_any_change_to_a_version_in_force(scene: Scene, attack: str) -> None:
    loaded(now=NOW)

    with (
        acting_as(scene.cast.actor("rene")),
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(attack)


def _approval() -> Approval:
    return Approval(number="A-1", approved_on=TODAY, effective_on=TODAY, signed_as="René")
