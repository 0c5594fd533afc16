"""A mandate, by actions alone: given, accepted, worked on by several units, delivered, sent back, approved, closed.

Hélène, the president, gives it to Marc's unit; Nadia answers for it; Bruno, of another unit, helps.
"""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from egide.kernel.deadlines.models import DueDate, Status
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.gate.opening import open_dossier
from egide.kernel.gate.verdicts import may
from egide.kernel.gate.visibility import visible
from egide.kernel.lifecycle.replaying import dossiers_problems
from egide.kernel.lifecycle.running import run
from egide.kernel.lifecycle.undoing import undo
from egide.kernel.notices.models import Notice
from egide.modules.mandates import acting, naming
from egide.modules.mandates.models import OfficeMandate, Requester, Revision, Verdict
from egide.modules.mandates.opening import NewMandate, give, units_of
from egide.modules.mandates.queries import approvers_of, contributors_of
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import NotVisible, Refused
from tests.cast import NOW, TODAY, Cast, seed_office
from tests.database import as_owner

DUE = TODAY + timedelta(days=30)


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


def given(cast: Cast, who: str = "helene", unit: str = "interventions", **more: Any) -> Dossier:
    told: dict[str, Any] = {"lead": cast.user("nadia"), "due_on": DUE} | more
    new = NewMandate(
        unit=Unit.objects.select_related("compartment", "site").get(code=unit),
        title="Bilan des délais de réponse",
        purpose="Dire où se perdent les jours.",
        deliverable="Une note de cinq pages.",
        **told,
    )
    with acting_as(cast.actor(who)) as actor:
        return give(actor=actor, new=new, now=NOW)


def act(cast: Cast, dossier: Dossier, who: str, what: Any, action: str = "contribute", **told: Any) -> Any:
    with acting_as(cast.actor(who)) as actor:
        found = open_dossier(actor=actor, number=dossier.number, action=action, lock=True)
        if what.__name__ in ("tell_progress", "revise", "settle_task", "give_opinion"):
            told["actor"] = actor
        return what(dossier=found, now=told.pop("now", NOW), **told)


def move(cast: Cast, dossier: Dossier, code: str, who: str = "nadia", **answers: str) -> str:
    with acting_as(cast.actor(who)) as actor:
        found = open_dossier(actor=actor, number=dossier.number, action="act", lock=True)
        run(actor=actor, dossier=found, code=code, answers=answers, now=NOW)
        return found.state


def state(dossier: Dossier) -> str:
    with as_owner():
        return Dossier.objects.values_list("state", flat=True).get(pk=dossier.pk)


def due(dossier: Dossier) -> DueDate:
    with as_owner():
        return DueDate.objects.filter(dossier=dossier).latest("rank")


def delivered(cast: Cast, **more: Any) -> Dossier:
    dossier = given(cast, **more)
    for code in ("accept", "start"):
        move(cast, dossier, code)
    act(cast, dossier, "nadia", acting.write_result, text="La note est au dossier.")
    move(cast, dossier, "deliver", occurred_on=TODAY.isoformat())
    return dossier


def test_it_goes_from_the_president_to_its_closing(cast: Cast) -> None:
    dossier = given(cast, contributors=(cast.user("bruno"),))

    act(cast, dossier, "bruno", acting.tell_progress, percent=40, words="Les données sont réunies.")
    moved = [move(cast, dossier, code) for code in ("accept", "start")]
    act(cast, dossier, "nadia", acting.write_result, text="La note est au dossier.")
    moved.append(move(cast, dossier, "deliver", occurred_on=TODAY.isoformat()))
    act(cast, dossier, "helene", acting.give_opinion, "approve", verdict=Verdict.APPROVED, words="")
    moved.append(state(dossier))
    moved.append(move(cast, dossier, "close", "helene"))

    assert dossier.number == "MAN-2026-00001"
    assert moved == ["accepted", "in_progress", "delivered", "approved", "closed"]
    assert (due(dossier).status, due(dossier).measured_on) == (Status.MET, DUE)
    with as_owner():
        assert list(dossiers_problems(dossier.number)) == []
        told = set(Notice.objects.filter(dossier=dossier).values_list("user__full_name", "code"))
    assert ("Nadia Bouchard", "office_mandate.approved") in told
    assert ("Bruno Lavoie", "office_mandate.named") in told


