"""A lot of digitisation, from paper to its destruction: who signs, what is compared, what closes each step.

Bruno scans, René declares, Marc authorises: never twice the same person.
"""

import io
from datetime import timedelta
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from egide.kernel.digitisation import actions
from egide.kernel.digitisation.declaring import procedure_pdf, register_pdf
from egide.kernel.digitisation.life import LIFE
from egide.kernel.digitisation.models import Colour, Item, Lot, Risk, State, Verdict
from egide.kernel.digitisation.sampling import draw, sample_size
from egide.kernel.documents.actions import add_document, add_version
from egide.kernel.documents.models import Document, DocumentVersion, Origin, ReadingState
from egide.kernel.dossiers.models import Dossier
from egide.kernel.paper.filing import add_part
from egide.kernel.paper.models import Medium, Part
from egide.kernel.records.holds import place_hold
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Unit
from egide.platform.errors.failures import Refused
from egide.platform.storage import store
from tests.cast import NOW, TODAY
from tests.kernel.scene import Scene

CAPTURE = {
    "device": "Numériseur A3",
    "software": "Capture 4.2",
    "resolution": 300,
    "colour": Colour.COLOUR,
    "file_format": "PDF/A-2b",
}


def pdf(pages: int = 2) -> bytes:
    target = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        made.save(target)
    return target.getvalue()


