"""The sheet of a module says everything that its declaration says, in French, and nothing from elsewhere.

The files are compared beside the other documents’ tests.
"""

import pytest

from egide.config.modules import MODULES
from egide.law.access import Policy, Rule, Scope
from egide.law.deadlines import Deadline, Fact, Term, Unit
from egide.law.guard_words import sentences
from egide.law.maps import chart_of
from egide.law.modules import Module
from egide.law.sheets import ACTIONS, CALENDARS, Sheet, sheet_of
from egide.law.sources import Source
from tests.law.lives import ANALYST, REQUEST

RECIPIENTS = {"requester": "Personne requérante", "order": "Ordre visé"}
BY_CODE = {module.code: module for module in MODULES}


def text_of(sheet: Sheet) -> str:
    """Everything that the sheet says."""
    cells = (cell for section in sheet.sections for row in section.rows for cell in row)
    keys = (text for section in sheet.sections for _, text in section.keys)
    return "\n".join([*(value for _, value in sheet.facts), *cells, *keys, *sheet.to_validate])


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.code)
def test_a_sheet_says_every_state_move_deadline_letter_ground_and_series(module: Module) -> None:
    said = text_of(sheet_of(module, recipients=RECIPIENTS))

    declared = [letter.reference for letter in module.letters]
    declared += [ground.label for ground in module.grounds]
    declared += [rule.series for rule in module.retention]
    declared += [deadline.label for deadline in module.deadlines]
    declared += [source.cite() for deadline in module.deadlines for source in deadline.sources]
    if module.lifecycle:
        declared += [state.label for state in module.lifecycle.states if state.until is None]
        declared += [move.label for move in chart_of(module.lifecycle).moves]
    assert [words for words in declared if words not in said] == []


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.code)
def test_every_guard_of_the_house_has_its_sentence(module: Module) -> None:
    transitions = module.lifecycle.transitions if module.lifecycle else ()

    silent = [guard.__name__ for t in transitions for guard in t.requires if not sentences(guard)]

    assert silent == []


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.code)
def test_actions_and_calendars_are_said_in_french(module: Module) -> None:
    assert set(module.policy.actions if module.policy else ()) <= set(ACTIONS)
    assert {deadline.calendar for deadline in module.deadlines} <= set(CALENDARS)


def test_what_counsel_has_not_confirmed_is_listed_once() -> None:
    doubts = sheet_of(BY_CODE["interventions"], recipients=RECIPIENTS).to_validate

    assert len(set(doubts)) == len(doubts)
    assert any("Faire le suivi" in line for line in doubts)


def test_a_module_added_tomorrow_has_its_sheet() -> None:
    asked = Fact("asked", "demande")
    module = Module(
        code="tomorrow",
        name="Système de demain",
        lifecycle=REQUEST,
        facts=(asked,),
        deadlines=(
            Deadline(
                "answer",
                "Répondre",
                starts_on=asked,
                met_by=asked,
                terms=(Term(10, Unit.BUSINESS_DAYS, source=Source("Loi de demain", "1", to_validate=True)),),
            ),
        ),
        policy=Policy("tomorrow", (Rule("read", ANALYST, Scope.UNIT),)),
    )

    said = text_of(sheet_of(module, recipients={}))

    for words in ("Répondre (délai légal)", "10 jours ouvrables", "art. 1, Loi de demain (à valider)"):
        assert words in said


def test_a_register_without_dossiers_says_so() -> None:
    assert "registre" in text_of(sheet_of(BY_CODE["information_cards"], recipients={}))


SHARED = "Une phrase commune."


def plain(facts: object) -> str | None:
    return None if facts else "Une phrase simple."


def computed(facts: object) -> str | None:
    if facts:
        return None
    return f"Il manque {facts}."


def named(facts: object) -> str | None:
    return SHARED if facts else None


def borrowed(facts: object) -> str | None:
    return plain(facts) if facts else None


@pytest.mark.parametrize(
    ("guard", "words"),
    [
        (plain, ("Une phrase simple.",)),
        (computed, ("Il manque ….",)),
        (named, (SHARED,)),
        (borrowed, ("Une phrase simple.",)),
    ],
)
def test_the_sentences_of_a_guard_are_read_where_they_are_written(
    guard: object, words: tuple[str, ...]
) -> None:
    assert sentences(guard) == words  # type: ignore[arg-type]
