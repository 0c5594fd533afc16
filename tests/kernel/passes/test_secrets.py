"""The secret of a pass: long enough, readable, and a mistyped one is known as such before anything is looked up."""

import pytest

from egide.kernel.passes.secrets import ALPHABET, LENGTH, digest, grouped, new_secret, read


def test_a_secret_carries_more_than_128_bits_and_is_never_the_same() -> None:
    drawn = {new_secret() for _ in range(200)}

    assert len(drawn) == 200
    assert all(len(secret) == LENGTH and set(secret) <= set(ALPHABET) for secret in drawn)
    assert 32 ** (LENGTH - 1) > 2**128


def test_the_printed_code_and_the_link_are_the_same_secret() -> None:
    secret = new_secret()

    assert len(grouped(secret).split("-")) == 7
    assert read(grouped(secret)) == read(secret) == secret


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code.lower(),
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", "\u00a0–\u00a0"),
        lambda code: f"  {code}\r\n",
        lambda code: code.replace("0", "O").replace("1", "l"),
    ],
)
def test_it_reads_what_people_type(typed: object) -> None:
    secret = new_secret()

    assert read(typed(grouped(secret))) == secret  # type: ignore[operator]


def test_one_wrong_character_is_always_noticed() -> None:
    secret = new_secret()
    for place, right in enumerate(secret):
        for wrong in ALPHABET.replace(right, ""):
            assert read(secret[:place] + wrong + secret[place + 1 :]) is None


@pytest.mark.parametrize(
    "hostile",
    ["", "-", "\x00", "U" * 28, "é" * 28, "0" * 10_000, "' or 1=1 --", "../../travail/", "0" * 27, "٣" * 28],
)
def test_it_refuses_what_cannot_be_a_secret(hostile: str) -> None:
    assert read(hostile) is None


def test_what_is_stored_tells_nothing_of_the_secret() -> None:
    secret = new_secret()

    assert len(digest(secret)) == 64
    assert secret.lower() not in digest(secret)
    assert digest(secret) != digest(new_secret())
