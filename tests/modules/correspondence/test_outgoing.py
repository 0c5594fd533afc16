"""What leaves by the dossiers is in the register of their compartment: letters, messages, older ones caught up once."""

from datetime import date

import pytest

from egide.kernel.messages.actions import post_message
from egide.kernel.messages.models import Direction
from egide.kernel.parties.models import Party
from egide.modules.correspondence.models import MailPiece
from egide.modules.correspondence.outgoing import enter_letters
from egide.modules.correspondence.tasks import catch_up
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Compartment
from tests.cast import Cast, seed_office
from tests.database import as_owner
from tests.kernel.scene import Scene, open_scene
from tests.modules.correspondence.boxes import pieces


@pytest.fixture
def cast(db: None) -> Cast:
    return seed_office()


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return open_scene(cast)


def say(scene: Scene, direction: Direction, text: str) -> None:
    def post(actor: object, dossier: object) -> None:
        party = Party.objects.filter(dossier=dossier).order_by("rank").first()
        assert party is not None
        post_message(
            dossier=dossier,  # type: ignore[arg-type]
            direction=direction,
            party=party,
            text=text,
            actor_code="staff:1",
            now=scene.now,
        )

    scene.act("nadia", post)


def test_a_posted_letter_and_each_message_have_their_line(scene: Scene) -> None:
    scene.acknowledge()
    say(scene, Direction.OUT, "Voici  où\nnous en sommes.")
    say(scene, Direction.IN, "Merci.")

    lines = [(p.number, p.direction, p.medium, p.sender, p.addressee, p.subject, p.fate) for p in pieces()]
    letter = scene.letter("acknowledgment")
    assert lines == [
        ("COR-2026-00001", "out", "post", "", "Élise Tremblay", letter.subject, "sent"),
        ("COR-2026-00002", "out", "link", "", "Élise Tremblay", "Voici où nous en sommes.", "sent"),
        ("COR-2026-00003", "in", "link", "Élise Tremblay", "", "Merci.", "joined"),
    ]
    assert {p.compartment.code for p in pieces()} == {"office"}


def test_letters_that_left_before_are_entered_once_in_the_order_they_left(scene: Scene) -> None:
    scene.acknowledge()
    say(scene, Direction.OUT, "Un mot.")
    with as_owner():
        MailPiece.objects.all().delete()
    with acting_as(service("scheduler")):
        catch_up.function(now=scene.now)
        catch_up.function(now=scene.now)

    assert [(p.number, p.source, p.source_rank) for p in pieces()] == [
        ("COR-2026-00003", "letter", 1),
        ("COR-2026-00004", "message", 1),
    ]


def test_a_letter_of_another_compartment_is_out_of_reach(scene: Scene) -> None:
    scene.acknowledge()
    with as_owner():
        MailPiece.objects.all().delete()
        office = Compartment.objects.get(code="office")
    # Whoever is of another compartment writes no line of this one, whatever is asked.
    with acting_as(scene.cast.actor("claire")):
        assert enter_letters(compartment=office, now=scene.now) == 0

    assert pieces() == []


def test_a_number_past_five_digits_keeps_them_all(scene: Scene) -> None:
    from egide.kernel.dossiers.models import NumberCounter

    with as_owner():
        office = Compartment.objects.get(code="office")
        NumberCounter.objects.create(compartment=office, prefix="COR", year=scene.today.year, last=123_456)
    scene.acknowledge()

    (line,) = pieces()
    assert (line.number, line.received_on) == (f"COR-{scene.today.year}-123457", date(2026, 11, 23))