def test_a_contributor_of_another_unit_sees_it_and_tells_progress_but_moves_nothing(cast: Cast) -> None:
    dossier = given(cast)

    with acting_as(cast.actor("bruno")) as bruno:
        before = visible(bruno).filter(pk=dossier.pk).exists()
    act(cast, dossier, "marc", naming.add_contributor, "direct", user=cast.user("bruno"), part="Chiffres")
    with acting_as(cast.actor("bruno")) as bruno:
        seen = open_dossier(actor=bruno, number=dossier.number, action="contribute")
        refused = may(bruno, seen, "act")
    with pytest.raises(Refused):
        act(cast, dossier, "bruno", acting.revise, "direct", due_on=DUE + timedelta(days=1), reason="x")

    assert (before, refused.allowed) == (False, False)


def test_whoever_leaves_the_mandate_or_declares_a_conflict_sees_it_no_more(cast: Cast) -> None:
    dossier = given(cast, contributors=(cast.user("bruno"), cast.user("farid")))

    with acting_as(cast.actor("bruno")):
        row = contributors_of(dossier).get(user=cast.user("bruno"))
    act(cast, dossier, "marc", naming.end_contributor, "direct", contributor=row)
    with acting_as(cast.actor("farid")) as farid:
        declare_conflict(actor=farid, dossier=dossier, reason="parenté", now=NOW)

    for who in ("bruno", "farid"):
        with acting_as(cast.actor(who)) as actor, pytest.raises(NotVisible):
            open_dossier(actor=actor, number=dossier.number, action="read")
    with pytest.raises(Refused, match="conflit"):
        act(cast, dossier, "marc", acting.add_task, text="Relire", owner=cast.user("farid"), due_on=None)


def test_the_first_date_stays_and_the_running_one_moves_with_who_when_and_why(cast: Cast) -> None:
    dossier, later = given(cast), DUE + timedelta(days=14)

    act(cast, dossier, "marc", acting.revise, "direct", due_on=later, reason="Les données tardent.")

    with as_owner():
        own, kept = OfficeMandate.objects.get(pk=dossier.pk), Revision.objects.get(dossier=dossier)
        shown = Dossier.objects.get(pk=dossier.pk).next_due_on
        assert list(dossiers_problems(dossier.number)) == []
    assert (own.first_due_on, own.due_on, due(dossier).measured_on, shown) == (DUE, later, later, later)
    assert (kept.former, kept.revised_by, kept.reason) == (DUE, "Marc Gagnon", "Les données tardent.")
    for day, reason in ((later, "x"), (TODAY - timedelta(days=1), "x"), (DUE, " "), (date(2099, 1, 1), "x")):
        with pytest.raises(Refused):
            act(cast, dossier, "marc", acting.revise, "direct", due_on=day, reason=reason)


def test_a_suspended_mandate_is_not_late_and_undo_puts_its_clock_back(cast: Cast) -> None:
    dossier = given(cast)
    move(cast, dossier, "accept")

    with pytest.raises(Refused, match="Motif"):
        move(cast, dossier, "hold", "marc")
    move(cast, dossier, "hold", "marc", motive="On attend le projet de loi.")
    held = due(dossier).status
    with as_owner():
        shown = Dossier.objects.get(pk=dossier.pk).next_due_on
    move(cast, dossier, "resume", "marc")
    resumed = due(dossier).status
    with acting_as(cast.actor("marc")) as marc:
        found = open_dossier(actor=marc, number=dossier.number, action="undo", lock=True)
        undo(actor=marc, dossier=found, reason="Trop tôt.", now=NOW)

    assert (held, shown, resumed) == (Status.SUSPENDED, None, Status.OPEN)
    assert (state(dossier), due(dossier).status) == ("on_hold", Status.SUSPENDED)
    with as_owner():
        assert list(dossiers_problems(dossier.number)) == []


