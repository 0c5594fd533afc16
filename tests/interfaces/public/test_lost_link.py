"""The lost link: one answer in every case, a new link to the known address only, the earlier ones closed.

And the request that has no dossier yet, followed by its reference.
"""

import json
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from egide.interfaces.public.followup_lost import send_lost_link
from egide.kernel.parties.models import Party
from egide.kernel.passes.actions import IssuedPass, issue_request_pass
from egide.modules.interventions import actions
from egide.modules.interventions.models import Request
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Site, Unit
from egide.platform.mail.models import Message as Mail
from egide.platform.storage import store
from tests.cast import NOW, Cast, seed_office
from tests.database import as_owner
from tests.interfaces.public.visits import text_of
from tests.kernel.passes.holding import give
from tests.kernel.scene import Scene, open_scene

LOST = "/suivi/lien-perdu/"
ANSWERS = {"title": "Délai", "summary": "Texte.", "email": "elise@exemple.example", "situation": "no_news"}


@pytest.fixture
def cast(db: None) -> Cast:
    cache.clear()
    return seed_office()


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return open_scene(cast)


@pytest.fixture
def request_kept(cast: Cast) -> Request:
    with acting_as(service("public_intake")) as intake:
        return actions.submit_request(
            actor=intake, name="Élise Tremblay", order=cast.order, answers=ANSWERS, now=NOW
        )


def jobs() -> list[dict[str, Any]]:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("select args from procrastinate_jobs where task_name = 'public.lost_link' order by id")
        return [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in cursor.fetchall()]


def run_jobs() -> None:
    """Will run what the page asked for, as the worker does."""
    for job in jobs():
        with acting_as(service("pass_desk")):
            send_lost_link.function(party=job["party"], request=job["request"], now=timezone.now())
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_events")
        cursor.execute("delete from procrastinate_jobs where task_name = 'public.lost_link'")


def mails() -> list[tuple[list[str], str, str]]:
    with acting_as(service("scheduler")):
        rows = Mail.objects.select_related("stored").order_by("pk")
        return [(row.recipients, row.subject, _text(store.read_all(stored=row.stored))) for row in rows]


def _text(raw: bytes) -> str:
    from email import message_from_bytes, policy

    return str(message_from_bytes(raw, policy=policy.default).get_content())


def link_in(text: str) -> str:
    found = re.search(r"/suivi/[0-9A-Z-]{30,}/", text)
    assert found is not None
    return found[0]


def ask(number: str, email: str, **more: str) -> Any:
    return Client(**more).post(LOST, {"number": number, "email": email})


def test_the_answer_and_the_work_are_the_same_whoever_asks(scene: Scene, request_kept: Request) -> None:
    pairs = [
        (scene.number, "elise@exemple.example"),
        (scene.number, "autre@exemple.example"),
        ("INT-2026-99999", "elise@exemple.example"),
        (request_kept.reference, "elise@exemple.example"),
        (request_kept.reference, "autre@exemple.example"),
    ]
    ask("REC-1", "x@exemple.example")  # whatever is read once only
    seen, counts = set(), []
    for number, email in pairs:
        cache.clear()  # a second try about one number counts further: it is known or not all the same
        with CaptureQueriesContext(connection) as caught:
            answer = ask(number, email)
        seen.add((answer.status_code, answer["Location"]))
        counts.append(len(caught))
    pages = {text_of(Client().get(f"{LOST}?demande=1")) for _ in pairs}

    assert seen == {(303, f"{LOST}?demande=1")}
    assert len(set(counts)) == 1, counts
    assert len(pages) == 1
    assert len(jobs()) == len(pairs) + 1


def test_the_job_carries_no_address_and_no_number(scene: Scene) -> None:
    ask(scene.number, "elise@exemple.example")

    assert set(jobs()[0]) == {"actor", "party", "request"}
    assert all("@" not in str(value) for value in jobs()[0].values())


def test_a_new_link_goes_to_the_known_address_and_the_earlier_ones_close(scene: Scene) -> None:
    before = give(scene)
    ask(scene.number.lower(), " ELISE@exemple.example ")
    run_jobs()

    ((recipients, subject, text),) = mails()

    assert recipients == ["elise@exemple.example"]
    assert scene.number in subject
    assert "dentiste" not in text.lower()
    assert "syndic" not in text.lower()
    assert Client().get(before.url_path).status_code == 410
    client = Client()
    assert client.get(link_in(text)).status_code == 303
    assert client.get("/suivi/dossier/").status_code == 200


