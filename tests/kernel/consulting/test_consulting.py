"""A question crosses a wall and an answer comes back: each side sees its own rows and nothing of the other.

Nadia asks from a dossier of the Office; Claire, Commissioner, answers; Simon works in her unit; Odile elsewhere.
"""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from egide.kernel.consulting import answering, asking
from egide.kernel.consulting.holding import end_consultations, hold_again
from egide.kernel.consulting.models import Consultation, Question, QuestionFile, State
from egide.kernel.consulting.queries import consultations_of, consultations_open, hours_of, standing_of
from egide.kernel.consulting.reach import question_of, questions_of
from egide.kernel.consulting.reminding import remind_of_questions
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.dossiers.numbering import take_numbers
from egide.kernel.notices.models import Notice, Preference
from egide.kernel.parties.models import Party, PartyRole
from egide.kernel.records.holds import is_held
from egide.modules.interventions.actions import Intake, open_intervention
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import Actor, service
from egide.platform.accounts.models import Site, Unit, User
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.journal.models import Event
from egide.platform.journal.wording import known_codes
from egide.platform.mail.models import Message
from egide.platform.storage import store
from tests.database import as_owner
from tests.kernel.scene import Scene

WORDS = "Le plan directeur en ressources informationnelles"
CANARY = "zibelinesecrete"
# Between the Office and whom it asks: each pair has its own count.
NUMBERS = {
    "commission": "CNSOC-2026-00001",
    "interventions": "CNSOO-2026-00001",
    "presidency": "CNSOP-2026-00001",
}


class Asked:
    """What Nadia asks, and whoever answers does."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.due_on = scene.today + timedelta(days=7)

    def ask(self, unit: str = "commission", words: str = WORDS, **more: Any) -> None:
        self.scene.act(
            "nadia",
            lambda a, d: asking.ask(
                dossier=d,
                unit=Unit.objects.select_related("compartment").get(code=unit),
                words=words,
                due_on=more.pop("due_on", self.due_on),
                now=self.scene.now,
                **more,
            ),
        )

    def on(self, what: Callable[..., Any], rank: int = 1, who: str = "nadia", **said: Any) -> None:
        def act(_: Actor, dossier: Dossier) -> None:
            consultation = Consultation.objects.select_related("unit").get(dossier_id=dossier.pk, rank=rank)
            what(dossier=dossier, consultation=consultation, now=self.scene.now, **said)

        self.scene.act(who, act)

    def do(self, what: Callable[..., Any], who: str = "claire", unit: str = "commission", **said: Any) -> Any:
        with acting_as(self.scene.cast.actor(who)) as actor:
            question = question_of(actor, unit, NUMBERS[unit], lock=True)
            return what(question=question, now=self.scene.now, **said)

    def attach(self, who: str = "claire", unit: str = "commission", content: bytes = CANARY.encode()) -> None:
        self.do(answering.attach, who, unit, stream=[content], file_name="plan.txt")

    def answer(self, who: str = "claire", unit: str = "commission", *, found: bool, **more: Any) -> None:
        more = {"hours": Decimal("1.5"), "signed": True} | more
        self.do(answering.answer, who, unit, found=found, **more)

    def seen_by(self, who: str) -> int:
        with acting_as(self.scene.cast.actor(who)) as actor:
            return questions_of(actor).count()

    def name(self) -> str:
        with as_owner():
            return Party.objects.get(role=PartyRole.REQUESTER).name

    def consultation(self, rank: int = 1) -> Consultation:
        with as_owner():
            return Consultation.objects.get(rank=rank)


@pytest.fixture
def asked(scene: Scene) -> Asked:
    scene.give()
    return Asked(scene)


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


@pytest.fixture
def source(asked: Asked) -> Dossier:
    """A dossier of the Office, with a document, for a unit of the Office that is asked."""
    cast, now = asked.scene.cast, asked.scene.now
    with acting_as(cast.actor("marc")) as marc:
        intake = Intake(
            title="Autre dossier", name="Gaston Roy", received_at=now, channel="post", summary="s", wish="w",
            order=cast.order, email="g@exemple.example",
        )  # fmt: skip
        unit = Unit.objects.select_related("compartment", "site").get(code="interventions")
        dossier = open_intervention(
            actor=marc, intake=intake, unit=unit, site=Site.objects.get(code="quebec"), now=now
        )
        version = add_document(
            dossier=dossier, title="Plan directeur", origin=Origin.INTERNAL, stream=[CANARY.encode()],
            file_name="plan.txt", actor_code=marc.code, now=now,
        )  # fmt: skip
        DocumentVersion.objects.filter(pk=version.pk).update(pages=8)
    return dossier


def pick(asked: Asked, source: Dossier, *ranks: int) -> None:
    asked.do(answering.pick, "marc", "interventions", dossier=source, ranks=ranks)


def test_a_picked_document_keeps_its_place_on_its_own_side_and_is_held(asked: Asked, source: Dossier) -> None:
    asked.ask("interventions")
    pick(asked, source, 1)
    with pytest.raises(Refused, match="pas déjà joint"):
        pick(asked, source, 1)

    asked.answer("marc", "interventions", found=True)

    told = asked.consultation()
    with as_owner():
        file = QuestionFile.objects.get()
        (back,) = told.documents.all()
        assert file.dossier_id == source.pk
        assert file.sent_at is not None
        assert (back.reference, back.pages, back.class_code) == (
            "CNSOO-2026-00001/1", 8, source.class_code,
        )  # fmt: skip
        assert back.version_id != file.version_id
        assert is_held(source)


def test_the_hold_ends_with_the_request_and_comes_back_when_that_is_undone(
    asked: Asked, source: Dossier
) -> None:
    asked.ask("interventions")
    asked.ask("presidency")
    pick(asked, source, 1)
    asked.answer("marc", "interventions", found=True)

    asked.scene.act("nadia", lambda a, d: end_consultations(dossier=d, now=asked.scene.now))

    with as_owner():
        assert not is_held(source)
    assert asked.consultation(2).state == State.WITHDRAWN
    asked.scene.act("nadia", lambda a, d: hold_again(dossier=d, now=asked.scene.now))
    with as_owner():
        assert is_held(source)


def test_a_dossier_behind_another_wall_lends_nothing(asked: Asked, source: Dossier) -> None:
    asked.ask()

    with pytest.raises(Refused, match="réservée à"):
        asked.do(answering.pick, dossier=source, ranks=(1,))


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
