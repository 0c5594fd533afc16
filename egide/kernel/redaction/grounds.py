"""The grounds that a zone may carry: sections of the Access Act (c. A-2.1) as dated data, in the order of the Act.

Articles 53 and 54 were read in a decision of the Office; the others carry « à valider » until counsel confirms
their number and their reach.
"""

from dataclasses import dataclass
from datetime import date

from egide.law.sources import Source

ACT = "c. A-2.1"
KEYS = 9  # the first ones answer to the keys 1 to 9


@dataclass(frozen=True, slots=True)
class RedactionGround:
    """One ground: `code` is stored, `label` is burned, `words` say what it protects; `until` is excluded."""

    code: str
    label: str
    words: str
    source: Source
    since: date | None = None
    until: date | None = None

    def in_force(self, day: date) -> bool:
        """Will tell whether a zone drawn that day may cite it."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    @property
    def to_validate(self) -> bool:
        """Will tell whether counsel has yet to confirm it."""
        return self.source.to_validate


def _ground(code: str, words: str, *, section: str = "", sure: bool = False) -> RedactionGround:
    section = section or code
    return RedactionGround(
        code=code, label=f"art. {section}", words=words, source=Source(ACT, section, to_validate=not sure)
    )


# The nine first are those that a redactor meets every day: their order is that of the keys.
GROUNDS: tuple[RedactionGround, ...] = (
    _ground("53", "Renseignement personnel confidentiel", sure=True),
    _ground(
        "53-54", "Renseignement personnel qui permet d’identifier une personne", section="53 et 54", sure=True
    ),
    _ground("54", "Renseignement qui concerne une personne physique et permet de l’identifier", sure=True),
    _ground("23-24", "Renseignement industriel, commercial ou financier d’un tiers", section="23 et 24"),
    _ground("31", "Opinion juridique"),
    _ground("37", "Avis ou recommandation (10 ans)"),
    _ground("39", "Analyse (5 ans)"),
    _ground("9", "Notes personnelles, ébauches, brouillons"),
    _ground("28", "Enquête, prévention ou répression du crime"),
    _ground("14", "Document dont la substance est accessible en partie"),
    _ground("15", "Document dont la substance n’est pas accessible"),
    _ground("18", "Relations entre gouvernements ou avec une organisation internationale"),
    _ground("19", "Négociations entre organismes publics"),
    _ground("20", "Négociations avec un autre organisme"),
    _ground("21", "Économie du Québec, emprunts, transactions"),
    _ground("22", "Secret industriel de l’organisme, intérêts économiques"),
    _ground("27", "Négociation d’une convention collective ou de contrats"),
    _ground("29", "Dispositif de sécurité, méthode d’enquête"),
    _ground("30", "Décision rendue dans l’exercice de fonctions juridictionnelles"),
    _ground("32", "Incidence sur une procédure judiciaire"),
    _ground("33", "Délibérations et mémoires du Conseil exécutif"),
    _ground("34", "Document d’un membre de l’Assemblée nationale ou d’un cabinet"),
    _ground("35", "Mémoire de délibérations d’un organisme public"),
    _ground("36", "Projet de loi ou de règlement"),
    _ground("38", "Avis ou recommandation d’un organisme au gouvernement"),
    _ground("40", "Épreuve d’évaluation des aptitudes"),
    _ground("41", "Vérification en cours"),
    _ground("48", "Document qui relève d’un autre organisme"),
    _ground("56", "Nom associé à un autre renseignement personnel"),
    _ground("57", "Renseignement personnel à caractère public\u00a0: exceptions"),
    _ground("59", "Communication sans le consentement de la personne"),
    _ground("86-88", "Accès d’une personne à ses renseignements\u00a0: restrictions", section="86 à 88"),
    _ground("137.1", "Demande manifestement abusive"),
)
BY_CODE = {ground.code: ground for ground in GROUNDS}
DEFAULT = "53-54"


def available(day: date) -> tuple[RedactionGround, ...]:
    """Will return the grounds that a zone may cite that day, in their order."""
    return tuple(ground for ground in GROUNDS if ground.in_force(day))


def label_of(code: str) -> str:
    """Will return what is burned for a stored code, even one that is no longer offered."""
    found = BY_CODE.get(code)
    return found.label if found else f"art. {code}"
