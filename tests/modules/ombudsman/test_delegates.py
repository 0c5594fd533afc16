"""Delegates with an account: invited to their own exchanges, which they read and answer as by their link.

Josée asks from her address; Martin is another delegate; Luc coordinates, Mona answers.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from egide.kernel.dossiers.models import Dossier
from egide.kernel.messages.actions import post_message
from egide.kernel.messages.models import Direction, Message
from egide.kernel.notes.models import Note
from egide.kernel.parties.models import Party
from egide.kernel.passes.actions import issue_pass
from egide.modules.ombudsman import delegates as acts
from egide.modules.ombudsman.actions import ask_for_date
from egide.modules.ombudsman.models import Delegate
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import ActorKind, actor_for_user, service
from egide.platform.accounts.models import User
from egide.platform.accounts.second_factor import has_second_factor
from egide.platform.errors.failures import Refused
from egide.platform.mail.models import Message as Mail
from egide.platform.storage import store
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner
from tests.interfaces.public.visits import fields_of
from tests.modules.ombudsman.invited import JOSEE, LIST, client, entered, invited, times, user_of
from tests.modules.ombudsman.scene import Scene, name_mona, open_scene
from tests.platform.accounts.doors import give_application
from tests.platform.accounts.entries import data_of, entries
from tests.walls.house import client_of


def test_an_invitation_opens_what_was_asked_from_her_address_and_what_comes_after(
    cast: Cast, josee: Delegate, hers: Scene, his: Scene
) -> None:
    later = open_scene(cast, email=JOSEE.upper(), subject="services")
    actor = actor_for_user(user_of(josee), on=TODAY)

    assert (actor.kind, actor.roles) == (ActorKind.EXTERNAL, frozenset())
    assert {row.dossier.number for row in acts.own_exchanges(actor)} == {hers.number, later.number}
    page = client(josee).get(LIST)
    assert page.status_code == 200
    for words in (hers.number, later.number, "2026-04521", "Josée Lemay"):
        assert words in page.text, words
    assert his.number not in page.text
    assert page["Cache-Control"] == "private, no-store"
    assert client(josee).get("/")["Location"] == LIST


def test_the_date_that_she_asked_for_is_said_hers(cast: Cast, josee: Delegate, hers: Scene) -> None:
    url = reverse("delegate:exchange", kwargs={"number": hers.number})
    before = client(josee).get(url).text
    hers.act("luc", lambda a, d: ask_for_date(dossier=d, on=TODAY + timedelta(days=12), now=hers.now))

    assert "Au plus tard" in before
    assert "À la date que vous avez demandée" in client(josee).get(url).text
    assert "cible interne" not in before


def test_an_exchange_is_given_by_hand_and_taken_away(cast: Cast, josee: Delegate, his: Scene) -> None:
    phoned = open_scene(cast, delegate="Josée Lemay", channel="phone")
    luc = client_of(cast.user("luc"))
    step = {"rank": josee.number}
    give = reverse("staff:ombudsman_delegate_step", kwargs=step | {"step": "echange"})
    take = reverse("staff:ombudsman_delegate_step", kwargs=step | {"step": "retirer"})
    url = reverse("delegate:exchange", kwargs={"number": phoned.number})

    assert client(josee).get(url).status_code == 404
    assert luc.post(give, {"number": "INT-2026-00001"}).status_code == 422
    assert luc.post(give, {"number": phoned.number.lower()}).status_code == 303
    again = luc.post(give, {"number": phoned.number})
    assert (again.status_code, "ouvre déjà" in again.text) == (422, True)
    assert client(josee).get(url).status_code == 200
    assert phoned.number in luc.get(take).text
    assert luc.post(take, {"number": phoned.number}).status_code == 303
    assert client(josee).get(url).status_code == 404


def test_she_reads_what_her_link_would_show_and_writes_as_herself(
    cast: Cast, josee: Delegate, hers: Scene
) -> None:
    def say(actor: Any, dossier: Dossier) -> None:
        party = Party.objects.get(dossier_id=dossier.pk)
        post_message(
            dossier=dossier,
            direction="out",
            party=party,
            text="Bonjour Josée",
            actor_code=actor.code,
            now=NOW,
        )
        Note.objects.create(
            dossier=dossier,
            compartment_id=dossier.compartment_id,
            rank=1,
            kind="internal",
            text="Entre nous",
            author_id=actor.user_id,
            written_at=NOW,
        )

    hers.act("luc", say)
    url = reverse("delegate:exchange", kwargs={"number": hers.number})
    browser = client(josee)
    page = browser.get(url)
    by_link = _by_link(cast, hers)

    for shown in (page.text, by_link):
        assert "Bonjour Josée" in shown
        assert "L’équipe des plaintes a reçu votre demande." in shown
        for secret in ("Entre nous", "Luc Fournier", "Quel délai"):
            assert secret not in shown, secret
    assert f'action="{url}"' in page.text
    assert "/suivi/" not in page.text.split("<main")[1].split("</main>")[0]
    sent = browser.post(url, {"text": "Merci. Une précision suit.", "form_key": "k" * 32})
    twice = browser.post(url, {"text": "Merci. Une précision suit.", "form_key": "k" * 32})
    empty = browser.post(url, {"text": " ", "form_key": "e" * 32})
    assert [sent.status_code, twice.status_code, empty.status_code] == [303, 303, 422]
    assert "Votre message est envoyé" in browser.get(sent["Location"]).text
    with as_owner():
        mine = list(Message.objects.filter(dossier__number=hers.number, direction=Direction.IN))
    assert [(m.text, m.posted_by) for m in mine] == [
        ("Merci. Une précision suit.", f"external:{user_of(josee).pk}")
    ]
    assert (times("ombudsman.delegate_read"), times("ombudsman.delegate_wrote")) == (2, 1)
    assert data_of("ombudsman.delegate_wrote") == {"number": josee.number}
    assert [actor for _, actor, code in entries() if code == "ombudsman.delegate_read"] == [
        f"external:{user_of(josee).pk}"
    ] * 2


def _by_link(cast: Cast, scene: Scene) -> str:
    issued = scene.act(
        "luc",
        lambda a, d: issue_pass(
            dossier=d,
            party=Party.objects.get(dossier_id=d.pk),
            purpose="follow_up",
            actor_code=a.code,
            now=NOW,
        ),
    )
    bearer = client_of(None)
    bearer.get(issued.url_path)
    return bearer.get("/suivi/dossier/").text


def test_a_letter_opens_once_it_has_left_and_each_look_at_it_is_written_down(cast: Cast) -> None:
    name_mona(cast, "recourses")
    scene = open_scene(cast, email=JOSEE)
    josee = invited(cast, "Josée Lemay", JOSEE)
    scene.later(hours=1).move("gather", "mona", reponse="Le délai de 90 jours a été suivi.")
    scene.later(hours=1).move("validate")
    scene.approve("answer", "luc")
    file = reverse("delegate:file", kwargs={"number": scene.number, "rank": 1})
    before = client(josee).get(file).status_code
    scene.post("answer")
    given = client(josee).get(file)

    assert (before, given.status_code, given.getvalue()[:4]) == (404, 200, b"%PDF")
    assert times("ombudsman.delegate_read_file") == 1
    assert file in client(josee).get(reverse("delegate:exchange", kwargs={"number": scene.number})).text


def test_closing_shuts_every_browser_and_reopening_asks_a_new_password(
    cast: Cast, josee: Delegate, hers: Scene
) -> None:
    browser, luc = client(josee), client_of(cast.user("luc"))
    url = reverse("staff:ombudsman_delegate", kwargs={"rank": josee.number})
    assert browser.get(LIST).status_code == 200
    assert luc.post(f"{url}fermer/", {}).status_code == 303
    shut = browser.get(LIST)
    assert (shut.status_code, shut["Location"].startswith("/connexion/")) == (302, True)
    assert "compte fermé" in luc.get(url).text
    assert luc.post(f"{url}fermer/", {}).status_code == 422

    assert luc.post(f"{url}rouvrir/", {}).status_code == 303
    with as_owner():
        user = User.objects.get(pk=user_of(josee).pk)
    assert (user.is_active, user.has_usable_password()) == (True, False)
    assert client_of(user).get(LIST).status_code == 200


def test_she_shows_a_second_factor_before_any_page(josee: Delegate) -> None:
    browser = client(josee)
    session = browser.session
    del session["egide_second_factor"]
    session.save()

    for url in (LIST, "/", "/compte/"):
        assert browser.get(url)["Location"] == "/compte/second-facteur/"


def test_the_team_takes_a_lost_second_factor_away(cast: Cast, josee: Delegate) -> None:
    give_application(user_of(josee))
    luc = client_of(cast.user("luc"))
    url = reverse("staff:ombudsman_delegate_step", kwargs={"rank": josee.number, "step": "second-facteur"})

    assert luc.post(url, {}).status_code == 303
    assert not has_second_factor(user_of(josee))
    assert times("ombudsman.delegate_factor_reset") == 1


def test_an_address_names_one_account(cast: Cast, josee: Delegate) -> None:
    with pytest.raises(Refused, match="déjà celle"):
        entered(cast, "Josée L.", JOSEE.upper())
    # Nor does the team take over somebody's account by writing her address.
    row = entered(cast, "Nadia B.", "nadia@office.example")
    with acting_as(cast.actor("luc")), pytest.raises(Refused, match="existe déjà"):
        acts.invite(delegate=row, now=NOW)
    with acting_as(cast.actor("luc")), pytest.raises(Refused, match="Invitez d’abord"):
        acts.give_exchange(
            delegate=row, dossier=Dossier.objects.filter(kind="ombudsman_exchange")[0], now=NOW
        )


def test_a_message_sends_her_to_her_account_once_she_has_used_it(
    cast: Cast, josee: Delegate, hers: Scene, his: Scene
) -> None:
    def write(scene: Scene) -> str:
        url = reverse("staff:message", kwargs={"number": scene.number})
        luc = client_of(cast.user("luc"))
        luc.post(url, {**fields_of(luc.get(url)), "to": "1", "text": "Une précision."})
        with acting_as(service("scheduler")):
            row = Mail.objects.select_related("stored").order_by("-pk")[0]
            return store.read_all(stored=row.stored).decode()

    invited_only = write(hers)
    client(josee)  # signs in: the invitation is taken up
    address = f"{settings.PUBLIC_URL}/delegue/{hers.number}/"
    with_account, without = write(hers), write(his)

    assert "/suivi/" in invited_only
    assert address not in invited_only
    assert address in with_account
    assert "connectez-vous" in with_account
    assert "/suivi/" not in with_account
    assert "/suivi/" in without
