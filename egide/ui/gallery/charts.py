"""Invented figures for the gallery: charts and one measure, as page objects.

Apart from samples.py, whose names, dossiers and dates are as fictitious; nothing is counted here.
"""

from egide.ui.gallery.samples import HERE
from egide.ui.pages import Bar, Chart, Measure, Series

MET = Chart(
    title="Délais tenus, 6 mois",
    measure="Délais tenus",
    summary="Délais tenus\u00a0: juin 91 %, juillet 93 %, août 90 %, septembre 95 %, octobre 97 %, novembre 96 %.",
    bars=tuple(
        Bar(label=month, value=value, shown=f"{value} %")
        for month, value in (
            ("juin", 91),
            ("juill.", 93),
            ("août", 90),
            ("sept.", 95),
            ("oct.", 97),
            ("nov.", 96),
        )
    ),
)

FLOWS = Chart(
    title="Reçus et fermés, par mois",
    summary="De 22 à 41 dossiers reçus par mois, de 18 à 39 fermés.",
    maximum=41,
    heading="Mois",
    series=(Series(label="Reçus"), Series(label="Fermés", tone="met", pattern="stripes")),
    bars=tuple(
        Bar(label=month, values=(received, closed), said=(str(received), str(closed)))
        for month, received, closed in (("sept.", 22, 18), ("oct.", 41, 30), ("nov.", 35, 39))
    ),
)
RESULTS = Chart(
    title="Réponses, par mois",
    summary="De 80 à 92 % des réponses à temps.",
    maximum=50,
    heading="Mois",
    kind="stacked",
    series=(
        Series(label="Dans le délai", tone="met"),
        Series(label="En retard, avis à temps", tone="soon", pattern="stripes"),
        Series(label="En retard, sans avis", tone="late", pattern="dots"),
    ),
    bars=tuple(
        Bar(label=month, values=values, said=tuple(str(value) for value in values))
        for month, values in (("sept.", (20, 3, 2)), ("oct.", (38, 5, 1)), ("nov.", (40, 2, 2)))
    ),
)
THEMES = Chart(
    title="Par thème",
    summary="Le délai du syndic est le thème de 41 dossiers sur 98.",
    maximum=41,
    heading="Thème",
    measure="Dossiers reçus",
    kind="bars",
    bars=(
        Bar(label="Délai du syndic", value=41, shown="41", url=HERE),
        Bar(label="Décision de ne pas porter plainte", value=37, shown="37", url=HERE),
        Bar(label="Autre", value=20, shown="20", tone="idle"),
    ),
)
RULES = Chart(
    title="Échéances, par règle",
    summary="98 échéances tenues et 7 manquées, sur 2 règles.",
    maximum=60,
    heading="Règle",
    kind="bars",
    series=(Series(label="Tenues", tone="met"), Series(label="Manquées", tone="late", pattern="stripes")),
    bars=(
        Bar(label="Accuser réception de la demande", values=(58, 2), said=("58", "2")),
        Bar(label="Répondre à la personne qui demande l’intervention", values=(40, 5), said=("40", "5")),
    ),
)
MEASURE = Measure(
    value="98",
    label="dossiers reçus",
    definition="Dossiers dont la date de réception tombe dans la période.",
    change="+12 par rapport à la période précédente",
    url=HERE,
)
