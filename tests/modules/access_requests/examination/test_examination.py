"""What is found is numbered, examined page by page, decided once for the same page, taken again from the past.

Lise examines; Simon, of the Commissioner's unit, sees nothing of it.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from egide.kernel.deadlines.facts import record_fact
from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import DocumentVersion, Origin, Page
from egide.kernel.dossiers.models import Dossier
from egide.kernel.redaction.models import Redaction
from egide.modules.access_requests import law
from egide.modules.access_requests.examination import deciding, inventory
from egide.modules.access_requests.examination.earlier import earlier_of, take_again
from egide.modules.access_requests.examination.fees import estimate, words_of
from egide.modules.access_requests.examination.models import FoundDocument, FoundPage, ThirdPerson
from egide.modules.access_requests.examination.readiness import obstacle_to_decide
from egide.platform.accounts.actors import Actor
from egide.platform.errors.failures import NotVisible, Refused
from egide.platform.journal.wording import known_codes
from tests.cast import Cast
from tests.database import as_owner
from tests.kernel.documents.making import pdf_of
from tests.modules.access_requests.scene import Scene, open_scene

SAME = "Le présent plan a été complété le 14 décembre 2018, et sera mis à jour annuellement par la suite."
OTHER = (
    "Trois employés permanents relevant de la Direction des services administratifs de l’Office sont dédiés."
)


class Exam:
    """The first request's inventory, as Lise works on it."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def document(self, *texts: str, title: str = "Plan directeur", content: bytes | None = None) -> int:
        """Will put a document that was read in the dossier, and in the inventory; returns its rank there."""

        def add(actor: Actor, dossier: Dossier) -> int:
            bytes_ = content or pdf_of(title, *texts)
            version = add_document(
                dossier=dossier, title=title, origin=Origin.INTERNAL, stream=[bytes_], file_name="plan.pdf",
                actor_code=actor.code, now=self.scene.now,
            )  # fmt: skip
            place = {"dossier_id": dossier.pk, "compartment_id": dossier.compartment_id}
            DocumentVersion.objects.filter(pk=version.pk).update(
                pages=len(texts), reading="read", media_type="application/pdf"
            )
            for number, text in enumerate(texts, start=1):
                Page.objects.create(
                    **place,
                    version=version,
                    number=number,
                    text=text,
                    source="text",
                    width=612,
                    height=792,
                    run=1,
                )
            (found,) = inventory.add_found(dossier=dossier, ranks=[version.document.rank], now=self.scene.now)
            return found.rank

        return self.scene.act("lise", add)

    def on(self, rank: int, what: Callable[..., Any], **said: Any) -> Any:
        def act(_: Actor, dossier: Dossier) -> Any:
            found = FoundDocument.objects.select_related("redaction__output", "released").get(
                dossier_id=dossier.pk, rank=rank
            )
            return what(dossier=dossier, found=found, now=self.scene.now, **said)

        return self.scene.act("lise", act)

    def obstacle(self) -> str:
        today = self.scene.now.date()
        return self.scene.act("lise", lambda a, d: obstacle_to_decide(d, today))

    def pages(self, rank: int) -> list[tuple[str, bool]]:
        with as_owner():
            rows = FoundPage.objects.filter(found__dossier__number=self.scene.number, found__rank=rank)
            return list(rows.order_by("number").values_list("decision", "by_likeness"))

    def found(self, rank: int) -> FoundDocument:
        with as_owner():
            return FoundDocument.objects.get(dossier__number=self.scene.number, rank=rank)


@pytest.fixture
def exam(cast: Cast) -> Exam:
    return Exam(open_scene(cast))


def test_the_same_page_in_several_documents_is_decided_once(exam: Exam) -> None:
    first, second = exam.document(OTHER, SAME), exam.document(SAME.upper(), title="Copie")

    followed = exam.on(first, deciding.decide_page, page=2, decision="withhold", grounds=["37"])

    assert [(one.found.rank, one.number) for one in followed] == [(second, 1)]
    assert exam.pages(first) == [("", False), ("withhold", False)]
    assert exam.pages(second) == [("withhold", True)]


def test_a_page_already_decided_elsewhere_keeps_its_own_decision(exam: Exam) -> None:
    second = exam.document(SAME, title="Copie")
    exam.on(second, deciding.decide_page, page=1, decision="release")
    first = exam.document(SAME)

    exam.on(first, deciding.decide_page, page=1, decision="withhold", grounds=["37"])

    assert exam.pages(second) == [("release", False)]


