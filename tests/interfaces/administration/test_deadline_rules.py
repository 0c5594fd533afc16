"""The rules of delay on one page, and a date tried with its proof: the vectors of the law, read on the screen.

Everybody of the staff reads them.
"""

from tests.cast import Cast
from tests.interfaces.staff.conftest import client_of

URL = "/administration/delais/"


def tried(cast: Cast, rule: str, start: str) -> str:
    found = client_of(cast.user("farid")).get(URL, {"regle": rule, "depart": start, "lieu": ""})
    assert found.status_code == 200
    return found.text.replace("\u00a0", " ")


def test_every_declared_rule_is_listed_with_its_source(cast: Cast) -> None:
    text = client_of(cast.user("nadia")).get(URL).text

    assert "Demandes d’intervention" in text
    assert ">à valider<" in text


def test_a_date_is_tried_with_its_proof(cast: Cast) -> None:
    text = tried(cast, "interventions.acknowledgment", "2026-12-18")

    assert "29 décembre 2026" in text
    assert "Noël" in text


def test_a_year_that_the_calendar_does_not_describe_is_said_in_the_proof(cast: Cast) -> None:
    assert "Jours fériés de 2001 absents de ce calendrier" in tried(
        cast, "interventions.acknowledgment", "2001-01-01"
    )


def test_a_rule_unknown_or_a_day_badly_written_is_refused_in_words(cast: Cast) -> None:
    nadia = client_of(cast.user("nadia"))

    refused = nadia.get(URL, {"regle": "nulle.part", "depart": "18 décembre", "lieu": ""})

    assert refused.status_code == 422
    assert "AAAA-MM-JJ" in refused.text
