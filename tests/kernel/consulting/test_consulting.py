"""A question crosses a wall and an answer comes back: each side sees its own rows and nothing of the other.

Nadia asks from a dossier of the Office; Claire, Commissioner, answers; Simon works in her unit; Odile elsewhere.
"""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from egide.kernel.consulting import answering, asking
from egide.kernel.consulting.models import Consultation, Question, State
from egide.kernel.consulting.queries import consultations_of, consultations_open, hours_of, standing_of
from egide.kernel.consulting.reach import question_of
from egide.kernel.consulting.reminding import remind_of_questions
from egide.kernel.dossiers.models import Dossier
from egide.kernel.dossiers.numbering import take_numbers
from egide.kernel.notices.models import Notice, Preference
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.accounts.models import Unit, User
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.journal.models import Event
from egide.platform.journal.wording import known_codes
from egide.platform.mail.models import Message
from egide.platform.storage import store
from tests.database import as_owner
from tests.kernel.consulting.asked import CANARY, NUMBERS, WORDS, Asked
from tests.kernel.scene import Scene


def test_the_exact_words_reach_the_unit_without_the_dossier_or_the_applicant(asked: Asked) -> None:
    asked.ask()

    with as_owner():
        question = Question.objects.get()
        texts = [str(getattr(question, f.attname)) for f in Question._meta.concrete_fields]
        entries = [f"{e.body}" for e in Event.objects.filter(compartment__code="commissioner")]
        people = [p for p in (asked.name(), asked.scene.number) if any(p in t for t in (*texts, *entries))]
    assert (question.words, question.due_on, question.number) == (WORDS, asked.due_on, "CNSOC-2026-00001")
    assert question.unit.code == "commission"
    assert not people


def test_only_the_commissioner_sees_it_until_he_entrusts_it(asked: Asked) -> None:
    asked.ask()
    assert (asked.seen_by("claire"), asked.seen_by("simon"), asked.seen_by("yvette")) == (1, 0, 0)
    with pytest.raises(Refused, match="ne travaille pas"):
        asked.do(answering.entrust, to=asked.scene.cast.user("odile"))

    asked.do(answering.entrust, to=asked.scene.cast.user("simon"))

    assert (asked.seen_by("simon"), asked.seen_by("yvette")) == (1, 0)
    with pytest.raises(Refused, match="confier"):
        asked.do(answering.entrust, "simon", to=None)
    asked.answer("simon", found=False)
    assert asked.consultation().signed_by == "Simon Lefebvre"


def test_another_unit_of_the_same_compartment_does_not_see_it(asked: Asked) -> None:
    asked.ask("interventions")

    assert (asked.seen_by("nadia"), asked.seen_by("marc"), asked.seen_by("bruno")) == (1, 1, 0)
    with acting_as(asked.scene.cast.actor("bruno")) as bruno, pytest.raises(NotVisible):
        question_of(bruno, "interventions", "CNSOO-2026-00001")


@pytest.mark.parametrize(
    ("words", "days", "said"),
    [
        ("  ", 7, "Écrivez ce qui est cherché"),
        (WORDS, -1, "jour à venir"),
        ("La plainte de «NAME», reçue en mai", 7, "contient le nom"),
        ("Voir INT-2026-00001.", 7, "numéro du dossier"),
    ],
)
def test_it_refuses_what_must_not_cross(asked: Asked, words: str, days: int, said: str) -> None:
    due_on = asked.scene.today + timedelta(days=days)

    with pytest.raises(Refused, match=said):
        asked.ask(words=words.replace("NAME", asked.name().upper()), due_on=due_on)

    with as_owner():
        assert not Question.objects.exists()


def test_the_name_crosses_only_when_the_search_is_about_that_person(asked: Asked) -> None:
    asked.ask(words=f"Le dossier d’admission de {asked.name()}", names_person=True)

    assert asked.seen_by("claire") == 1


def test_a_unit_is_asked_once_at_a_time(asked: Asked) -> None:
    asked.ask()

    with pytest.raises(Refused, match="déjà consultée"):
        asked.ask()


def test_nothing_found_is_an_answer_and_it_is_signed(asked: Asked) -> None:
    asked.ask()
    with pytest.raises(Refused, match="Cochez la déclaration"):
        asked.answer(found=False, signed=False)
    with pytest.raises(Refused, match="joignez-les"):
        asked.answer(found=True)

    asked.answer(found=False, comments="Rien de ce nom ici.")

    told = asked.consultation()
    assert (told.state, told.found, told.hours) == (State.ANSWERED, False, Decimal("1.50"))
    assert told.signed_by == "Claire Morin"
    assert "n’avoir rien trouvé" in told.declaration
    with as_owner():
        assert Notice.objects.filter(code="consultation.answered").count() == 1
    with pytest.raises(Refused, match="n’attend plus"):
        asked.answer(found=False)


