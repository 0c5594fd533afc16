"""Words that show distress or a threat in what a citizen writes, and what must then be done. Pure data, « à valider ».

Not a diagnosis: a missed word is no proof of calm, and a found one only asks that a person read the message at once.
To edit the lists, edit this file: one pattern a line, without accents, `*` standing for the rest of a word.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class Concern(StrEnum):
    """What the words of a message may show; a threat is told before distress when both are found."""

    THREAT = "threat"
    DISTRESS = "distress"

    @property
    def label(self) -> str:
        """The concern in French."""
        return {Concern.THREAT: "Menace possible", Concern.DISTRESS: "Détresse possible"}[self]


@dataclass(frozen=True, slots=True)
class HelpLine:
    """Somewhere to call, at any hour."""

    number: str
    when: str
    to_validate: bool = True


@dataclass(frozen=True, slots=True)
class Protocol:
    """What the staff does, in order."""

    concern: Concern
    steps: tuple[str, ...]
    to_validate: bool = True


HELP_LINES = (
    HelpLine("9-1-1", "si vous ou quelqu’un d’autre êtes en danger maintenant"),
    HelpLine("9-8-8", "si vous pensez au suicide, ou si vous vous inquiétez pour quelqu’un : appel ou texto"),
    HelpLine("8-1-1", "pour parler à une infirmière ou à un intervenant social"),
)
CALM_SENTENCE = (
    "Ce que vous vivez semble difficile. Une personne de l’Office lira votre message. "
    "D’ici là, quelqu’un peut vous écouter maintenant, jour et nuit, gratuitement."
)
PROTOCOLS = {
    Concern.DISTRESS: Protocol(
        Concern.DISTRESS,
        (
            "Lisez le message au complet maintenant.",
            "En cas de danger immédiat, appelez le 9-1-1 et donnez ce que le dossier dit de la personne.",
            "Prévenez la personne responsable de l’unité.",
            "Rappelez la personne si un numéro est au dossier; rappelez-lui le 9-8-8 et le 8-1-1.",
            "Consignez ce qui a été fait.",
        ),
    ),
    Concern.THREAT: Protocol(
        Concern.THREAT,
        (
            "Lisez le message au complet maintenant et n’y répondez pas seul.",
            "En cas de danger immédiat, appelez le 9-1-1.",
            "Prévenez la personne responsable de l’unité et la sécurité de l’immeuble.",
            "Ne supprimez rien : le message est une preuve.",
            "Consignez ce qui a été fait.",
        ),
    ),
}

# To be reviewed with a clinician and the security service [à valider].
DISTRESS = (
    "suicid*",
    "me tuer",
    "m'enlever la vie",
    "mettre fin a mes jours",
    "en finir avec la vie",
    "en finir avec ma vie",
    "envie de mourir",
    "veux mourir",
    "voudrais mourir",
    "plus envie de vivre",
    "plus la force de vivre",
    "plus le gout de vivre",
    "plus capable de vivre",
    "mieux sans moi",
    "me faire du mal",
    "je n'en peux plus de vivre",
    "au bout du rouleau",
    "lettre d'adieu",
)
THREAT = (
    "vais le tuer",
    "vais la tuer",
    "vais les tuer",
    "vais vous tuer",
    "vais te tuer",
    "veux vous tuer",
    "tous vous tuer",
    "veux le tuer",
    "veux la tuer",
    "vais tuer",
    "vais le descendre",
    "faire sauter",
    "une bombe",
    "mettre le feu",
    "vais tirer sur",
    "vais venir arme*",
    "avec mon fusil",
    "avec mon arme",
    "vous allez le payer cher",
    "vous allez le regretter",
    "je sais ou il habite",
    "je sais ou elle habite",
    "je sais ou vous habitez",
    "le faire payer de sa vie",
    "me faire justice",
)


def concern_in(text: str) -> Concern | None:
    """Will return what the words may show, the threat first, or nothing."""
    words = " ".join(_bare(text).split())
    for concern, listed in ((Concern.THREAT, THREAT), (Concern.DISTRESS, DISTRESS)):
        # Looked for as they are first: most messages hold none of them, and a pattern costs ten times more.
        if any(stem in words and pattern.search(words) for stem, pattern in _patterns(listed)):
            return concern
    return None


@cache
def _patterns(listed: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((_bare(words).rstrip("*"), re.compile(rf"\b{_expression(words)}\b")) for words in listed)


def _expression(words: str) -> str:
    return re.escape(_bare(words)).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")


def _bare(text: str) -> str:
    opened = unicodedata.normalize("NFD", text.lower().replace("’", "'").replace("œ", "oe"))
    return opened.translate(_KEPT)


class _Kept(dict[int, str]):
    """What stands for each character, found at its first meeting: at most as many as Unicode has."""

    def __missing__(self, code: int) -> str:
        # Accents and invisible characters hide nothing; every kind of space is one.
        character = chr(code)
        hidden = unicodedata.combining(character) or unicodedata.category(character) == "Cf"
        self[code] = "" if hidden else " " if character.isspace() else character
        return self[code]


_KEPT = _Kept()
