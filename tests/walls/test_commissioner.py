"""The Commissioner's compartment does not exist for anyone else, and theirs does not exist for him.

With the real modules: a complaint, a work, a hold, a letter, a summary, what the Office transferred. Every page that
takes no argument is asked for, as everyone; then the addresses that somebody could guess.
"""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from egide.interfaces.staff.natures import BY_SLUG
from egide.kernel.batches.models import Batch
from egide.kernel.disposal.models import DispositionList
from egide.kernel.disposal.rights import approves
from egide.kernel.documents.models import DocumentVersion
from egide.kernel.dossiers.models import Dossier
from egide.kernel.handover.models import Receipt
from egide.kernel.notices.models import Notice
from egide.kernel.parties.models import Party
from egide.kernel.records.holds import place_hold
from egide.modules.admission_work.actions import NewWork, open_work
from egide.modules.admission_work.summaries import write_summary
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import actor_for_user
from egide.platform.accounts.models import Membership, Unit, User
from egide.platform.journal.models import Event, Note
from egide.platform.mail.models import Message
from tests.cast import LONG_AGO, PASSWORD, TODAY, Cast, seed_office
from tests.database import as_owner
from tests.interfaces.staff.conftest import CLOCK
from tests.interfaces.staff.conftest import opened as opened_by_the_office
from tests.modules.admission_work.complaints import TOLD, act, concluded, opened
from tests.walls.addresses import paged
from tests.walls.house import client_of

HIS, THEIRS = "zibelinecommissaire", "zibelineoffice"
OTHERS = (
    "helene",
    "bruno",
    "nadia",
    "marc",
    "irene",
    "rene",
    "amelie",
    "odile",
    "lise",
    "luc",
    "farid",
    "pierre",
)
# Those whose pages are walked: who sees the most, who types requests, who administers, who keeps.
WALKED = ("helene", "bruno", "irene", "rene")
GUESSED = (
    f"/recherche/?q={HIS}", f"/recherche/?q={HIS}*", "/recherche/?q=CAP-2026", "/recherche/?q=CAP-2026-00001",
    f"/interventions/?q={HIS}", f"/travaux-commissaire/?q={HIS}",
)  # fmt: skip


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The house's clock stands at CLOCK."""
    monkeypatch.setattr(timezone, "now", lambda: CLOCK)


@pytest.fixture
def cast(db: None) -> Cast:
    """The small Office."""
    return seed_office()


@pytest.fixture
def numbers(cast: Cast) -> tuple[str, ...]:
    """A complaint and a work of the Commissioner, each full of his word; an intervention full of theirs."""
    complaint = opened(cast, name=f"{HIS} Benali", now=CLOCK)
    concluded(cast, complaint, now=CLOCK)
    act(
        cast,
        complaint,
        "claire",
        lambda a, d: place_hold(dossier=d, reason=HIS, actor_code=a.code, now=CLOCK),
    )
    act(
        cast,
        complaint,
        "simon",
        lambda a, d: write_summary(actor=a, dossier=d, told=TOLD, now=CLOCK),
    )
    with acting_as(cast.actor("simon")) as simon:
        work = NewWork(nature="study", title=f"{HIS} étude", subject=f"{HIS} objet")
        made = open_work(actor=simon, work=work, now=CLOCK).number
    opened_by_the_office(cast, name=f"{THEIRS} Tremblay", title=f"{THEIRS} titre", summary=f"{THEIRS} résumé")
    return complaint, made


def pages() -> Iterator[str]:
    """Every page that shows something without an argument."""
    for address in paged():
        spec = address.page
        if spec is not None and not address.arguments and "GET" in spec.methods:
            yield reverse(address.name)


def shown(client: Client, urls: Iterator[str] | tuple[str, ...]) -> dict[str, str]:
    """What each page answers, headers included."""
    answers = {}
    for url in urls:
        answer = client.get(url)
        body = b"".join(answer) if answer.streaming else answer.content
        answers[url] = body.decode(errors="replace") + str(answer.headers)
    return answers


def auditor(cast: Cast) -> User:
    """Someone who audits, and someone who administers accounts: no content."""
    with as_owner():
        user = User.objects.create_user(
            "sylvie@office.example", PASSWORD, full_name="Sylvie Ouellet", demo=True
        )
        for role in ("auditor", "administrator"):
            unit = Unit.objects.get(code="executive")
            Membership.objects.create(user=user, unit=unit, role=role, since=LONG_AGO)
    return user


def test_no_page_of_anyone_else_says_anything_of_him(cast: Cast, numbers: tuple[str, ...]) -> None:
    people = [*(cast.user(name) for name in WALKED), auditor(cast)]
    for user in people:
        client = client_of(user)
        for url, answer in shown(client, (*pages(), *GUESSED)).items():
            # What was typed in a search box is shown again: nothing else may hold the word.
            typed = "q=" in url and HIS in url
            assert typed or HIS not in answer, (user.email, url)
            assert "q=CAP" in url or not any(number in answer for number in numbers), (user.email, url)


