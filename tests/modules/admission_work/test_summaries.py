"""A public summary: written by one, checked by another, approved by the Commissioner, read by everyone, taken back.

What is published holds no number and no key of the complaint; words of the dossier are found before it leaves.
"""

from dataclasses import replace

import pytest

from egide.kernel.dossiers.models import Dossier
from egide.modules.admission_work.models import PublishedSummary, Summary
from egide.modules.admission_work.summaries import (
    Told,
    check_summary,
    finds_in,
    publish_summary,
    published_summaries,
    send_back,
    summary_of,
    withdraw_summary,
    write_summary,
)
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import ANONYMOUS
from egide.platform.errors.failures import Refused
from tests.cast import NOW, Cast
from tests.database import as_owner
from tests.modules.admission_work.complaints import TOLD, act, concluded, opened


def written(cast: Cast, number: str, *, by: str = "simon", told: Told = TOLD) -> Summary:
    return act(cast, number, by, lambda a, d: write_summary(actor=a, dossier=d, told=told, now=NOW))


def checked(cast: Cast, number: str, *, by: str = "claire", accepted: tuple[str, ...] = ()) -> Summary:
    return act(cast, number, by, lambda a, d: check_summary(actor=a, dossier=d, accepted=accepted, now=NOW))


def published(cast: Cast, number: str, *, by: str = "claire") -> PublishedSummary:
    return act(cast, number, by, lambda a, d: publish_summary(actor=a, dossier=d, now=NOW))


@pytest.fixture
def number(cast: Cast) -> str:
    made = opened(cast)
    concluded(cast, made)
    return made


def test_everyone_reads_what_two_people_checked_and_the_commissioner_approved(
    cast: Cast, number: str
) -> None:
    written(cast, number)
    checked(cast, number)
    published(cast, number)

    for actor in (ANONYMOUS, cast.actor("bruno"), cast.actor("helene")):
        with acting_as(actor):
            [one] = published_summaries()
            assert one.permit == TOLD.permit
            assert not Summary.objects.exists()
    with as_owner():
        assert number not in str(PublishedSummary.objects.values().get())

    act(cast, number, "claire", lambda a, d: withdraw_summary(actor=a, dossier=d, now=NOW))
    with acting_as(ANONYMOUS):
        assert published_summaries() == []


def test_it_refuses_a_complaint_that_is_not_concluded(cast: Cast) -> None:
    with pytest.raises(Refused, match="une fois les conclusions transmises"):
        written(cast, opened(cast))


def test_its_author_does_not_check_it_and_only_the_commissioner_publishes_it(cast: Cast, number: str) -> None:
    written(cast, number)
    with pytest.raises(Refused, match="une autre personne"):
        checked(cast, number, by="simon")
    with pytest.raises(Refused, match="vérifie d’abord"):
        published(cast, number)

    checked(cast, number)
    with pytest.raises(Refused, match="Le Commissaire approuve"):
        published(cast, number, by="simon")
    act(cast, number, "claire", lambda a, d: send_back(dossier=d, now=NOW))
    with pytest.raises(Refused, match="vérifie d’abord"):
        published(cast, number)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("La demande de Mme Benali était complète.", "Benali"),
        ("Elle vivait à Alger, code 16000.", "16000"),
        ("Elle vit au 14 rue Didouche-Mourad.", "14, rue Didouche Mourad"),
        ("Joindre le 418 555-0123.", "418 555-0123"),
        ("Écrire à amina@exemple.example.", "amina@exemple.example"),
        ("Dossier {number}.", "{number}"),
    ],
)
def test_it_refuses_a_text_that_holds_words_of_the_dossier_until_they_are_accepted(
    cast: Cast, number: str, words: str, found: str
) -> None:
    told = replace(TOLD, issue=f"{TOLD.issue} {words.format(number=number)}")
    written(cast, number, told=told)

    with pytest.raises(Refused, match="contient encore des mots du dossier"):
        checked(cast, number)

    finds = act(cast, number, "claire", lambda a, d: finds_in(d, own) if (own := summary_of(d)) else ())
    assert found.format(number=number) in {one.words for one in finds}
    checked(cast, number, accepted=tuple(one.words for one in finds))
    published(cast, number)


def test_a_text_without_anything_of_the_dossier_has_nothing_to_accept(cast: Cast, number: str) -> None:
    own = written(cast, number)

    assert act(cast, number, "claire", lambda a, d: finds_in(d, own)) == ()


def test_what_is_published_does_not_change_under_the_reader(cast: Cast, number: str) -> None:
    written(cast, number)
    checked(cast, number)
    published(cast, number)

    with pytest.raises(Refused, match="retirez-le"):
        written(cast, number)


def test_nobody_checks_or_publishes_words_that_changed_under_their_eyes(cast: Cast, number: str) -> None:
    def version() -> int:
        with as_owner():
            return int(Dossier.objects.values_list("version", flat=True).get(number=number))

    seen = [version()]
    for step in (written, checked, written, checked, published):
        step(cast, number)
        seen.append(version())
    # A page opened before carries the former number: the gate answers that the dossier changed.
    assert seen == sorted(set(seen))
