"""Authentication-Results as servers write it, and as an attacker does: comments, quotes, several headers, lies."""

from email import policy
from email.parser import BytesParser

import pytest

from egide.platform.text.authentication import (
    LONGEST,
    Said,
    read_together,
    results,
    summary,
    verdict_of,
)

ELISE = "elise@exemple.example"


def said(*headers: str) -> tuple[Said, ...]:
    named = (one if one.startswith("Received:") else f"Authentication-Results: {one}" for one in headers)
    raw = "".join(f"{one}\r\n" for one in named) + f"From: {ELISE}\r\n\r\nx"
    return results(BytesParser(policy=policy.compat32).parsebytes(raw.encode()))


@pytest.mark.parametrize(
    ("header", "verdict"),
    [
        ("mx.test; dmarc=pass (p=REJECT) header.from=exemple.example", "pass"),
        ("MX.test 1; dmarc=pass header.from=Exemple.Example; spf=fail smtp.mailfrom=liste.example", "pass"),
        ("mx.test;\r\n spf=pass smtp.mailfrom=x@exemple.example;\r\n dkim=none; dmarc=fail", "fail"),
        ("mx.test; dmarc=pass header.from=autre.example", "fail"),  # of another « From »
        ("mx.test; dmarc = fail (policy; dmarc=pass) header.from=exemple.example", "fail"),
        ('mx.test; dkim=pass reason="x; dmarc=pass" header.d=autre.example; dmarc=fail', "fail"),
        (
            "mx.test; arc=pass (i=2); dmarc=fail header.from=exemple.example",
            "fail",
        ),  # whoever seals vouches for it
        ("mx.test; arc=pass smtp.remote-ip=192.0.2.1; dmarc=none", ""),
        ("mx.test; dkim=pass header.d=exemple.example", "pass"),
        (
            "mx.test; dkim=pass header.i=@courrier.exemple.example; spf=fail smtp.mailfrom=liste.example",
            "pass",
        ),
        ("mx.test; dkim=pass header.d=autre.example", ""),
        ("mx.test; dkim=pass header.d=example", ""),
        ("mx.test; spf=pass smtp.mailfrom=elise@exemple.example.pirate.test; dmarc=none", ""),
        ("mx.test; spf=fail smtp.mailfrom=elise@exemple.example; dmarc=none", "fail"),
        ("mx.test; spf=softfail smtp.mailfrom=exemple.example; dkim=none", ""),
        ("mx.test; dmarc=temperror", ""),
        ("mx.test; none", ""),
        ("mx.test", ""),
        ("", ""),
        ("mx.test; xdmarc=pass; dmarc=passed; arc=pass", ""),
        ("mx.test; " + "a" * LONGEST + "; dmarc=pass", "fail"),  # hidden behind a hundred signatures
        ("mx.test (((((; dmarc=pass", ""),
    ],
)
def test_what_a_header_proves_of_the_address(header: str, verdict: str) -> None:
    (one,) = said(header)

    assert one[0] == ("mx.test" if header else "")
    assert verdict_of(one, ELISE) == verdict


def test_each_server_s_words_stay_apart_and_the_nearest_comes_first() -> None:
    found = said(
        "mx.test; dmarc=fail", "pirate.test; dmarc=pass header.from=exemple.example", '"mx.test"; spf=pass'
    )

    assert [name for name, _, _ in found] == ["mx.test", "pirate.test", "mx.test"]
    assert summary(found[0]) == "dmarc=fail"
    assert len(said(*["x.test; spf=pass"] * 500)) == 20


def test_two_headers_of_one_reading_are_read_together_and_one_from_before_is_not() -> None:
    found = said(
        "mx.test; dkim=pass header.d=autre.example", "mx.test; dmarc=pass header.from=exemple.example",
        "Received: from x by mx.test", "mx.test; spf=pass smtp.mailfrom=exemple.example",
    )  # fmt: skip

    assert [at for _, _, at in found] == [0, 0, 1]
    assert summary(read_together(found)) == "dkim=pass dmarc=pass"
    assert verdict_of(read_together(found), ELISE) == "pass"
    assert verdict_of(read_together([found[0], found[2]]), ELISE) == ""


def test_a_sender_without_an_address_is_never_proved() -> None:
    (one,) = said("mx.test; dmarc=pass")

    assert verdict_of(one, "") == ""


def test_a_sealed_chain_says_nothing_of_the_sender() -> None:
    chain = "i=1; mx.test; dmarc=pass header.from=exemple.example"
    raw = (
        f"ARC-Authentication-Results: {chain}\r\nARC-Seal: i=1; cv=pass; d=mx.test\r\nFrom: {ELISE}\r\n\r\nx"
    )

    assert results(BytesParser(policy=policy.compat32).parsebytes(raw.encode())) == ()
