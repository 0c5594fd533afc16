"""Retention dates and their proof, with leap days and periods without end.
Not the Office's schedule: the series here are examples."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egide.law.facts import Fact
from egide.law.retention import Disposition, RetentionProof, RetentionRule, anniversary, retention_dates
from egide.law.sources import Source

REQUESTS = RetentionRule(
    series="6200",
    title="Demandes d’intervention",
    active=2,
    semi_active=5,
    disposition=Disposition.SAMPLE,
    trigger=Fact("closed", "fermeture du dossier"),
    source=Source("Calendrier de conservation", "règle 6200"),
    sample=True,
)


def test_it_proves_each_period_in_french() -> None:
    proof = retention_dates(REQUESTS, trigger_on=date(2026, 11, 20))

    assert proof.active_until == date(2028, 11, 20)
    assert proof.semi_active_until == date(2033, 11, 20)
    assert [step.replace("\u00a0", " ") for step in proof.steps] == [
        "Règle 6200 (Demandes d’intervention), règle 6200, Calendrier de conservation (exemple)",
        "Départ : fermeture du dossier le 20 novembre 2026",
        "Actif : 2 ans, jusqu’au 20 novembre 2028 inclus",
        "Semi-actif : 5 ans, jusqu’au 20 novembre 2033 inclus",
        "Disposition finale : tri",
    ]


def test_it_falls_on_the_28th_when_the_year_has_no_29_february() -> None:
    proof = retention_dates(REQUESTS, trigger_on=date(2024, 2, 29))

    assert proof.active_until == date(2026, 2, 28)
    assert proof.steps[2].endswith("jusqu’au 28 février 2026 inclus, le 29 février n’existant pas")


def test_it_counts_the_second_period_from_the_trigger_too() -> None:
    # 29 February 2024 + 2 years is the 28th, yet + 4 years is the 29th again: nothing drifts.
    proof = retention_dates(replace(REQUESTS, semi_active=2), trigger_on=date(2024, 2, 29))

    assert (proof.active_until, proof.semi_active_until) == (date(2026, 2, 28), date(2028, 2, 29))


@pytest.mark.parametrize(
    ("active", "semi_active", "has_active", "has_semi_active"),
    [(None, 0, False, False), (2, None, True, False), (0, 0, True, True)],
)
def test_it_leaves_open_a_period_without_end(
    active: int | None, semi_active: int | None, has_active: bool, has_semi_active: bool
) -> None:
    rule = replace(REQUESTS, active=active, semi_active=semi_active)
    proof = retention_dates(rule, trigger_on=date(2026, 11, 20))

    assert (proof.active_until is not None, proof.semi_active_until is not None) == (
        has_active,
        has_semi_active,
    )
    assert any("sans terme fixé" in step for step in proof.steps) is not has_semi_active


def test_it_refuses_a_negative_period() -> None:
    with pytest.raises(ValueError, match="négative"):
        replace(REQUESTS, semi_active=-1)


@given(trigger_on=st.dates(date(1990, 1, 1), date(2050, 1, 1)), years=st.integers(0, 100))
def test_it_keeps_anniversaries_in_their_month_and_in_order(trigger_on: date, years: int) -> None:
    day = anniversary(trigger_on, years)

    assert (day.year, day.month) == (trigger_on.year + years, trigger_on.month)
    assert day < anniversary(trigger_on, years + 1)


@given(
    trigger_on=st.dates(date(1990, 1, 1), date(2050, 1, 1)),
    active=st.none() | st.integers(0, 50),
    semi_active=st.none() | st.integers(0, 50),
    disposition=st.sampled_from(Disposition),
)
def test_it_survives_storage(
    trigger_on: date, active: int | None, semi_active: int | None, disposition: Disposition
) -> None:
    rule = replace(REQUESTS, active=active, semi_active=semi_active, disposition=disposition)
    proof = retention_dates(rule, trigger_on=trigger_on)

    assert RetentionProof.from_json(proof.to_json()) == proof


def test_it_names_dispositions_in_french() -> None:
    assert [one.label for one in Disposition] == ["conservation (versement)", "destruction", "tri"]
