"""The people of the demonstration: a fixed cast, invented, with the units and roles of a small Office.

Their accounts are printed at start-up and exist nowhere else; the second factor may be skipped for them only.
"""

from dataclasses import dataclass

from egide.law import roles
from egide.law.access import Role

PASSWORD = "bonjour-egide-2026"


@dataclass(frozen=True, kw_only=True)
class Person:
    """One account; `held` lists (unit, role)."""

    email: str
    name: str
    title: str
    held: tuple[tuple[str, Role], ...] = ()
    external: bool = False
    shown: str = ""


def _p(first: str, name: str, title: str, *held: tuple[str, Role], shown: str = "") -> Person:
    return Person(email=f"{first}@egide.example", name=name, title=title, held=held, shown=shown)


PEOPLE: tuple[Person, ...] = (
    _p("bruno", "Bruno Lavoie", "Agent de secrétariat", ("secretariat", roles.INTAKE), shown="Secrétariat"),
    _p(
        "nadia",
        "Nadia Bouchard",
        "Analyste",
        ("interventions", roles.ANALYST),
        shown="Analyste, interventions",
    ),
    _p(
        "thomas",
        "Thomas Bélanger",
        "Analyste",
        ("interventions", roles.ANALYST),
        shown="Analyste, interventions",
    ),
    _p(
        "marc",
        "Marc Gagnon",
        "Directeur des interventions",
        ("interventions", roles.UNIT_HEAD),
        shown="Responsable de l’unité, approuve",
    ),
    _p(
        "helene",
        "Hélène Fortin",
        "Présidente",
        ("executive", roles.PRESIDENT),
        ("presidency", roles.PRESIDENT),
        shown="Présidente",
    ),
    _p(
        "odile",
        "Odile Caron",
        "Adjointe à la présidence",
        ("presidency", roles.PRESIDENCY_OFFICE),
        ("presidency", roles.ADMINISTRATOR),
        shown="Bureau de la présidence, en administre les comptes",
    ),
    _p(
        "amelie",
        "Amélie Roy",
        "Secrétaire et responsable de l’accès",
        ("secretariat", roles.ACCESS_OFFICER),
        ("access", roles.ACCESS_OFFICER),
        shown="Responsable de l’accès",
    ),
    _p(
        "claire",
        "Claire Morin",
        "Commissaire à l’admission aux professions",
        ("commission", roles.COMMISSIONER),
        ("commission", roles.ADMINISTRATOR),
        shown="Commissaire (cloisonné), administre son secteur",
    ),
    _p("simon", "Simon Lefebvre", "Analyste", ("commission", roles.ADMISSION_ANALYST)),
    _p("yvette", "Yvette Gauthier", "Agente de secrétariat", ("commission", roles.ADMISSION_INTAKE)),
    _p(
        "pierre",
        "Pierre Nadeau",
        "Greffier",
        ("registry", roles.DISCIPLINE_REGISTRY),
        shown="Greffe de la discipline (cloisonné)",
    ),
    _p(
        "solange",
        "Solange Dubé",
        "Personne désignée pour les divulgations",
        ("designated", roles.DESIGNATED_OFFICER),
        shown="Personne désignée, divulgations (cloisonné)",
    ),
    _p("lise", "Lise Bernier", "Technicienne à l’accès", ("access", roles.ACCESS_ANALYST), shown="Accès"),
    _p(
        "paule",
        "Paule Ménard",
        "Responsable de la protection des renseignements personnels",
        ("access", roles.PRIVACY_OFFICER),
        shown="Protection des renseignements personnels",
    ),
    _p(
        "luc",
        "Luc Fournier",
        "Coordonnateur des plaintes",
        ("ombudsman", roles.OMBUDSMAN_COORDINATOR),
        shown="Équipe des plaintes, Protecteur du citoyen",
    ),
    _p("mona", "Mona Khalil", "Répondante", ("ombudsman", roles.OMBUDSMAN_RESPONDENT)),
    _p("rene", "René Archambault", "Archiviste", ("records", roles.RECORDS_MANAGER), shown="Archiviste"),
    _p("lucie", "Lucie Tremblay", "Analyste de la surveillance", ("oversight", roles.OVERSIGHT_ANALYST)),
    _p("julie", "Julie Côté", "Conseillère aux nominations", ("appointments", roles.APPOINTMENTS)),
    _p("karim", "Karim Benali", "Comptable", ("administration", roles.ACCOUNTANT)),
    _p(
        "irene",
        "Irène Pelletier",
        "Administratrice de systèmes",
        ("technology", roles.IT_ADMINISTRATOR),
        ("technology", roles.ADMINISTRATOR),
        shown="Systèmes et comptes de l’Office (aucun contenu)",
    ),
    _p("farid", "Farid Haddad", "Technicien", ("technology", roles.STOREKEEPER)),
    _p("sylvie", "Sylvie Ouellet", "Vérificatrice", ("executive", roles.AUDITOR)),
    Person(
        email="denis@ordre.example",
        name="Denis Savard",
        title="Répondant, Ordre des dentistes du Québec",
        external=True,
        shown="Répondant d’un ordre (externe)",
    ),
)
# Not opened with the others: the complaint team invites her, as it would.
DELEGATE = Person(
    email="josee@protecteur.example",
    name="Josée Lemay",
    title="Déléguée du Protecteur du citoyen",
    external=True,
    shown="Déléguée du Protecteur du citoyen (externe)",
)

SITES = (
    ("quebec", "Québec", "800, place D’Youville, 10e étage\nQuébec (Québec)  G1R 5Z3", "418 643-6912"),
    (
        "montreal",
        "Montréal",
        "500, boulevard René-Lévesque Ouest\nMontréal (Québec)  H2Z 1W7",
        "1 800 643-6912",
    ),
)
UNITS = (
    ("executive", "Direction générale", "office", "quebec"),
    ("secretariat", "Secrétariat", "office", "quebec"),
    ("interventions", "Direction des interventions", "office", "quebec"),
    ("legal", "Affaires juridiques", "office", "quebec"),
    ("oversight", "Recherche et surveillance", "office", "montreal"),
    ("appointments", "Nominations", "office", "quebec"),
    ("records", "Gestion documentaire", "office", "quebec"),
    ("administration", "Services administratifs", "office", "quebec"),
    ("technology", "Ressources informationnelles", "office", "quebec"),
    ("presidency", "Bureau de la présidence", "presidency", "quebec"),
    ("commission", "Bureau du Commissaire à l’admission", "commissioner", "montreal"),
    ("registry", "Bureau des présidents des conseils de discipline", "discipline", "montreal"),
    ("designated", "Personne désignée pour les divulgations", "integrity", "quebec"),
    ("access", "Accès à l’information", "access", "quebec"),
    ("ombudsman", "Équipe des plaintes, Protecteur du citoyen", "ombudsman", "quebec"),
)
EMAIL = "info@egide.example"
