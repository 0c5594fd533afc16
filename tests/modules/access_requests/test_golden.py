"""The genuine file of 2019, from the request to the letter: received 13 December, answered 19 December, redacted.

The wording compared is the Office's own letter, published with its master plan; only the name of the applicant,
who was not published, is ours: « Monsieur, » becomes « Monsieur Lavigne, ».
"""

import io
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from egide.kernel.documents.actions import add_document
from egide.kernel.documents.models import DocumentVersion, Origin
from egide.kernel.documents.pipeline import read_part
from egide.kernel.documents.showing import pdf_bytes
from egide.kernel.handover.parcels import Person
from egide.kernel.parties.models import Party
from egide.kernel.redaction import actions as redacting
from egide.kernel.redaction import boxes
from egide.kernel.redaction.geometry import Rect
from egide.kernel.redaction.models import Redaction
from egide.kernel.redaction.producing import produce
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Membership, Unit, User
from egide.platform.storage import store
from tests.cast import LONG_AGO, Cast
from tests.database import as_owner
from tests.modules.access_requests.scene import Scene, open_scene
from tests.platform.reading.hostile import HEIGHT, WIDTH, font_of, text

RECEIVED = datetime(2019, 12, 13, 15, tzinfo=UTC)
SUBJECT = "une copie du plan directeur en ressources informationnelles de l’Office des professions du Québec"
# What the Office wrote, paragraph by paragraph.
PARAGRAPHS = (
    "Le 19 décembre 2019",
    "Objet : Demande d’accès à des documents",
    "Monsieur Lavigne,",
    "La présente fait suite à votre demande d’accès reçue le 13 décembre 2019 par laquelle vous souhaitez obtenir "
    "une copie du plan directeur en ressources informationnelles de l’Office des professions du Québec.",
    "À cet effet, vous trouverez ci-joint le document qui concerne votre demande et qui est accessible en vertu de "
    "la Loi sur l’accès aux documents des organismes publics et sur la protection des renseignements personnels "
    "(RLRQ, c. A-2.1), ci-après appelée « la Loi sur l’accès ».",
    "Ce document a été caviardé afin de ne pas donner accès au renseignement visé par les articles 53 et 54 de la "
    "Loi sur l’accès.",
    "Conformément à la Loi sur l’accès, nous vous informons que vous pouvez demander la révision de cette décision "
    "auprès de la Commission d’accès à l’information. Vous trouverez, ci-annexé, une note explicative concernant "
    "l’exercice de ce recours et copie de l’article de loi susmentionné.",
    "Je vous prie de recevoir, Monsieur, mes meilleures salutations.",
    "Guylaine Couture, avocate",
    "Secrétaire et Conseillère à la présidence",
    "p. j.",
)
ANNEXED = (
    "L’article 135 de la Loi prévoit qu’une personne dont la demande écrite a été refusée en tout ou en partie",
    "525, boulevard René-Lévesque Est",
    "500, boulevard René-Lévesque Ouest, bureau 18.200",
    "dans les 30 jours suivant la date de la décision ou de l’expiration du délai",
    "L’appel est formé, selon l’article 149 de la Loi,",
    "dans les 10 jours suivant la date de la réception de la décision de la Commission par les parties",
    "Les renseignements personnels sont confidentiels sauf dans les cas suivants",
    "sont personnels les renseignements qui concernent une personne physique et permettent de l’identifier",
    "1982, c. 30, a. 54; 2006, c. 22, a. 110.",
)
SIGNATURE = {"x0": 25.0, "y0": 330.0, "x1": 200.0, "y1": 372.0}


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """The Office of 2019: Guylaine Couture answers for access, Lise prepares."""
    with as_owner():
        officer = User.objects.create_user(
            "guylaine@office.example",
            "x" * 20,
            full_name="Guylaine Couture, avocate",
            job_title="Secrétaire et Conseillère à la présidence",
        )
        unit = Unit.objects.get(code="access")
        Membership.objects.create(user=officer, unit=unit, role="access_officer", since=LONG_AGO)
    cast.users["guylaine"] = officer
    person = Person(
        name="Jean Lavigne",
        address="12, rue du Port\nQuébec (Québec)  G1K 1A1",
        preferred_channel="post",
    )
    opened = open_scene(cast, received_at=RECEIVED, person=person, subject=SUBJECT)
    with as_owner():
        Party.objects.filter(dossier__number=opened.number).update(civility="Monsieur")
    return opened


def test_the_file_of_2019_is_reproduced_from_end_to_end(scene: Scene, tmp_path: Path) -> None:
    due = scene.due("decision")
    assert (due.raw_date, due.internal_target) == (date(2020, 1, 2), date(2019, 12, 30))
    steps = json.loads(due.proof)["steps"]
    assert "13 décembre 2019 + 20 jours = jeudi 2 janvier 2020 (date brute, jour inclus)" in plain(
        " | ".join(steps)
    )
    assert "Cible interne : lundi 30 décembre 2019" in plain(" | ".join(steps))

    scene.give()
    scene.on(date(2019, 12, 16)).send("acknowledgment", "guylaine")
    scene.move("start_search")
    found = keep_and_read(scene, master_plan(tmp_path / "plan.pdf"))
    scene.move("start_analysis")
    scene.move("start_redaction")
    released = redacted(scene, found)
    assert "Diane" not in released
    assert "art. 53 et 54" in released
    assert "PLAN DIRECTEUR" in released

    scene.on(date(2019, 12, 19))
    scene.move("propose_decision", outcome="partial", articles="53, 54", nombre="one")
    enclose(scene, "Plan directeur en ressources informationnelles")
    scene.send("decision", "guylaine")

    words = letter_words(scene)
    places = [words.find(paragraph) for paragraph in PARAGRAPHS]
    assert -1 not in places, PARAGRAPHS[places.index(-1)]
    assert places == sorted(places)
    assert [one for one in ANNEXED if one not in words] == []
    assert words.index("Avis de recours") > words.index("p. j.")

    assert scene.dossier.state == "decided"
    answered = scene.due("decision")
    assert (answered.status, answered.settled_on) == ("met", date(2019, 12, 19))
    review = scene.due("review")
    assert (review.starts_on, review.raw_date) == (date(2019, 12, 19), date(2020, 1, 18))
    proof = json.loads(review.proof)
    assert (proof["shown_date"], proof["presumed_closed"]) == ("2020-01-18", "2020-01-20")
    assert "19 décembre 2019 + 30 jours = samedi 18 janvier 2020" in plain(" | ".join(proof["steps"]))