def test_a_wrong_address_sends_nothing_and_closes_nothing(scene: Scene) -> None:
    before = give(scene)
    for email in (
        "autre@exemple.example",
        "",
        "elise@exemple.example\nBcc: x@y.example",
        "ordre@autre.example",
    ):
        ask(scene.number, email)
    run_jobs()

    assert mails() == []
    assert Client().get(before.url_path).status_code == 303


def test_one_number_is_asked_for_a_few_times_an_hour_only(scene: Scene) -> None:
    for n in range(5):
        ask(scene.number, "elise@exemple.example", REMOTE_ADDR=f"203.0.113.{n}")

    assert [job["party"] > 0 for job in jobs()] == [True] * 3 + [False] * 2


def test_one_address_may_not_ask_for_ever(cast: Cast) -> None:
    statuses = [ask(f"INT-2026-{n:05}", "x@exemple.example").status_code for n in range(11)]

    assert statuses == [303] * 10 + [429]


@pytest.mark.parametrize(
    ("number", "email"), [("", "a@b.example"), ("INT-1", ""), ("9" * 500, "a@b.example")]
)
def test_it_refuses_an_incomplete_form_with_what_was_typed(cast: Cast, number: str, email: str) -> None:
    answer = ask(number, email)

    assert answer.status_code == 422
    assert (email or number) in answer.content.decode()


# --- A request without a dossier yet ------------------------------------------------------------------------------
@pytest.fixture
def waiting(request_kept: Request) -> IssuedPass:
    with acting_as(service("public_intake")) as intake:
        return issue_request_pass(
            compartment=request_kept.compartment,
            reference=request_kept.reference,
            actor_code=intake.code,
            now=NOW,
        )


def test_a_waiting_request_says_what_comes_next_and_by_when(
    request_kept: Request, waiting: IssuedPass
) -> None:
    client = Client()
    client.get(waiting.url_path)

    page = client.get("/suivi/dossier/")
    words = text_of(page)

    assert request_kept.reference in words
    assert "Nous avons reçu votre demande." in words
    assert "Accusé de réception, au plus tard" in words
    assert client.post("/suivi/dossier/", {"text": "Bonjour"}).status_code == 404
    assert client.get("/suivi/dossier/retirer/").status_code == 403


def test_the_same_link_follows_the_dossier_once_it_is_opened(
    cast: Cast, request_kept: Request, waiting: IssuedPass
) -> None:
    client = Client()
    client.get(waiting.url_path)
    with acting_as(cast.actor("bruno")) as bruno:
        dossier = actions.open_intervention(
            actor=bruno,
            intake=actions.intake_from(request_kept),
            unit=Unit.objects.get(code="interventions"),
            site=Site.objects.get(code="quebec"),
            request=request_kept,
            now=NOW,
        )

    words = text_of(client.get("/suivi/dossier/"))

    assert dossier.number in words
    assert client.post("/suivi/dossier/", {"text": "Bonjour"}).status_code == 303


def test_a_lost_link_of_a_request_is_replaced(request_kept: Request, waiting: IssuedPass) -> None:
    ask(request_kept.reference, "elise@exemple.example")
    run_jobs()

    ((recipients, _, text),) = mails()

    assert recipients == ["elise@exemple.example"]
    assert Client().get(waiting.url_path).status_code == 410
    assert Client().get(link_in(text)).status_code == 303


@pytest.mark.parametrize("role", ["order", "other"])
def test_whoever_is_merely_named_in_the_file_gets_no_link_to_follow_it(scene: Scene, role: str) -> None:
    # An order knows the number, it is on its letter; with a link to follow, it could withdraw the request.
    with as_owner():
        Party.objects.filter(dossier__number=scene.number, role="order").update(
            role=role, email="registre@ordre.example", email_key="registre@ordre.example"
        )
    ask(scene.number, "registre@ordre.example")
    run_jobs()
    assert mails() == []

    with as_owner():
        Party.objects.filter(dossier__number=scene.number, role=role).update(role="representative")
    ask(scene.number, "registre@ordre.example")
    run_jobs()
    assert [recipients for recipients, _, _ in mails()] == [["registre@ordre.example"]]
