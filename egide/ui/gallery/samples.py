"""Invented content for the gallery, as page objects: names, dossiers and dates are fictitious.
It shows what the rest of the house hands to the components."""

from dataclasses import dataclass, replace

from egide.ui.pages import (
    Account,
    Action,
    Badge,
    Cell,
    Column,
    Crumb,
    DeadlineView,
    ErrorPage,
    Fact,
    Figure,
    FileView,
    HistoryEntry,
    Link,
    NavGroup,
    NavItem,
    Pager,
    Progress,
    SearchBox,
    Station,
    Tab,
    Table,
)

HERE = "#contenu"


def navigation(current: str) -> tuple[NavGroup, ...]:
    """Will give the staff's navigation with the entry named `current` lit."""

    def item(label: str, count: int | None = None, *, late: bool = False) -> NavItem:
        url = {"Mon travail": "../accueil/", "Demandes d’intervention": "../dossier/"}.get(label, HERE)
        return NavItem(
            label=label, url=url, count=count, current=label == current, tone="late" if late else "idle"
        )

    return (
        NavGroup(items=(item("Mon travail", 12), item("Boîte de l’unité", 5))),
        NavGroup(
            label="Citoyens",
            items=(
                item("Demandes d’intervention", 38),
                item("Accès à l’information", 9),
                item("Protecteur du citoyen", 2),
            ),
        ),
        NavGroup(
            label="Ordres",
            folds=True,
            items=(
                item("Reddition de comptes"),
                item("Réglementation", 14),
                item("Administrateurs nommés"),
                item("Espaces d’échange"),
            ),
        ),
        NavGroup(
            label="Office",
            folds=True,
            opened=False,
            items=(
                item("Courrier et mandats", 4, late=True),
                item("Documents et archives"),
                item("Planification et rapports"),
                item("Inventaire"),
            ),
        ),
    )


ACCOUNT = Account(
    name="Nadia Bouchard",
    initials="NB",
    detail="Analyste, bureau de Québec",
    links=(Link(label="Mon profil", url=HERE), Link(label="Mes sessions ouvertes", url=HERE)),
    sign_out_url=HERE,
    notifications=3,
    notifications_url=HERE,
)
SEARCH = SearchBox(url="")
HEADER_LINKS = (Link(label="Suivre ma demande", url=HERE), Link(label="Nous joindre", url=HERE))
FOOTER_LINKS = tuple(
    Link(label=label, url=HERE)
    for label in (
        "Accessibilité",
        "Accès à l’information",
        "Politique de confidentialité",
        "Conditions d’utilisation",
        "Plan du site",
        "Nous joindre",
    )
)

FIGURES = (
    Figure(value="2", label="échéances dépassées", url=HERE, tone="late"),
    Figure(value="5", label="dues d’ici 5 jours ouvrables", url=HERE, tone="soon"),
    Figure(value="31", label="dossiers ouverts", url=HERE),
    Figure(value="96 %", label="délais tenus depuis le 1er avril", url=HERE, tone="met"),
)


def _row(badge: Badge, title: str, number: str, step: str) -> tuple[Cell, ...]:
    return (Cell(badge=badge), Cell(text=title, detail=number, url="../dossier/"), Cell(text=step))


WORK = Table(
    caption="À faire, par urgence",
    columns=(Column(label="Échéance", narrow=True), Column(label="Dossier"), Column(label="Prochaine étape")),
    rows=(
        _row(
            Badge(label="2 jours de retard", tone="late"),
            "Frais d’arbitrage de compte jugés trop élevés",
            "INT-2026-00121 · Barreau du Québec",
            "Avis de retard à transmettre",
        ),
        _row(
            Badge(label="hier", tone="late"),
            "Note au ministre\u00a0: délais des comités de révision",
            "MAN-2026-00087 · Présidence",
            "Version finale à remettre",
        ),
        _row(
            Badge(label="demain", tone="soon"),
            "Demande d’accès\u00a0: rapports d’inspection 2023 à 2025",
            "ACC-2026-00031",
            "Déclaration de recherche de l’unité",
        ),
        _row(
            Badge(label="mercredi", tone="soon"),
            "Décision du syndic reçue sans explication",
            "INT-2026-00139 · Ordre des podiatres du Québec",
            "Accuser réception",
        ),
        _row(
            Badge(label="dans 7 jours"),
            "Absence de nouvelles du syndic depuis huit mois",
            "INT-2026-00142 · Ordre des dentistes du Québec",
            "Réponse de l’ordre attendue",
        ),
    ),
)
BUDGET = Table(
    caption="Contributions des ordres, 2026-2027",
    columns=(
        Column(label="Ordre"),
        Column(label="Membres", numeric=True),
        Column(label="Taux", numeric=True),
        Column(label="Contribution", numeric=True),
    ),
    rows=(
        (
            Cell(text="Barreau du Québec"),
            Cell(text="30 412"),
            Cell(text="27,50 $"),
            Cell(text="836 330 $"),
        ),
        (
            Cell(text="Ordre des dentistes du Québec"),
            Cell(text="5 621"),
            Cell(text="27,50 $"),
            Cell(text="154 577,50 $"),
        ),
    ),
    caption_hidden=False,
    wide=True,
)