def keep_and_read(scene: Scene, content: bytes) -> DocumentVersion:
    """Will add the document found and have it read, part after part, as the worker would."""
    kept = scene.act(
        "lise",
        lambda a, d: add_document(
            dossier=d, title="Plan directeur en ressources informationnelles", origin=Origin.RECEIVED,
            stream=[content], file_name="plan-directeur-2018.pdf", actor_code=a.code, now=scene.now,
        ),
    )  # fmt: skip
    worker = service("scheduler", compartment_id=kept.compartment_id)
    for part in ("open", "pages", "pages"):
        read_part(version_id=kept.pk, part=part, actor=worker, now=scene.now)
    with acting_as(worker):
        return DocumentVersion.objects.select_related("document", "stored", "compartment").get(pk=kept.pk)


def redacted(scene: Scene, found: DocumentVersion) -> str:
    """Will hide the signature under 53 and 54, have the officer read it, and return the words of the copy."""
    rank = scene.act(
        "lise", lambda a, d: redacting.open_redaction(dossier=d, version=found, now=scene.now)
    ).rank

    def row() -> Redaction:
        rows = Redaction.objects.select_related(
            "version__stored", "document", "output__stored", "dossier", "author", "reader"
        )
        return rows.get(dossier__number=scene.number, rank=rank)

    def do(who: str, what: object, **said: object) -> None:
        scene.act(who, lambda a, d: what(dossier=d, redaction=row(), now=scene.now, **said))  # type: ignore[operator]

    do("lise", boxes.draw, page=1, rect=Rect(**SIGNATURE), ground="53-54")
    do("lise", redacting.look_at, page=1)
    do("lise", redacting.submit)
    do("guylaine", redacting.look_at, page=1)
    do("guylaine", redacting.finish_reading)
    do("lise", redacting.ask_copy)
    produce(redaction=scene.act("lise", lambda a, d: row().pk), actor=scene.cast.actor("lise"), now=scene.now)
    with acting_as(scene.cast.actor("lise")):
        made = row()
        assert made.output is not None
        with pdf_bytes(made.output) as path:
            return text_of(Path(path).read_bytes())


def enclose(scene: Scene, name: str) -> None:
    """Will name the enclosure on the letter."""
    from egide.kernel.letters.drafting import Text, edit_letter

    def edit(actor: object, dossier: object) -> None:
        letter = scene.letter(dossier, "decision")  # type: ignore[arg-type]
        told = Text(
            subject=letter.subject, salutation=letter.salutation, body=letter.body,
            closing=letter.closing, enclosures=name,
        )  # fmt: skip
        edit_letter(dossier=dossier, letter=letter, text=told, now=scene.now)  # type: ignore[arg-type]

    scene.act("lise", edit)


def letter_words(scene: Scene) -> str:
    """Will read the signed letter back from its PDF."""

    def pdf(actor: object, dossier: object) -> bytes:
        letter = scene.letter(dossier, "decision")  # type: ignore[arg-type]
        assert letter.version is not None
        return store.read_all(stored=letter.version.stored)

    return plain(text_of(scene.act("guylaine", pdf)))


def text_of(content: bytes) -> str:
    """Will read the words of a PDF, as anybody does who copies them out of it."""
    import pypdfium2

    with pypdfium2.PdfDocument(content) as opened:
        return "\n".join(page.get_textpage().get_text_range() for page in opened)


def plain(words: str) -> str:
    """Will make spaces plain and apostrophes curly, and mend the words cut at the end of a line."""
    words = words.replace("\u00ad\r\n", "").replace("\ufffe", "").replace("-\r\n", "-")
    return re.sub(r"\s+", " ", words.replace("\u00a0", " ").replace("\u202f", " ").replace("'", "’"))


def master_plan(target: Path) -> bytes:
    """Will write one page with the end of the plan and the place of its signature."""
    with pikepdf.new() as pdf:
        content = (
            text("OFFICE DES PROFESSIONS DU QUEBEC", 25, 50, size=10)
            + text("PLAN DIRECTEUR", 25, 90)
            + text("EN RESSOURCES INFORMATIONNELLES", 25, 110, size=11)
            + text("Le present plan a ete complete le 14 decembre 2018.", 25, 180, size=9)
            + text("La presidente,", 25, 310, size=10)
            + text("Diane Legault", 30, 352, size=12)
        )
        page = pdf.make_indirect(
            Dictionary(
                Type=Name.Page,
                MediaBox=Array([0, 0, WIDTH, HEIGHT]),
                Resources=Dictionary(Font=Dictionary(F1=font_of(pdf))),
                Contents=pdf.make_stream(content),
            )
        )
        pdf.pages.append(pikepdf.Page(page))
        kept = io.BytesIO()
        pdf.save(kept)
    return kept.getvalue()
