"""Policies as data: who may do an action, how far.
Not the gate, which takes the decision."""

from egide.law.access import Policy, Role, Rule, Scope

ANALYST, HEAD = Role("analyst", "analyste"), Role("head", "responsable d’unité")
POLICY = Policy(
    "intervention",
    (
        Rule("read", ANALYST, Scope.ASSIGNED),
        Rule("read", HEAD, Scope.UNIT),
        Rule("read", ANALYST, Scope.UNIT),
        Rule("approve", HEAD, Scope.UNIT),
    ),
)


def test_it_gives_each_role_once_in_order() -> None:
    assert POLICY.roles_for("read") == (ANALYST, HEAD)
    assert POLICY.roles_for("approve") == (HEAD,)


def test_it_allows_nobody_to_do_what_no_rule_names() -> None:
    assert POLICY.roles_for("destroy") == ()
    assert POLICY.rules_for("destroy") == ()


def test_it_lists_rules_and_actions() -> None:
    assert [rule.scope for rule in POLICY.rules_for("read")] == [Scope.ASSIGNED, Scope.UNIT, Scope.UNIT]
    assert POLICY.actions == ("read", "approve")


def test_it_finds_a_rule_declared_twice() -> None:
    twice = Policy("intervention", (*POLICY.rules, Rule("approve", HEAD, Scope.UNIT)))

    assert POLICY.problems() == ()
    assert len(twice.problems()) == 1
    assert "responsable d’unité" in twice.problems()[0]


def test_it_names_scopes_in_french() -> None:
    assert len({scope.label for scope in Scope}) == 5