class Bench:
    """A lot and its people; each act as the person who does it, later and later."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.now, self.number = scene, NOW, ""

    def act(self, who: str, what: Any) -> Any:
        with acting_as(self.scene.cast.actor(who)):
            lot = Lot.objects.select_for_update(of=("self",)).select_related(
                "unit", "compartment", "operator"
            )
            return what(lot.get(number=self.number))

    def plan(self, risk: Risk = Risk.ORDINARY, parts: int = 1) -> None:
        with acting_as(self.scene.cast.actor("bruno")) as bruno:
            unit = Unit.objects.select_related("compartment").get(code="interventions")
            lot = actions.plan_lot(unit=unit, label="Demandes", risk=risk, now=self.now)
            self.number = lot.number
            dossier = Dossier.objects.get(number=self.scene.number)
            for _ in range(parts):
                part = add_part(
                    dossier=dossier,
                    label="Volume",
                    medium=Medium.PAPER,
                    main=True,
                    thickness=5,
                    actor_code=bruno.code,
                    now=self.now,
                )
                actions.add_part(lot=lot, part=part, pages=2)

    def step(self, who: str, code: str, words: str = "") -> None:
        self.act(who, lambda lot: actions.make_step(lot=lot, step=code, words=words, now=self.now))

    def attach(self, pages: int = 2) -> None:
        with acting_as(self.scene.cast.actor("bruno")) as bruno:
            lot = Lot.objects.select_related("compartment").get(number=self.number)
            for item in Item.objects.filter(lot=lot).select_related("dossier"):
                made = add_document(
                    dossier=item.dossier,
                    title="Image",
                    origin=Origin.INTERNAL,
                    stream=[pdf(pages)],
                    file_name="image.pdf",
                    actor_code=bruno.code,
                    now=self.now,
                )
                actions.attach(lot=lot, item=item, document=made.document, pages=pages)

    def scan(self) -> None:
        self.act("bruno", lambda lot: actions.declare_scanned(lot=lot, now=self.now, **CAPTURE))

    def judge(self, accepted: bool = True, defect: str = "") -> None:
        def judged(lot: Lot) -> None:
            for item in Item.objects.filter(lot=lot, sampled=True):
                actions.judge(lot=lot, item=item, accepted=accepted, defect=defect, now=self.now)

        self.act("bruno", judged)

    def read(self) -> None:
        """The reading itself has its own tests: here, its outcome."""
        self.act("bruno", lambda lot: DocumentVersion.objects.update(reading=ReadingState.READ))

    def to_attested(self) -> None:
        self.plan()
        self.step("bruno", "prepare")
        self.attach()
        self.scan()
        self.judge()
        self.step("bruno", "check")
        self.read()
        self.step("bruno", "index")
        self.act("rene", lambda lot: actions.attest(lot=lot, now=self.now))

    @property
    def lot(self) -> Lot:
        found: Lot = self.act("bruno", lambda lot: lot)
        return found


@pytest.fixture
def bench(scene: Scene) -> Bench:
    return Bench(scene)


def test_the_life_is_sound_and_says_the_same_words_as_the_table() -> None:
    assert LIFE.problems() == ()
    assert {state.code: state.label for state in LIFE.states} == dict(State.choices)


def test_a_lot_goes_from_paper_to_destruction_by_three_people(bench: Bench) -> None:
    bench.to_attested()
    bench.act("bruno", lambda lot: actions.quarantine(lot=lot, days=30, now=bench.now))
    with pytest.raises(Refused, match="dure encore 30"):
        bench.act("marc", lambda lot: actions.authorise(lot=lot, words="", now=bench.now))
    bench.now += timedelta(days=30)
    with pytest.raises(Refused, match="n’autorise pas elle-même"):
        bench.act("rene", lambda lot: actions.authorise(lot=lot, words="", now=bench.now))
    bench.act("marc", lambda lot: actions.authorise(lot=lot, words="", now=bench.now))
    today = TODAY + timedelta(days=30)
    bench.act(
        "bruno",
        lambda lot: actions.record_destruction(
            lot=lot, on=today, method="Déchiquetage", witness="J. Roy", now=bench.now
        ),
    )

    assert bench.lot.state == State.DESTROYED
    assert bench.scene.codes[-2:] == ["paper.part_ended", "digitisation.source_destroyed"]
    assert bench.act("bruno", lambda lot: Part.objects.get().ended_on) == today
    assert bench.scene.problems == []


def test_who_scanned_does_not_sign_the_declaration(bench: Bench) -> None:
    bench.plan()
    bench.step("bruno", "prepare")
    bench.attach()
    bench.scan()
    bench.judge()
    bench.step("bruno", "check")
    bench.read()
    bench.step("bruno", "index")

    with pytest.raises(Refused, match="ne signe pas elle-même"):
        bench.act("bruno", lambda lot: actions.attest(lot=lot, now=bench.now))
    assert bench.lot.state == State.INDEXED


def test_the_declaration_lists_each_document_with_its_hash_and_is_kept(bench: Bench) -> None:
    bench.to_attested()

    def declared(lot: Lot) -> bytes:
        found = Lot.objects.select_related("declaration").get(pk=lot.pk)
        assert found.declaration is not None
        assert found.declared_sha256 == found.declaration.sha256
        return b"".join(store.open_stream(stored=found.declaration))

    content = bench.act("bruno", declared)
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))
    digest = bench.act("bruno", lambda lot: Item.objects.select_related("version").get().version.sha256)
    assert digest in "".join(letter for letter in text if letter.isalnum())
    assert "René" in text


def test_a_missing_page_closes_the_step(bench: Bench) -> None:
    bench.plan()
    bench.step("bruno", "prepare")
    with pytest.raises(Refused, match="Il manque l’image"):
        bench.scan()
    bench.attach(pages=1)
    with pytest.raises(Refused, match="ne concorde pas"):
        bench.scan()


def test_one_reject_makes_the_whole_lot_be_looked_at(bench: Bench) -> None:
    bench.plan(parts=12)
    bench.step("bruno", "prepare")
    bench.attach()
    bench.scan()
    sampled = bench.act("bruno", lambda lot: Item.objects.filter(sampled=True).count())
    assert sampled == 8

    def reject(lot: Lot) -> None:
        one = Item.objects.filter(lot=lot, sampled=True)[0]
        with pytest.raises(Refused, match="Dites ce qui ne va pas"):
            actions.judge(lot=lot, item=one, accepted=False, defect=" ", now=bench.now)
        actions.judge(lot=lot, item=one, accepted=False, defect="Flou", now=bench.now)

    bench.act("bruno", reject)
    with pytest.raises(Refused, match="rejetée"):
        bench.step("bruno", "check")
    assert bench.act("bruno", lambda lot: Item.objects.filter(sampled=True).count()) == 12

    def again(lot: Lot) -> None:
        item = Item.objects.get(lot=lot, verdict=Verdict.REJECTED)
        document = Document.objects.get(versions=item.version)
        add_version(
            document=document,
            dossier=item.dossier,
            stream=[pdf()],
            file_name="image.pdf",
            actor_code="staff:1",
            now=bench.now,
        )
        actions.attach(lot=lot, item=item, document=document, pages=2)
        assert (item.rejects, item.verdict) == (1, Verdict.WAITING)

    bench.act("bruno", again)
    with pytest.raises(Refused, match="Il reste 12"):
        bench.step("bruno", "check")
    bench.judge()
    bench.step("bruno", "check")


def test_a_hold_keeps_the_paper(bench: Bench) -> None:
    bench.to_attested()
    bench.act("bruno", lambda lot: actions.quarantine(lot=lot, days=1, now=bench.now))
    bench.now += timedelta(days=1)
    bench.scene.act(
        "marc", lambda a, d: place_hold(dossier=d, reason="litige", actor_code=a.code, now=bench.now)
    )

    with pytest.raises(Refused, match="est gelé"):
        bench.act("marc", lambda lot: actions.authorise(lot=lot, words="", now=bench.now))


def test_a_part_is_in_one_lot_and_nothing_is_added_to_a_prepared_one(bench: Bench) -> None:
    bench.plan()
    part = bench.act("bruno", lambda lot: Part.objects.get())
    first = bench.number
    bench.plan(parts=1)
    with pytest.raises(Refused, match=first):
        bench.act("bruno", lambda lot: actions.add_part(lot=lot, part=part, pages=2))
    bench.step("bruno", "prepare")
    with pytest.raises(Refused, match="rien ne s’y ajoute"):
        bench.act("bruno", lambda lot: actions.add_part(lot=lot, part=part, pages=2))


def test_an_analyst_makes_no_step(bench: Bench) -> None:
    bench.plan()
    with pytest.raises(Refused, match="réservée"):
        bench.step("nadia", "prepare")


def test_a_picture_of_too_few_points_is_refused(bench: Bench) -> None:
    bench.plan()
    bench.step("bruno", "prepare")
    bench.attach()
    with pytest.raises(Refused, match="300 points"):
        bench.act(
            "bruno",
            lambda lot: actions.declare_scanned(lot=lot, now=bench.now, **CAPTURE | {"resolution": 200}),
        )


def test_procedure_and_register_come_out_as_pdf(bench: Bench) -> None:
    bench.to_attested()
    register = bench.act("bruno", lambda lot: register_pdf(lots=[lot], now=bench.now))

    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(register))
    assert bench.number in text
    procedure = pypdfium2.PdfDocument(procedure_pdf(now=NOW))
    assert "à valider" in procedure[0].get_textpage().get_text_range()


@settings(max_examples=40, deadline=None)
@given(pieces=st.integers(1, 4_000), seed=st.text("0123456789abcdef", min_size=32, max_size=32))
def test_a_sample_is_drawn_again_the_same_and_everything_at_high_risk(pieces: int, seed: str) -> None:
    places = range(1, pieces + 1)
    size = sample_size(pieces, everything=False)

    assert min(pieces, 8) <= size <= pieces
    assert sample_size(pieces, everything=True) == pieces
    drawn = draw(places, seed=seed, size=size)
    assert len(drawn) == size
    assert drawn == draw(list(reversed(places)), seed=seed, size=size)


def test_a_rejected_picture_is_taken_again_before_anyone_else_accepts_it(bench: Bench) -> None:
    bench.plan(parts=2)
    bench.step("bruno", "prepare")
    bench.attach()
    bench.scan()

    def reject(lot: Lot) -> None:
        item = (
            Item.objects.filter(lot=lot).select_related("dossier", "version__document").order_by("place")[0]
        )
        actions.judge(lot=lot, item=item, accepted=False, defect="Flou", now=bench.now)
        assert item.version is not None
        with pytest.raises(Refused, match="l’image rejetée"):
            actions.attach(lot=lot, item=item, document=item.version.document, pages=2)

    def accept(lot: Lot) -> None:
        item = Item.objects.filter(lot=lot, verdict=Verdict.REJECTED).select_related("dossier").get()
        actions.judge(lot=lot, item=item, accepted=True, defect="", now=bench.now)

    def rejected_by(who: str) -> None:
        Item.objects.filter(verdict=Verdict.REJECTED).update(checked_by=bench.scene.cast.user(who))

    bench.act("bruno", reject)
    with pytest.raises(Refused, match="ne vous est pas ouvert"):
        bench.act("rene", accept)  # he keeps the lots, and cannot look at the picture
    bench.act("bruno", lambda lot: rejected_by("marc"))
    with pytest.raises(Refused, match="Cette image est rejetée"):
        bench.act("bruno", accept)
    bench.act("bruno", lambda lot: rejected_by("bruno"))
    bench.act("bruno", accept)  # a slip of one’s own


def test_one_document_stands_in_for_one_part(bench: Bench) -> None:
    bench.plan(parts=2)
    bench.step("bruno", "prepare")
    bench.attach()

    def twice(lot: Lot) -> None:
        first, second = Item.objects.filter(lot=lot).select_related("version__document").order_by("place")
        assert second.version is not None
        with pytest.raises(Refused, match="déjà l’image de la pièce 2"):
            actions.attach(lot=lot, item=first, document=second.version.document, pages=2)

    bench.act("bruno", twice)
