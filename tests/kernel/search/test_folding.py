"""The folding of French: the same in Python and in PostgreSQL, so that a text and a question always meet.

Families of forms, in prose, with decoys that must stay apart.
"""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from egide.kernel.search.folding import fold_text, tokens

LETTERS = "abcdeéèêëaàâcçiîïoôöuùûüœŒæßøÉÀÇ 0123456789 'lLdDqQ’ʼ-–.,;:!?«»()\n\u00a0\u202f\u0301ñŽжΩ中"
WORDS = (
    "l’école", "D'AMOURS", "aujourd’hui", "jusqu’à", "évaluées", "travaux", "yeux", "annee", "directrice", "heureuse",
    "Françaises", "Québec", "sœur", "INT-2026-00142", "« avis »", "ees", "s", "es", "ee", "O’Brien", "n° 12",
)  # fmt: skip


@pytest.fixture
def in_sql(db: None) -> object:
    def fold(text: str) -> str:
        with connection.cursor() as cursor:
            cursor.execute("select search_fold(%s)", [text])
            return str(cursor.fetchone()[0])

    return fold


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.one_of(st.text(LETTERS, max_size=60), st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)))
def test_postgresql_folds_as_python_does(in_sql: object, text: str) -> None:
    assert in_sql(text) == fold_text(text)  # type: ignore[operator]


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(LETTERS, max_size=60), st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)))
def test_the_places_of_the_words_are_those_of_the_text(text: str) -> None:
    found = tokens(text)

    assert " ".join(token.word for token in found) == fold_text(text)
    assert all(text[token.start : token.end].strip() for token in found)
    assert [t.start for t in found] == sorted(t.start for t in found)


# Forms of one word: each finds all the others.
FAMILIES = """
école, écoles, Ecole, ÉCOLES, l’école, d'école, qu’écoles
évalué, évaluée, évalués, évaluées, évaluer, evalue
décision, décisions, decision
professionnel, professionnelle, professionnels, professionnelles
journal, journaux
tribunal, tribunaux
travail, travaux
bail, baux
œuvre, œuvres, oeuvre
sœur, soeurs
plainte, plaintes, plaint
avocat, avocate, avocats, avocates
infirmier, infirmière, infirmiers, infirmières
conseiller, conseillère, conseillers, conseillères
directeur, directrice, directeurs, directrices
administrateur, administratrice
travailleur, travailleuse, travailleurs
heureux, heureuse, heureuses
vendeur, vendeuse
délai, délais
honoraire, honoraires
négligent, négligente, négligents
répondu, répondue, répondus
demandé, demandée, demandées, demander, demande
reçu, reçue, reçus, reçues
employé, employée, employés
privé, privée, privés
congédié, congédiée
suivi, suivis
médical, médicale, médicaux
général, générale, généraux
actif, active, actifs, actives
tardif, tardive
public, publique, publics, publiques
premier, première, premières
complet, complète
secret, secrète
français, française, françaises
québécois, québécoise
mauvais, mauvaise
long, longue, longues
franc, franche
faux, fausse
gros, grosse
étranger, étrangère
ingénieur, ingénieure
conflit, conflits
établi, établis
numéro, numéros
intérêt, intérêts, interet
syndic, syndics, SYNDIC
enquête, enquêtes, enquete
aujourd’hui, aujourd'hui
jusqu’à l’avis, jusqu'à l'avis
""".strip().splitlines()
# Words that look alike and are not one: neither finds the other.
APART = """
acte, action
année, Anne
compte, compteur
police, politique
porte, portion
avis, avion
client, climat
mandat, mandarine
notaire, notion
office, officier
loi, loin
ordre, ordinateur
français, franc
université, univers
cas, cause
nouvelle, nouveau
conseil, consul
délai, délit
appel, appui
""".strip().splitlines()


def _lexemes(words: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select array(select strip(search_words(w))::text from unnest(%s::text[])"
            " with ordinality u(w, n) order by n)",
            [words],
        )
        found: list[str] = cursor.fetchone()[0]
        return found


@pytest.mark.parametrize("family", FAMILIES, ids=lambda line: line.split(",")[0])
def test_the_forms_of_a_word_are_one(db: None, family: str) -> None:
    words = [word.strip() for word in family.split(",")]

    assert dict(zip(words, _lexemes(words), strict=True)) == dict.fromkeys(words, _lexemes(words[:1])[0])


@pytest.mark.parametrize("pair", APART, ids=lambda line: line.split(",")[0])
def test_words_that_only_look_alike_stay_apart(db: None, pair: str) -> None:
    one, other = _lexemes([word.strip() for word in pair.split(",")])

    assert one != other
    assert one
    assert other