def test_a_page_of_few_words_resembles_no_other(exam: Exam) -> None:
    first, second = exam.document("Annexe"), exam.document("Annexe", title="Copie")

    assert exam.on(first, deciding.decide_page, page=1, decision="release") == ()
    assert exam.pages(second) == [("", False)]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"page": 9, "decision": "release"}, "pas de page 9"),
        ({"page": 1, "decision": "withhold"}, "au moins un motif"),
        ({"page": 1, "decision": "mask", "grounds": ["999"]}, "n’est pas offert"),
    ],
)
def test_it_refuses_a_page_without_reason(exam: Exam, said: dict[str, Any], why: str) -> None:
    rank = exam.document(SAME)

    with pytest.raises(Refused, match=why):
        exam.on(rank, deciding.decide_page, **said)


def test_a_document_agrees_with_its_pages_and_cites_their_grounds(exam: Exam) -> None:
    rank = exam.document(OTHER, SAME)
    exam.on(rank, deciding.decide_page, page=1, decision="release")
    exam.on(rank, deciding.decide_page, page=2, decision="withhold", grounds=["37", "53"])

    with pytest.raises(Refused, match="Accès partiel"):
        exam.on(rank, deciding.decide_document, decision="access")
    exam.on(rank, deciding.decide_document, decision="partial")

    assert exam.found(rank).grounds == ["53", "37"]


def test_another_body_is_named(exam: Exam) -> None:
    rank = exam.document(SAME)
    with pytest.raises(Refused, match="Nommez l’organisme"):
        exam.on(rank, deciding.decide_document, decision="other_body")

    exam.on(rank, deciding.decide_document, decision="other_body", reason="Secrétariat du Conseil du trésor")

    assert exam.obstacle() == ""


def test_what_is_partly_given_waits_for_its_redacted_copy(exam: Exam) -> None:
    rank = exam.document(OTHER, SAME)
    assert "sans décision\u00a0: 1" in exam.obstacle()
    exam.on(rank, deciding.decide_page, page=1, decision="release")
    exam.on(rank, deciding.decide_page, page=2, decision="withhold", grounds=["53-54"])
    exam.on(rank, deciding.decide_document, decision="partial")
    assert "caviardage" in exam.obstacle()

    redaction = exam.on(rank, deciding.begin_redaction)

    with as_owner():
        (box,) = redaction.boxes.all()
        assert (box.page, box.ground, box.x1, box.y1) == (2, "53-54", 612, 792)
    with pytest.raises(Refused, match="déjà commencé"):
        exam.on(rank, deciding.begin_redaction)
    publish(exam, rank)
    assert exam.obstacle() == ""


def test_a_page_withheld_after_its_document_was_decided_is_not_handed_with_it(exam: Exam) -> None:
    rank = exam.document(OTHER, SAME)
    for page in (1, 2):
        exam.on(rank, deciding.decide_page, page=page, decision="release")
    exam.on(rank, deciding.decide_document, decision="access")
    assert exam.obstacle() == ""

    exam.on(rank, deciding.decide_page, page=2, decision="withhold", grounds=["53-54"])
    assert "décidez de nouveau" in exam.obstacle()

    exam.on(rank, deciding.decide_document, decision="partial")
    exam.on(rank, deciding.begin_redaction)
    publish(exam, rank)
    assert exam.obstacle() == ""
    exam.scene.later(minutes=5)
    exam.on(rank, deciding.decide_page, page=1, decision="mask", grounds=["53-54"])
    assert "après sa copie caviardée" in exam.obstacle()


def publish(exam: Exam, rank: int) -> None:
    """The copy that the redaction’s job would have made; making it is proved by the kernel’s own tests."""

    def act(actor: Actor, dossier: Dossier) -> None:
        copy = add_document(
            dossier=dossier, title="Plan directeur caviardé", origin=Origin.INTERNAL, stream=[b"copie"],
            file_name="plan.txt", actor_code=actor.code, now=exam.scene.now,
        )  # fmt: skip
        found = FoundDocument.objects.get(dossier_id=dossier.pk, rank=rank)
        Redaction.objects.filter(pk=found.redaction_id).update(
            state="published", output=copy, ended_at=exam.scene.now, read_at=exam.scene.now,
            reader=exam.scene.cast.user("amelie"),
        )  # fmt: skip

    exam.scene.act("lise", act)


