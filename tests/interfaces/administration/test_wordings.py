"""The words of letters on the screen: only one's own letters, a version written, seen printed, approved by another.

Nadia writes, Bruno signs the acknowledgment; the Commissioner's letters are not on the Office's list.
"""

from egide.kernel.wordings.reading import hash_of, original
from tests.cast import TODAY, Cast
from tests.interfaces.staff.conftest import Queries, client_of, queries

__all__ = ["queries"]

URL = "/administration/lettres/"
LETTER = f"{URL}office/interventions/acknowledgment/"


def words() -> str:
    text = original(module="interventions", template="acknowledgment").text
    return text.replace("Accusé de réception de votre demande", "Nous avons reçu votre demande", 1)


def version(text: str = "") -> dict[str, str]:
    return {"words": text or words(), "reason": "Plus simple", "since": TODAY.isoformat()}


def test_each_sees_the_letters_that_are_theirs_and_no_other(cast: Cast) -> None:
    nadia = client_of(cast.user("nadia")).get(URL).text
    claire = client_of(cast.user("claire")).get(URL).text

    assert "Réorientation" in nadia
    assert "Réorientation" not in claire
    assert client_of(cast.user("claire")).get(LETTER).status_code == 404
    assert client_of(cast.user("farid")).get(LETTER).status_code == 404
    assert "Aucune lettre à vous" in client_of(cast.user("farid")).get(URL).text


def test_the_list_costs_the_same_whatever_the_letters(cast: Cast, queries: Queries) -> None:
    assert len(queries(client_of(cast.user("nadia")), URL)) <= 7


def test_a_version_is_written_printed_submitted_and_approved_by_another(cast: Cast) -> None:
    nadia, bruno = client_of(cast.user("nadia")), client_of(cast.user("bruno"))

    assert nadia.post(f"{LETTER}ecrire/", version()).status_code == 303
    assert nadia.get(f"{LETTER}apercu/?version=1").content[:5] == b"%PDF-"
    assert nadia.post(f"{LETTER}etape/", {"act": "submit", "version": "1"}).status_code == 303
    page = bruno.get(LETTER).text
    assert "<ins>" in page
    assert hash_of(words()) in page
    seen = {"act": "approve", "version": "1", "seen": hash_of(words())}
    assert nadia.post(f"{LETTER}etape/", seen).status_code == 403
    assert bruno.post(f"{LETTER}etape/", seen).status_code == 303

    text = nadia.get(LETTER).text
    assert "en vigueur" in text
    assert "Y revenir" in text


def test_a_text_that_cannot_be_read_keeps_what_was_typed(cast: Cast) -> None:
    refused = client_of(cast.user("nadia")).post(
        f"{LETTER}ecrire/", version("Bonjour, ceci n’est pas une lettre.")
    )

    assert refused.status_code == 422
    assert "ceci n’est pas une lettre" in refused.text


def test_a_field_unknown_is_told_and_stops_the_submission(cast: Cast) -> None:
    nadia = client_of(cast.user("nadia"))
    nadia.post(f"{LETTER}ecrire/", version(words() + "\n{{ champ_invente }}\n"))

    assert "champ_invente" in nadia.get(LETTER).text
    assert nadia.post(f"{LETTER}etape/", {"act": "submit", "version": "1"}).status_code == 403


def test_it_is_returned_with_words_or_not_at_all(cast: Cast) -> None:
    nadia, bruno = client_of(cast.user("nadia")), client_of(cast.user("bruno"))
    nadia.post(f"{LETTER}ecrire/", version())
    nadia.post(f"{LETTER}etape/", {"act": "submit", "version": "1"})

    assert bruno.post(f"{LETTER}etape/", {"act": "return", "version": "1"}).status_code == 422
    told = {"act": "return", "version": "1", "comment": "Gardez la date de réponse."}
    assert bruno.post(f"{LETTER}etape/", told).status_code == 303
    assert "Gardez la date de réponse." in nadia.get(LETTER).text
    assert nadia.post(f"{LETTER}etape/", {"act": "nothing", "version": "1"}).status_code == 400
