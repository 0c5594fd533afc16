"""What each step refuses and what it says to do, in the words of the screen.

Pure forms over a draft: no request, no database.
"""

from datetime import date

import pytest

from egide.interfaces.public import drafts
from egide.interfaces.public.dates import UnreadableDate, read_date
from egide.interfaces.public.forms import RecourseStep
from egide.interfaces.public.forms_contact import ContactStep
from egide.interfaces.public.orders import KnownOrder, matching
from egide.interfaces.public.tidying import tidy
from tests.interfaces.public.conftest import ORDERS

TODAY = date(2026, 11, 21)
KNOWN = tuple(
    KnownOrder(id=number, slug=slug, name=name, acronym=acronym, professions=professions)
    for number, (slug, name, acronym, professions) in enumerate(ORDERS, 1)
)


def recourse(**answers: str) -> RecourseStep:
    base = {"situation": "no_complaint", "mechanism": "syndic"}
    return RecourseStep(drafts.received({**base, **answers}), today=TODAY, orders=KNOWN)


def contact(**answers: str) -> ContactStep:
    return ContactStep(drafts.received({"name": "Élise Tremblay", **answers}), today=TODAY)


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("dentiste", ["dentistes"]),
        ("Dentistes", ["dentistes"]),
        ("ordre des DENTISTES du quebec", ["dentistes"]),
        ("ODQ", ["dentistes"]),
        ("oaq", ["acupuncteurs", "agronomes"]),
        ("ingénieur", ["ingenieurs"]),
        ("ingenieurs", ["ingenieurs"]),
        ("ingénieur forestier", ["ingenieurs-forestiers"]),
        ("médecin", ["medecins"]),
        ("avocate", ["avocats"]),
        ("infirmière", ["infirmieres"]),
        ("forest", ["ingenieurs-forestiers"]),
        ("les médecins vétérinaires", ["veterinaires"]),
        ("astrologue", []),
        ("ordre du Québec", []),
        ("d", []),
        ("", []),
    ],
)
def test_it_finds_the_order_that_people_mean(text: str, slugs: list[str]) -> None:
    assert [order.slug for order in matching(text, KNOWN)] == slugs


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-03",
        "2026/3/3",
        "2026 03 03",
        "20260303",
        "3 mars 2026",
        "le 3 mars 2026",
        "mardi 3 MARS 2026",
    ],
)
def test_it_reads_a_date_as_people_write_it(text: str) -> None:
    assert read_date(text) == date(2026, 3, 3)


def test_it_reads_the_first_of_the_month_and_a_short_month() -> None:
    assert read_date("1er avril 2026") == date(2026, 4, 1)
    assert read_date("2 févr. 2026") == date(2026, 2, 2)
    assert read_date("15 aout 2026") == date(2026, 8, 15)


@pytest.mark.parametrize(
    "text",
    [
        "03-04-2026",
        "3/4/26",
        "2026-02-30",
        "hier",
        "3 jui 2026",
        "2026",
        "0000-00-00",
        "99999-1-1",
        "31 juin 2026",
    ],
)
def test_it_asks_again_for_a_date_that_could_be_another(text: str) -> None:
    with pytest.raises(UnreadableDate):
        read_date(text)


def test_it_refuses_a_date_that_has_not_come() -> None:
    assert "Cette date n’est pas encore arrivée" in str(recourse(inquiry_requested_on="2026-11-22").errors)
    assert recourse(inquiry_requested_on="2026-11-21").is_valid()


def test_it_refuses_a_decision_before_the_request() -> None:
    early = recourse(inquiry_requested_on="2026-05-20", syndic_decided_on="2026-05-19")
    same_day = recourse(inquiry_requested_on="2026-05-20", syndic_decided_on="2026-05-20")

    assert "ne peut pas précéder" in str(early.errors)
    assert same_day.is_valid()


def test_it_asks_which_order_when_several_answer_to_the_name() -> None:
    unsure = recourse(order="OAQ")
    chosen = recourse(order="OAQ", order_slug="agronomes")
    elsewhere = recourse(order="OAQ", order_slug="dentistes")

    assert "Plusieurs ordres correspondent" in str(unsure.errors)
    assert chosen.is_valid()
    assert chosen.chosen_order is not None
    assert chosen.chosen_order.slug == "agronomes"
    assert not elsewhere.is_valid()


def test_it_accepts_that_the_order_is_not_known() -> None:
    form = recourse(order="")

    assert form.is_valid()
    assert form.chosen_order is None


def test_it_asks_only_for_the_dates_of_the_situation() -> None:
    assert "inquiry_requested_on" not in recourse(situation="not_yet").fields
    assert "syndic_decided_on" not in recourse(situation="no_news").fields
    assert {"inquiry_requested_on", "syndic_decided_on"} <= set(recourse(situation="other").fields)


@pytest.mark.parametrize(
    ("channel", "field", "value"),
    [
        ("email", "email", "elise@exemple.ca"),
        ("phone", "phone", "418 643-6912, poste 12"),
        ("mail", "address", "12 rue de Rivoli\n75001 Paris\nFrance"),
    ],
)
def test_it_asks_for_the_address_of_the_chosen_answer(channel: str, field: str, value: str) -> None:
    without = contact(preferred_channel=channel)
    with_it = contact(preferred_channel=channel, **{field: value})

    assert list(without.errors) == [field]
    assert with_it.is_valid(), with_it.errors


@pytest.mark.parametrize("text", ["elise", "elise@", "a b@exemple.ca", "elise@exemple.ca\nBcc: x@y.ca", "@"])
def test_it_refuses_an_email_that_cannot_be_written_to(text: str) -> None:
    assert "email" in contact(preferred_channel="email", email=text).errors


@pytest.mark.parametrize(
    "text", ["1 800 643-6912", "+33 1 42 68 53 00", "(418) 643-6912 x12", "418.643.6912"]
)
def test_it_takes_a_phone_number_as_people_write_it(text: str) -> None:
    assert contact(preferred_channel="phone", phone=text).is_valid()


@pytest.mark.parametrize("text", ["12", "appelez-moi", "4186436912" * 4])
def test_it_refuses_what_is_not_a_phone_number(text: str) -> None:
    assert "phone" in contact(preferred_channel="phone", phone=text).errors


def test_it_keeps_joiners_and_removes_overrides() -> None:
    assert tidy("👩🏽\u200d⚖️").text == "👩🏽\u200d⚖️"
    assert not tidy("ligne\r\nligne").removed
    assert tidy("a\u202eb").text == "ab"
    assert tidy("a\ud800b").unreadable
