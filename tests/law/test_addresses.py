"""Canadian addresses: what to correct is said, nothing is blocked; the window's lines; keys of the same door."""

import pytest

from egide.law.addresses import advice, is_foreign, phone_key, postal_code, street_key, window_lines

HOUSE = "12, rue des Érables, app. 4\nQuébec (Québec)  G1R 5Z3"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("g1r5z3", "G1R 5Z3"),
        ("Québec (Québec) G1R-5Z3", "G1R 5Z3"),
        ("G1R\u00a05Z3", "G1R 5Z3"),
        ("G1D 5Z3", ""),  # D never occurs
        ("W1R 5Z3", ""),  # W never begins
        ("G1R 5Z", ""),
        ("75008 Paris", ""),
        ("", ""),
    ],
)
def test_a_postal_code_is_normalised_or_refused(written: str, code: str) -> None:
    assert postal_code(written) == code


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        (HOUSE, []),
        ("12, rue des Érables\nQuébec (Québec)", ["code"]),
        ("12, rue des Érables\nQuébec (Québec)  G1D 5Z3", ["code"]),
        ("12, rue des Érables\nQuébec (Québec)  G1R 5ZE", ["code"]),
        ("12, rue des Érables\nQuébec  G1R 5Z3", ["province"]),
        ("12, rue des Érables\nQuébec (Ontario)  G1R 5Z3", ["province"]),
        ("Québec", ["code", "short"]),
        ("10, rue de Rivoli\n75004 Paris\nFrance", []),
        ("1-2-3 Chiyoda\nTokyo\n日本", []),
        ("", []),
    ],
)
def test_it_says_what_to_look_at(address: str, codes: list[str]) -> None:
    found = advice(address)

    assert [one.code for one in found] == codes
    assert all(one.sentence.endswith(".") for one in found)


def test_a_code_that_cannot_exist_is_named_with_the_rule() -> None:
    (said,) = advice("12, rue des Érables\nQuébec (Québec)  G1D 5Z3")

    assert "«\u00a0G1D 5Z3\u00a0»" in said.sentence
    assert "D, F, I, O, Q et U" in said.sentence


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        (HOUSE, ("12, rue des Érables, app.\u00a04", "Québec (Québec)  G1R 5Z3")),
        ("12 rue X apt 4\nquebec qc g1r5z3", ("12 rue X app.\u00a04", "quebec (Québec)  G1R 5Z3")),
        (
            "P.O. Box 12, stn Terminus\nQuébec, QC, G1R 5Z3\nCanada",
            ("C.\u00a0P.\u00a012, succ.\u00a0Terminus", "Québec (Québec)  G1R 5Z3"),
        ),
        ("RR 2\nSaint-Tite (Québec) G0X 3H0", ("R.\u00a0R.\u00a02", "Saint-Tite (Québec)  G0X 3H0")),
        (
            "800, place D’Youville, suite 18.200\nQuébec (Québec)\nG1R 5Z3",
            ("800, place D’Youville, bureau\u00a018.200", "Québec (Québec)  G1R 5Z3"),
        ),
        ("10, rue de Rivoli\n75004 Paris\nFrance", ("10, rue de Rivoli", "75004 Paris", "FRANCE")),
        ("", ()),
    ],
)
def test_the_window_shows_canadian_forms(address: str, lines: tuple[str, ...]) -> None:
    assert window_lines(address) == lines


def test_what_the_window_would_hide_is_said() -> None:
    tall = "\n".join(f"Ligne {n}" for n in range(8)) + "\nQuébec (Québec)  G1R 5Z3"
    wide = f"12, rue {'longue ' * 8}\nQuébec (Québec)  G1R 5Z3"

    assert "tall" in [one.code for one in advice(tall)]
    assert "wide" in [one.code for one in advice(wide)]


def test_a_country_written_last_makes_an_address_foreign() -> None:
    assert is_foreign("10, rue de Rivoli\n75004 Paris\nFrance")
    assert not is_foreign(HOUSE)
    assert not is_foreign("12, rue X\nQuébec")
    assert not is_foreign("12, rue X\nMontréal (Québec)\nCanada")


def test_one_door_has_one_key() -> None:
    assert street_key(HOUSE) == street_key("12 rue des Erables #4, Quebec QC G1R5Z3") != ""
    assert street_key(HOUSE) != street_key(HOUSE.replace("app. 4", "app. 5"))
    assert street_key("Québec (Québec)  G1R 5Z3") == ""


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("1 (418) 643-6912", "4186436912"),
        ("418.643.6912 poste 12", "4186436912"),
        ("6912", ""),
        ("", ""),
        ("+33 1 42 68 53 00", "33142685300"),
    ],
)
def test_a_phone_is_its_digits(written: str, key: str) -> None:
    assert phone_key(written) == key


@pytest.mark.parametrize(
    "hostile", ["\x00" * 50, "A" * 1000, "9" * 1000, "\n" * 500, "🏠\n" * 200, "((((" * 200]
)
def test_hostile_text_is_no_failure(hostile: str) -> None:
    advice(hostile)
    window_lines(hostile)
    street_key(hostile)