def test_a_return_opens_the_clock_again_and_the_next_delivery_asks_everybody_again(cast: Cast) -> None:
    dossier = delivered(cast, approvers=(cast.user("marc"), cast.user("helene")))

    with pytest.raises(Refused, match="C’est à Marc"):
        act(cast, dossier, "helene", acting.give_opinion, "approve", verdict=Verdict.APPROVED, words="")
    act(cast, dossier, "marc", acting.give_opinion, "approve", verdict=Verdict.APPROVED, words="")
    with pytest.raises(Refused, match="à corriger"):
        act(cast, dossier, "helene", acting.give_opinion, "approve", verdict=Verdict.RETURNED, words=" ")
    act(cast, dossier, "helene", acting.give_opinion, "approve", verdict=Verdict.RETURNED, words="Sources?")
    back, clock = state(dossier), due(dossier).status
    move(cast, dossier, "rework")
    move(cast, dossier, "deliver", occurred_on=TODAY.isoformat())
    act(cast, dossier, "marc", acting.give_opinion, "approve", verdict=Verdict.APPROVED, words="")
    half = state(dossier)
    act(cast, dossier, "helene", acting.give_opinion, "approve", verdict=Verdict.APPROVED, words="")

    assert (back, clock, half, state(dossier)) == ("returned", Status.OPEN, "delivered", "approved")
    with as_owner():
        assert list(dossiers_problems(dossier.number)) == []


def test_nobody_approves_their_own_work_nor_moves_it_to_approved_by_a_step(cast: Cast) -> None:
    dossier = delivered(cast, who="marc", lead=cast.user("nadia"))

    with pytest.raises(Refused, match="Cette action est réservée"):
        move(cast, dossier, "approve", "marc")
    with pytest.raises(Refused, match="propre travail"):
        act(cast, dossier, "marc", naming.add_approver, "direct", user=cast.user("nadia"))
    with acting_as(cast.actor("marc")):
        row = approvers_of(dossier).get()
    with pytest.raises(Refused, match="pendant l’approbation"):
        act(cast, dossier, "marc", naming.end_approver, "direct", approver=row)


def test_a_delivery_waits_for_its_result_and_for_the_parts_still_open(cast: Cast) -> None:
    dossier = given(cast)
    for code in ("accept", "start"):
        move(cast, dossier, code)
    task = act(
        cast, dossier, "nadia", acting.add_task, text="Graphiques", owner=cast.user("bruno"), due_on=DUE
    )

    with pytest.raises(Refused, match=r"résultat.*sous-tâches"):
        move(cast, dossier, "deliver", occurred_on=TODAY.isoformat())
    act(cast, dossier, "bruno", acting.settle_task, task=task, as_done=True)
    act(cast, dossier, "nadia", acting.write_result, text="La note.")

    assert move(cast, dossier, "deliver", occurred_on=TODAY.isoformat()) == "delivered"


@pytest.mark.parametrize(
    ("who", "unit", "number"),
    [("odile", "presidency", "MAP-2026-00001"), ("claire", "commission", "MAC-2026-00001")],
)
def test_the_presidency_and_the_commissioner_keep_theirs_behind_their_wall(
    cast: Cast, who: str, unit: str, number: str
) -> None:
    dossier = given(cast, who=who, unit=unit, lead=None)

    with acting_as(cast.actor("marc")) as marc:
        assert not visible(marc).filter(pk=dossier.pk).exists()
    with acting_as(cast.actor(who)), pytest.raises(Refused, match="de ce côté du mur"):
        naming.add_contributor(dossier=dossier, user=cast.user("nadia"), part="", now=NOW)
    assert dossier.number == number


def test_one_gives_mandates_to_the_units_one_answers_for(cast: Cast) -> None:
    def offered(who: str) -> set[str]:
        with acting_as(cast.actor(who)) as actor:
            return {unit.code for unit in units_of(actor)}

    assert offered("marc") == {"interventions"}
    assert "presidency" in offered("helene")
    assert "commission" not in offered("helene")
    assert offered("nadia") == set()
    with pytest.raises(Refused, match="dont vous répondez"):
        given(cast, who="nadia")
    with pytest.raises(Refused, match="à venir"):
        given(cast, due_on=timezone.localdate(NOW) - timedelta(days=1))
    with pytest.raises(Refused, match="quelle unité"):
        given(cast, requester=Requester.UNIT)
