"""A hand-over makes a dossier on the other side and leaves a receipt on this one; both, or neither.

The receiver of these tests is the designated officer's module; the sender is the Office.
"""

from collections.abc import Iterator

import pytest
from django.db import transaction

from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.dossiers.models import Dossier
from egide.kernel.handover.actions import (
    Arrival,
    Receive,
    confirm_slip,
    hand_over,
    prepare_slip,
    withdraw_slip,
)
from egide.kernel.handover.models import Receipt
from egide.kernel.handover.parcels import Fresh, Parcel, parcel_of_dossier
from egide.kernel.parties.models import Party
from egide.modules.disclosures.actions import receive
from egide.modules.disclosures.models import Disclosure
from egide.modules.privacy_incidents.actions import Declared, receiver
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Compartment, Unit
from egide.platform.errors.failures import Refused
from egide.platform.journal.models import Event
from egide.platform.storage import store
from egide.platform.storage.models import StoredObject
from tests.cast import TODAY
from tests.database import as_owner
from tests.kernel.scene import Scene

CANARY = "zibelinesecrete"


@pytest.fixture
def sent(scene: Scene) -> Scene:
    """Élise's dossier with a document that holds the canary."""
    scene.act(
        "bruno",
        lambda a, d: add_document(
            dossier=d,
            title=f"{CANARY} pièce",
            origin=Origin.RECEIVED,
            stream=[CANARY.encode()],
            file_name=f"{CANARY}.txt",
            actor_code=a.code,
            now=scene.now,
        ),
    )
    return scene


def hand(scene: Scene, *, receiving: Receive = receive, kind: str = "disclosure") -> Receipt:
    """Will hand the dossier over as Bruno."""

    def act(actor: object, dossier: Dossier) -> Receipt:
        return hand_over(
            actor=actor,  # type: ignore[arg-type]
            sender=dossier.compartment,
            parcel=parcel_of_dossier(dossier, text=f"{CANARY} paroles"),
            kind=kind,
            receive=receiving,
            dossier=dossier,
            now=scene.now,
        )

    return scene.act("bruno", act)


def other_side() -> Iterator[Dossier]:
    with as_owner():
        yield from Dossier.objects.filter(kind="disclosure").order_by("pk")


def test_the_other_side_gets_the_words_the_people_and_the_files(sent: Scene) -> None:
    hand(sent)

    with acting_as(sent.cast.actor("solange")):
        made = Dossier.objects.get(kind="disclosure")
        version = DocumentVersion.objects.select_related("stored").get(dossier=made)
        assert made.number == "DIV-2026-00001"
        assert made.received_on == sent.now.date()
        assert Disclosure.objects.get(pk=made.pk).text == f"{CANARY} paroles"
        assert Party.objects.get(dossier=made).name == "Élise Tremblay"
        assert store.read_all(stored=version.stored) == CANARY.encode()


def test_a_copied_file_is_another_object_under_another_key(sent: Scene) -> None:
    hand(sent)

    with as_owner():
        both = list(StoredObject.objects.filter(file_name=f"{CANARY}.txt").select_related("compartment"))
    assert {row.compartment.code for row in both} == {"office", "integrity"}
    assert len({row.blob for row in both}) == 2


def test_the_sender_keeps_a_receipt_that_says_nothing_of_the_other_side(sent: Scene) -> None:
    receipt = hand(sent)

    with acting_as(sent.cast.actor("bruno")):
        kept = Receipt.objects.get(number=receipt.number)
        told = " ".join(str(value) for value in Receipt.objects.filter(pk=kept.pk).values_list()[0])
        bodies = " ".join(Event.objects.values_list("body", flat=True))
        assert (kept.destination, kept.pieces, kept.source) == ("integrity", 1, sent.number)
        assert not Dossier.objects.filter(kind="disclosure").exists()
    assert "DIV-" not in told + bodies
    assert CANARY not in told


@pytest.mark.parametrize("who", ["bruno", "nadia", "marc", "helene", "odile", "claire", "irene"])
def test_nobody_but_the_receiver_sees_the_new_dossier(sent: Scene, who: str) -> None:
    hand(sent)

    with acting_as(sent.cast.actor(who)):
        assert not Dossier.objects.filter(number__startswith="DIV-").exists()
        assert not Disclosure.objects.exists()
    with acting_as(sent.cast.actor("solange")):
        assert Disclosure.objects.count() == 1


def test_nobody_of_the_other_side_sees_the_receipt(sent: Scene) -> None:
    hand(sent)

    with acting_as(sent.cast.actor("solange")):
        assert not Receipt.objects.exists()
    with acting_as(sent.cast.actor("marc")):
        assert Receipt.objects.count() == 1


