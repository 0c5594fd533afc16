"""What names its reader beside the person in charge counts as theirs: on the home, in the lists, in the search.

Hélène gives a mandate to Nadia’s unit; Bruno, of the secretariat, contributes; Farid, Lise and Odile are not named.
"""

import re
from datetime import timedelta

import pytest

from egide.kernel import registry
from egide.kernel.dossiers.models import Dossier
from egide.kernel.gate.windows import open_counts
from egide.law.access import Scope
from egide.modules.mandates.opening import NewMandate, give
from egide.platform.accounts.acting import acting_as
from egide.platform.accounts.models import Unit
from tests.cast import NOW, TODAY, Cast
from tests.database import as_owner
from tests.interfaces.staff.conftest import Queries, SignIn

KIND, WORD = "office_mandate", "zibelinebilan"


@pytest.fixture
def mandate(cast: Cast) -> Dossier:
    """A mandate late by two days, given to Nadia, to which Bruno contributes."""
    new = NewMandate(
        unit=Unit.objects.select_related("compartment", "site").get(code="interventions"),
        title=f"Le {WORD} des délais",
        purpose="Dire où se perdent les jours.",
        deliverable="Une note.",
        due_on=TODAY + timedelta(days=1),
        lead=cast.user("nadia"),
        contributors=(cast.user("bruno"),),
    )
    with acting_as(cast.actor("helene")) as helene:
        made = give(actor=helene, new=new, now=NOW)
    with as_owner():
        Dossier.objects.filter(pk=made.pk).update(next_due_on=TODAY - timedelta(days=2))
    return made


def counted(cast: Cast, who: str) -> tuple[int, int, int, int]:
    """Open mandates as this reader is told: all, one’s own, late, one’s own late."""
    with acting_as(cast.actor(who)) as actor:
        rows = [
            row for row in open_counts(actor, today=TODAY, near=TODAY + timedelta(days=7)) if row.kind == KIND
        ]
    return (
        sum(row.total for row in rows),
        sum(row.mine for row in rows),
        sum(row.late for row in rows),
        sum(row.mine_late for row in rows),
    )


def test_the_counters_count_it_once_for_who_is_in_charge_and_who_is_named(
    cast: Cast, mandate: Dossier
) -> None:
    assert counted(cast, "nadia") == (1, 1, 1, 1)
    assert counted(cast, "bruno") == (1, 1, 1, 1)
    assert counted(cast, "marc") == (1, 0, 1, 0)  # head of the unit: seen, not his own
    assert counted(cast, "lise") == counted(cast, "farid") == (0, 0, 0, 0)


def test_who_is_both_in_charge_and_named_counts_it_once(cast: Cast, mandate: Dossier) -> None:
    with as_owner():
        Dossier.objects.filter(pk=mandate.pk).update(named=[cast.user("nadia").pk, cast.user("bruno").pk])

    assert counted(cast, "nadia") == (1, 1, 1, 1)


def test_the_home_shows_it_and_the_list_agrees_with_its_count(
    cast: Cast, mandate: Dossier, sign_in: SignIn, queries: Queries
) -> None:
    bruno = sign_in("bruno")
    text = bruno.get("/travail/?vue=miens").text
    table = text.partition('id="travail"')[2].partition("</table>")[0]
    assert mandate.number in table
    assert re.search(r"Mes dossiers.{0,80}>1<", text, re.S)
    assert mandate.number not in sign_in("lise").get("/travail/?vue=miens").text
    assert len(queries(bruno, "/travail/?vue=miens")) == len(queries(sign_in("marc"), "/travail/?vue=miens"))


def test_the_search_finds_its_words_for_who_is_named_and_for_nobody_else(
    cast: Cast, mandate: Dossier, sign_in: SignIn
) -> None:
    for who in ("nadia", "bruno"):
        assert mandate.number in sign_in(who).get(f"/recherche/?q={WORD}").text
    for who in ("lise", "odile"):
        assert mandate.number not in sign_in(who).get(f"/recherche/?q={WORD}").text


def test_a_role_that_reads_what_names_its_holder_reads_what_it_is_in_charge_of() -> None:
    # The search keeps one set of places for both (kernel/search/walking.py).
    for module in registry.modules():
        if module.kind is None:
            continue
        rules = registry.policy_of_kind(module.kind.code).rules_for("read")
        named = {rule.role for rule in rules if rule.scope is Scope.NAMED}
        assert named <= {rule.role for rule in rules if rule.scope is Scope.ASSIGNED}
