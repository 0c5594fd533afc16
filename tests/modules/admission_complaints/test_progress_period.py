"""A progress notice is of the period in which it is signed, and of the one in which it leaves: the same, or refused."""

from datetime import date

import pytest
from django.utils import timezone

from egide.kernel.letters.dispatch import send_by_email
from egide.kernel.letters.models import Letter
from tests.database import as_owner
from tests.interfaces.staff.conftest import client_of
from tests.modules.admission_complaints.notices import drafted, leave, monday, post_on, signed
from tests.modules.admission_complaints.scene import Scene


def test_a_notice_signed_on_the_last_day_of_its_period_is_of_that_period(scene: Scene) -> None:
    scene.give()
    drafted(scene, date(2026, 6, 8))

    scene.at(date(2026, 6, 15)).send("progress_notice")

    assert [due.status for due in scene.dues("progress_notice")] == ["met", "open"]


def test_the_day_after_it_is_refused_and_drafted_again_with_the_number_of_the_day(scene: Scene) -> None:
    from egide.platform.errors.failures import Refused

    scene.give()
    drafted(scene, date(2026, 6, 8))
    scene.at(date(2026, 6, 16))
    with pytest.raises(Refused) as refusal:
        scene.send("progress_notice")
    said = refusal.value.what.replace("\u00a0", " ")
    assert "est l’avis n° 1. Signée aujourd’hui, elle compte pour l’avis n° 2" in said
    assert "(du 16 juin 2026 au 14 juillet 2026)" in said

    assert monday(scene.cast, scene.now) == 1
    first, second = scene.letters("progress_notice")
    assert (first.state, second.state) == ("cancelled", "draft")
    assert "n°\u00a02" in second.subject
    assert "Voici le 2e avis" in second.body
    scene.send("progress_notice", rank=second.rank)
    assert [(due.occurrence, due.status) for due in scene.dues("progress_notice")] == [
        (1, "late"),
        (2, "met"),
        (3, "open"),
    ]


def test_a_notice_of_the_next_period_waits_for_its_first_day(scene: Scene) -> None:
    from egide.platform.errors.failures import Refused

    scene.give()
    leave(scene, date(2026, 5, 20))  # early: the next target is 19 June, its period opens on the 16th
    drafted(scene, date(2026, 6, 8))
    assert "n°\u00a02" in scene.letters("progress_notice")[0].subject
    with pytest.raises(Refused, match="se signe à compter du 16 juin 2026"):
        scene.at(date(2026, 6, 15)).send("progress_notice")

    scene.at(date(2026, 6, 16)).send("progress_notice")

    assert [due.status for due in scene.dues("progress_notice")] == ["met", "met", "open"]


def test_a_notice_whose_subject_lost_its_number_is_not_signed(scene: Scene) -> None:
    from egide.platform.errors.failures import Refused

    scene.give()
    drafted(scene, date(2026, 6, 8))
    with as_owner():
        Letter.objects.filter(dossier__number=scene.number).update(subject="Des nouvelles de votre plainte")
    with pytest.raises(Refused, match="ne porte plus son numéro"):
        scene.at(date(2026, 6, 9)).send("progress_notice")


def test_the_letter_offers_the_notice_of_the_period_in_one_act(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.give()
    drafted(scene, date(2026, 6, 8))
    scene.at(date(2026, 6, 16))
    monkeypatch.setattr(timezone, "now", lambda: scene.now)
    claire = client_of(scene.cast.user("claire"))
    url = f"/dossiers/{scene.number}/lettres/{scene.letters('progress_notice')[-1].rank}/"
    text = claire.get(url).text
    assert "Rédiger l’avis de la période en cours" in text

    again = claire.post(
        f"/dossiers/{scene.number}/avis-de-progression/", {"version": str(scene.dossier.version)}
    )

    newest = scene.letters("progress_notice")[-1]
    assert again.url == f"/dossiers/{scene.number}/lettres/{newest.rank}/"
    assert "Rédiger l’avis de la période en cours" not in claire.get(again.url).text


def test_a_notice_signed_in_its_period_does_not_leave_in_the_next(scene: Scene) -> None:
    from egide.platform.errors.failures import Refused

    scene.give()
    signed(scene, date(2026, 6, 15))
    scene.at(date(2026, 6, 16))
    with pytest.raises(Refused) as refusal:
        scene.act(
            "claire",
            lambda a, d: send_by_email(dossier=d, letter=scene.letter("progress_notice"), now=scene.now),
        )
    said = refusal.value.what.replace("\u00a0", " ")
    assert "est l’avis n° 1. Transmise le 16 juin 2026, elle compterait pour l’avis n° 2" in said
    assert said.endswith("rédigez de nouveau l’avis.")
    with pytest.raises(Refused, match="compterait"):
        post_on(scene, date(2026, 6, 16))

    post_on(scene, date(2026, 6, 15))  # it was posted in time, and is noted the day after

    assert [due.status for due in scene.dues("progress_notice")] == ["met", "open"]


def test_the_letter_that_may_not_leave_offers_to_be_written_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.give()
    letter = signed(scene, date(2026, 6, 15))
    scene.at(date(2026, 6, 16))
    monkeypatch.setattr(timezone, "now", lambda: scene.now)
    claire = client_of(scene.cast.user("claire"))
    page = claire.get(f"/dossiers/{scene.number}/lettres/{letter.rank}/").text
    assert "compterait pour l’avis" in page
    assert "Rédiger l’avis de la période en cours" in page

    version = {"version": str(scene.dossier.version)}
    again = claire.post(f"/dossiers/{scene.number}/avis-de-progression/", version)

    newest = scene.letters("progress_notice")[-1]
    assert again.url == f"/dossiers/{scene.number}/lettres/{newest.rank}/"
    assert [one.state for one in scene.letters("progress_notice")] == ["cancelled", "draft"]
    assert "n°\u00a02" in newest.subject


def test_the_post_of_the_day_refuses_it_on_its_own_line(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.give()
    letter = signed(scene, date(2026, 6, 15))
    with as_owner():
        Letter.objects.filter(pk=letter.pk).update(delivery="post")
    scene.at(date(2026, 6, 16))
    monkeypatch.setattr(timezone, "now", lambda: scene.now)
    claire = client_of(scene.cast.user("claire"))
    chosen = f"{scene.number}:{letter.rank}:{scene.dossier.version}"

    done = claire.post("/travail/poste/", {"faire": "poster", "l": chosen, "posted_on": "2026-06-16"})

    assert "compterait pour l’avis" in done.text
    assert scene.letters("progress_notice")[-1].state == "approved"
