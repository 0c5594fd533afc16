"""The sections of the Access Act that an office cites in its letters, so that a missing text is known before a letter.

Not the law: the words are Égide's, to find one's way; the texts are data, entered and validated (kernel/legal_texts).
"""

from dataclasses import dataclass

from egide.kernel.redaction import grounds as redaction

ACT_CODE = "a-2.1"
# Where anyone reads the official text; a person copies it from there, and another one compares.
OFFICIAL = "https://www.legisquebec.gouv.qc.ca/fr/document/lc/A-2.1"


@dataclass(frozen=True, slots=True)
class Cited:
    """One section: its number, and what it is about in Égide's words (« à valider »)."""

    section: str
    words: str


# Beside the grounds of restriction, which the redaction declares.
PROCEDURE = (
    Cited("1", "Documents détenus par l’organisme\u00a0: application de la Loi"),
    Cited("13", "Document publié ou diffusé\u00a0: accès par consultation ou renvoi"),
    Cited("42", "Demande assez précise; aide à la personne"),
    Cited("47", "Délai de réponse et sortes de réponses"),
    Cited("49", "Avis au tiers et délais"),
    Cited("50", "Motifs d’un refus et disposition invoquée"),
    Cited("135", "Demande de révision à la Commission d’accès à l’information"),
    Cited("137", "Demande de révision écrite"),
    Cited("147", "Appel à la Cour du Québec\u00a0: décision finale"),
    Cited("147.1", "Appel à la Cour du Québec\u00a0: décision interlocutoire"),
    Cited("148", "Appel à la Cour du Québec"),
    Cited("149", "Appel\u00a0: dépôt de l’avis"),
    Cited("150", "Appel à la Cour du Québec"),
    Cited("151", "Appel\u00a0: signification de l’avis"),
)


def sections_of_ground(code: str) -> tuple[str, ...]:
    """Will return the sections that a ground stands for: « 53-54 » is two, « 86-88 » is three."""
    first, _, last = code.partition("-")
    if not last:
        return (first,)
    return tuple(str(number) for number in range(int(first), int(last) + 1))


def _order(one: Cited) -> tuple[int, ...]:
    return tuple(int(part) for part in one.section.split("."))


def _all() -> tuple[Cited, ...]:
    known = {one.section: one for one in PROCEDURE}
    # A ground of its own says more than one that it shares.
    for ground in sorted(redaction.GROUNDS, key=lambda ground: "-" in ground.code):
        for section in sections_of_ground(ground.code):
            known.setdefault(section, Cited(section, ground.words))
    return tuple(sorted(known.values(), key=_order))


CITED = _all()
SECTIONS = frozenset(one.section for one in CITED)
