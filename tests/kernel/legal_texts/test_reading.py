"""Tests of the texts that letters annex: those of the letter's day, validated by two people, else nothing leaves."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from egide.kernel.legal_texts.entering import TextFacts, enter_text, validate_text, withdraw_text
from egide.kernel.legal_texts.models import LegalText
from egide.kernel.legal_texts.reading import annex, in_force, problems_of
from egide.platform.accounts.acting import acting_as
from egide.platform.errors.failures import Refused
from tests.cast import NOW, TODAY, seed_office

GOLDEN = date(2019, 12, 19)
CODES = ("a-2.1:53", "a-2.1:54", "a-2.1:recourse")
FACTS = TextFacts(
    act="Loi sur l’accès (RLRQ, c. A-2.1)",
    section="53",
    title="Article 53",
    body="Les renseignements personnels sont confidentiels.",
    history="",
    since=date(2021, 9, 22),
    until=None,
    source="LégisQuébec, lu par Lise",
)


def test_the_letter_of_2019_prints_the_texts_of_2019(db: None) -> None:
    texts = annex(codes=CODES, on=GOLDEN)

    assert [text.code for text in texts] == list(CODES)
    assert texts[0].body.endswith("de non-publication ou de non-diffusion.")
    assert texts[1].history == "1982, c. 30, a. 54; 2006, c. 22, a. 110."
    assert "525, boulevard René-Lévesque Est" in texts[2].body
    assert "147.1" in texts[2].body


def test_a_letter_of_today_is_stopped_until_today_s_text_is_validated(db: None) -> None:
    with pytest.raises(Refused) as refusal:
        annex(codes=CODES, on=TODAY)

    assert "«\u00a0Article 53\u00a0» en vigueur au 23 novembre 2026 n’est pas validé" in refusal.value.what
    assert len(problems_of(codes=CODES, on=TODAY)) == 3


def test_a_text_that_nobody_entered_stops_the_letter_too(db: None) -> None:
    with pytest.raises(Refused) as refusal:
        annex(codes=("a-2.1:37",), on=TODAY)

    assert "article 37, A-2.1" in refusal.value.what


def test_one_enters_another_validates_and_the_letter_leaves(db: None) -> None:
    cast = seed_office()
    lise, amelie = cast.actor("lise"), cast.actor("amelie")
    with acting_as(lise):
        made = enter_text(actor=lise, code="a-2.1:53", facts=FACTS, now=NOW)
        with pytest.raises(Refused):
            validate_text(actor=lise, text=made, now=NOW)
    with acting_as(amelie):
        validate_text(actor=amelie, text=made, now=NOW)

    assert annex(codes=("a-2.1:53",), on=TODAY) == (made,)
    assert annex(codes=("a-2.1:53",), on=GOLDEN)[0].version == 1


def test_nobody_validates_what_they_entered(db: None) -> None:
    cast = seed_office()
    amelie = cast.actor("amelie")
    with acting_as(amelie):
        made = enter_text(actor=amelie, code="a-2.1:53", facts=FACTS, now=NOW)
        with pytest.raises(Refused, match="une autre personne"):
            validate_text(actor=amelie, text=made, now=NOW)


def test_a_stranger_enters_nothing(db: None) -> None:
    farid = seed_office().actor("farid")
    with acting_as(farid), pytest.raises(Refused):
        enter_text(actor=farid, code="a-2.1:53", facts=FACTS, now=NOW)


def test_a_new_version_closes_the_one_before_and_a_correction_replaces_it(db: None) -> None:
    cast = seed_office()
    lise, amelie = cast.actor("lise"), cast.actor("amelie")
    later = replace(FACTS, since=date(2026, 6, 1), body="Autres mots.")
    for facts in (FACTS, later, replace(later, body="Mots corrigés.")):
        with acting_as(lise):
            made = enter_text(actor=lise, code="a-2.1:53", facts=facts, now=NOW)
        with acting_as(amelie):
            validate_text(actor=amelie, text=made, now=NOW)

    assert in_force(code="a-2.1:53", on=TODAY).body == "Mots corrigés."
    assert in_force(code="a-2.1:53", on=date(2026, 5, 31)).body == FACTS.body
    assert in_force(code="a-2.1:53", on=date(2026, 5, 31)).until == date(2026, 6, 1)


def test_an_old_version_entered_late_ends_where_the_next_one_begins(db: None) -> None:
    cast = seed_office()
    lise, amelie = cast.actor("lise"), cast.actor("amelie")
    with acting_as(lise):
        old = enter_text(actor=lise, code="a-2.1:53", facts=replace(FACTS, since=date(2015, 1, 1)), now=NOW)
    with acting_as(amelie):
        validate_text(actor=amelie, text=old, now=NOW)

    assert in_force(code="a-2.1:53", on=date(2018, 12, 31)).pk == old.pk
    assert in_force(code="a-2.1:53", on=GOLDEN).version == 1


def test_a_waiting_version_set_aside_lets_the_one_before_serve_again(db: None) -> None:
    cast = seed_office()
    lise, amelie = cast.actor("lise"), cast.actor("amelie")
    with acting_as(lise):
        first = enter_text(actor=lise, code="a-2.1:53", facts=FACTS, now=NOW)
    with acting_as(amelie):
        validate_text(actor=amelie, text=first, now=NOW)
    with acting_as(lise):
        second = enter_text(actor=lise, code="a-2.1:53", facts=replace(FACTS, since=TODAY), now=NOW)
        assert problems_of(codes=("a-2.1:53",), on=TODAY)
        withdraw_text(actor=lise, text=second, now=NOW)

    assert annex(codes=("a-2.1:53",), on=TODAY) == (first,)


def test_the_database_keeps_what_is_validated_as_it_is(db: None) -> None:
    for words in ({"body": "autre chose"}, {"since": date(2018, 1, 1)}, {"title": "Article 55"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            LegalText.objects.filter(code="a-2.1:53", version=1).update(**words)
    with pytest.raises(DatabaseError), transaction.atomic():
        LegalText.objects.filter(version=2).delete()
