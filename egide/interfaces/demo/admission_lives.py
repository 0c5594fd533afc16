"""The complaints to the Commissioner that the demonstration tells: who, from where, what, how far each went.

Invented people; admission.py plays them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Life:
    """One complaint: who, what, received how many days ago, and how far it went."""

    name: str
    country: str
    address: str
    profession: str
    order: str
    motive: str
    facts: str
    days: int
    until: str
    body: str = ""
    route: str = "equivalence"
    stage: str = "filed"
    notices: tuple[int, ...] = ()


LIVES = (
    Life(
        name="Amina Benali",
        country="Algérie",
        address="14, rue Didouche Mourad\n16000 Alger\nAlgérie",
        profession="Dentiste",
        order="dentistes",
        motive="delay",
        facts="Ma demande d’équivalence est à l’étude depuis quatorze mois. Personne ne me dit quand.",
        days=310,
        until="followed",
        body="Université de Québec-Nord",
        notices=(86, 118, 149),
    ),
    Life(
        name="Chidi Okafor",
        country="Nigéria",
        address="12 Marina Road\nLagos\nNigéria",
        profession="Ingénieur",
        order="ingenieurs",
        motive="documents",
        facts="On me demande un document que mon université ne produit plus depuis 2009.",
        days=270,
        until="done",
        notices=(88,),
    ),
    Life(
        name="Élodie Marchand",
        country="France",
        address="3, rue des Lilas\n69003 Lyon\nFrance",
        profession="Infirmière",
        order="infirmieres",
        motive="internship",
        facts="Aucun milieu de stage ne m’est proposé; mon permis temporaire prend fin au printemps.",
        days=158,
        until="inquiry",
        route="mutual_recognition",
        stage="internship",
        notices=(112,),
    ),
    Life(
        name="Rohan Mehta",
        country="Inde",
        address="22 MG Road\nPune 411001\nInde",
        profession="Pharmacien",
        order="pharmaciens",
        motive="cost",
        facts="Chaque étape coûte plus cher que ce qui était annoncé, et rien n’est remboursé.",
        days=132,
        until="facilitation",
        notices=(80,),
    ),
    Life(
        name="Lucía Herrera",
        country="Colombie",
        address="Calle 10 n.º 5-51\nMedellín\nColombie",
        profession="Architecte",
        order="architectes",
        motive="recognition",
        facts="La décision ne dit pas quels cours me manquent ni pourquoi mon expérience n’est pas comptée.",
        days=84,
        until="inquiry",
        stage="decided",
    ),
    Life(
        name="Oleksandr Bondar",
        country="Ukraine",
        address="5, rue Sherbrooke Est\nMontréal (Québec)  H2X 1C2",
        profession="Physiothérapeute",
        order="physiotherapie",
        motive="language",
        facts="L’examen de français est exigé avant même l’étude de mon dossier.",
        days=61,
        until="drafting",
    ),
    Life(
        name="Marie-Ève Côté",
        country="Canada",
        address="88, rue Principale\nGatineau (Québec)  J8X 2K1",
        profession="Comptable",
        order="cpa",
        motive="information",
        facts="Le site et la lettre reçue se contredisent sur les cours à suivre.",
        days=55,
        until="dismissed",
        route="quebec_diploma",
    ),
    Life(
        name="Karim Haddad",
        country="Liban",
        address="Rue Hamra\nBeyrouth\nLiban",
        profession="Avocat",
        order="avocats",
        motive="other",
        facts="Je conteste le contenu du programme de maîtrise que l’université m’impose.",
        days=40,
        until="out_of_scope",
    ),
    Life(
        name="Sofia Almeida",
        country="Portugal",
        address="Rua Augusta 41\nLisbonne\nPortugal",
        profession="Psychologue",
        order="psychologues",
        motive="bridging",
        facts="Le cours d’appoint exigé ne se donne nulle part cette année.",
        days=21,
        until="review",
        stage="bridging",
    ),
    Life(
        name="Jean-Baptiste Nkomo",
        country="Cameroun",
        address="BP 1204\nDouala\nCameroun",
        profession="Médecin vétérinaire",
        order="medecins-veterinaires",
        motive="delay",
        facts="Onze mois sans nouvelles après l’envoi de mon dossier complet.",
        days=4,
        until="received",
    ),
    Life(
        name="Hélène Papadakis",
        country="Grèce",
        address="Ermou 18\nAthènes\nGrèce",
        profession="Traductrice",
        order="traducteurs",
        motive="reasons",
        facts="La lettre de refus tient en deux lignes, sans explication.",
        days=1,
        until="arrived",
    ),
)
