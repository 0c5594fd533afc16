"""What an intake may say: several orders and people, nobody's name, a minor, dates that are only approximate."""

from datetime import date

from egide.kernel.parties.models import Party, PartyRole
from egide.modules.interventions.actions import ANONYMOUS, PersonIntake
from egide.modules.interventions.models import InterventionDetails, RecourseUsed
from tests.cast import Cast
from tests.kernel.scene import Scene, open_scene


def rows(scene: Scene) -> tuple[list[Party], InterventionDetails, list[RecourseUsed]]:
    return scene.act(
        "marc",
        lambda a, d: (
            list(Party.objects.filter(dossier_id=d.pk).order_by("rank")),
            InterventionDetails.objects.get(pk=d.pk),
            list(RecourseUsed.objects.filter(dossier_id=d.pk).order_by("rank")),
        ),
    )


def test_other_people_are_parties_and_the_first_order_is_named_once(cast: Cast) -> None:
    mandated = PersonIntake(role=PartyRole.REPRESENTATIVE, name="Karim Haddad", email="karim@exemple.example")
    parties, details, _ = rows(open_scene(cast, orders=(cast.order,), people=(mandated,), minor=True))

    assert [party.role for party in parties] == ["requester", "representative", "order"]
    assert details.minor
    assert details.order_id == cast.order.pk


def test_words_for_a_date_are_kept_as_typed_and_no_delay_is_counted_from_them(cast: Cast) -> None:
    scene = open_scene(
        cast,
        inquiry_requested_about=" vers mars 2026 ",
        syndic_decided_on=date(2026, 9, 1),
        syndic_decided_about="x",
    )
    _, _, steps = rows(scene)

    assert [(s.kind, s.happened_on, s.about) for s in steps] == [
        ("inquiry_requested", None, "vers mars 2026"),
        ("syndic_decided", date(2026, 9, 1), ""),
    ]


def test_nobody_is_promised_a_letter_that_cannot_reach_anyone(cast: Cast) -> None:
    scene = open_scene(cast, anonymous=True, name="", email="", address="")
    parties, details, _ = rows(scene)

    assert (parties[0].name, details.anonymous) == (ANONYMOUS, True)
    assert "letter.drafted" not in scene.codes
    assert [scene.due(code).status for code in ("acknowledgment", "reply")] == ["cancelled", "cancelled"]

    scene.give()
    scene.move("start_triage")
    scene.move("declare_admissible", motive="Les délais d’un mécanisme.")
    scene.later(days=1).move("close_with_reason", who="marc", result="informed", motive="Personne anonyme.")
    assert scene.dossier.state == "closed"
    assert scene.problems == []


def test_an_anonymous_person_who_left_an_address_is_answered_like_anyone(cast: Cast) -> None:
    scene = open_scene(cast, anonymous=True, name="")

    assert scene.letter("acknowledgment").state == "draft"
    assert scene.due("reply").status == "open"
