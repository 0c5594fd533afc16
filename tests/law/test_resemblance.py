"""Planted pairs and decoys, as a table to read: who is taken for the same person, who is only mentioned, who is not.

One line is one pair: name / e-mail / phone / address on each side, then the expected strength (« - »: nothing).
"""

import pytest

from egide.law.resemblance import Identity, compare

HOME = "12, rue des Érables, app. 4\nQuébec (Québec)  G1R 5Z3"
HOME_AGAIN = "12 rue des Erables #4, Quebec QC G1R5Z3"
ELSEWHERE = "800, place D’Youville\nQuébec (Québec)  G1R 4Y9"
MAIL, PHONE = "elise@exemple.example", "418 643-6912"

PLANTED = [
    # accents, capitals, spacing
    ("accents", ("Élise Tremblay", MAIL), ("Elise Tremblay", MAIL), "same"),
    ("capitals", ("ÉLISE TREMBLAY", MAIL), ("élise tremblay", MAIL.upper()), "same"),
    ("cedilla", ("François Côté", MAIL), ("Francois Cote", MAIL), "same"),
    ("ligature", ("Lœuillet Anne", MAIL), ("Anne Loeuillet", MAIL), "same"),
    ("spaces", ("  Élise   Tremblay ", MAIL), ("Élise Tremblay", MAIL), "same"),
    ("title", ("Mme Élise Tremblay", MAIL), ("Élise Tremblay", MAIL), "same"),
    # initials
    ("initial", ("É. Tremblay", MAIL), ("Élise Tremblay", MAIL), "same"),
    ("initial, phone", ("E Tremblay", "", PHONE), ("Élise Tremblay", "", "1 (418) 643-6912"), "same"),
    ("middle initial", ("Élise M. Tremblay", MAIL), ("Élise Tremblay", MAIL), "same"),
    ("initials of a compound", ("J.-P. Roy", MAIL), ("Jean-Pierre Roy", MAIL), "same"),
    # order
    ("swapped", ("Tremblay Élise", MAIL), ("Élise Tremblay", MAIL), "same"),
    ("comma", ("Tremblay, Élise", "", PHONE), ("Élise Tremblay", "", PHONE), "same"),
    ("swapped, no contact", ("Nguyen Thi Lan", ""), ("Thi Lan Nguyen", ""), "likely"),
    # hyphens and particles
    ("hyphen", ("Marie-Ève Roy", MAIL), ("Marie Eve Roy", MAIL), "same"),
    ("compound surname", ("Anne Roy-Côté", "", "", HOME), ("Anne Roy Côté", "", "", HOME_AGAIN), "same"),
    ("particles", ("Jean de La Chapelle", MAIL), ("Jean Lachapelle", MAIL), "same"),
    ("particle dropped", ("Jean de La Chapelle", MAIL), ("Jean Chapelle", MAIL), "same"),
    ("stuck particle", ("Luc L’Heureux", MAIL), ("Luc Lheureux", MAIL), "same"),
    ("apostrophes", ("Paul d’Amours", MAIL), ("Paul D'Amours", MAIL), "same"),
    ("van", ("Piet van den Berg", MAIL), ("Piet Van Den Berg", MAIL), "same"),
    # moved, shared
    (
        "moved, same phone",
        ("Élise Tremblay", "", PHONE, HOME),
        ("Élise Tremblay", "", PHONE, ELSEWHERE),
        "same",
    ),
    (
        "moved, same e-mail",
        ("Élise Tremblay", MAIL, "", HOME),
        ("Élise Tremblay", MAIL, "", ELSEWHERE),
        "same",
    ),
    (
        "moved, nothing shared",
        ("Élise Tremblay", "", "", HOME),
        ("Élise Tremblay", "", "", ELSEWHERE),
        "likely",
    ),
    (
        "same door otherwise written",
        ("Élise Tremblay", "", "", HOME),
        ("Elise Tremblay", "", "", HOME_AGAIN),
        "same",
    ),
    (
        "phone with extension",
        ("Élise Tremblay", "", "418-643-6912 poste 3"),
        ("Élise Tremblay", "", PHONE),
        "same",
    ),
    # married name
    ("married, hyphenated", ("Marie Tremblay-Roy", MAIL), ("Marie Tremblay", MAIL), "same"),
    ("married, replaced", ("Marie Gagnon", MAIL), ("Marie Tremblay", MAIL), "likely"),
    ("married, same door", ("Marie Gagnon", "", "", HOME), ("Marie Tremblay", "", "", HOME_AGAIN), "likely"),
    # misspelt
    ("misheard", ("Élise Trembley", MAIL), ("Élise Tremblay", MAIL), "same"),
    ("misheard, no contact", ("Élise Trembley", ""), ("Elise Tremblé", ""), "likely"),
    ("letters exchanged", ("Élise Trembaly", MAIL), ("Élise Tremblay", MAIL), "same"),
    ("letter dropped", ("Gaston Bouchrd", "", PHONE), ("Gaston Bouchard", "", PHONE), "same"),
    ("letter doubled", ("Gaston Pelletier", MAIL), ("Gaston Pelletierr", MAIL), "same"),
    ("silent ending", ("Luc Benoist", MAIL), ("Luc Benoît", MAIL), "same"),
    ("another script", ("李小龍", MAIL), ("李小龍", MAIL), "same"),
    ("single name", ("Suharto", "", PHONE), ("SUHARTO", "", PHONE), "same"),
]

