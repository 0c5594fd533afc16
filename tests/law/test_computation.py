"""The proof of a computation: its sentences, its roll, its storage and its refusals.
Not the table of legal cases: see test_vectors.py, nor the general laws."""

from dataclasses import replace
from datetime import date

import pytest

from egide.law.calendars import Closure
from egide.law.computation import Computation, NotExtendable, compute
from egide.law.facts import Fact, LetterSent
from egide.law.holidays import interpretation_act, public_service
from egide.law.sources import Source
from egide.law.terms import Deadline, Extension, NoTermInForce, Roll, Term, Unit

STORM = Closure(date(2026, 12, 22), "tempête", site="quebec", holiday=False)
OFFICE = public_service(range(2026, 2028), "2026-1", [STORM])
SERVICES = Source("Déclaration de services", "")
ACT = Source("c. A-2.1", "47", to_validate=True)
ACKNOWLEDGMENT = Deadline(
    "acknowledgment",
    "Accusé de réception",
    starts_on=Fact("received", "réception"),
    met_by=LetterSent("acknowledgment"),
    terms=(Term(5, Unit.BUSINESS_DAYS, SERVICES),),
    roll=Roll.SHOWN,
)
REPLY = replace(
    ACKNOWLEDGMENT,
    code="reply",
    terms=(Term(90, Unit.CALENDAR_DAYS, SERVICES),),
    extension=Extension(10, Unit.CALENDAR_DAYS, ACT),
)
FRIDAY = date(2026, 12, 18)
NBSP = "\u00a0"


def _steps(computation: Computation) -> list[str]:
    return [step.replace(NBSP, " ") for step in computation.steps]


def test_it_proves_a_count_of_business_days_day_by_day() -> None:
    assert _steps(compute(ACKNOWLEDGMENT, start=FRIDAY, calendar=OFFICE)) == [
        "Départ : réception le vendredi 18 décembre 2026 (jour exclu)",
        "Calendrier : Fonction publique, version 2026-1",
        "Délai : 5 jours ouvrables (Déclaration de services)",
        "samedi 19 décembre 2026 : fin de semaine, non compté",
        "dimanche 20 décembre 2026 : fin de semaine, non compté",
        "lundi 21 décembre 2026 : 1er jour ouvrable",
        "mardi 22 décembre 2026 : 2e jour ouvrable",
        "mercredi 23 décembre 2026 : 3e jour ouvrable",
        "jeudi 24 décembre 2026 : jour férié (veille de Noël), non compté",
        "vendredi 25 décembre 2026 : jour férié (Noël), non compté",
        "samedi 26 décembre 2026 : jour férié (lendemain de Noël), non compté",
        "dimanche 27 décembre 2026 : fin de semaine, non compté",
        "lundi 28 décembre 2026 : 4e jour ouvrable",
        "mardi 29 décembre 2026 : 5e jour ouvrable",
        "Échéance : mardi 29 décembre 2026 (jour ouvrable, aucun report)",
        "Cible interne : mardi 29 décembre 2026 (dernier jour ouvrable à la date brute ou avant)",
    ]


def test_it_proves_an_extended_count_and_its_roll() -> None:
    computed = compute(REPLY, start=date(2026, 4, 2), calendar=OFFICE, extended=True)

    assert _steps(computed)[3:] == [
        "2 avril 2026 + 90 jours = mercredi 1er juillet 2026 (date brute, jour inclus)",
        "Prolongation : 10 jours à compter de la date brute (art. 47, c. A-2.1 (à valider))",
        "1er juillet 2026 + 10 jours = samedi 11 juillet 2026 (date brute, jour inclus)",
        "samedi 11 juillet 2026 : fin de semaine",
        "dimanche 12 juillet 2026 : fin de semaine",
        "Échéance affichée : jour ouvrable suivant, lundi 13 juillet 2026",
        "Résultat mesuré à la date brute, samedi 11 juillet 2026 (le report ne compte pas)",
        "Cible interne : vendredi 10 juillet 2026 (dernier jour ouvrable à la date brute ou avant)",
    ]


def test_it_puts_spaces_that_do_not_break_before_its_colons() -> None:
    steps = compute(ACKNOWLEDGMENT, start=FRIDAY, calendar=OFFICE).steps

    assert not [step for step in steps if " :" in step]


