"""The `egide` command as an operator types it: French sentences, right exit codes, useful output.

Real processes; the demonstration's own life is tried by hand (docs/operations/database.md).
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def egide(tmp_path: Path) -> "Egide":
    return Egide(tmp_path / "home")


class Egide:
    """Runs the command in an environment that names no server."""

    def __init__(self, home: Path) -> None:
        kept = {name: value for name, value in os.environ.items() if "DATABASE" not in name}
        kept.pop("EGIDE_ROLE", None)
        kept.pop("DJANGO_SETTINGS_MODULE", None)
        self.environment = {**kept, "EGIDE_HOME": str(home), "EGIDE_MODE": "demo"}

    def __call__(self, *arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "egide.interfaces.commands", *arguments]
        environment = {**self.environment, **variables}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_help_is_in_french_and_lists_the_commands(egide: Egide) -> None:
    done = egide("--help")

    assert done.returncode == 0
    assert "Utilisation\u00a0: egide" in done.stdout
    for name in ("serve", "worker", "demo", "database", "deadline", "verify", "check"):
        assert f"\n  {name} " in done.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["fermer"], "La commande «\u00a0fermer\u00a0» n’existe pas."),
        (["serve", "--vite"], "L’option «\u00a0--vite\u00a0» n’existe pas."),
        (["deadline", "--from", "2026-12-18"], "Il manque l’option «\u00a0--rule\u00a0»."),
    ],
)
def test_a_mistyped_line_is_refused_in_french(egide: Egide, arguments: list[str], sentence: str) -> None:
    done = egide(*arguments)

    assert (done.returncode, done.stdout, done.stderr.strip()) == (2, "", sentence)


def test_the_address_is_that_of_the_application_role(egide: Egide) -> None:
    assert egide("database", "--url").stdout.startswith("postgresql://egide_app@/egide?host=")


def test_the_address_of_a_named_server_is_given_back(egide: Egide) -> None:
    address = "postgresql://egide_app@db.example/egide"

    assert egide("database", "--url", DATABASE_URL=address).stdout == f"{address}\n"


def test_the_owners_work_is_refused_without_the_owners_address(egide: Egide) -> None:
    done = egide("database", "migrate", DATABASE_URL="postgresql://egide_app@db.example/egide")

    assert done.returncode == 1
    assert "DATABASE_OWNER_URL manque" in done.stderr


def test_the_roles_are_printed_without_any_password(egide: Egide) -> None:
    printed = egide("database", "bootstrap").stdout

    assert "alter role egide_app login nobypassrls nosuperuser" in printed
    assert "password '" not in printed


def test_a_deadline_is_computed_with_its_proof(egide: Egide) -> None:
    done = egide("deadline", "--rule", "interventions.acknowledgment", "--from", "2026-12-18", "--json")

    found = json.loads(done.stdout)
    assert list(found) == ["rule", "source", "calendar", "raw_date", "due_date", "internal_target", "steps"]
    assert found["rule"] == "interventions.acknowledgment"
    assert found["steps"]


def test_an_unknown_rule_is_refused_with_the_known_ones(egide: Egide) -> None:
    done = egide("deadline", "--rule", "interventions.nothing", "--from", "2026-12-18")

    assert done.returncode == 1
    assert "interventions.acknowledgment" in done.stderr