@dataclass(frozen=True, kw_only=True)
class HomePage:
    """The home as its template reads it: figures, views of the list, the list."""

    figures: tuple[Figure, ...]
    views: tuple[Tab, ...]
    work: Table


def home(*, late_only: bool) -> HomePage:
    """Will give the home, with all the work or only what is late."""
    late = tuple(row for row in WORK.rows if row[0].badge and row[0].badge.tone == "late")
    views = (
        Tab(label="Tout", url="../accueil/", current=not late_only),
        Tab(label="En retard", url="?vue=retard", count=len(late), current=late_only),
    )
    return HomePage(figures=FIGURES, views=views, work=replace(WORK, rows=late) if late_only else WORK)


PAGER = Pager(previous_url=HERE, next_url=HERE, summary="26 à 50 sur 312")
RECEIVED = (
    HistoryEntry(
        when="9 h 50",
        links=(Link(label="Courriel de M. Farid Haddad", url=HERE),),
        who="Pièce jointe\u00a0: décision du syndic (PDF)",
    ),
    HistoryEntry(
        when="8 h 35",
        links=(Link(label="Formulaire\u00a0: demande d’intervention", url=HERE),),
        who="Deux dossiers semblables de la même personne",
    ),
)
SORTS = (("due", "Échéance la plus proche"), ("newest", "Les plus récents"))
CRUMBS = (Crumb(label="Demandes d’intervention", url=HERE), Crumb(label="INT-2026-00142"))
STATIONS = (
    Station(label="Reçue", state="done", detail="1er sept."),
    Station(label="Qualification", state="done", detail="2 j, d’habitude 3 j"),
    Station(label="Recevable", state="done", detail="4 sept."),
    Station(label="En traitement", state="done", detail="61 j, d’habitude 40 j"),
    Station(label="Intervention auprès de l’ordre", state="here", detail="depuis 17 j"),
    Station(label="Réponse en révision"),
    Station(label="Réponse transmise"),
    Station(label="Fermée"),
)
ACTIONS = (
    Action(label="Consigner la réponse de l’ordre", url=HERE, primary=True),
    Action(label="Rédiger une lettre", url=HERE),
    Action(label="Confier un mandat", url=HERE),
    Action(label="Consigner un appel", url=HERE),
    Action(label="Fermer le dossier", reason="Pour fermer\u00a0: la réponse motivée n’a pas été transmise."),
)
PROOF = (
    "Départ\u00a0: réception, 1er septembre 2026 (jour exclu)",
    "90 jours de calendrier\u00a0: 30 novembre 2026",
    "Jour ouvrable\u00a0: aucun report",
    "Cible interne\u00a0: 30 novembre 2026",
)
NEXT_DEADLINE = DeadlineView(
    label="Relancer l’ordre",
    words="hier",
    tone="late",
    date="vendredi 20 novembre 2026",
    iso="2026-11-20",
    steps=(
        "Départ\u00a0: lettre transmise, 4 novembre 2026 (jour exclu)",
        "12 jours ouvrables\u00a0: 20 novembre 2026",
    ),
    source="Règle interne, délai de relance. Calendrier 2026-2.",
)
DEADLINES = (
    DeadlineView(
        label="Répondre à la personne",
        words="dans 9 jours",
        tone="soon",
        date="lundi 30 novembre 2026",
        iso="2026-11-30",
        steps=PROOF,
        source="Déclaration de services, engagement 3. Calendrier 2026-2.",
        opened=True,
    ),
    DeadlineView(
        label="Demander la révision",
        words="dans 41 jours",
        date="vendredi 1er janvier 2027",
        iso="2027-01-01",
        note="Délai de la personne, non de l’Office.",
    ),
    DeadlineView(
        label="Accuser réception",
        words="tenu",
        tone="met",
        date="2 septembre 2026, 1 jour ouvrable sur 5",
        iso="2026-09-02",
    ),
)
SOON = replace(DEADLINES[0], opened=False)
TABS = (
    Tab(label="Sommaire", url=HERE, current=True),
    Tab(label="Documents", url=HERE, count=7),
    Tab(label="Lettres", url=HERE, count=3),
    Tab(label="Messages", url=HERE, count=2),
    Tab(label="Journal", url=HERE),
)
FACTS = (
    Fact(term="Personne", value="Mme Élise Tremblay, Saguenay"),
    Fact(term="Mécanisme visé", value="Syndic\u00a0: demande d’enquête du 3 mars 2026"),
    Fact(term="Motifs", value="Délai du syndic; information insuffisante"),
    Fact(
        term="Délais dus par l’ordre",
        badge=Badge(label="3 avis de progression attendus, aucun reçu", tone="late"),
        detail="Attendus les 1er juin, 31 juillet et 29 septembre, selon la date donnée par la personne"
        " (art. 123.1, à valider)",
    ),
    Fact(term="Confié à", value="Nadia Bouchard, analyste, depuis le 4 septembre"),
    Fact(
        term="Conservation", value="Règle 6200\u00a0: actif 2 ans après la fermeture, semi-actif 5 ans, tri"
    ),
)
JOURNAL = (
    HistoryEntry(
        when="4 nov., 10 h 42",
        iso="2026-11-04T10:42-05:00",
        what="Lettre à l’ordre",
        text="transmise par courriel\u00a0: rappel de l’article 123.1.",
        links=(Link(label="PDF", url=HERE),),
    ),
    HistoryEntry(
        when="3 nov., 15 h 05",
        iso="2026-11-03T15:05-05:00",
        text="Lettre approuvée.",
        who="Marc Gagnon, directeur",
    ),
    HistoryEntry(
        when="4 sept., 9 h 12",
        iso="2026-09-04T09:12-04:00",
        what="Recevable\u00a0:",
        text="la demande vise un mécanisme de l’ordre et le syndic n’a pas répondu à la personne"
        " dans les délais prévus.",
        who="Nadia Bouchard, analyste",
    ),
)
FILES = (
    FileView(
        name="Demande du 1er septembre.pdf",
        url=HERE,
        kind="PDF",
        size="340 ko",
        added="1er sept. 2026",
        scan=Badge(label="analysé", tone="met"),
    ),
    FileView(
        name="Photo de la décision.heic",
        url=HERE,
        kind="Image",
        size="4,2 Mo",
        added="4 nov. 2026",
        scan=Badge(label="non analysé"),
        note="Aucun analyseur n’est configuré.",
    ),
    FileView(
        name="facture.docm",
        kind="Document Word",
        size="88 ko",
        added="4 nov. 2026",
        scan=Badge(label="en quarantaine", tone="late"),
        note="Ne peut être ouvert\u00a0: l’analyseur ne répond pas.",
    ),
)
PROGRESS = Progress(current=2, total=5, label="votre recours")
FORM_CRUMBS = (
    Crumb(label="Accueil", url=HERE),
    Crumb(label="À qui m’adresser?", url=HERE),
    Crumb(label="Demande d’intervention"),
)
CONFLICT = ErrorPage(
    code=409,
    title="Quelqu’un a modifié ce dossier entre-temps",
    happened="Marc Gagnon a changé l’état du dossier INT-2026-00142 à 10 h 42, pendant que vous écriviez.",
    kept="Votre texte est gardé dans la page précédente\u00a0: revenez-y pour le copier.",
    contact="Le secrétariat, poste 123, peut vous dire qui travaille sur ce dossier.",
    reference="7F3A-91C2",
    actions=(
        Action(label="Voir la dernière version", url="../dossier/", primary=True),
        Action(label="Retour à mon travail", url="../accueil/"),
    ),
)
EMPTY_ACTION = Action(label="Rédiger une lettre", url=HERE)
POST_ACTION = Action(
    label="Transmettre la lettre",
    url=HERE,
    method="post",
    primary=True,
    confirm="Transmettre cette lettre à l’Ordre des dentistes du Québec?",
    fields=(("version", "4"),),
)
DANGER_ACTION = Action(label="Annuler le mandat", url=HERE, danger=True)
REFUSED_ACTION = ACTIONS[4]
