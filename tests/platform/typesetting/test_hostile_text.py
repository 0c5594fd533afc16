"""Any text prints as it stands, or with a visible mark; none becomes markup or stops the house."""

import contextlib
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from egide.platform.typesetting.cleaning import REPLACEMENT, clean, french, unprintable
from egide.platform.typesetting.engine import MAX_CHARACTERS, MAX_LINES
from egide.platform.typesetting.errors import RenderingFailed
from tests.patience import SECONDS
from tests.platform.typesetting.samples import letter, opened, paragraph, pdf_of, text_of

AS_IT_STANDS = (
    '#import "/etc/passwd": *',
    '#read("/etc/hostname")',
    '#eval("1 + 1")',
    "*gras* _italique_ `code`",
    "$x^2$ et 5 $",
    "@fig1 <label>",
    "<script>alert('x')</script>",
    "[crochets] {accolades} \\ / ~ --- ...",
    "= Titre",
    "- liste",
    "+ 1. 2)",
    "https://exemple.test/a_b?c=d&e=%20",
    "jean_paul_roy@exemple.test",
    '" guillemets " et apostrophe \' droite',
    "« français », œuvre, Ÿ, ½, €",
    "Ελληνικά, кириллица",
)


@pytest.mark.parametrize("text", AS_IT_STANDS)
def test_it_prints_as_it_stands(text: str) -> None:
    pdf = pdf_of(letter(blocks=[paragraph(text)]))

    assert text.replace("\u00a0", " ") in text_of(pdf)


def test_it_prints_as_it_stands_wherever_a_value_goes() -> None:
    text = "#strong[x] *y* $z$"
    values = letter(
        subject=text, salutation=text, closing=text, place=text, delivery=text, your_reference=text,
        recipient={"name": text, "lines": [text]}, signatory={"name": text, "titles": [text]},
        enclosures=[text], copies=[text],
    )  # fmt: skip

    assert text_of(pdf_of(values)).count(text) == 12


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("a\u202eb\u2066c\u200bd", "abcd"),
        ("漢字", REPLACEMENT * 2),
        ("\ud83d", "?"),
        ("\ue000\uffff", REPLACEMENT * 2),
        ("e\u0301", "é"),
        ("a\tb", "a b"),
        ("❤\ufe0f", "❤"),
    ],
)
def test_it_cleans_what_cannot_print(text: str, printed: str) -> None:
    printed = REPLACEMENT if printed == "?" else printed

    assert clean(text).replace("\u200b", "") == printed
    pdf_of(letter(blocks=[paragraph(text)]))


@pytest.mark.parametrize("text", ["שלום עולם", "مرحبا بالعالم", "👩‍👩‍👧‍👦 et 😀", "Zoë \u0489 x̣̂"])
def test_other_writings_and_emoji_still_give_a_letter(text: str) -> None:
    assert pdf_of(letter(blocks=[paragraph(text)], recipient={"name": text, "lines": []}))[:5] == b"%PDF-"


def test_it_names_the_characters_that_will_not_print() -> None:
    assert unprintable("Nom 漢 et 漢, été") == ("漢",)
    assert unprintable("Élise Müller-Żak") == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=120), max_size=4), st.text(min_size=1, max_size=80))
def test_no_text_stops_a_letter(texts: list[str], name: str) -> None:
    values = letter(blocks=[paragraph(text) for text in texts], subject=name, recipient={"name": name})

    assert pdf_of(values)[:5] == b"%PDF-"


@pytest.mark.parametrize(
    "unit",
    [
        "mot ",
        "a",
        "é\u0301",
        "ligne\n",
        "-",
        "0",
        "\u00a0",
        "漢",
        " ",
        "\u202f",
        "100 ",
        "\u2003",
        "\u00ad",
        "\u0301",
    ],
)
def test_a_hundred_thousand_characters_are_set_or_refused_in_french(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    refused = pytest.raises(RenderingFailed, match="trop long") if "\n" in unit else contextlib.nullcontext()

    with refused:
        assert pdf_of(letter(blocks=[paragraph(text)]))[:5] == b"%PDF-"


def test_a_hundred_thousand_letters_without_a_space_stay_on_the_sheet() -> None:
    pdf = pdf_of(letter(blocks=[paragraph("a" * 100_000)]))

    assert text_of(pdf).count("a") >= 100_000
    with opened(pdf) as document:
        assert len(document.pages) > 10


@pytest.mark.parametrize(
    ("blocks", "words"),
    [
        ([paragraph("x" * (MAX_CHARACTERS + 1))], "trop long"),
        ([paragraph("x\n" * (MAX_LINES + 1))], "trop long"),
        ([paragraph("x")] * 6_000, "trop d’éléments"),
    ],
)
def test_it_refuses_what_is_beyond_the_limits(blocks: list[dict[str, object]], words: str) -> None:
    with pytest.raises(RenderingFailed, match=words):
        pdf_of(letter(blocks=blocks))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Objet : x", "Objet\u00a0: x"),
        ("« oui »", "«\u00a0oui\u00a0»"),
        ("20 % de 1 234 567,50 $", "20\u00a0% de 1\u00a0234\u00a0567,50\u00a0$"),
        ("à 8 h 30", "à 8\u00a0h\u00a030"),
        ("le 19 décembre 2019", "le 19\u00a0décembre 2019"),
        ("le 1er mai", "le 1er\u00a0mai"),
        ("art. 123.4 et Me Roy", "art.\u00a0123.4 et Me\u00a0Roy"),
        ("418 643-6912", "418\u00a0643-6912"),
        ("rien à faire ici", "rien à faire ici"),
    ],
)
def test_french_spaces_do_not_break(text: str, kept: str) -> None:
    assert french(text) == kept


@given(st.text(max_size=300))
def test_french_spaces_add_and_remove_nothing(text: str) -> None:
    assert french(text).replace("\u00a0", " ") == text.replace("\u00a0", " ")


def test_several_threads_set_letters_at_once() -> None:
    made: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: made.extend(pdf_of(letter()) for _ in range(5))) for _ in range(3)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)

    assert len(made) == 15
    assert len(set(made)) == 1
