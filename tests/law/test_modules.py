"""A module's declarations hold together: a complete one passes, each thing left out is named.
Not the real modules, whose own tests ask for no problem."""

from dataclasses import replace
from typing import Any

import pytest

from egide.law.access import Policy, Rule, Scope
from egide.law.effects import CancelDeadline, DraftLetter, Effect, ExtendDeadline, RecordFact, SetRetention
from egide.law.facts import Fact, LetterSent
from egide.law.grounds import Ground
from egide.law.letters import LetterTemplate
from egide.law.lifecycles import Lifecycle
from egide.law.modules import DossierKind, Module
from egide.law.retention import Disposition, RetentionRule
from egide.law.sources import Source
from egide.law.terms import Deadline, Term, Unit
from tests.law.lives import ANALYST, HEAD, REQUEST, arrow, with_transition

SERVICES = Source("Déclaration de services", "")
NOWHERE = Source("", "")
RECEIVED, CLOSED, STRAY = Fact("received", "réception"), Fact("closed", "fermeture"), Fact("stray", "égaré")
REPLY = Deadline("reply", "Réponse", RECEIVED, LetterSent("reply"), (Term(90, Unit.CALENDAR_DAYS, SERVICES),))
LETTER = LetterTemplate("reply", "L107", "Réponse motivée", "citizen", HEAD, "reply.typ")
SERIES = RetentionRule("6200", "Demandes", 2, 5, Disposition.SAMPLE, CLOSED, SERVICES, sample=True)
GROUND = Ground("late", "Hors délai", SERVICES, "la demande est tardive")
KIND = DossierKind("intervention", "Demande d’intervention", "INT", "office")
INTERVENTIONS = Module(
    code="interventions",
    name="Demandes d’intervention",
    kind=KIND,
    lifecycle=with_transition(
        REQUEST, replace(arrow("draft", "in_progress", "in_progress"), effects=(DraftLetter("reply"),))
    ),
    facts=(RECEIVED, CLOSED),
    deadlines=(REPLY,),
    grounds=(GROUND,),
    policy=Policy("intervention", (Rule("read", ANALYST, Scope.UNIT),)),
    letters=(LETTER,),
    retention=(SERIES,),
    compartment="office",
    facts_builder="egide.modules.interventions.lifecycle.build_facts",
)


def _doing(effect: Effect) -> Lifecycle:
    return with_transition(REQUEST, replace(arrow("do", "received", "in_progress"), effects=(effect,)))


def test_it_finds_a_complete_module_complete() -> None:
    assert INTERVENTIONS.problems() == ()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"retention": ()}, "aucune règle de conservation"),
        ({"lifecycle": None}, "pas de cycle de vie"),
        ({"policy": None}, "pas de politique d’accès"),
        ({"policy": Policy("other", ())}, "la politique vise"),
        ({"compartment": "presidency"}, "deux compartiments"),
        ({"kind": replace(KIND, elsewhere=(("office", "INX"),))}, "compartiment « office » en double"),
        ({"kind": replace(KIND, elsewhere=(("presidency", "INT"),))}, "préfixe « INT » en double"),
        ({"facts": (RECEIVED, CLOSED, RECEIVED)}, "fait « received » en double"),
        ({"letters": (LETTER, replace(LETTER, code="reply_bis"))}, "référence de lettre « L107 » en double"),
        ({"letters": (replace(LETTER, file=""),)}, "lettre « reply » sans gabarit"),
        ({"deadlines": (replace(REPLY, starts_on=STRAY),)}, "fait « stray » inconnu"),
        ({"deadlines": (replace(REPLY, met_by=LetterSent("other")),)}, "lettre « other » sans gabarit"),
        ({"deadlines": (replace(REPLY, met_by=(LetterSent("reply"), STRAY)),)}, "fait « stray » inconnu"),
        ({"deadlines": (replace(REPLY, terms=(Term(90, Unit.CALENDAR_DAYS, NOWHERE),)),)}, "sans source"),
        ({"grounds": (replace(GROUND, source=NOWHERE),)}, "motif « late » sans source"),
        ({"retention": (replace(SERIES, source=NOWHERE),)}, "« 6200 » sans source"),
        ({"retention": (replace(SERIES, trigger=STRAY),)}, "fait « stray » inconnu"),
        ({"lifecycle": _doing(RecordFact(STRAY))}, "fait « stray » inconnu"),
        ({"lifecycle": _doing(DraftLetter("other"))}, "lettre « other » sans gabarit"),
        ({"lifecycle": _doing(CancelDeadline("other"))}, "délai « other » inconnu"),
        ({"lifecycle": _doing(ExtendDeadline("other"))}, "délai « other » inconnu"),
        ({"lifecycle": _doing(ExtendDeadline("reply"))}, "délai « reply » sans prolongation"),
        ({"lifecycle": _doing(SetRetention("9999"))}, "série « 9999 » absente"),
        ({"keeper": "egide.modules.interventions.keeping.keep"}, "rien ne relit la fiche"),
        ({"lifecycle": replace(REQUEST, initial="limbo")}, "Cycle « request »"),
    ],
)
def test_it_names_what_does_not_hold(change: dict[str, Any], problem: str) -> None:
    found = [one.replace("\u00a0", " ") for one in replace(INTERVENTIONS, **change).problems()]

    assert len(found) == 1, found
    assert problem in found[0]


def test_it_asks_for_the_facts_that_guards_need() -> None:
    guarded = with_transition(
        REQUEST, replace(arrow("do", "received", "in_progress"), requires=(lambda facts: None,))
    )
    with_facts = replace(INTERVENTIONS, lifecycle=guarded)

    assert with_facts.problems() == ()
    assert len(replace(with_facts, facts_builder=None).problems()) == 1


def test_it_asks_little_of_a_module_without_dossiers() -> None:
    assert Module("inventory", "Inventaire").problems() == ()


def test_a_kind_may_live_behind_several_walls_each_with_its_numbers() -> None:
    kind = replace(KIND, elsewhere=(("commissioner", "INC"), ("presidency", "INP")))

    assert replace(INTERVENTIONS, kind=kind).problems() == ()
    assert kind.compartments == ("office", "commissioner", "presidency")
    assert [kind.prefix_in(place) for place in (*kind.compartments, "discipline")] == [
        "INT",
        "INC",
        "INP",
        "INT",
    ]


def test_it_finds_its_parts_by_code() -> None:
    assert INTERVENTIONS.deadline("reply") is REPLY
    assert INTERVENTIONS.letter("reply") is LETTER
    assert INTERVENTIONS.fact("closed") is CLOSED
    assert INTERVENTIONS.rule_code(REPLY) == "interventions.reply"
    with pytest.raises(KeyError):
        INTERVENTIONS.deadline("other")
