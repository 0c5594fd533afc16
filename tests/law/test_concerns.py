"""The words that call for attention: found whatever the accents and spaces, absent from ordinary complaints."""

import pytest

from egide.law.concerns import HELP_LINES, PROTOCOLS, Concern, concern_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Je pense au suicide.", Concern.DISTRESS),
        ("J’ai des idées suicidaires", Concern.DISTRESS),
        ("J'AI ENVIE DE MOURIR", Concern.DISTRESS),
        ("je  n’ai plus\u00a0la force\nde vivre", Concern.DISTRESS),
        ("mettre fin à mes jours", Concern.DISTRESS),
        ("M’enle\u0301ver la vie, m’enlever la vie", Concern.DISTRESS),
        ("Je vais le tuer, ce dentiste.", Concern.THREAT),
        ("J’ai une bombe", Concern.THREAT),
        ("Je veux mourir et je vais vous tuer", Concern.THREAT),
        ("envie de mou\u200brir", Concern.DISTRESS),
    ],
)
def test_it_finds(text: str, expected: Concern) -> None:
    assert concern_in(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mon dentiste a tué le nerf de la dent.",
        "Je meurs d’impatience de vous lire.",
        "Le délai me tue à petit feu.",
        "Ma mère est morte en mars.",
        "Je regrette le retard.",
        "C’est bombé sous la gencive.",
        "Un fusible a sauté.",
    ],
)
def test_it_leaves_ordinary_words_alone(text: str) -> None:
    assert concern_in(text) is None


def test_each_concern_has_its_protocol_marked_to_validate() -> None:
    assert set(PROTOCOLS) == set(Concern)
    assert all(protocol.to_validate and protocol.steps for protocol in PROTOCOLS.values())
    assert [line.number for line in HELP_LINES] == ["9-1-1", "9-8-8", "8-1-1"]
    assert all(line.to_validate for line in HELP_LINES)
