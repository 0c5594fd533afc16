"""The written procedure of substitution digitisation, as the product applies it: chapters and sentences.

BAnQ's guide (June 2019) asks for a declaration and a written procedure; the Office adopts its own: « à valider ».
"""

from egide.kernel.digitisation.sampling import LARGEST, SIZES

_SAMPLE = "; ".join(f"jusqu’à {up_to}, {size}" for up_to, size in SIZES[3:])

CHAPTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Objet et portée",
        (
            "Cette procédure encadre la numérisation qui permet de détruire la source sur papier, suivant l’article 17 "
            "de la Loi concernant le cadre juridique des technologies de l’information (chapitre C-1.1).",
            "Elle s’applique aux documents dont la règle de conservation admet le support numérique. Un document "
            "inactif à conservation permanente demande aussi l’autorisation de Bibliothèque et Archives nationales du "
            "Québec. À valider.",
        ),
    ),
    (
        "Préparation",
        (
            "Les agrafes et les attaches sont enlevées, les pages remises en ordre, les faces écrites comptées.",
            "Chaque partie porte son étiquette; elle n’est ni prêtée ni gelée.",
        ),
    ),
    (
        "Numérisation",
        (
            "La résolution est d’au moins 300 points par pouce; la couleur est gardée quand elle porte un sens.",
            "Le résultat est un PDF/A ou un TIFF sans perte, avec son texte reconnu. L’appareil, le logiciel, la "
            "résolution, la couleur, le format et la personne qui numérise sont consignés.",
            "Le nombre de pages du résultat égale le nombre de faces comptées\u00a0: un écart ferme l’étape suivante.",
        ),
    ),
    (
        "Contrôle",
        (
            "À risque élevé, chaque image est comparée à sa source.",
            f"À risque ordinaire, un échantillon est tiré avec une semence consignée (pièces du lot, images "
            f"vues\u00a0: {_SAMPLE}; au-delà, {LARGEST}). Un seul rejet fait contrôler tout le lot.",
            "Une image rejetée est reprise; la reprise est comptée et contrôlée à son tour.",
        ),
    ),
    (
        "Déclaration d’intégrité",
        (
            "Une personne autre que celle qui a numérisé signe la déclaration. Elle énumère chaque document avec son "
            "empreinte SHA-256; elle est gardée aussi longtemps que les documents.",
        ),
    ),
    (
        "Quarantaine et destruction de la source",
        (
            "La source est mise à part pendant le délai fixé au lot. Une personne qui n’a ni numérisé ni signé "
            "autorise ensuite la destruction; un gel l’empêche.",
            "La destruction est confidentielle. Le jour, la manière et le témoin sont consignés au registre.",
        ),
    ),
)