def test_an_address_guessed_right_does_not_exist(cast: Cast, numbers: tuple[str, ...]) -> None:
    for name in ("helene", "irene", "rene", "amelie", "marc"):
        client = client_of(cast.user(name))
        for number in numbers:
            for part in ("", "documents/", "lettres/", "parties/", "echeances/", "journal/", "mesures/"):
                assert client.get(f"/dossiers/{number}/{part}").status_code == 404, (name, number, part)


def test_no_table_tells_anyone_else_of_him(cast: Cast, numbers: tuple[str, ...]) -> None:
    with as_owner():
        place = Unit.objects.get(code="commission").compartment_id
    tables = (Dossier, Party, DocumentVersion, Event, Note, Message, Batch, Notice, DispositionList)
    for name in OTHERS:
        with acting_as(cast.actor(name)):
            for table in tables:
                rows = table.objects.filter(compartment_id=place)  # type: ignore[attr-defined]
                assert not rows.exists(), (name, table)


def test_he_sees_nothing_of_theirs(cast: Cast, numbers: tuple[str, ...]) -> None:
    guessed = (f"/recherche/?q={THEIRS}*", "/recherche/?q=INT-2026-00001", "/interventions/")
    for name in ("claire", "yvette"):
        client = client_of(cast.user(name))
        for url, answer in shown(client, (*pages(), *guessed)).items():
            assert ("q=" in url and THEIRS in url) or THEIRS not in answer, (name, url)
        assert client.get("/dossiers/INT-2026-00001/").status_code == 404
        with acting_as(cast.actor(name)):
            assert not Dossier.objects.filter(kind="intervention").exists()


def test_the_twin_he_sees_what_is_his(cast: Cast, numbers: tuple[str, ...]) -> None:
    claire = client_of(cast.user("claire"))

    assert all(number in claire.get("/travail/?vue=toutes").text for number in numbers[:1])
    assert HIS in claire.get(f"/dossiers/{numbers[0]}/").text
    assert numbers[1] in claire.get("/travaux-commissaire/").text


def test_his_secretary_reads_neither_a_complaint_nor_a_work(cast: Cast, numbers: tuple[str, ...]) -> None:
    yvette = client_of(cast.user("yvette"))

    for number in numbers:
        assert yvette.get(f"/dossiers/{number}/").status_code == 404
    for url, answer in shown(yvette, pages()).items():
        assert f"{HIS} objet" not in answer, url


def test_a_dossier_transferred_to_him_leaves_a_number_a_date_and_a_word(cast: Cast) -> None:
    dossier = opened_by_the_office(
        cast, name=f"{THEIRS} Tremblay", title=f"{THEIRS} titre", summary=f"{THEIRS} résumé"
    )
    marc = client_of(cast.user("marc"))
    url = f"/dossiers/{dossier.number}/remettre/commissaire/"
    with as_owner():
        version = Dossier.objects.get(pk=dossier.pk).version

    answer = marc.post(url, {"version": version, "reason": "Plainte sur un permis.", "understood": "on"})

    assert answer.status_code == 303, answer.text
    for part in ("", "documents/", "lettres/", "parties/", "echeances/"):
        page = marc.get(f"/dossiers/{dossier.number}/{part}").text
        assert THEIRS not in page, part
        assert "CAP-2026" not in page, part
    home = marc.get(f"/dossiers/{dossier.number}/").text
    assert "Dossier transféré, reçu REM-2026-00001" in home
    assert THEIRS not in marc.get("/remises/").text + marc.get("/interventions/").text
    with acting_as(cast.actor("marc")):
        receipt = Receipt.objects.get()
        assert receipt.destination == "commissioner"
    with acting_as(cast.actor("claire")):
        assert f"{THEIRS} résumé" in Dossier.objects.get(kind="admission_complaint").admission_complaint.facts


def test_the_nature_hands_over_for_good() -> None:
    assert (BY_SLUG["commissaire"].way, BY_SLUG["commissaire"].irreversible) == ("hand", True)


@pytest.mark.parametrize(("role", "allowed"), [("commissioner", True), ("unit_head", False)])
def test_of_his_series_he_alone_approves_the_disposition(cast: Cast, role: str, allowed: bool) -> None:
    with as_owner():
        unit = Unit.objects.get(code="commission")
        user = User.objects.create_user("x@office.example", PASSWORD, full_name="X", demo=True)
        Membership.objects.create(user=user, unit=unit, role=role, since=LONG_AGO)
    actor = actor_for_user(user, on=TODAY)
    listed = DispositionList(compartment_id=unit.compartment_id, unit_id=unit.pk)

    assert approves(actor, listed) is allowed


def test_the_president_and_the_archivist_approve_nothing_of_his(cast: Cast) -> None:
    with as_owner():
        unit = Unit.objects.get(code="commission")
    listed = DispositionList(compartment_id=unit.compartment_id, unit_id=unit.pk)

    for name in ("helene", "rene", "marc"):
        assert not approves(cast.actor(name), listed)
