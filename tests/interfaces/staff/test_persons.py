"""One person in two dossiers: found with a reason, compared, linked, aligned, undone; never past a wall.

Élise writes twice, the second time with another telephone number.
"""

import re

from django.test import Client

from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.conflicts import declare_conflict
from egide.kernel.joining.models import SamePerson
from egide.kernel.parties.models import Party, PartyRole
from egide.law import roles
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Membership, Unit
from tests.cast import LONG_AGO, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK, Open, SignIn

OTHER_PHONE = "5145550199"


def person_of(dossier: Dossier) -> Party:
    with as_owner():
        return Party.objects.get(dossier=dossier, role=PartyRole.REQUESTER)


def comparing(first: Dossier, second: Dossier) -> str:
    ranks = person_of(first).rank, person_of(second).rank
    return f"/dossiers/{first.number}/memes-personnes/{ranks[0]}/{second.number}/{ranks[1]}/"


def post(who: Client, url: str, dossier: Dossier, **answers: str) -> int:
    with as_owner():
        version = Dossier.objects.get(pk=dossier.pk).version
    return who.post(url, {"version": version, **answers}).status_code


def test_the_same_person_is_found_with_the_reason_and_linked(sign_in: SignIn, open_dossier: Open) -> None:
    first, second = open_dossier(), open_dossier(days_ago=9)
    nadia = sign_in("nadia")

    found = nadia.get(f"/dossiers/{first.number}/memes-personnes/").text
    assert second.number in found
    assert comparing(first, second) in found
    assert "C’est la même personne" in nadia.get(comparing(first, second)).text
    assert post(nadia, comparing(first, second), first) == 303

    for one, other in ((first, second), (second, first)):
        text = nadia.get(f"/dossiers/{one.number}/memes-personnes/").text
        assert "Défaire le lien" in text
        assert comparing(one, other) + "defaire/" in text
    assert "reliée à la même personne" in nadia.get(f"/dossiers/{second.number}/journal/").text


def test_one_value_for_both_then_undone_exactly(sign_in: SignIn, open_dossier: Open) -> None:
    first, second = open_dossier(), open_dossier(phone=OTHER_PHONE)
    nadia, before = sign_in("nadia"), person_of(first).phone
    assert OTHER_PHONE in nadia.get(comparing(first, second)).text

    assert post(nadia, comparing(first, second), first, phone="absorbed") == 303
    assert person_of(first).phone == OTHER_PHONE

    assert post(nadia, comparing(second, first) + "defaire/", second) == 303
    assert person_of(first).phone == before
    assert person_of(second).phone == OTHER_PHONE
    with as_owner():
        assert SamePerson.objects.get().ended_at is not None


def test_what_changed_since_is_not_undone(sign_in: SignIn, open_dossier: Open) -> None:
    first, second = open_dossier(), open_dossier(phone=OTHER_PHONE)
    nadia = sign_in("nadia")
    post(nadia, comparing(first, second), first, phone="absorbed")
    party = person_of(first)
    party.phone = "4185550177"
    with as_owner():
        party.save()

    assert post(nadia, comparing(first, second) + "defaire/", first) == 303
    assert person_of(first).phone == "4185550177"


def test_linking_twice_is_refused_from_either_side(sign_in: SignIn, open_dossier: Open) -> None:
    first, second = open_dossier(), open_dossier()
    nadia = sign_in("nadia")
    post(nadia, comparing(first, second), first)

    assert post(nadia, comparing(first, second), first) == 403
    assert post(nadia, comparing(second, first), second) == 403


def test_whoever_is_kept_away_from_one_end_sees_nothing_of_the_link(
    sign_in: SignIn, cast: Cast, open_dossier: Open
) -> None:
    first, second = open_dossier(), open_dossier()
    marc, nadia = sign_in("marc"), sign_in("nadia")
    post(marc, comparing(first, second), first)
    with acting_as(cast.actor("nadia")) as actor:
        hidden = Dossier.objects.get(pk=second.pk)
        declare_conflict(actor=actor, dossier=hidden, reason="Parente.", now=CLOCK)

    text = nadia.get(f"/dossiers/{first.number}/memes-personnes/").text
    journal = nadia.get(f"/dossiers/{first.number}/journal/").text

    assert second.number not in text
    assert second.number not in journal
    assert re.search("Personne de semblable", text)
    assert nadia.get(comparing(first, second)).status_code == 404
    with acting_as(cast.actor("nadia")):
        assert not SamePerson.objects.exists()
    with acting_as(cast.actor("marc")):
        assert SamePerson.objects.exists()


def test_undoing_writes_nothing_in_a_dossier_that_one_only_reads(
    sign_in: SignIn, cast: Cast, open_dossier: Open
) -> None:
    first, second = open_dossier(), open_dossier(phone=OTHER_PHONE)
    assert post(sign_in("nadia"), comparing(first, second), first, phone="kept") == 303
    with as_owner():  # Hélène reads everything, and works in Nadia's unit only
        Dossier.objects.filter(pk=second.pk).update(unit=Unit.objects.get(code="records"))
        Membership.objects.create(
            user=cast.user("helene"), unit=first.unit, role=roles.ANALYST.code, since=LONG_AGO
        )
    helene = sign_in("helene")
    aligned = person_of(second).phone

    assert post(helene, comparing(first, second) + "defaire/", first) == 403

    assert person_of(second).phone == aligned != OTHER_PHONE
    with as_owner():
        assert SamePerson.objects.get().ended_at is None
        Dossier.objects.filter(pk=second.pk).update(unit=first.unit)
    assert post(helene, comparing(first, second) + "defaire/", first) == 303  # the twin
    assert person_of(second).phone == OTHER_PHONE
