"""The screens of redaction without a script: zones by words and by measures, suggestions, the second reading.

What the copy holds is tested with the kernel; who reaches each address is in the matrix of the walls.
"""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from egide.kernel.documents.showing import Word
from egide.kernel.dossiers.models import Dossier
from egide.kernel.redaction.models import Box, Redaction, State
from egide.kernel.redaction.patterns import finds, health_number, luhn
from egide.kernel.redaction.producing import produce
from egide.kernel.redaction.suggesting import names_in
from tests.cast import Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK, SignIn
from tests.interfaces.staff.documents_read import add_read

PAGES = (
    "Élise Tremblay, 12, rue du Port, G1K 1A1, elise@exemple.example",
    "Appelez Mme Trembley au 418 555-0147. Née le 3 mars 1980.",
)


class Screen:
    """The redaction of a two-page piece, as people press its buttons."""

    def __init__(self, cast: Cast, sign_in: SignIn, dossier: Dossier) -> None:
        self.dossier, self.sign_in = dossier, sign_in
        add_read(cast, dossier, *PAGES, title="Lettre reçue")
        self.base = f"/dossiers/{dossier.number}/documents/1/caviardage/"
        response = self.post("", who="nadia")
        assert response["Location"] == f"{self.base}1/p1/"

    def post(self, rest: str, *, who: str = "nadia", **typed: Any) -> Any:
        with as_owner():
            version = Dossier.objects.get(pk=self.dossier.pk).version
        return self.client(who).post(self.base + rest, {"version": str(version), **typed})

    def act(self, act: str, *, page: int = 1, who: str = "nadia", **typed: Any) -> Any:
        return self.post(f"1/p{page}/", who=who, acte=act, **({"motif": "53"} | typed))

    def get(self, rest: str, who: str = "nadia") -> Any:
        return self.client(who).get(self.base + rest)

    def client(self, who: str) -> Client:
        return self.sign_in(who)

    @property
    def row(self) -> Redaction:
        with as_owner():
            return Redaction.objects.get(dossier=self.dossier, rank=1)

    def boxes(self, state: str) -> list[Box]:
        with as_owner():
            return list(Box.objects.filter(dossier=self.dossier, state=state).order_by("number"))

    def handed_over(self) -> None:
        """Will hide the name, see both pages and hand over."""
        self.act("mots", texte="Tremblay")
        self.act("vue")
        self.act("vue", page=2)
        assert self.post("1/etapes/remettre/").status_code == 303


@pytest.fixture
def screen(cast: Cast, sign_in: SignIn, dossier: Dossier) -> Screen:
    """A redaction that has begun."""
    return Screen(cast, sign_in, dossier)