DECOYS = [
    ("cousins", ("Élise Tremblay",), ("Gaston Tremblay",), "surname"),
    (
        "couple, same door",
        ("Élise Tremblay", "", "", HOME),
        ("Gaston Tremblay", "", "", HOME_AGAIN),
        "surname",
    ),
    ("siblings, same phone", ("Luc Roy", "", PHONE), ("Lise Roy", "", PHONE), "surname"),
    ("neighbours", ("Élise Tremblay", "", "", HOME), ("Gaston Côté", "", "", HOME.replace("12", "14")), "-"),
    ("co-tenants", ("Élise Tremblay", "", "", HOME), ("Gaston Côté", "", "", HOME_AGAIN), "-"),
    ("colleagues, one phone", ("Élise Tremblay", "", PHONE), ("Gaston Côté", "", PHONE), "-"),
    ("one mailbox for two", ("Élise Tremblay", MAIL), ("Gaston Côté", MAIL), "surname"),
    ("father and son", ("Jean Roy père", "", "", HOME), ("Jean Roy fils", "", "", HOME_AGAIN), "surname"),
    ("senior and junior", ("Jean Roy senior", "", PHONE), ("Jean Roy jr", "", PHONE), "surname"),
    ("nickname alone", ("Bob Tremblay",), ("Robert Tremblay",), "surname"),
    ("same given name", ("Marie Gagnon",), ("Marie Bouchard",), "-"),
    ("surname as given name", ("Martin Roy",), ("Luc Martin",), "-"),
    ("surname one letter away", ("Luc Morin",), ("Luc Marin",), "-"),
    ("short names one letter away", ("Kim Li",), ("Kim Le",), "-"),
    ("masculine and feminine", ("Martine Roy",), ("Martin Côté",), "-"),
    ("sounds otherwise", ("Luc Roy",), ("Luc Roux",), "-"),
    ("initial of another", ("G. Tremblay",), ("Élise Tremblay",), "surname"),
    ("initial alone", ("É.",), ("Élise Tremblay",), "-"),
    ("no name", ("",), ("",), "-"),
    ("no name, same phone", ("", "", PHONE), ("", "", PHONE), "-"),
    ("other part of a compound", ("Anne Roy-Côté",), ("Luc Côté",), "surname"),
    ("part of a compound, no contact", ("Marie Tremblay-Roy",), ("Marie Tremblay",), "surname"),
    ("compound given name", ("Jean-Pierre Roy",), ("Pierre Roy",), "surname"),
    (
        "other apartment",
        ("Élise Roy", "", "", HOME),
        ("Anne Côté", "", "", HOME.replace("app. 4", "app. 5")),
        "-",
    ),
    ("phones one digit apart", ("Élise Roy", "", "418 643-6912"), ("Anne Côté", "", "418 643-6913"), "-"),
    ("particles only", ("de la",), ("du",), "-"),
    ("one word of another script", ("李小龍",), ("李明",), "-"),
    ("Saint", ("Luc Saint-Pierre",), ("Luc Saint-Jean",), "-"),
    ("Saint abbreviated", ("Anne St-Pierre",), ("Anne St-Jean",), "-"),
    ("short phone", ("Élise Roy", "", "6912"), ("Anne Côté", "", "6912"), "-"),
    (
        "postal code alone",
        ("Élise Roy", "", "", "Québec (Québec)  G1R 5Z3"),
        ("Anne Côté", "", "", "G1R 5Z3"),
        "-",
    ),
    ("e-mail of a domain", ("Élise Roy", "info@a.example"), ("Anne Côté", "info@b.example"), "-"),
]


def identity(given: tuple[str, ...]) -> Identity:
    return Identity(**dict(zip(("name", "email", "phone", "address"), given, strict=False)))


@pytest.mark.parametrize(
    ("case", "one", "other", "expected"), PLANTED + DECOYS, ids=[c[0] for c in PLANTED + DECOYS]
)
def test_it_judges(case: str, one: tuple[str, ...], other: tuple[str, ...], expected: str) -> None:
    there, back = compare(identity(one), identity(other)), compare(identity(other), identity(one))

    assert (there.strength if there else "-") == expected, there
    assert there == back
    assert there is None or there.reasons


def test_the_table_holds_thirty_of_each() -> None:
    assert len(PLANTED) >= 30
    assert len(DECOYS) >= 30