def test_an_earlier_release_of_the_same_bytes_is_proposed_with_its_copy(exam: Exam, cast: Cast) -> None:
    rank = exam.document(OTHER, SAME, content=b"les memes octets")
    exam.on(rank, deciding.decide_page, page=1, decision="release")
    exam.on(rank, deciding.decide_page, page=2, decision="withhold", grounds=["53"])
    exam.on(rank, deciding.decide_document, decision="partial")
    exam.on(rank, deciding.begin_redaction)
    publish(exam, rank)
    later = Exam(open_scene(cast, received_at=exam.scene.now + timedelta(days=1)))
    again = later.document(OTHER, SAME, content=b"les memes octets")
    assert (
        later.on(again, lambda found, **_: earlier_of(found)) == ()
    )  # not decided yet: nothing was released

    exam.scene.act(
        "lise",
        lambda a, d: record_fact(
            dossier=d,
            fact=law.DECIDED,
            occurred_on=exam.scene.now.date(),
            actor_code=a.code,
            now=exam.scene.now,
        ),
    )

    (past,) = later.on(again, lambda found, **_: earlier_of(found))
    assert (past.number, past.decision, past.grounds) == (exam.scene.number, "partial", ("53",))
    with pytest.raises(NotVisible):
        later.on(again, take_again, number="ACC-2026-99999")
    later.on(again, take_again, number=past.number)
    taken = later.found(again)
    assert (taken.decision, taken.grounds, taken.earlier) == ("partial", ["53"], past.number)
    assert later.pages(again) == [("release", True), ("withhold", True)]
    assert later.obstacle() == ""
    with as_owner():
        assert taken.released.dossier_id == taken.dossier_id


def test_fees_are_told_before_with_the_rate_of_the_day_of_receipt(exam: Exam) -> None:
    def said(copies: int) -> str:
        made = exam.scene.act("lise", lambda a, d: estimate(dossier=d, copies=copies, now=exam.scene.now))
        return words_of(made)

    assert "aucun frais n’est exigible (tarif à valider)" in said(8)
    # 100 pages × 0,44 $ = 44,00 $; less 8,85 $ = 35,15 $.
    assert "35,15\u00a0$" in said(100)
    with pytest.raises(Refused, match="nombre de pages"):
        said(0)


def test_nothing_is_examined_by_who_only_reads(exam: Exam) -> None:
    exam.document(SAME)

    def act(_: Actor, dossier: Dossier) -> None:
        inventory.take_in(dossier=dossier, now=exam.scene.now)

    with pytest.raises(Refused, match="réservée à"):
        exam.scene.act("paule", act)


def test_each_code_has_its_sentence() -> None:
    codes = ("found", "page", "decided", "taken_again", "redaction", "third_added", "third_informed")
    codes += ("third_answered", "third_told", "estimated")

    assert {f"examination.{code}" for code in codes} <= set(known_codes())


def test_a_document_put_in_by_mistake_leaves_the_inventory_and_stays_in_the_dossier(exam: Exam) -> None:
    first, second = exam.document(OTHER), exam.document(SAME, title="Une autre affaire")

    exam.on(second, inventory.take_out)

    with as_owner():
        rows = FoundDocument.objects.filter(dossier__number=exam.scene.number)
        assert list(rows.values_list("rank", flat=True)) == [first]
        assert DocumentVersion.objects.filter(
            dossier__number=exam.scene.number, document__title="Une autre affaire"
        ).exists()


def test_a_document_decided_or_a_third_person_s_stays_in_the_inventory(exam: Exam) -> None:
    decided, told = exam.document(OTHER), exam.document(SAME, title="Copie")
    exam.on(decided, deciding.decide_page, page=1, decision="release")
    one = exam.found(told)
    with as_owner():
        ThirdPerson.objects.create(
            dossier_id=one.dossier_id,
            compartment_id=one.compartment_id,
            rank=1,
            name="Atelier Boréal",
            address="Québec",
            about=[told],
            added_at=exam.scene.now,
        )

    with pytest.raises(Refused, match="Une décision est déjà consignée"):
        exam.on(decided, inventory.take_out)
    with pytest.raises(Refused, match="Un tiers est inscrit"):
        exam.on(told, inventory.take_out)