def words(response: Any) -> str:
    body = re.sub(r"<(script|style).*?</\1>", "", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


# --- Zones -------------------------------------------------------------------------------------------------------
def test_words_are_hidden_on_the_page_and_the_zone_is_drawn(screen: Screen) -> None:
    response = screen.act("mots", texte="tremblay")

    (box,) = screen.boxes("accepted")
    assert box.words == "Tremblay,"
    assert "1 zone ajoutée" in words(response)
    assert 'data-zone="1"' in response.content.decode()
    assert "art. 53" in words(response)


def test_a_zone_is_drawn_by_its_measures_and_moved(screen: Screen) -> None:
    screen.act("tracer", x0="100", y0="150,5", x1="180", y1="170")
    (box,) = screen.boxes("accepted")
    assert (box.x0, box.y0, box.x1, box.y1) == (100, 150.5, 180, 170)

    shown = screen.get("1/p1/?zone=1").content.decode()
    assert "Déplacer la zone 1" in shown
    assert 'value="150.5"' in shown
    screen.act("deplacer", zone="1", x0="110", y0="160", x1="190", y1="180")
    assert screen.boxes("accepted")[0].x0 == 110


@pytest.mark.parametrize("measure", ["", "abc", "nan", "1e99", "١٠"])
def test_a_measure_that_is_no_number_is_refused_and_kept(screen: Screen, measure: str) -> None:
    response = screen.act("tracer", x0=measure, y0="10", x1="50", y1="40")

    if measure != "١٠":  # digits of any script are digits
        assert response.status_code == 422
        assert "Donnez les quatre mesures" in words(response)
        assert 'value="40"' in response.content.decode()


def test_an_act_or_a_zone_that_does_not_exist_is_a_404(screen: Screen) -> None:
    for typed in ({"acte": "voler"}, {"acte": "retirer", "zone": "9"}, {"acte": "retirer", "zone": "x"}):
        assert screen.post("1/p1/", **typed).status_code == 404
    assert screen.get("1/p3/").status_code == 404
    assert screen.get("2/").status_code == 404
    assert screen.post("1/etapes/voler/").status_code == 404


def test_undo_takes_the_last_act_back(screen: Screen) -> None:
    screen.act("mots", texte="Port")
    screen.act("retirer", zone="1")
    screen.act("annuler")

    assert [box.words for box in screen.boxes("accepted")] == ["Port,"]


# --- Suggestions -------------------------------------------------------------------------------------------------
def test_a_word_sought_everywhere_hides_nothing_until_accepted(screen: Screen) -> None:
    response = screen.act("chercher", texte="Tremblay")

    assert screen.boxes("accepted") == []
    (box,) = screen.boxes("suggested")
    assert "que vous avez cherché" in box.why
    assert "1 suggestion ajoutée" in words(response)
    screen.act("accepter", zone=str(box.number))
    assert screen.boxes("accepted")[0].accepted_by_id is not None


def test_a_word_that_is_nowhere_is_said_and_kept(screen: Screen) -> None:
    response = screen.act("chercher", texte="Zoulou")

    assert response.status_code == 422
    assert "sur aucune page" in words(response)
    assert 'value="Zoulou"' in response.content.decode()


def test_patterns_and_names_are_suggested_with_their_reason(screen: Screen) -> None:
    kinds = ["phone", "email", "postal", "address", "birth", "name"]
    screen.act("motifs", genres=kinds)

    found = {box.kind: box for box in screen.boxes("suggested")}
    assert set(kinds) <= set(found)
    assert found["phone"].why == "ressemble à un numéro de téléphone"
    assert found["phone"].words == "418 555-0147."
    assert {box.page for box in screen.boxes("suggested") if box.kind == "name"} == {1, 2}
    near = next(box for box in screen.boxes("suggested") if "Trembley" in box.words)
    assert "Élise Tremblay" in near.why
    assert screen.boxes("accepted") == []


def test_all_of_a_kind_are_decided_at_once_and_not_proposed_again(screen: Screen) -> None:
    screen.act("motifs", genres=["postal", "email"])
    screen.act("ecarter-genre", genre="postal")
    screen.act("accepter-genre", genre="email")
    again = screen.act("motifs", genres=["postal", "email"])

    assert [box.kind for box in screen.boxes("accepted")] == ["email"]
    assert screen.boxes("suggested") == []
    assert "Rien de nouveau" in words(again)


def test_what_waits_is_counted_by_page(screen: Screen) -> None:
    screen.act("motifs", genres=["postal", "phone"])

    shown = words(screen.get("1/"))

    assert "1 à décider" in shown
    assert "Suggestions qui attendent votre décision : 2" in shown


# --- The second reading ------------------------------------------------------------------------------------------
def test_the_author_sees_why_the_reading_is_not_hers(screen: Screen) -> None:
    screen.handed_over()

    own = screen.get("1/")
    other = screen.get("1/", who="marc")

    assert "revient à une autre personne" in words(own)
    assert "Relire les pages" in words(other)
    assert screen.act("vue", who="nadia").status_code == 422
    assert "Page relue, suivante" in words(screen.get("1/p1/", who="marc"))


def test_it_is_read_page_by_page_then_published_and_downloaded(screen: Screen, cast: Cast) -> None:
    screen.handed_over()
    assert screen.act("vue", who="marc")["Location"].endswith("/1/p2/")
    assert screen.act("vue", who="marc", page=2)["Location"].endswith("/1/")
    assert screen.post("1/etapes/signer/", who="marc").status_code == 303
    assert screen.post("1/etapes/produire/").status_code == 303
    assert "hx-trigger" in screen.get("1/").content.decode()
    produce(redaction=screen.row.pk, actor=cast.actor("nadia"), now=CLOCK)

    row = screen.row
    assert (row.state, row.problem) == (State.PUBLISHED, ""), row.report
    shown = words(screen.get("1/"))
    assert "Temps par page mise en image" in shown
    assert "Recherche de fuites" in shown
    assert "Pièce 2" in shown
    for rest, start in (("index/", b"%PDF"), ("rapport/", b"%PDF"), ("rapport.json", b"{")):
        response = screen.get(f"1/{rest}")
        assert response.content.startswith(start)
        assert "attachment" in response["Content-Disposition"]
    report = json.loads(screen.get("1/rapport.json").content)
    assert report["verdict"] == "Aucune fuite trouvée."
    assert "remblay" not in json.dumps(report)


def test_it_goes_back_with_remarks(screen: Screen) -> None:
    screen.handed_over()

    empty = screen.post("1/etapes/renvoyer/", who="marc", remarks="")
    sent = screen.post("1/etapes/renvoyer/", who="marc", remarks="Page 2, un nom reste.")

    assert (empty.status_code, sent.status_code) == (422, 303)
    assert "Page 2, un nom reste." in words(screen.get("1/"))


def test_the_preview_is_a_picture_of_what_would_be_published(screen: Screen) -> None:
    screen.act("mots", texte="Tremblay")

    page = screen.get("1/p1/?vue=publie").content.decode()
    picture = screen.get("1/p1/apercu/")

    assert "data-redact" not in page
    assert "Revenir aux zones" in page
    assert picture.content[8:12] == b"WEBP"
    assert picture["Content-Type"] == "image/webp"


def test_a_part_equals_the_page(screen: Screen) -> None:
    client = screen.client("nadia")
    whole = client.get(screen.base + "1/p1/").content.decode()
    part = client.get(
        screen.base + "1/p1/", headers={"HX-Request": "true", "HX-Target": "caviardage"}
    ).content.decode()

    token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
    inner = token.sub("", part).strip()
    assert inner in token.sub("", whole)


# --- Patterns ----------------------------------------------------------------------------------------------------
def kinds_of(text: str) -> list[str]:
    return [one.kind for one in finds(text)]


def test_each_pattern_knows_its_kind_and_its_likes() -> None:
    assert kinds_of("NAS 046 454 286") == ["sin"]
    assert kinds_of("dossier 046 454 287") == []  # the check digit is wrong
    assert kinds_of("TREM 5553 0312") == ["health"]
    assert kinds_of("TREM 5599 0312") == []  # no such month
    assert kinds_of("au (418) 555-0147 poste 12") == ["phone"]
    assert kinds_of("1-800-567-8910") == ["phone"]
    assert kinds_of("H2Z 1W7") == ["postal"]
    assert kinds_of("M5V 2T6") == []  # Ontario
    assert kinds_of("demeure au 500, boul. René-Lévesque Ouest, bureau 18.200") == ["address"]
    assert kinds_of("né le 12 juin 1975") == ["birth"]
    assert kinds_of("le 12 juin 1975") == []
    assert kinds_of("date de naissance : 1975-06-12") == ["birth"]
    assert kinds_of("écrire à a.b@c.example.org") == ["email"]
    assert luhn("046454286")
    assert not luhn("000000000")
    assert health_number("TREM55530312")


def test_a_pattern_is_quick_on_a_hostile_line() -> None:
    import time

    began = time.process_time()
    list(finds("12, rue de la " * 3_000 + "1" * 20_000 + "a@" * 5_000 + " G1K" * 5_000))

    assert time.process_time() - began < 2


def test_names_are_found_with_their_resemblance() -> None:
    line = [
        "Mme",
        "TREMBLAY",
        "et",
        "son",
        "fils,",
        "l’avis",
        "de",
        "Tremblai,",
        "de",
        "Trembley",
        "et",
        "du",
        "Port",
    ]
    page = [Word(text, 10.0 * n, 0.0, 10.0 * n + 9, 10.0) for n, text in enumerate(line)]

    found = [(" ".join(w.text for w in run), why) for run, _, why in names_in(page, ["Élise Tremblay"])]

    assert [text for text, _ in found] == ["TREMBLAY", "Tremblai,", "Trembley"]
    assert "est dans le nom" in found[0][1]
