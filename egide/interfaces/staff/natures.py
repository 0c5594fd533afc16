"""What a request that arrived may turn out to be: the six natures besides an intervention, and what each entails.

The consequences are said before anyone confirms. Words only: what is done is in triage.py.
"""

from dataclasses import dataclass
from typing import Literal

Way = Literal["hand", "card", "slip"]


@dataclass(frozen=True, kw_only=True)
class Nature:
    """One nature: `way` is what happens to it; `code` is what a receipt says of it."""

    slug: str
    code: str
    label: str
    sign: str
    consequences: tuple[str, ...]
    button: str
    way: Way
    irreversible: bool = False
    destination: str = ""
    destination_label: str = ""


_GONE = (
    "Vous et vos collègues n’y aurez plus accès\u00a0: il ne reste ici qu’un reçu, avec la date et le destinataire.",
    "Les fichiers joints suivent la demande et sont détruits de ce côté-ci.",
    "Ce geste ne s’annule pas. En cas d’erreur, seule l’unité qui reçoit peut la diriger ailleurs.",
)
NATURES: tuple[Nature, ...] = (
    Nature(
        slug="plainte-services",
        code="service_complaint",
        label="Plainte sur les services de l’Office",
        sign="La personne est insatisfaite de nos services\u00a0: attente, erreur, attitude, renseignement donné.",
        consequences=(
            "Le Bureau de la présidence reçoit la plainte et l’examine, à l’abri des personnes visées.",
            *_GONE,
        ),
        button="Remettre au Bureau de la présidence",
        way="hand",
        irreversible=True,
    ),
    Nature(
        slug="commentaire",
        code="service_comment",
        label="Commentaire sur les services de l’Office",
        sign="Une opinion, une remarque ou une suggestion, sans plainte.",
        consequences=("Le Bureau de la présidence reçoit le commentaire et y répond.", *_GONE),
        button="Remettre au Bureau de la présidence",
        way="hand",
        irreversible=True,
    ),
    Nature(
        slug="renseignement",
        code="information",
        label="Demande de renseignement",
        sign="Une question d’ordre général, sans dossier à suivre.",
        consequences=(
            "Une fiche de renseignement est comptée\u00a0: ni nom, ni délai.",
            "La demande est mise de côté et reste lisible avec sa raison.",
            "Vous pouvez la remettre dans la boîte\u00a0: la fiche est alors retirée des comptes.",
        ),
        button="Compter la fiche",
        way="card",
    ),
    Nature(
        slug="divulgation",
        code="disclosure",
        label="Divulgation d’un acte répréhensible",
        sign="La personne révèle un acte répréhensible dans un organisme public (c. D-11.1, à valider).",
        consequences=(
            "La divulgation est scellée\u00a0: seule la personne désignée la lit, et ses lectures sont consignées.",
            *_GONE,
            "La personne peut aussi s’adresser directement au Protecteur du citoyen\u00a0: 1 800 463-5070.",
        ),
        button="Sceller et remettre à la personne désignée",
        way="hand",
        irreversible=True,
    ),
    Nature(
        slug="commissaire",
        code="admission_complaint",
        label="Adressée au Commissaire à l’admission",
        sign="Un permis, une équivalence ou une formation\u00a0: l’admission à une profession.",
        consequences=(
            "Le Commissaire est indépendant\u00a0: l’Office n’examine pas cette demande. Son secrétariat l’ouvre.",
            *_GONE,
        ),
        button="Transférer au Commissaire",
        way="hand",
        irreversible=True,
    ),
    Nature(
        slug="personnel-du-commissaire",
        code="admission_staff",
        label="Plainte sur le personnel du Commissaire",
        sign="La personne se plaint du travail ou de l’attitude de quelqu’un de son bureau.",
        consequences=(
            "Elle est adressée personnellement au Commissaire\u00a0: ni son secrétariat ni ses analystes ne la voient.",
            *_GONE,
        ),
        button="Remettre au Commissaire en personne",
        way="hand",
        irreversible=True,
    ),
    Nature(
        slug="plainte-commissaire",
        code="about_commissioner",
        label="Plainte sur le Commissaire lui-même",
        sign="La personne se plaint du travail ou de l’attitude du titulaire du poste.",
        consequences=(
            "Le Bureau de la présidence la reçoit; la transmission au Protecteur du citoyen est préparée aussitôt.",
            "Le Commissaire et toute son équipe en sont écartés.",
            *_GONE,
        ),
        button="Remettre au Bureau de la présidence",
        way="hand",
        irreversible=True,
    ),
    Nature(
        slug="acces",
        code="access_request",
        label="Demande d’accès à un document",
        sign="La personne veut un document que l’Office détient, ou ses propres renseignements.",
        consequences=(
            "La personne responsable de l’accès la reçoit et y répond. Le délai de la loi court depuis la "
            "réception\u00a0: remettez-la le jour même.",
            *_GONE,
        ),
        button="Remettre à la personne responsable de l’accès",
        way="hand",
        irreversible=True,
    ),
)
BY_SLUG = {nature.slug: nature for nature in NATURES}