def test_both_journals_tell_of_it_in_codes(sent: Scene) -> None:
    hand(sent)

    assert "handover.made" in sent.codes
    with acting_as(sent.cast.actor("solange")):
        event = Event.objects.get(code="handover.received")
        assert event.actor == "service:handover"
        assert CANARY not in event.body
        assert "Élise" not in event.body


def test_a_receiver_that_fails_leaves_nothing_on_either_side(sent: Scene) -> None:
    def failing(arrival: Arrival) -> Dossier:
        receive(arrival)
        raise Refused("Le destinataire refuse.")

    with pytest.raises(Refused), transaction.atomic():
        hand(sent, receiving=failing)

    assert list(other_side()) == []
    with as_owner():
        assert not Receipt.objects.exists()
    assert "handover.made" not in sent.codes

    hand(sent)  # the same set-up, a receiver that does not fail
    assert len(list(other_side())) == 1


def test_the_sender_is_the_sender_again_afterwards(sent: Scene) -> None:
    def look(actor: object, dossier: Dossier) -> bool:
        hand_over(
            actor=actor,  # type: ignore[arg-type]
            sender=dossier.compartment,
            parcel=parcel_of_dossier(dossier, text="x"),
            kind="disclosure",
            receive=receive,
            now=sent.now,
        )
        return Dossier.objects.filter(kind="disclosure").exists() or not Dossier.objects.exists()

    assert sent.act("bruno", look) is False


def test_a_kind_that_declares_no_reception_receives_nothing(sent: Scene) -> None:
    with pytest.raises(Refused, match="ne reçoit rien par remise"):
        hand(sent, kind="intervention_request")


def test_a_side_without_a_unit_receives_nothing(sent: Scene) -> None:
    with as_owner():
        elsewhere = Compartment.objects.get(code="discipline")
        Unit.objects.filter(code="designated").update(compartment=elsewhere)

    with pytest.raises(Refused, match="pas encore d’unité"):
        hand(sent)


def test_a_fresh_file_enters_the_store_of_the_other_side_only(sent: Scene) -> None:
    def act(actor: object, dossier: Dossier) -> Receipt:
        parcel = Parcel(
            source="",
            title="Pièce",
            text="x",
            received_at=sent.now,
            channel="post",
            site=dossier.site,
            fresh=(Fresh(file_name="neuve.txt", stream=[b"neuve"]),),
        )
        return hand_over(
            actor=actor,  # type: ignore[arg-type]
            sender=dossier.compartment,
            parcel=parcel,
            kind="disclosure",
            receive=receive,
            now=sent.now,
        )

    assert sent.act("bruno", act).pieces == 1
    with as_owner():
        assert StoredObject.objects.get(file_name="neuve.txt").compartment.code == "integrity"


def test_a_slip_is_withdrawn_until_it_is_handed_and_never_after(scene: Scene) -> None:
    with acting_as(scene.cast.actor("bruno")) as bruno:
        office = Compartment.objects.get(code="office")

        def prepared(source: str) -> Receipt:
            return prepare_slip(
                actor=bruno,
                sender=office,
                source=source,
                nature="access_request",
                destination="access_officer",
                label="Accès",
                now=scene.now,
            )

        first, second = prepared("REC-2026-00001"), prepared("REC-2026-00002")

        withdraw_slip(receipt=first, now=scene.now)
        confirm_slip(receipt=second, now=scene.now)

        with pytest.raises(Refused, match="déjà été remis ou retiré"):
            withdraw_slip(receipt=second, now=scene.now)
        with pytest.raises(Refused, match="déjà été remis ou retiré"):
            confirm_slip(receipt=first, now=scene.now)
    assert (first.number, second.number) == ("REM-2026-00001", "REM-2026-00002")


def test_a_kind_that_lives_behind_two_walls_is_handed_to_the_one_that_is_named(sent: Scene) -> None:
    def to(place: str) -> str:
        def act(actor: object, dossier: Dossier) -> Receipt:
            return hand_over(
                actor=actor,  # type: ignore[arg-type]
                sender=dossier.compartment,
                parcel=parcel_of_dossier(dossier, text="paroles"),
                kind="privacy_incident",
                receive=receiver(Declared(circumstances="x", information="", aware_on=TODAY, name="Nadia")),
                into=place,
                now=sent.now,
            )

        return sent.act("bruno", act).destination

    assert [to(""), to("commissioner")] == ["access", "commissioner"]
    with as_owner():
        numbers = set(Dossier.objects.filter(kind="privacy_incident").values_list("number", flat=True))
    assert numbers == {"INC-2026-00001", "INK-2026-00001"}
    with pytest.raises(Refused, match="de ce côté-là"):
        to("discipline")
