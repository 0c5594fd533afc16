"""Who finds what: the search shows each reader the texts of the dossiers that she may open, and counts no other.

A refusal and its success share one set-up: the same words, asked by someone else.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.gate.visibility import visible
from egide.kernel.notes.actions import write_note
from egide.kernel.search.asking import Asked, understand
from egide.kernel.search.passages import passages
from egide.kernel.search.vocabulary import CLOSE, SLIPS, count_again, nearest, resemblances
from egide.kernel.search.windows import (
    Beside,
    Narrowing,
    answered,
    counted_asked,
    newest,
    newest_asked,
    of_dossiers,
    ranked,
    read,
)
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import SERVICE, service
from tests.database import as_owner
from tests.kernel.scene import Scene
from tests.kernel.search.conftest import Find, found

TEXT = "Le comité de révision a rendu son avis : la plainte contre l’hygiéniste dentaire est rejetée."
NO_MORE = Narrowing()


@pytest.fixture
def noted(scene: Scene) -> Scene:
    scene.act("nadia", lambda a, d: write_note(dossier=d, text=TEXT, actor=a, now=scene.now))
    return scene


@pytest.mark.parametrize("name", ["bruno", "nadia", "marc", "helene", "claire", "pierre", "farid", "denis"])
def test_a_reader_finds_the_texts_of_what_she_may_open(noted: Scene, find: Find, name: str) -> None:
    with acting_as(noted.cast.actor(name)) as actor:
        opens = visible(actor).exists()

    assert bool(find("hygieniste", name)) == opens == (found(noted, "hygieniste", name).total == 1)


def test_a_conflict_takes_the_texts_away_and_their_count(noted: Scene, find: Find) -> None:
    assert find("hygieniste") == [("note", 1)]

    noted.act("nadia", lambda a, d: declare_conflict(actor=a, dossier=d, reason="Une amie.", now=noted.now))

    assert found(noted, "hygieniste").total == 0
    assert find("hygieniste", "marc") == [("note", 1)]


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("avis révision", True),
        ("« comité de révision »", True),
        ('"comité de révision"', True),
        ("« révision du comité »", False),
        ("hygieniste-dentaire", True),
        ("dentaire-hygieniste", False),
        ("avis -plainte", False),
        ("avis -permis", True),
        ("avis sauf plainte", False),
        ("avis sauf « comité d’inspection »", True),
        ("hygi*", True),
        ("hygi", False),  # whole words first: the screen then tries the beginning, and says so
        ("avis permis", False),
    ],
)
def test_words_phrases_beginnings_and_exclusions(noted: Scene, find: Find, typed: str, finds: bool) -> None:
    assert (("note", 1) in find(typed)) == finds


def test_nothing_but_small_words_or_exclusions_finds_nothing(noted: Scene, find: Find) -> None:
    assert find("de la") == []
    assert understand("-avis").wanted == ()
    assert understand("« » * - ’").terms == ()


def test_what_was_understood_is_written_as_it_is_typed() -> None:
    for typed in ("avis « comité de révision » -permis concil*", "l’école"):
        assert understand(understand(typed).written()) == understand(typed)
    assert understand("avis sauf permis").written() == "avis -permis"


def test_filters_narrow_by_period_source_state_and_order(noted: Scene, find: Find) -> None:
    day = noted.today
    assert find("hygieniste", since=day, until=day) == [("note", 1)]
    assert find("hygieniste", since=day + timedelta(days=1)) == []
    assert find("hygieniste", until=day - timedelta(days=1)) == []
    assert find("hygieniste", sources=("letter",)) == []
    assert find("hygieniste", state="received") == [("note", 1)]
    assert find("hygieniste", state="closed") == []
    assert find("hygieniste", standing="closed") == []
    assert find("hygieniste", order=noted.cast.order.slug) == [("note", 1)]
    assert find("hygieniste", order="aucun") == []
    assert find("hygieniste", unit="interventions") == [("note", 1)]
    assert find("hygieniste", unit="presidency") == []


def test_a_class_of_the_scheme_narrows_by_how_it_begins(noted: Scene, find: Find) -> None:
    with as_owner():
        Dossier.objects.filter(number=noted.number).update(class_code="04-120")

    assert find("hygieniste", class_code="04-120") == find("hygieniste", class_code="04") == [("note", 1)]
    assert find("hygieniste", class_code="04-121") == find("hygieniste", class_code="4") == []


def _many(scene: Scene, number: int, text: str) -> None:
    def write(actor: object, dossier: Dossier) -> None:
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(
                "insert into notes_note (dossier_id, compartment_id, rank, kind, text, author_id, written_at,"
                " direction, person, phone) select %s, %s, 100 + g, 'internal', %s, %s,"
                " %s - g * interval '1 hour', '', '', '' from generate_series(1, %s) g",
                [dossier.pk, dossier.compartment_id, text, scene.cast.user("nadia").pk, scene.now, number],
            )

    scene.act("nadia", write)


def test_pages_follow_one_another_without_skipping_nor_repeating(noted: Scene) -> None:
    _many(noted, 45, "Une girafe.")
    asked, seen, totals, after = understand("girafe"), [], [], None
    with acting_as(noted.cast.actor("nadia")) as actor:
        for _ in range(3):
            page = newest(actor, asked, narrowing=NO_MORE, after=after, most=20)
            seen += [hit.rank for hit in page.hits]
            totals.append(page.total)
            after = (page.hits[-1].day, page.hits[-1].entry)

    assert sorted(seen) == list(range(101, 146))
    assert not page.more
    assert totals == [21, 0, 0]  # the first page goes on: how many answer is asked apart


@pytest.mark.parametrize(("texts", "counted"), [(12, 12), (45, 45), (1_100, 1_001)])
def test_how_many_answer_is_counted_apart_up_to_a_thousand_and_told_by_kind(
    noted: Scene, texts: int, counted: int
) -> None:
    _many(noted, texts, "Une girafe.")
    asked, narrowing = understand("girafe"), Narrowing(facets=True)
    with acting_as(noted.cast.actor("nadia")) as actor:
        page = newest(actor, asked, narrowing=narrowing, most=20)
        told = read(counted_asked(actor, asked, narrowing=narrowing))
    with acting_as(noted.cast.actor("farid")) as actor:
        hidden = read(counted_asked(actor, asked, narrowing=narrowing))

    assert (told.total, told.hits, told.facets["source"]) == (counted, (), {"note": counted})
    # Of a page that holds everything, nothing more needs to be asked; of one that goes on, nothing is told.
    assert page.facets == (told.facets if texts <= 20 else {})
    assert (hidden.total, hidden.facets) == (0, {})


def test_the_count_stops_at_a_thousand_and_the_newest_thousand_are_ranked(noted: Scene) -> None:
    _many(noted, 1_100, "Une girafe, parmi bien des mots sans aucun rapport avec elle.")
    with as_owner(), connection.cursor() as cursor:  # the best answer is too old, the second best is not
        cursor.execute("update notes_note set text = 'girafe girafe girafe' where rank in (1150, 1050)")
    with acting_as(noted.cast.actor("nadia")) as actor:
        page = ranked(actor, understand("girafe"), narrowing=NO_MORE, most=5)

    assert page.total == 1_001
    assert page.hits[0].rank == 1_050
    assert 1_150 not in {hit.rank for hit in page.hits}


def test_a_rare_word_among_many_texts_is_found_through_the_inverted_index(noted: Scene, find: Find) -> None:
    _many(noted, 1_700, "Une girafe.")  # more than the first walk meets
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("update notes_note set text = 'Un hippopotame.' where rank in (1790, 1799)")

    assert find("hippopotame") == [("note", 1790), ("note", 1799)]
    assert len(find("girafe")) == 50


def test_a_spelling_is_proposed_only_to_who_opens_a_text_that_holds_it(noted: Scene) -> None:
    with acting_as(service("scheduler")):
        count_again()

    def proposed(name: str, typed: str) -> list[str]:
        with acting_as(noted.cast.actor(name)) as actor:
            others = resemblances(understand(typed))
            kept = answered(actor, [one.asked for one in others], narrowing=NO_MORE)
            return [one.written() for one in nearest(others, kept)]

    assert proposed("nadia", "higyéniste") == ["hygiéniste"]
    assert proposed("nadia", "avis higyéniste") == ["avis hygiéniste"]
    assert proposed("nadia", "higienniste") == ["hygiéniste"]  # as the ear has it
    assert proposed("nadia", "zzzz") == []
    assert proposed("claire", "higyéniste") == []
    noted.act("nadia", lambda a, d: declare_conflict(actor=a, dossier=d, reason="Une amie.", now=noted.now))
    assert proposed("nadia", "higyéniste") == []
    assert "scheduler" in SERVICE


def test_only_near_words_are_proposed(scene: Scene) -> None:
    texts = "Conciliation. Une conciliation, une consultation, une compilation; le frais, la fraise. Enquête close."
    scene.act("nadia", lambda a, d: write_note(dossier=d, text=texts, actor=a, now=scene.now))
    with acting_as(service("scheduler")):
        count_again()

    def proposed(typed: str, slips: int = SLIPS) -> list[str]:
        with acting_as(scene.cast.actor("nadia")) as actor:
            others = resemblances(understand(typed), slips=slips)
            kept = answered(actor, [one.asked for one in others], narrowing=NO_MORE)
            return [one.written() for one in nearest(others, kept)]

    assert proposed("concilation") == ["conciliation"]  # nor consultation, nor compilation
    assert proposed("concilasion") == ["conciliation"]  # two letters, in a long word
    assert proposed("concilasion", CLOSE) == []
    assert proposed("enqeute") == ["enquête"]  # two neighbours exchanged are one slip
    assert proposed("encute") == ["enquête"]
    assert proposed("frias") == ["frais"]
    assert proposed("frait") == ["frais"]
    assert proposed("froit") == []  # two letters, in a short word
    assert proposed("congestion") == []


def _marked(scene: Scene, asked: Asked) -> str:
    with acting_as(scene.cast.actor("nadia")) as actor:
        hits = newest(actor, asked, narrowing=NO_MORE, most=1).hits
        told = passages(hits, asked)[hits[0].entry]
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in told.pieces)


def test_the_passage_marks_the_words_as_they_are_written(noted: Scene) -> None:
    assert "a rendu son [avis] : la [plainte] contre l’[hygiéniste]" in _marked(
        noted, understand("AVIS plaintes hygienistes")
    )
    assert "l’[hygiéniste] dentaire" in _marked(noted, understand("hygi*"))


def test_the_passage_is_cut_around_the_densest_place(scene: Scene) -> None:
    far = "Des mots sans rapport. " * 60
    text = f"avis {far} Le comité donne un avis sur la plainte. {far}"
    scene.act("nadia", lambda a, d: write_note(dossier=d, text=text, actor=a, now=scene.now))

    told = _marked(scene, understand("avis plainte comité"))

    assert "Le [comité] donne un [avis] sur la [plainte]." in told
    assert told.startswith("… ")
    assert told.endswith(" …")
    assert len(told) < 320


def test_a_passage_of_several_lines_is_written_on_one(scene: Scene) -> None:
    text = "Objet du mandat\n\nLe comité donne un avis.\nIl le motive."
    scene.act("nadia", lambda a, d: write_note(dossier=d, text=text, actor=a, now=scene.now))

    assert _marked(scene, understand("avis mandat")) == (
        "Objet du [mandat] · Le comité donne un [avis]. Il le motive."
    )


def test_a_line_that_goes_on_with_its_sentence_is_not_set_apart(scene: Scene) -> None:
    text = "L’accusé lui est parvenu après\nquarante-cinq jours de\nretard\nObjet du mandat"
    scene.act("nadia", lambda a, d: write_note(dossier=d, text=text, actor=a, now=scene.now))

    assert _marked(scene, understand("retard mandat")) == (
        "L’accusé lui est parvenu après quarante-cinq jours de [retard] · Objet du [mandat]"
    )


def test_the_sign_of_a_quotation_does_not_stand_inside_a_line(scene: Scene) -> None:
    text = "Vous pouvez écrire à :\n> Conciliation et arbitrage\n> rue des Lilas"
    scene.act("nadia", lambda a, d: write_note(dossier=d, text=text, actor=a, now=scene.now))

    assert _marked(scene, understand("arbitrage lilas")) == (
        "Vous pouvez écrire à : Conciliation et [arbitrage] rue des [Lilas]"
    )


def test_what_stands_beside_a_text_is_of_dossiers_that_the_gate_opens_alone(noted: Scene) -> None:
    asked = understand("hygieniste")
    for name, opens in (("nadia", True), ("farid", False)):
        with acting_as(noted.cast.actor(name)) as actor, acting_as(noted.cast.actor("nadia")) as nadia:
            rows = of_dossiers(visible(actor).values_list("pk", "received_on"))
            beside = Beside(rows=rows) if rows else None
            told = read(newest_asked(nadia, asked, narrowing=NO_MORE, most=20, beside=beside))
            received = visible(nadia).values_list("pk", "received_on").get()

        assert [hit.source for hit in told.hits] == ["note"]
        assert told.beside == ({received[0]: received} if opens else {})


def test_few_texts_are_read_first_where_nothing_tells_how_many_hold_a_page(scene: Scene) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "insert into search_entry (dossier_id, compartment_id, place_id, source, rank, day, words)"
            " select e.dossier_id, e.compartment_id, e.place_id, 'note', 1000 + g, e.day - g / 10,"
            " case when g > 200 then 'giraf'::tsvector else 'zebr'::tsvector end"
            " from search_entry e join dossiers_dossier d on d.id = e.dossier_id, generate_series(1, 6000) g"
            " where d.number = %s and e.source = 'card'",
            [scene.number],
        )
    asked = understand("girafe")
    with acting_as(scene.cast.actor("nadia")) as actor, connection.cursor() as cursor:
        before = _fetched(cursor)
        assert len(newest(actor, asked, narrowing=NO_MORE, most=20).hits) == 20
        # A slice or two of days at ten texts a day, half of what twenty-five texts would have asked.
        assert 20 < _fetched(cursor) - before < 4_000


def _fetched(cursor: Any) -> int:
    cursor.execute("select pg_stat_get_xact_tuples_fetched('search_entry'::regclass)")
    return int(cursor.fetchone()[0])
