"""What an intake may say: several orders and people, nobody's name, a minor, dates that are only approximate."""

from datetime import date
from typing import Any

import pytest

from egide.kernel.parties.models import Party, PartyRole, ProfessionalOrder
from egide.modules.interventions import actions
from egide.modules.interventions.actions import ANONYMOUS, PersonIntake
from egide.modules.interventions.arrivals import parcel_of
from egide.modules.interventions.models import InterventionDetails, RecourseUsed, Request
from egide.modules.interventions.pages import ReceivedPage, received_page, summary
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.actors import service
from egide.platform.accounts.models import Site, Unit
from tests.cast import NOW, Cast
from tests.kernel.scene import Scene, open_scene


def rows(scene: Scene) -> tuple[list[Party], InterventionDetails, list[RecourseUsed]]:
    return scene.act(
        "marc",
        lambda a, d: (
            list(Party.objects.filter(dossier_id=d.pk).select_related("order").order_by("rank")),
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


ANSWERS: dict[str, Any] = {
    "title": "Sans nouvelles",
    "summary": "Aucune nouvelle.",
    "email": "karim@exemple.example",
    "phone": "418 555-0142",
    "address": "12, rue du Port\nQuébec (Québec)  G1K 1A1",
    "preferred_channel": "mail",
}


def opened(cast: Cast, name: str = "Élise Tremblay", **answers: Any) -> tuple[Request, Scene]:
    with acting_as(service("public_intake")) as intake:
        asked = actions.submit_request(
            actor=intake, name=name, order=cast.order, answers={**ANSWERS, **answers}, now=NOW
        )
    with acting_as(cast.actor("bruno")) as bruno:
        dossier = actions.open_intervention(
            actor=bruno,
            intake=actions.intake_from(asked),
            unit=Unit.objects.get(code="interventions"),
            site=Site.objects.get(code="quebec"),
            request=asked,
            now=NOW,
        )
    return asked, Scene(cast=cast, number=dossier.number, now=NOW)


def test_every_answer_of_the_form_reaches_the_dossier(cast: Cast) -> None:
    other = ProfessionalOrder.objects.exclude(pk=cast.order.pk).order_by("pk").first()
    slugs = [other.slug] if other else []
    _, scene = opened(
        cast,
        other_orders=[*slugs, cast.order.slug, "inconnu", 12],
        review_requested_about="vers mars 2026",
        review_requested_between="2026-03-01/2026-03-31",
        private_complaint_on="2026-02-03",
        conciliation_on="2026-31-31",
        other_recourse="Une lettre au syndic adjoint. " * 10,
    )
    parties, _, steps = rows(scene)

    assert [p.order.slug for p in parties if p.order] == [cast.order.slug, *slugs]
    assert parties[0].preferred_channel == "post"
    assert [(s.kind, s.happened_on, s.about[:14]) for s in steps] == [
        ("review_requested", None, "vers mars 2026"),
        ("private_complaint", date(2026, 2, 3), ""),
        ("other", None, "Une lettre au "),
    ]
    assert steps[-1].about.endswith("…")


@pytest.mark.parametrize(("who", "minor"), [("representative", False), ("parent", True)])
def test_who_is_represented_is_reached_through_the_one_who_acts(cast: Cast, who: str, minor: bool) -> None:
    acting = {"role": "representative", "name": "Karim Haddad", "email": ANSWERS["email"]}
    _, scene = opened(cast, name="Lina Haddad", who=who, people=[acting])
    parties, details, _ = rows(scene)

    assert [(p.role, p.name, p.email) for p in parties[:2]] == [
        ("requester", "Lina Haddad", ANSWERS["email"]),
        ("representative", "Karim Haddad", ANSWERS["email"]),
    ]
    assert parties[0].address.startswith("a/s Karim Haddad\n12, rue du Port")
    assert details.minor is minor


def test_signatories_are_parties_and_nobody_s_name_is_an_anonymous_request(cast: Cast) -> None:
    two = [{"role": "co_requester", "name": "Jean Roy"}, {"role": "co_requester", "name": "Ana Roy"}]
    _, several = opened(cast, who="several", people=two)
    _, nobody = opened(
        cast, name=ANONYMOUS, who="anonymous", email="", address="", phone="", preferred_channel=""
    )

    assert [p.name for p in rows(several)[0] if p.role == PartyRole.CO_REQUESTER] == ["Jean Roy", "Ana Roy"]
    assert rows(nobody)[1].anonymous
    assert nobody.due("reply").status == "cancelled"


@pytest.mark.parametrize(
    "strange",
    [
        {"who": "roi", "people": "Karim", "other_orders": {"a": 1}, "mechanism": 4, "situation": None},
        {"people": [None, "x", {"role": "order", "name": "Karim"}, {"role": "requester", "name": "K"}, {}]},
        {"inquiry_requested_on": "hier", "syndic_decided_about": 7, "conciliation_on": ["2026-01-01"]},
        {"other_recourse": ["a"], "accommodations": {"b": 1}, "preferred_channel": "pigeon", "title": 3},
        {"who": "parent", "people": []},
    ],
)
def test_answers_of_another_form_or_hand_open_a_dossier_all_the_same(
    cast: Cast, strange: dict[str, Any]
) -> None:
    asked, scene = opened(cast, **strange)
    parties, _, steps = rows(scene)

    assert [party.role for party in parties] == ["requester", "order"]
    assert steps == []
    with acting_as(cast.actor("bruno")):
        assert received_page(asked, today=date(2026, 3, 10)).cards


def shown(cast: Cast, **answers: Any) -> tuple[str, ReceivedPage]:
    with acting_as(service("public_intake")) as intake:
        asked = actions.submit_request(
            actor=intake, name="Lina Haddad", order=None, answers={**ANSWERS, **answers}, now=NOW
        )
    with acting_as(cast.actor("bruno")):
        page = received_page(asked, today=date(2026, 3, 10))
    facts = [f"{f.term}: {f.value} {f.detail}".strip() for card in page.cards for f in card.facts]
    return "\n".join(facts).replace("\u00a0", " "), page


def test_the_request_as_received_shows_who_asks_and_dates_in_the_person_s_words(cast: Cast) -> None:
    words, page = shown(
        cast,
        who="representative",
        people=[{"role": "representative", "name": "Karim Haddad", "phone": "4185550142"}],
        other_orders=[cast.order.slug],
        inquiry_requested_about="vers mars 2026",
        inquiry_requested_between="2026-03-01/2026-03-31",
        other_recourse="Médiation à l’été.",
        accommodations="Gros caractères.",
    )

    assert f"Autre ordre visé: {cast.order.name}" in words
    assert "« vers mars 2026 » Entre le 1er mars 2026 et le 31 mars 2026." in words
    assert "Demande faite pour: Une autre personne, qu’elle représente" in words
    assert "Agit pour elle: Karim Haddad" in words
    assert "Preuve du mandat: Aucun fichier joint : à demander" in words
    assert "Autre démarche: Médiation à l’été." in words
    assert "Adaptation demandée: Gros caractères." in words
    assert "Réponse souhaitée: par la poste" in words
    assert (page.concern, page.protocol) == (None, ())


def test_words_that_worry_flag_a_request_until_it_is_dealt_with(cast: Cast) -> None:
    _, page = shown(cast, wish="Je n’ai plus envie de vivre.")
    assert page.concern
    assert page.concern.label == "Détresse possible"
    assert "9-1-1" in " ".join(page.protocol)

    asked, scene = opened(cast, summary="Je vais le tuer.")
    with acting_as(cast.actor("bruno")):
        assert received_page(asked, today=date(2026, 3, 10)).concern is None
    card = scene.act("bruno", lambda a, d: summary(d, today=date(2026, 3, 10)))[0]
    assert [f.badge.label for f in card.facts if f.badge] == ["Menace possible"]


def test_the_dossier_keeps_in_sight_what_it_has_no_place_for(cast: Cast) -> None:
    long = "Une lettre au syndic adjoint. " * 10
    _, scene = opened(cast, accommodations="Gros caractères.", other_recourse=long)
    cards = scene.act("bruno", lambda a, d: summary(d, today=date(2026, 3, 10)))
    [added] = [card for card in cards if card.title == "Ce que le formulaire ajoute"]

    assert [(f.term, f.value) for f in added.facts] == [
        ("Adaptation demandée", "Gros caractères."),
        ("Autre démarche", long.strip()),
    ]


def test_what_is_handed_over_carries_everybody_named(cast: Cast) -> None:
    with acting_as(service("public_intake")) as intake:
        asked = actions.submit_request(
            actor=intake,
            name="Lina Haddad",
            order=None,
            answers={
                **ANSWERS,
                "who": "parent",
                "people": [{"role": "representative", "name": "Karim Haddad"}],
                "accommodations": "Interprète.",
            },
            now=NOW,
        )
    with acting_as(cast.actor("bruno")):
        parcel = parcel_of(asked, site=Site.objects.get(code="quebec"))

    assert [(p.role, p.name) for p in parcel.people] == [
        ("requester", "Lina Haddad"),
        ("representative", "Karim Haddad"),
    ]
    assert parcel.people[0].preferred_channel == "post"
    assert "Interprète." in parcel.text


def test_a_review_asked_for_at_an_unknown_date_is_no_longer_to_be_asked_for(cast: Cast) -> None:
    decided = {"syndic_decided_on": "2026-02-20"}
    _, waiting = opened(cast, **decided)
    _, done = opened(cast, **decided, review_requested_about="la semaine passée")

    def awaited(scene: Scene) -> list[str]:
        cards = scene.act("bruno", lambda a, d: summary(d, today=date(2026, 3, 10)))
        return [line.label for card in cards for line in card.timeline]

    assert any("comité de révision" in label for label in awaited(waiting))
    assert not any("comité de révision" in label for label in awaited(done))
