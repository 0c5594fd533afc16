"""A departure: nothing closes while work is left; group by group or row by row, one line each, never a title.

Nadia leaves; Marc, her head, takes what she held.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse

from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.letters.models import Letter, LetterState
from egide.kernel.mandates.actions import give_mandate
from egide.kernel.measures.actions import open_measure
from egide.kernel.measures.models import Measure, Step, StepKind
from egide.kernel.notes.actions import remind
from egide.kernel.notes.models import Reminder
from egide.kernel.records.holds import lift_holds, place_hold
from egide.kernel.records.models import Hold
from egide.law import roles
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Membership, User
from egide.platform.journal.models import Event
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner
from tests.interfaces.administration.conftest import Elevated

Open = Callable[..., Dossier]


def page(cast: Cast, who: str = "nadia") -> str:
    return reverse("administration:leave", kwargs={"person": cast.user(who).public_id})


def key(cast: Cast, who: str) -> str:
    return str(cast.user(who).public_id)


def assignee(dossier: Dossier) -> int | None:
    with as_owner():
        return Dossier.objects.get(pk=dossier.pk).assignee_id


@pytest.fixture
def dossier(open_dossier: Open) -> Dossier:
    return open_dossier()


def test_it_shows_numbers_and_no_title(cast: Cast, elevated: Elevated, dossier: Dossier) -> None:
    shown = elevated("irene").get(page(cast)).content.decode()

    assert dossier.number in shown
    assert dossier.title not in shown


def test_it_does_not_close_while_a_dossier_is_left(cast: Cast, elevated: Elevated, dossier: Dossier) -> None:
    answer = elevated("irene").post(page(cast), {"fermer": "1", "last_day": TODAY.isoformat()})

    assert answer.status_code == 422
    assert "Tout n’est pas remis" in answer.content.decode()
    assert User.objects.get(pk=cast.user("nadia").pk).is_active


def test_it_hands_over_then_closes(cast: Cast, elevated: Elevated, dossier: Dossier) -> None:
    with acting_as(cast.actor("marc")):
        give_mandate(dossier=dossier, role=roles.ANALYST, purpose="Analyse", now=NOW)
    client = elevated("irene")
    done = client.post(
        page(cast),
        {
            "remettre": "1",
            "a-dossiers": key(cast, "marc"),
            "a-mandats": key(cast, "marc"),
            "a-projets": key(cast, "marc"),
        },
    )
    closed = client.post(page(cast), {"fermer": "1", "last_day": TODAY.isoformat()})

    assert done.status_code == 200
    assert "confié à Marc Gagnon" in done.content.decode()
    assert "remis à Marc Gagnon" in done.content.decode()
    assert assignee(dossier) == cast.user("marc").pk
    assert closed.status_code == 303
    assert not User.objects.get(pk=cast.user("nadia").pk).is_active
    with as_owner():
        assert not Membership.objects.filter(user=cast.user("nadia"), until=None).exists()
        assert {"account.handed_over", "account.closed", "mandate.handed_over"} <= set(
            Event.objects.values_list("code", flat=True)
        )


def test_a_hold_that_stands_keeps_the_account_open_until_it_is_entrusted(
    cast: Cast, elevated: Elevated, dossier: Dossier
) -> None:
    with acting_as(cast.actor("nadia")):
        hold = place_hold(dossier=dossier, reason="litige", actor_code=cast.actor("nadia").code, now=NOW)
        lifted = place_hold(dossier=dossier, reason="audit", actor_code=cast.actor("nadia").code, now=NOW)
        lift_holds(dossier=dossier, ranks=[lifted.rank], actor_code=cast.actor("nadia").code, now=NOW)
    client = elevated("irene")
    client.post(page(cast), {"remettre": "1", "a-dossiers": key(cast, "marc")})
    refused = client.post(page(cast), {"fermer": "1", "last_day": TODAY.isoformat()})
    done = client.post(page(cast), {"remettre": "1", "a-gels": key(cast, "marc")})
    closed = client.post(page(cast), {"fermer": "1", "last_day": TODAY.isoformat()})

    assert refused.status_code == 422
    assert "Gels de conservation" in refused.content.decode()
    assert f"Gel {hold.rank} de {dossier.number}" in done.content.decode()
    assert closed.status_code == 303
    with as_owner():
        keepers = dict(Hold.objects.values_list("rank", "kept_by"))
    assert keepers == {hold.rank: cast.actor("marc").code, lifted.rank: cast.actor("nadia").code}


def test_the_measures_that_a_leaver_answers_for_are_handed_over_with_a_step_that_says_why(
    cast: Cast, elevated: Elevated, dossier: Dossier
) -> None:
    with acting_as(cast.actor("nadia")):
        given = {"dossier": dossier, "unit": dossier.unit, "due_on": TODAY + timedelta(days=30), "now": NOW}
        nadia = cast.user("nadia")
        open_measure(text="Rappeler au syndic ses délais", source="request", owner=nadia, **given)
        open_measure(text="Suivre les rappels", source="request", owner=cast.user("marc"), **given)
    client = elevated("irene")

    shown = client.get(page(cast)).content.decode()
    done = client.post(page(cast), {"remettre": "1", "a-mesures": key(cast, "marc")}).content.decode()

    assert "1\u00a0mesure" in shown
    assert "Rappeler au syndic" not in shown + done
    assert f"Mesure 1 de {dossier.number}" in done
    with as_owner():
        assert set(Measure.objects.values_list("owner", flat=True)) == {cast.user("marc").pk}
        told = Step.objects.get(kind=StepKind.MOVED)
        assert (told.measure.rank, told.text) == (1, "Remise avant le départ de Nadia Bouchard.")


def test_a_measure_stays_with_the_leaver_when_the_one_chosen_cannot_read_its_dossier(
    cast: Cast, elevated: Elevated, dossier: Dossier
) -> None:
    with acting_as(cast.actor("nadia")):
        open_measure(
            dossier=dossier,
            unit=dossier.unit,
            due_on=TODAY,
            text="Relire les lettres",
            source="request",
            owner=cast.user("nadia"),
            now=NOW,
        )
    client = elevated("irene")

    done = client.post(page(cast), {"remettre": "1", "a-mesures": key(cast, "irene")}).content.decode()

    assert "n’a pas été remis" in done
    with as_owner():
        assert Measure.objects.get().owner == cast.user("nadia")


def test_reminders_about_a_dossier_are_handed_over_and_those_of_the_person_are_not(
    cast: Cast, elevated: Elevated, dossier: Dossier
) -> None:
    with acting_as(cast.actor("nadia")) as nadia:
        remind(actor=nadia, text="Rappeler le syndic", due_on=TODAY, dossier=dossier, now=NOW)
        remind(actor=nadia, text="Dentiste", due_on=TODAY, now=NOW)
    client = elevated("irene")

    shown = client.get(page(cast)).content.decode()
    done = client.post(page(cast), {"remettre": "1", "a-rappels": key(cast, "marc")}).content.decode()

    assert "1\u00a0rappel" in shown
    assert "Rappeler le syndic" not in shown + done
    with as_owner():
        owners = dict(Reminder.objects.values_list("text", "user_id"))
    assert owners == {"Rappeler le syndic": cast.user("marc").pk, "Dentiste": cast.user("nadia").pk}


def test_a_letter_that_only_the_leaver_could_sign_is_told(
    cast: Cast, elevated: Elevated, dossier: Dossier
) -> None:
    with as_owner():
        Letter.objects.filter(dossier=dossier).update(
            state=LetterState.SUBMITTED, template="reasoned_reply", submitted_by="staff:0"
        )
    client = elevated("irene")

    alone = client.get(page(cast, "marc")).content.decode()
    not_hers = client.get(page(cast)).content.decode()

    assert "seule à pouvoir donner" in alone
    assert "seule à pouvoir donner" not in not_hers


def test_a_later_last_day_keeps_the_account_open_until_then(cast: Cast, elevated: Elevated) -> None:
    last = TODAY + timedelta(days=7)
    elevated("irene").post(page(cast), {"fermer": "1", "last_day": last.isoformat()})

    assert User.objects.get(pk=cast.user("nadia").pk).is_active
    assert Membership.objects.get(user=cast.user("nadia")).until == last + timedelta(days=1)


def test_a_row_that_cannot_go_there_says_why(cast: Cast, elevated: Elevated, dossier: Dossier) -> None:
    answer = elevated("irene").post(
        page(cast),
        {"remettre": "1", "a-dossiers": key(cast, "marc"), f"a-{dossier.number}": key(cast, "bruno")},
    )

    assert "ne travaille pas dans l’unité" in answer.content.decode()
    assert assignee(dossier) == cast.user("nadia").pk


def test_what_a_conflict_hides_from_the_administrator_still_keeps_the_account_open(
    cast: Cast, elevated: Elevated, dossier: Dossier
) -> None:
    with acting_as(cast.actor("irene")) as irene:
        declare_conflict(actor=irene, dossier=dossier, reason="Parenté", now=NOW)
    with as_owner():
        Dossier.objects.filter(pk=dossier.pk).update(assignee=cast.user("nadia"))
    client = elevated("irene")
    shown = client.get(page(cast)).content.decode()
    answer = client.post(page(cast), {"fermer": "1", "last_day": TODAY.isoformat()})

    assert dossier.number not in shown
    assert "Hors de votre vue" in shown
    assert answer.status_code == 422
    assert "que vous ne pouvez pas voir" in answer.content.decode()


def test_the_second_of_two_administrators_finds_nothing_left(
    cast: Cast, elevated: Elevated, dossier: Dossier
) -> None:
    irene, farid = elevated("irene"), elevated("farid")
    farid.get(page(cast))
    irene.post(page(cast), {"remettre": "1", "a-dossiers": key(cast, "marc")})
    late = farid.post(page(cast), {"remettre": "1", "a-dossiers": key(cast, "marc")})

    assert late.status_code == 200
    assert "rien n’a été remis" in late.content.decode()


@pytest.mark.parametrize("value", ["", "tout le monde", "\0", "9" * 500])
def test_hostile_choices_hand_nothing_over(
    cast: Cast, elevated: Elevated, dossier: Dossier, value: str
) -> None:
    answer = elevated("irene").post(page(cast), {"remettre": "1", "a-dossiers": value})

    assert answer.status_code == 200
    assert assignee(dossier) == cast.user("nadia").pk


def test_someone_behind_the_wall_leaves_by_her_own_administrator(cast: Cast, elevated: Elevated) -> None:
    leaving = {"fermer": "1", "last_day": TODAY.isoformat()}

    assert elevated("irene").post(page(cast, "simon"), leaving).status_code == 422
    assert User.objects.get(pk=cast.user("simon").pk).is_active
    assert elevated("claire").post(page(cast, "simon"), leaving).status_code == 303
    assert not User.objects.get(pk=cast.user("simon").pk).is_active
