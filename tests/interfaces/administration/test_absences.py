"""The page of absences, and what the replacement sees and may do meanwhile.

Nadia is away today and tomorrow; Marc takes over.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse

from egide.kernel import registry
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.letters.approving import approval, in_replacement
from egide.kernel.letters.models import Letter
from egide.kernel.letters.signatures import signature
from egide.law import roles
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Absence
from tests.cast import NOW, TODAY, Cast
from tests.interfaces.staff.conftest import client_of

Open = Callable[..., Dossier]
URL = "/travail/absences/"


def absence(cast: Cast, **changed: str) -> dict[str, str]:
    return {
        "person": str(cast.user("nadia").public_id),
        "since": TODAY.isoformat(),
        "last_day": (TODAY + timedelta(days=1)).isoformat(),
        "replacement": str(cast.user("marc").public_id),
        "reason": "Congé",
    } | changed


def test_it_enters_her_own_and_shows_the_replacement_her_dossiers(cast: Cast, open_dossier: Open) -> None:
    dossier = open_dossier()
    marc = client_of(cast.user("marc"))
    before = marc.get(reverse("staff:home")).content.decode()
    entered = client_of(cast.user("nadia")).post(URL, absence(cast))
    home = marc.get(reverse("staff:home")).content.decode()

    assert entered.status_code == 303
    assert "Pour Nadia Bouchard" not in before
    assert "Pour Nadia Bouchard" in home
    assert dossier.number in home[home.index("Pour Nadia Bouchard") :]


def test_a_conflict_of_the_replacement_still_hides_the_dossier(cast: Cast, open_dossier: Open) -> None:
    dossier = open_dossier()
    with acting_as(cast.actor("marc")) as marc:
        declare_conflict(actor=marc, dossier=dossier, reason="Parenté", now=NOW)
    client_of(cast.user("nadia")).post(URL, absence(cast))

    assert dossier.number not in client_of(cast.user("marc")).get(reverse("staff:home")).content.decode()


def test_it_ends_by_a_button_and_everything_returns(cast: Cast, open_dossier: Open) -> None:
    open_dossier()
    nadia, marc = client_of(cast.user("nadia")), client_of(cast.user("marc"))
    nadia.post(URL, absence(cast))
    assert "Vous remplacez" in marc.get(URL).content.decode()
    ended = nadia.post(URL + "fin/", {"absence": str(Absence.objects.get().public_id)})

    assert ended.status_code == 303
    assert "Pour Nadia Bouchard" not in marc.get(reverse("staff:home")).content.decode()


def test_the_head_enters_it_for_a_member_and_a_stranger_does_not(cast: Cast) -> None:
    refused = client_of(cast.user("farid")).post(URL, absence(cast))
    assert refused.status_code == 422
    assert not Absence.objects.exists()

    marc = client_of(cast.user("marc"))
    assert marc.post(URL, absence(cast, replacement="")).status_code == 303


@pytest.mark.parametrize(
    "changed",
    [
        {"since": "2026-13-45"},
        {"since": "9999-12-31", "last_day": "9999-12-31"},
        {"last_day": "2020-01-01"},
        {"person": "quelqu’un"},
        {"replacement": "00000000-0000-0000-0000-000000000000"},
        {"reason": "x" * 301},
        {"reason": "a\0b"},
    ],
)
def test_it_refuses_hostile_answers_and_keeps_what_was_typed(cast: Cast, changed: dict[str, str]) -> None:
    answer = client_of(cast.user("nadia")).post(URL, absence(cast, **changed))

    assert answer.status_code == 422
    assert changed.get("since", TODAY.isoformat()) in answer.content.decode()
    assert not Absence.objects.exists()


@pytest.mark.parametrize("value", ["", "1", "\0", "00000000-0000-0000-0000-000000000000"])
def test_an_unknown_absence_does_not_end(cast: Cast, value: str) -> None:
    assert client_of(cast.user("nadia")).post(URL + "fin/", {"absence": value}).status_code in (400, 404)


def test_ones_own_account_keeps_the_staffs_navigation(cast: Cast) -> None:
    page = client_of(cast.user("nadia")).get("/compte/").content.decode()

    assert reverse("staff:home") in page
    assert "Absences" in page


def test_an_assignment_says_who_is_away_and_who_replaces(cast: Cast, open_dossier: Open) -> None:
    dossier = open_dossier(to="marc")
    client_of(cast.user("nadia")).post(URL, absence(cast))
    page = client_of(cast.user("marc")).get(reverse("staff:assign", kwargs={"number": dossier.number}))

    assert "remplacée par Marc Gagnon" in page.content.decode()


def test_an_approval_in_replacement_is_signed_and_journaled_as_such(cast: Cast, open_dossier: Open) -> None:
    dossier = open_dossier()
    client_of(cast.user("marc")).post(
        URL,
        absence(cast, person=str(cast.user("marc").public_id), replacement=str(cast.user("nadia").public_id)),
    )
    nadia = cast.actor("nadia")
    module = registry.module_of_kind(dossier.kind)
    template = next(t for t in module.letters if t.requires_approval_by == roles.UNIT_HEAD)
    with acting_as(nadia):
        letter = Letter.objects.filter(dossier_id=dossier.pk)[0]
        letter.template = template.code
        assert approval(nadia, dossier, letter).allowed
        assert in_replacement(nadia, dossier, letter) == {"acting_for": "Marc Gagnon"}
        assert signature(nadia, dossier, letter, job_title="Analyste") == "Nadia Bouchard\npour Marc Gagnon"