@pytest.mark.parametrize(
    ("roll", "due", "measured", "said"),
    [
        (Roll.FORWARD, date(2026, 7, 2), date(2026, 7, 2), "Échéance : reportée au jour ouvrable suivant"),
        (Roll.SHOWN, date(2026, 7, 2), date(2026, 7, 1), "Résultat mesuré à la date brute"),
        (Roll.NONE, date(2026, 7, 1), date(2026, 7, 1), "ce délai n’est pas reporté"),
    ],
)
def test_it_rolls_as_the_rule_says(roll: Roll, due: date, measured: date, said: str) -> None:
    computed = compute(replace(REPLY, roll=roll), start=date(2026, 4, 2), calendar=OFFICE)

    assert (computed.due_date, computed.measured_on) == (due, measured)
    assert any(said in step for step in _steps(computed))


def test_it_counts_neither_end_of_clear_days() -> None:
    # Two clear days from Monday 16 March: 17 and 18 stand clear, Thursday 19 is the first day allowed.
    clear = replace(ACKNOWLEDGMENT, terms=(Term(2, Unit.CLEAR_DAYS, ACT),))
    computed = compute(clear, start=date(2026, 3, 16), calendar=OFFICE)

    assert computed.raw_date == computed.due_date == date(2026, 3, 19)
    assert "2 jours francs : ni le premier ni le dernier jour ne comptent" in _steps(computed)


@pytest.mark.parametrize(("site", "due"), [("quebec", date(2026, 12, 30)), ("montreal", date(2026, 12, 29))])
def test_it_skips_the_closure_of_its_own_site(site: str, due: date) -> None:
    computed = compute(ACKNOWLEDGMENT, start=FRIDAY, calendar=OFFICE, site=site)

    assert computed.due_date == due
    assert computed.site == site


def test_it_keeps_the_real_day_when_it_starts_on_a_closed_one() -> None:
    computed = compute(ACKNOWLEDGMENT, start=date(2026, 12, 19), calendar=OFFICE)

    assert computed.start == date(2026, 12, 19)
    assert (
        _steps(computed)[2]
        == "Départ un jour fermé (fin de semaine) : la date réelle est retenue (à valider)"
    )


def test_it_never_sets_a_target_before_the_start() -> None:
    # One day from Saturday ends on Sunday: the last working day before is Friday, already past.
    short = replace(ACKNOWLEDGMENT, terms=(Term(1, Unit.CALENDAR_DAYS, ACT),))
    computed = compute(short, start=date(2026, 12, 19), calendar=OFFICE)

    assert computed.internal_target == date(2026, 12, 19)
    assert _steps(computed)[-1].endswith("(aucun jour ouvrable avant l’échéance)")


def test_it_shows_a_limit_that_runs_against_someone_else_unrolled() -> None:
    computed = compute(replace(REPLY, runs_against="applicant"), start=date(2026, 4, 2), calendar=OFFICE)

    assert computed.shown_date == date(2026, 7, 1)
    assert computed.presumed_closed == date(2026, 7, 2)


def test_it_warns_of_a_year_that_the_calendar_does_not_describe() -> None:
    computed = compute(REPLY, start=date(2027, 12, 1), calendar=OFFICE)

    assert _steps(computed)[-1] == "Jours fériés de 2028 absents de ce calendrier : dates à valider"


@pytest.mark.parametrize("extended", [False, True])
@pytest.mark.parametrize("against", [None, "applicant"])
def test_it_survives_storage(extended: bool, against: str | None) -> None:
    rule = replace(REPLY, runs_against=against)
    computed = compute(rule, start=FRIDAY, calendar=OFFICE, extended=extended, rule="interventions.reply")
    stored = computed.to_json()

    assert Computation.from_json({**stored, "added_later": 1}) == computed
    assert stored["rule"] == "interventions.reply"
    assert {"source", "calendar", "raw_date", "due_date", "internal_target", "steps"} <= stored.keys()
    assert stored["calendar"] == "public_service 2026-1"


def test_it_refuses_an_extension_that_the_law_does_not_give() -> None:
    with pytest.raises(NotExtendable, match="aucune prolongation"):
        compute(ACKNOWLEDGMENT, start=FRIDAY, calendar=OFFICE, extended=True)


def test_it_refuses_the_calendar_of_another_law() -> None:
    with pytest.raises(ValueError, match="public_service"):
        compute(ACKNOWLEDGMENT, start=FRIDAY, calendar=interpretation_act([2026], "1"))


def test_it_refuses_a_start_without_law() -> None:
    future = replace(ACKNOWLEDGMENT, terms=(Term(5, Unit.BUSINESS_DAYS, ACT, since=date(2027, 1, 1)),))

    with pytest.raises(NoTermInForce):
        compute(future, start=FRIDAY, calendar=OFFICE)