def test_an_uploaded_file_is_copied_into_the_dossier_that_asks(asked: Asked) -> None:
    asked.ask()
    asked.attach()
    with pytest.raises(Refused, match="rien trouvé"):
        asked.answer(found=False)

    asked.answer(found=True)

    def look(_: Actor, dossier: Dossier) -> None:
        (consultation,) = consultations_of(dossier)
        (back,) = consultation.documents.all()
        assert back.reference == "CNSOC-2026-00001/1"
        assert back.version.dossier_id == dossier.pk
        assert store.read_all(stored=back.version.stored) == CANARY.encode()
        assert hours_of(dossier) == Decimal("1.50")
        assert not consultations_open(dossier)

    asked.scene.act("nadia", look)


def test_an_answer_is_returned_once_and_completed(asked: Asked) -> None:
    asked.ask()
    asked.attach()
    asked.answer(found=True)
    again = {"reason": "Il manque l’annexe.", "due_on": asked.due_on}

    asked.on(asking.return_for_completion, **again)
    with pytest.raises(Refused, match="déjà remis"):
        asked.do(answering.take_out, number=1)
    asked.attach(content=b"annexe")
    asked.answer(found=True, hours=Decimal(2))

    told = asked.consultation()
    with as_owner():
        assert told.documents.count() == 2
    assert (told.hours, told.returned_because) == (Decimal(2), "Il manque l’annexe.")
    with pytest.raises(Refused, match="déjà été retournée"):
        asked.on(asking.return_for_completion, **again)


def test_a_question_withdrawn_awaits_nothing(asked: Asked) -> None:
    asked.ask()

    asked.on(asking.withdraw, reason="Trouvé ailleurs.")

    with pytest.raises(Refused, match="n’attend plus"):
        asked.answer(found=False)
    with as_owner():
        question = Question.objects.get()
        assert (question.state, question.returned_because) == (State.WITHDRAWN, "")


def test_a_draft_stays_where_it_is_written(asked: Asked) -> None:
    asked.ask()

    asked.do(answering.save_draft, found=True, hours=Decimal("0.5"), comments="En cours")

    with as_owner():
        assert Question.objects.get().comments == "En cours"
    told = asked.consultation()
    assert (told.found, told.hours, told.comments) == (None, None, "")


def test_whoever_asked_and_whoever_must_answer_are_reminded(asked: Asked) -> None:
    asked.ask()
    with as_owner():
        Preference.objects.create(user=User.objects.get(full_name="Claire Morin"), rhythm="daily")

    def night(days: int) -> tuple[int, int]:
        now = asked.scene.now + timedelta(days=days)
        with acting_as(service("scheduler")):
            remind_of_questions.function(now=now)
        with as_owner():
            return Notice.objects.filter(code="consultation.late").count(), Message.objects.count()

    _, before = night(4)
    assert night(6) == (0, before + 1)
    assert night(7) == (0, before + 1)
    assert night(8) == (1, before + 2)
    assert night(9) == (1, before + 2)


def test_what_waits_is_counted(asked: Asked) -> None:
    asked.ask()
    asked.ask("presidency")
    asked.answer(found=False)

    def count(_: Actor, dossier: Dossier) -> Any:
        return standing_of(dossier, today=asked.due_on + timedelta(days=1))

    told = asked.scene.act("nadia", count)
    assert (told.total, told.open, told.answered, told.late, told.hours) == (2, 1, 1, 1, Decimal("1.50"))


def test_each_code_has_its_sentence() -> None:
    codes = {f"question.{code}" for code in ("received", "entrusted", "answered", "returned", "withdrawn")}
    codes |= {f"consultation.{code}" for code in ("asked", "answered", "returned", "withdrawn")}

    assert codes <= set(known_codes())


def test_two_questions_never_bear_one_number_and_none_tells_what_others_ask(scene: Scene) -> None:
    with as_owner():
        place = Unit.objects.select_related("compartment").get(code="commission").compartment
        # Access asked the Commissioner seven times this year: the Office’s first question does not say so.
        take_numbers(compartment=place, prefix="CNSAC", year=2026, count=7)
    asked = Asked(scene)
    for unit in ("commission", "presidency", "interventions"):
        asked.ask(unit)

    with as_owner():
        numbers = list(Consultation.objects.order_by("rank").values_list("number", flat=True))
    assert numbers == [NUMBERS[unit] for unit in ("commission", "presidency", "interventions")]
